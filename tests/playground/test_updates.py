"""The queue of updates."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.clock import ManualClock
from bot.playground.refusal import RefusedError
from bot.playground.updates import LIFE, Updates


def _filled(count: int) -> tuple[Updates, ManualClock]:
    clock = ManualClock()
    updates = Updates(clock.now)
    for number in range(count):
        updates.add("message", 1, {"number": number})
    return updates, clock


def _ids(updates: Updates, limit: int = 0) -> list[int]:
    return [update.id for update in updates.take(limit)]


@pytest.mark.parametrize(
    ("offset", "left"), [(0, [1, 2, 3]), (2, [2, 3]), (9, []), (-1, [3]), (-5, [1, 2, 3])]
)
def test_offsets_confirm(offset: int, left: list[int]) -> None:
    """An offset forgets what is below it; a negative one keeps the newest."""
    updates, _ = _filled(3)
    updates.confirm(offset)
    assert _ids(updates) == left


@pytest.mark.parametrize(("limit", "count"), [(0, 100), (1, 1), (100, 100), (101, 100)])
def test_at_most_a_hundred_at_once(limit: int, count: int) -> None:
    """A limit out of its range counts as a hundred."""
    assert len(_ids(_filled(120)[0], limit)) == count


def test_kinds_that_are_not_wanted_are_not_kept() -> None:
    """Only allowed kinds are queued; the big ones must be asked for by name."""
    updates, _ = _filled(0)
    updates.add("chat_member", 1, {})
    updates.allow(["chat_member", "no such kind"])
    updates.add("chat_member", 1, {})
    updates.add("message", 1, {})
    updates.allow([])
    updates.add("message", 1, {})
    assert [update.kind for update in updates.pending] == ["chat_member", "message"]


def test_kept_for_a_day() -> None:
    """An update that nobody fetched is gone after a day."""
    updates, clock = _filled(1)
    clock.advance(LIFE)
    assert _ids(updates) == [1]
    clock.advance(1)
    assert _ids(updates) == []


async def test_waits_for_the_next() -> None:
    """A poll of an empty queue returns when something comes."""
    updates, _ = _filled(0)
    poll = asyncio.create_task(updates.poll(10, 5))
    await asyncio.sleep(0)
    updates.add("message", 1, {})
    assert [update.id for update in await poll] == [1]


async def test_waits_no_longer_than_asked() -> None:
    """A poll returns empty when its time is over."""
    updates, _ = _filled(0)
    assert await updates.poll(10, 0.01) == []
    assert await updates.poll(10, 0) == []


async def test_a_second_poll_ends_the_first() -> None:
    """Two that poll at once are told of each other."""
    updates, _ = _filled(0)
    first = asyncio.create_task(updates.poll(10, 5))
    await asyncio.sleep(0)
    second = asyncio.create_task(updates.poll(10, 5))
    await asyncio.sleep(0)
    updates.add("message", 1, {})
    with pytest.raises(RefusedError, match="terminated by other getUpdates") as refused:
        await first
    assert refused.value.code == 409
    assert len(await second) == 1
