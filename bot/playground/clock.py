"""The clocks of a world: one that follows the machine's, and one that tests move by hand."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """What a world needs of time."""

    def now(self) -> float:
        """Seconds since 1970 in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed on this clock."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Seconds since 1970 in UTC."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait for so many real seconds."""
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until it is moved; who sleeps on it wakes when it passes them."""

    def __init__(self, start: float = 1_750_000_000.0) -> None:
        self._now = start
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Seconds since 1970, as far as the clock was moved."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds and wake whoever slept until then."""
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved so far."""
        if seconds > 0:
            sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), sleeper))
            await sleeper
        else:
            await asyncio.sleep(0)
