"""The clock that tests move by hand."""

from __future__ import annotations

import asyncio

from bot.playground.clock import ManualClock, SystemClock


async def test_stands_until_moved() -> None:
    """Sleepers wake in the order of their times, and only once the clock has passed them."""
    clock = ManualClock(100)
    woken: list[int] = []

    async def sleep(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append(seconds)

    tasks = [asyncio.create_task(sleep(seconds)) for seconds in (3, 1, 2)]
    await asyncio.sleep(0)
    clock.advance(2)
    await asyncio.sleep(0)
    assert woken == [1, 2]
    assert clock.now() == 102
    clock.advance(1)
    await asyncio.gather(*tasks)
    assert woken == [1, 2, 3]


async def test_a_sleeper_may_give_up() -> None:
    """A sleeper that was cancelled does not stop the clock."""
    clock = ManualClock()
    task = asyncio.create_task(clock.sleep(1))
    await asyncio.sleep(0)
    task.cancel()
    clock.advance(1)
    assert await asyncio.gather(task, return_exceptions=True)


async def test_no_time_is_no_sleep() -> None:
    """Sleeping for nothing returns at once on both clocks."""
    await ManualClock().sleep(0)
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0)
    assert clock.now() >= before
