"""The journal of a world: every visible change in order, for pages and tests that wait for one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
KEPT = 10_000  # changes; who is further behind reads the state anew


@dataclass(frozen=True)
class Change:
    """One change: what happened, in which chat, and the thing as it is now."""

    number: int
    kind: str
    chat: int
    data: Json

    def json(self) -> Json:
        """The change for a page."""
        return {"number": self.number, "kind": self.kind, "chat": self.chat, "data": self.data}


class Journal:
    """Numbered changes and those who wait for the next."""

    def __init__(self) -> None:
        self.last = 0
        self.closed = False
        self._kept: deque[tuple[int, str, int, Callable[[], Json]]] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, kind: str, chat: int, data: Callable[[], Json]) -> None:
        """Note a change; its data are only made for who reads them."""
        self.last += 1
        self._kept.append((self.last, kind, chat, data))
        self._wake()

    def close(self) -> None:
        """Let those who follow the journal know that it ends here."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    def since(self, number: int) -> list[Change]:
        """The changes after a number, as far as they are kept."""
        newer = []
        for entry in reversed(self._kept):
            if entry[0] <= number:
                break
            newer.append(entry)
        return [Change(number, kind, chat, data()) for number, kind, chat, data in reversed(newer)]

    async def wait(self, timeout: float) -> bool:
        """Whether something changed within so many seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter, timeout)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiter)
        return True

    async def until(self, holds: Callable[[], bool], timeout: float = 5.0) -> None:
        """Return when a condition holds; it is looked at after each change.

        Raises:
            TimeoutError: it did not hold in time.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not holds():
            left = end - loop.time()
            if left <= 0 or (not await self.wait(left) and not holds()):
                raise TimeoutError(f"not so after {timeout:g} seconds and {self.last} changes")
