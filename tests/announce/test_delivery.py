"""How each way in which a send can end is treated."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.announce.delivery import MOST_ATTEMPTS, Delivery, Ended
from bot.announce.sender import (
    ChatGoneError,
    MaybeSentError,
    MovedError,
    NotSentError,
    RefusedError,
    SendError,
    TooFastError,
)
from bot.store.engine import Store, open_store
from bot.store.outbox import LEASE, Outbox
from bot.store.posts import Claim, Limits, Post, Row

POST = Post("a1", "once", 7, "text")


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        """The instant it shows."""
        return self.now


class Script:
    """A sender that ends each send as the script says; the last entry holds for the rest."""

    def __init__(self, *ends: int | Exception) -> None:
        self.ends = list(ends)
        self.targets: list[int] = []

    async def deliver(self, claim: Claim) -> int:
        """The next end of the script."""
        self.targets.append(claim.target)
        end = self.ends.pop(0) if len(self.ends) > 1 else self.ends[0]
        if isinstance(end, Exception):
            raise end
        return end


class Desk:
    """An outbox with one delivery, and what was heard of it."""

    def __init__(self, store: Store, script: Script, *posts: Post) -> None:
        self.outbox = Outbox(store, Limits(0.0001, 0.0, 0.0))
        self.outbox.put(posts or [POST])
        self.script, self.clock, self.heard = script, Clock(), list[Ended]()
        self.delivery = Delivery(self.outbox, script, "w", self.clock, self.hear)

    async def hear(self, ended: Ended) -> None:
        """Keep what is told."""
        self.heard.append(ended)

    async def after(self, seconds: float) -> int:
        """How many posts are tried so much later."""
        self.clock.now += seconds
        return await self.delivery.once()

    def row(self) -> Row:
        """The only post."""
        (row,) = self.outbox.rows("a1")
        return row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(f"sqlite:///{tmp_path / 'attache.db'}")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("end", "state", "outcome"),
    [
        (41, "sent", None),
        (ChatGoneError("blocked"), "failed", "blocked"),
        (RefusedError("topic-closed"), "failed", "topic-closed"),
        (MaybeSentError("time-out"), "unsure", "no-answer"),
        (SendError("of a sort to come"), "unsure", "no-answer"),
        (RuntimeError("a fault"), "unsure", "RuntimeError"),
    ],
)
async def test_what_is_over_is_tried_once(
    store: Store, end: int | Exception, state: str, outcome: str | None
) -> None:
    """Sent, refused for good, or perhaps sent: no second try, and it is heard of once."""
    desk = Desk(store, Script(end))

    assert await desk.after(0) == 1
    assert await desk.after(1e6) == 0
    assert (state, outcome) == (desk.row().state, desk.row().outcome)
    assert [(state, outcome)] == [(e.state, e.outcome) for e in desk.heard]


async def test_what_is_no_longer_ours_is_not_sent(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that slept over the end of its lease leaves the post to whoever has it now."""
    desk = Desk(store, Script(41))
    claim = desk.outbox.claim

    def and_sleep(owner: str, now: float, most: int, in_hand: Collection[Post]) -> list[Claim]:
        found = claim(owner, now, most, in_hand)
        desk.clock.now += LEASE + 1
        return found

    monkeypatch.setattr(desk.outbox, "claim", and_sleep)
    await desk.after(0)
    assert [] == desk.script.targets
    monkeypatch.undo()
    assert await desk.after(0) == 1
    assert ("sent", 2) == (desk.row().state, desk.row().attempts)


async def test_what_was_not_sent_is_tried_again_and_less_and_less_often(store: Store) -> None:
    """A server that is away does not lose the post, and is not pressed."""
    desk = Desk(store, Script(NotSentError("refused"), NotSentError("refused"), 41))

    assert await desk.after(0) == 1
    assert await desk.after(3.9) == 0
    assert await desk.after(0.2) == 1
    assert await desk.after(7.8) == 0
    assert await desk.after(0.3) == 1
    assert ("sent", 41, 3) == (desk.row().state, desk.row().message, desk.row().attempts)


