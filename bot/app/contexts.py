"""What conversations were last about: for half an hour, in memory, and of no more than so many."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.model import Context

KEPT = 30 * 60.0  # seconds that a follow-up may come later
MOST = 20_000  # conversations; the longest unused go first


class Contexts:
    """The last readings by conversation."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Context]] = OrderedDict()

    def get(self, conversation: str | None) -> Context | None:
        """The last reading of a conversation; None where there is none, or it is too long ago."""
        if conversation is None:
            return None
        at, context = self._kept.get(conversation, (0.0, None))
        return context if context is not None and self._clock() - at <= KEPT else None

    def put(self, conversation: str | None, context: Context) -> None:
        """Remember the last reading of a conversation."""
        if conversation is None:
            return
        self._kept[conversation] = (self._clock(), context)
        self._kept.move_to_end(conversation)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def forget(self, which: Callable[[str], bool]) -> None:
        """Forget the conversations with such names."""
        for conversation in [name for name in self._kept if which(name)]:
            del self._kept[conversation]
