"""Updates of one chat in order, chats side by side, and nobody slowed down by another's flood."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.telemetry.logs import failed

BURST = 12  # updates that a person may send at once
RATE = 1.0  # updates a second that a person may send for ever
MOST_WAITING = 20  # updates of one person that wait; further ones are dropped
MOST_PEOPLE = 10_000  # people whose share is remembered
FULL = 2_000  # updates waiting altogether, from which on no more are fetched

T = TypeVar("T")


class Shares:
    """How much of the bot each person has used lately."""

    def __init__(self, clock: Callable[[], float], burst: float = BURST) -> None:
        self._clock = clock
        self._burst = burst
        self._spent: dict[int, tuple[float, float]] = {}  # person → what is left, and when

    def wait(self, person: int) -> float:
        """The seconds until a person's next update may be handled, which counts from now on."""
        now = self._clock()
        left, at = self._spent.get(person, (self._burst, now))
        left = min(self._burst, left + (now - at) * RATE) - 1
        self._spent[person] = (left, now)
        if len(self._spent) > MOST_PEOPLE:
            self._prune(now)
        return max(0.0, -left / RATE)

    def spent(self, person: int) -> bool:
        """Whether a person's next update would have to wait."""
        left, at = self._spent.get(person, (self._burst, 0.0))
        return left + (self._clock() - at) * RATE < 1

    def _prune(self, now: float) -> None:
        self._spent = {
            person: (left, at)
            for person, (left, at) in self._spent.items()
            if left + (now - at) * RATE < self._burst
        }


@dataclass
class _Lane(Generic[T]):
    waiting: deque[tuple[T, int | None, float]] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Lanes(Generic[T]):
    """Hands items to a handler: one after the other in a chat, and all chats at once.

    In a group, a person over their share is handled in a lane of their own, later, so that others
    there do not wait; in a private chat there is nobody else.
    """

    def __init__(self, handle: Callable[[T], Awaitable[None]], shares: Shares) -> None:
        self._handle = handle
        self._shares = shares
        self._lanes: dict[Hashable, _Lane[T]] = {}
        self._by_person: dict[int, int] = {}
        self._room = asyncio.Event()
        self._room.set()
        self.waiting = 0

    def put(self, item: T, chat: int, person: int | None) -> bool:
        """Take an item; False where it is dropped since too many of that person wait already."""
        slow: Hashable = (chat, person)
        key: Hashable = chat
        pause = 0.0
        if person is not None:
            if self._by_person.get(person, 0) >= MOST_WAITING:
                return False
            if chat != person and (slow in self._lanes or self._shares.spent(person)):
                key = slow
            pause = self._shares.wait(person)
            self._by_person[person] = self._by_person.get(person, 0) + 1
        lane = self._lanes.setdefault(key, _Lane())
        lane.waiting.append((item, person, pause))
        self.waiting += 1
        if self.waiting >= FULL:
            self._room.clear()
        if lane.task is None:
            lane.task = asyncio.create_task(self._run(key, lane))
        return True

    async def room(self) -> None:
        """Wait until not too many items are waiting."""
        await self._room.wait()

    async def finish(self, seconds: float) -> int:
        """Wait for what is in hand, at most so long; the number of items that were given up."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        left = self.waiting
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return left

    async def _run(self, key: Hashable, lane: _Lane[T]) -> None:
        while lane.waiting:
            item, person, pause = lane.waiting[0]
            if pause:
                await asyncio.sleep(min(pause, 1 / RATE))
            try:
                await self._handle(item)
            except Exception as error:  # the chat goes on
                failed("lane", error)
            finally:
                lane.waiting.popleft()
                self._gone(person)
        del self._lanes[key]

    def _gone(self, person: int | None) -> None:
        self.waiting -= 1
        if self.waiting < FULL:
            self._room.set()
        if person is not None:
            left = self._by_person.get(person, 1) - 1
            if left:
                self._by_person[person] = left
            else:
                self._by_person.pop(person, None)
