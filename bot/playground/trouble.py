"""Trouble on purpose: flood limits, and failures of the network that tests ask for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Limits:
    """How much a bot may send; None is no limit. Telegram's FAQ names these numbers."""

    overall_per_second: int | None = 30
    chat_per_second: int | None = 1
    group_per_minute: int | None = 20


NO_LIMITS = Limits(None, None, None)


@dataclass
class Trouble:
    """One kind of failure, for the next calls of some methods (all where none is named).

    `kind`: `slow` answers after `seconds`; `hang` never answers; `status` answers with the HTTP
    `status` and no JSON; `flood` refuses with 429 and `seconds` to wait; `cut` breaks the
    connection.
    `after` is for whether the call was carried out before it failed.
    """

    kind: str
    methods: frozenset[str] = frozenset()
    times: int = 1
    seconds: float = 0.0
    status: int = 502
    after: bool = False


class Troubles:
    """The failures still to come, and the pace of what the bot sends."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.limits = NO_LIMITS
        self.waiting: list[Trouble] = []
        self._now = now
        self._sent: dict[tuple[str, int], deque[float]] = {}

    def add(self, trouble: Trouble) -> None:
        """Let the next calls fail in this way."""
        self.waiting.append(trouble)

    def next_for(self, method: str) -> Trouble | None:
        """The failure that a call meets, used up once."""
        for trouble in self.waiting:
            if not trouble.methods or method in trouble.methods:
                trouble.times -= 1
                if trouble.times <= 0:
                    self.waiting.remove(trouble)
                return trouble
        return None

    def wait_for(self, kind: str, chat: int) -> int:
        """Seconds to wait before sending or editing (`kind`) in a chat; at 0 it is counted.

        Edits have a pace of their own in each chat, beside that of new messages.
        """
        limits = self.limits
        rules = [(("all", 0), limits.overall_per_second, 1.0)]
        if chat:
            rules.append(((kind, chat), limits.chat_per_second, 1.0))
        if chat < 0:
            rules.append(((f"group {kind}", chat), limits.group_per_minute, 60.0))
        now = self._now()
        waits = [0.0]
        counted = []
        for key, most, seconds in rules:
            if most is not None:
                times = self._sent.setdefault(key, deque())
                while times and times[0] <= now - seconds:
                    times.popleft()
                counted.append(times)
                if len(times) >= most:
                    waits.append(times[0] + seconds - now)
        wait = ceil(max(waits))
        if wait == 0:
            for times in counted:
                times.append(now)
        return wait
