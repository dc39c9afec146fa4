"""Answers that correct themselves: what was shown in an old revision is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.store.engine import Store
from bot.store.ledger import (
    ANNOUNCED,
    INLINE,
    Shown,
    lose_shown,
    parse_facts,
    revised,
    shown,
    update_shown,
)
from bot.store.outbox import put_posts
from bot.store.posts import Claim, Post

LOOK_BACK = 3600.0  # seconds after a change within which late entries are looked for
PREFIX = "correct:"


@dataclass(frozen=True)
class Current:
    """The facts of the base in use by id → revision, and of retired ones what replaced them."""

    revisions: Mapping[str, int]
    retired: Mapping[str, str]

    def stale(self, one: Shown) -> tuple[str, ...]:
        """The facts of a message that are no longer what it shows."""
        return tuple(
            fact
            for fact, revision in one.facts
            if self.revisions.get(fact, revision) > revision
            or (fact in self.retired and revision != RETIRED)
        )


RETIRED = 0  # the revision that a message shows of a fact after it was told that it is retired
Writes = Callable[[Shown, Sequence[str]], str]


class Corrector:
    """Finds stale messages in the ledger and puts their edits into the outbox.

    `write` gives the whole new text (HTML) of a message of which some facts are stale.
    """

    def __init__(self, store: Store, current: Current, write: Writes) -> None:
        self._store = store
        self._current = current
        self._write = write

    def stale(self, facts: Sequence[str]) -> list[tuple[Shown, tuple[str, ...]]]:
        """The messages to edit because of some facts, in the order of the edits."""
        if not facts:
            return []
        with self._store.read() as db:
            found = shown(db, facts)
        stale = ((one, self._current.stale(one)) for one in found)
        return [(one, why) for one, why in stale if why]

    def correct(self, facts: Sequence[str]) -> int:
        """Put the edits of stale messages into the outbox; how many were new."""
        posts = [self._post(one, why) for one, why in self.stale(facts)]
        if not posts:
            return 0
        with self._store.write() as db:
            return put_posts(db, posts)

    def settle(self, claim: Claim, arrived: bool) -> None:
        """Keep in the ledger what an edit showed, or that its message is out of reach."""
        one = _shown(claim)
        with self._store.write() as db:
            if arrived:
                update_shown(db, one, one.facts)
            else:
                lose_shown(db, one)

    def _post(self, one: Shown, why: Sequence[str]) -> Post:
        revisions = {**self._current.revisions, **dict.fromkeys(self._current.retired, RETIRED)}
        facts = revised(one.facts, revisions)
        listed = tuple(f"{fact}@{revision}" for fact, revision in facts)
        return Post(
            announcement=f"{PREFIX}{one.sort}",
            occurrence=f"{one.inline or one.message}:{' '.join(listed)}",
            chat=one.chat,
            topic=one.topic,
            html=self._write(one, why),
            action="edit",
            message=one.message or None,
            inline=one.inline,
            facts=listed,
            language=one.language,
            priority=1 if one.sort == ANNOUNCED else 2,
            place=-one.sent,
        )


def is_correction(claim: Claim) -> bool:
    """Whether a post is an edit of what was shown before."""
    return claim.post.announcement.startswith(PREFIX)


def _shown(claim: Claim) -> Shown:
    post = claim.post
    facts = parse_facts(" ".join(post.facts))
    sort = post.announcement.removeprefix(PREFIX)
    where = {} if sort == INLINE else {"chat": claim.target, "message": post.message or 0}
    return Shown(sort, facts, post.language, 0.0, inline=post.inline, **where)