async def test_a_server_that_stays_away_is_given_up_one_day(store: Store) -> None:
    """A post is not tried for ever."""
    desk = Desk(store, Script(NotSentError("refused")))
    while desk.row().state == "waiting":
        await desk.after(400)

    assert ("failed", "unreachable", MOST_ATTEMPTS) == (
        desk.row().state,
        desk.row().outcome,
        desk.row().attempts,
    )


@pytest.mark.parametrize(("chat", "others"), [(7, []), (-7, [8])])
async def test_a_wish_to_wait_is_honoured(store: Store, chat: int, others: list[int]) -> None:
    """From a person's chat it holds for all, from a group for that group."""
    posts = [Post("a1", "once", chat, "text"), Post("b1", "once", 8, "text", priority=1)]
    desk = Desk(store, Script(TooFastError(30), 41), posts[0])
    await desk.after(0)
    desk.outbox.put(posts[1:])

    await desk.after(28)
    assert others == desk.script.targets[1:]
    await desk.after(3)
    assert desk.row().state == "sent"


async def test_a_group_that_moved_gets_the_post_at_its_new_id(store: Store) -> None:
    """At once, and whoever keeps settings hears of it."""
    desk = Desk(store, Script(MovedError(-1007), 41), Post("a1", "once", -7, "text"))
    await desk.after(0)
    await desk.after(0.1)

    assert [-7, -1007] == desk.script.targets
    assert [("moved", -1007), ("sent", 41)] == [(e.state, e.message) for e in desk.heard]


async def test_what_a_busy_moment_held_up_does_not_go_out_in_a_bunch(store: Store) -> None:
    """Posts that are late keep their distance all the same."""
    posts = [Post("a1", "once", chat, "text") for chat in range(1, 6)]
    desk = Desk(store, Script(41), *posts)
    desk.outbox = Outbox(store, Limits(0.05, 0.0, 0.0))
    desk.delivery = Delivery(desk.outbox, desk.script, "w", desk.clock, desk.hear)
    claims = desk.outbox.claim("w", desk.clock.now)
    desk.clock.now += 10

    instants = [desk.delivery._instant(claim) for claim in claims]
    assert len(claims) == 5
    assert min(instants) >= desk.clock.now
    assert all(later - sooner >= 0.049 for sooner, later in pairwise(instants))


async def test_a_running_delivery_finishes_what_it_began_and_stops(store: Store) -> None:
    """Everything that waits is sent; told to stop, it ends."""
    posts = [Post("a1", "once", chat, "text") for chat in range(1, 30)]
    desk = Desk(store, Script(41), *posts)
    stop = asyncio.Event()
    running = asyncio.create_task(desk.delivery.run(stop))
    while desk.outbox.wakes() is not None:
        desk.clock.now += 0.01
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, 5)

    assert sorted(range(1, 30)) == sorted(desk.script.targets)


async def test_a_clock_that_leaps_does_not_send_twice_what_is_on_its_way(store: Store) -> None:
    """A machine that slept past the lease still holds the send that it began before."""
    desk = Desk(store, Script(41))
    answer, stop = asyncio.Event(), asyncio.Event()
    sent = desk.script.deliver

    async def slow(claim: Claim) -> int:
        message = await sent(claim)
        await answer.wait()
        return message

    desk.script.deliver = slow  # type: ignore[method-assign]
    running = asyncio.create_task(desk.delivery.run(stop))
    while not desk.script.targets:
        await asyncio.sleep(0.001)
    desk.clock.now += 10 * LEASE
    assert await asyncio.wait_for(desk.delivery.once(), 5) == 0
    answer.set()
    stop.set()
    await running
    assert [7] == desk.script.targets
    assert "sent" == desk.row().state
