"""Where each fact was shown: answers, inline answers and announcements, to be edited in place.

The ledger is spread over the tables that know of the messages anyway; it holds no text of anybody
and no names. What is older than it is kept for cannot be corrected any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, delete, or_, select, update

from bot.store.engine import upsert
from bot.store.tables import ANSWERS, INLINE_ANSWERS, OUTBOX

KEPT = 90 * 24 * 3600.0  # seconds that the ledger remembers a message
Facts = tuple[tuple[str, int], ...]  # fact ids with the revisions that were shown
ANNOUNCED, ANSWERED, INLINE = "announced", "answered", "inline"


@dataclass(frozen=True)
class Shown:
    """One message that shows facts: in a chat (`chat` and `message`) or inline (`inline`).

    `sort` is `announced`, `answered` or `inline`; `sent` counts seconds since 1970.
    """

    sort: str
    facts: Facts
    language: str
    sent: float
    chat: int = 0
    topic: int = 0
    message: int = 0
    inline: str | None = None


@dataclass(frozen=True)
class InlineAnswer:
    """An inline answer of the bot: by whom it was chosen (a keyed hash), from which facts."""

    inline_id: str
    asker: str | None
    facts: Facts
    language: str
    sent: int


def save_inline(db: Connection, answers: Sequence[InlineAnswer]) -> None:
    """Keep where inline answers stand; one that is known already stays as it is."""
    if answers:
        rows = [{**a.__dict__, "facts": json.dumps(a.facts)} for a in answers]
        db.execute(upsert(db, INLINE_ANSWERS).on_conflict_do_nothing(), rows)


def shown(db: Connection, facts: Sequence[str]) -> list[Shown]:
    """Every message that shows one of some facts: announcements first, then the newest first."""
    wanted = set(facts)
    found = [*_announced(db, wanted), *_answered(db, wanted), *_inline(db, wanted)]
    kept = [one for one in found if wanted & {fact for fact, _ in one.facts}]
    return sorted(kept, key=lambda one: (one.sort != ANNOUNCED, -one.sent, one.chat, one.message))


def update_shown(db: Connection, one: Shown, facts: Facts) -> None:
    """Keep that a message now shows facts as they are in other revisions."""
    if one.sort == ANNOUNCED:
        there = (OUTBOX.c.target == one.chat) & (OUTBOX.c.message == one.message)
        listed = " ".join(f"{fact}@{revision}" for fact, revision in facts)
        db.execute(update(OUTBOX).where(there, OUTBOX.c.action == "send").values(facts=listed))
    elif one.sort == ANSWERED:
        db.execute(update(ANSWERS).where(_answer(one)).values(facts=json.dumps(facts)))
    else:
        query = update(INLINE_ANSWERS).where(INLINE_ANSWERS.c.inline_id == one.inline)
        db.execute(query.values(facts=json.dumps(facts)))


def lose_shown(db: Connection, one: Shown) -> None:
    """Forget a message that can no longer be edited."""
    if one.sort == ANSWERED:
        db.execute(delete(ANSWERS).where(_answer(one)))
    elif one.sort == INLINE:
        db.execute(delete(INLINE_ANSWERS).where(INLINE_ANSWERS.c.inline_id == one.inline))
    else:
        update_shown(db, one, ())


def forget_shown(db: Connection, asker: str) -> int:
    """Delete where the inline answers that a person chose stand; how many there were."""
    return db.execute(delete(INLINE_ANSWERS).where(INLINE_ANSWERS.c.asker == asker)).rowcount


def expire(db: Connection, before: float) -> int:
    """Delete what was shown or tried before an instant; the number of rows."""
    over = OUTBOX.c.state.not_in(("waiting", "leased")) & (OUTBOX.c.done_at < before)
    return sum(
        db.execute(query).rowcount
        for query in (
            delete(OUTBOX).where(over),
            delete(ANSWERS).where(ANSWERS.c.sent < before),
            delete(INLINE_ANSWERS).where(INLINE_ANSWERS.c.sent < before),
        )
    )


def parse_facts(listed: str) -> Facts:
    """The facts of a post, from the form `letter@2 visit@1` in which the outbox keeps them."""
    pairs = (one.rpartition("@") for one in listed.split())
    return tuple((fact, int(revision)) for fact, _, revision in pairs)


def _announced(db: Connection, wanted: set[str]) -> Iterator[Shown]:
    over = (OUTBOX.c.state == "sent") & (OUTBOX.c.action == "send") & OUTBOX.c.message.is_not(None)
    query = select(OUTBOX).where(over, _any(OUTBOX.c.facts, wanted, "{}@"))
    for row in db.execute(query):
        facts = parse_facts(row.facts)
        where = {"chat": row.target, "topic": row.topic, "message": row.message}
        yield Shown(ANNOUNCED, facts, row.language, row.done_at or 0.0, **where)


def _answered(db: Connection, wanted: set[str]) -> Iterator[Shown]:
    for row in db.execute(select(ANSWERS).where(_any(ANSWERS.c.facts, wanted, '"{}"'))):
        where = {"chat": row.chat_id, "message": row.answer_id}
        yield Shown(ANSWERED, _facts(row.facts), row.language or "en", float(row.sent), **where)


def _inline(db: Connection, wanted: set[str]) -> Iterator[Shown]:
    query = select(INLINE_ANSWERS).where(_any(INLINE_ANSWERS.c.facts, wanted, '"{}"'))
    for row in db.execute(query):
        facts = _facts(row.facts)
        yield Shown(INLINE, facts, row.language, float(row.sent), inline=row.inline_id)


def _facts(text: str) -> Facts:
    return tuple((fact, revision) for fact, revision in json.loads(text))


def _any(column: Column[str], wanted: set[str], form: str) -> ColumnElement[bool]:
    """Whether a column has one of some ids; the caller looks closer (`a@` is also within `ba@`)."""
    return or_(*(column.contains(form.format(fact), autoescape=True) for fact in sorted(wanted)))


def _answer(one: Shown) -> ColumnElement[bool]:
    return (ANSWERS.c.chat_id == one.chat) & (ANSWERS.c.answer_id == one.message)


def revised(facts: Facts, revisions: Mapping[str, int]) -> Facts:
    """The facts with the revisions that they have now; those that are no more keep theirs."""
    return tuple((fact, revisions.get(fact, revision)) for fact, revision in facts)
