"""Corrections: every stale message is edited, none other is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.announce.corrections import Corrector, Current, is_correction
from bot.announce.delivery import Delivery, Ended
from bot.store.answers import Answer, save_answers
from bot.store.engine import Store, open_store
from bot.store.ledger import InlineAnswer, Shown, save_inline
from bot.store.outbox import Outbox
from bot.store.posts import Claim, Limits, Post

OLD = Current({"letter": 1, "visit": 1, "old-letter": 1}, {})
NEW = Current({"letter": 2, "visit": 1}, {"old-letter": "letter"})
CHANGED = ("letter", "old-letter")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(f"sqlite:///{tmp_path / 'attache.db'}")
    yield opened
    opened.close()


def written(one: Shown, why: Sequence[str]) -> str:
    return f"{one.language}: {' '.join(why)}"


@pytest.fixture
def corrector(store: Store) -> Corrector:
    """Corrects what was shown before `letter` changed and `old-letter` went."""
    return Corrector(store, NEW, written)


def answer(number: int, *facts: tuple[str, int], language: str | None = "ru") -> Answer:
    return Answer(7, number, number - 1, "aaaa", facts, 1000 + number, language)


def claims(store: Store, now: float = 1e6) -> list[Claim]:
    return Outbox(store, Limits(0.0001, 0, 0, second=10_000)).claim("w", now)


def test_every_stale_message_is_edited_and_none_other(store: Store, corrector: Corrector) -> None:
    """Of many answers those that show a changed or retired fact, each in its language."""
    stale = [answer(2, ("letter", 1)), answer(4, ("visit", 1), ("old-letter", 1), language=None)]
    fresh = [
        answer(6, ("visit", 1)),
        answer(8, ("letter", 2)),
        answer(10),
        answer(12, ("new-letter", 1)),
    ]
    with store.write() as db:
        save_answers(db, [*stale, *fresh])

    assert corrector.correct(CHANGED) == 2
    assert corrector.correct(CHANGED) == 0  # they are on their way already
    posts = [claims(store, 1e6 + n)[0].post for n in range(2)]
    assert [("edit", 7, 4, "en: old-letter"), ("edit", 7, 2, "ru: letter")] == [
        (p.action, p.chat, p.message, p.html) for p in posts
    ]
    assert [] == claims(store, 1e6 + 9)


def test_announcements_are_edited_first_then_the_newest(store: Store, corrector: Corrector) -> None:
    """Many read an announcement; of answers the newest is the most read."""
    outbox = Outbox(store, Limits(0.0001, 0, 0, second=10_000))
    outbox.put([Post("a1", "once", -9, "text", facts=("letter@1",))])
    (claim,) = outbox.claim("w", 10.0)
    outbox.done(claim, "w", 11.0, state="sent", message=77)
    with store.write() as db:
        save_answers(
            db, [Answer(n, 2, 1, None, (("letter", 1),), 1000 + 10 * n) for n in range(1, 4)]
        )
        save_inline(db, [InlineAnswer("in-line", None, (("letter", 1),), "vi", 1025)])

    assert corrector.correct(CHANGED) == 5
    found = [(c.post.chat, c.post.message, c.post.inline) for c in claims(store)]
    assert [(-9, 77, None), (3, 2, None), (0, None, "in-line"), (2, 2, None), (1, 2, None)] == found


def test_an_edited_message_is_stale_no_more(store: Store, corrector: Corrector) -> None:
    """After its edit the ledger has what it shows now; a later change finds it again."""
    with store.write() as db:
        save_answers(db, [answer(2, ("letter", 1), ("old-letter", 1))])
        save_inline(db, [InlineAnswer("in-line", None, (("letter", 1),), "vi", 1002)])
    corrector.correct(CHANGED)
    for claim in claims(store):
        assert is_correction(claim)
        corrector.settle(claim, arrived=True)

    assert [] == corrector.stale(CHANGED)
    later = Corrector(store, Current({"letter": 3, "old-letter": 2}, {}), written)
    assert {("letter", "old-letter"), ("letter",)} == {why for _, why in later.stale(CHANGED)}


def test_a_message_out_of_reach_is_let_go(store: Store, corrector: Corrector) -> None:
    """What cannot be edited is not tried again with the next change."""
    with store.write() as db:
        save_answers(db, [answer(2, ("letter", 1))])
        save_inline(db, [InlineAnswer("in-line", None, (("letter", 1),), "vi", 1002)])
    corrector.correct(CHANGED)
    for claim in claims(store):
        corrector.settle(claim, arrived=False)

    assert [] == Corrector(store, Current({"letter": 9}, {}), written).stale(CHANGED)


@pytest.mark.parametrize("current", [OLD, Current({}, {}), Current({"letter": 0}, {})])
def test_an_older_or_another_base_corrects_nothing(store: Store, current: Current) -> None:
    """Only a newer revision or a retirement makes a message stale."""
    with store.write() as db:
        save_answers(db, [answer(2, ("letter", 1), ("visit", 1))])

    assert Corrector(store, current, written).correct(CHANGED) == 0
    assert Corrector(store, NEW, written).correct(()) == 0


class Messages:
    """What a thousand chats show; an edit changes one of them."""

    def __init__(self) -> None:
        self.edits: list[tuple[int, int | None, str]] = []

    async def deliver(self, claim: Claim) -> None:
        """Note the edit."""
        self.edits.append((claim.target, claim.post.message, claim.post.html))


async def test_of_a_thousand_messages_none_stays_stale_and_no_other_is_touched(
    store: Store, corrector: Corrector
) -> None:
    """One fact changes: every copy is edited once, in its language, and nothing else."""
    stale = [Answer(n, 2, 1, None, (("letter", 1),), n, "vi") for n in range(1, 1001)]
    others = [Answer(n, 4, 3, None, (("visit", 1),), n, "vi") for n in range(1, 1001)]
    with store.write() as db:
        save_answers(db, [*stale, *others])
    assert corrector.correct(["letter"]) == 1000
    messages, now = Messages(), 1e6

    async def ended(one: Ended) -> None:
        corrector.settle(one.claim, arrived=one.state == "sent")

    outbox = Outbox(store, Limits(0.00001, 0, 0, second=10_000))
    delivery = Delivery(outbox, messages, "w", lambda: now, ended)
    while await delivery.once():
        now += 1

    assert sorted((n, 2, "vi: letter") for n in range(1, 1001)) == sorted(messages.edits)
    assert [] == corrector.stale(CHANGED)
