"""The journal of changes."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.playground.journal import Journal


def test_since() -> None:
    """A reader gets what came after the last number that they know, in order."""
    journal = Journal()
    for number in range(3):
        journal.add("message", 1, partial(dict, n=number))
    assert [change.json()["data"] for change in journal.since(1)] == [{"n": 1}, {"n": 2}]
    assert journal.since(3) == []


async def test_until() -> None:
    """A condition is looked at after each change; in vain, it ends with an error."""
    journal = Journal()
    asyncio.get_running_loop().call_soon(journal.add, "message", 1, dict)
    await journal.until(lambda: journal.last == 1)
    with pytest.raises(TimeoutError):
        await journal.until(lambda: journal.last == 2, 0.01)


async def test_the_end_wakes_readers() -> None:
    """Whoever waits is woken by the end."""
    journal = Journal()
    waiting = asyncio.create_task(journal.wait(5))
    await asyncio.sleep(0)
    journal.close()
    assert await waiting
    assert journal.closed
    assert not await journal.wait(0.01)
