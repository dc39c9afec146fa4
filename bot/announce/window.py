"""How many sends may arrive within one second, however a busy machine or network bunches them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

SECOND = 1.0


class Window:
    """Lets a send begin only where at most so many can have arrived within any one second.

    A send arrives some time between its beginning and its end. So those that can have arrived in
    the second before an instant are the ones on their way and the ones that ended within it.
    `clock` counts seconds and never goes back.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most = most
        self._clock = clock
        self._flying = 0
        self._ended: deque[float] = deque()

    def wait(self) -> float:
        """Seconds until it is worth asking again; 0 where a send may begin."""
        now = self._clock()
        while self._ended and self._ended[0] <= now - SECOND:
            self._ended.popleft()
        if self._flying + len(self._ended) < self._most:
            return 0.0
        return self._ended[0] + SECOND - now if self._ended else SECOND / self._most

    def begin(self) -> None:
        """Count a send that begins; `end` is to follow, however it ends."""
        self._flying += 1

    def end(self) -> None:
        """Note that a send is over: Telegram has answered, or never will."""
        self._flying -= 1
        self._ended.append(self._clock())
