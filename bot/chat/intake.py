"""Updates as they come from Telegram, put into their lanes; each is handled once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Update

from bot.chat.lanes import Lanes, Shares
from bot.chat.line import Line
from bot.telemetry.metrics import Metrics

_SEEN = 5_000  # updates that are known again when they are delivered twice


class Intake:
    """Reads updates, leaves out repeated ones, and hands them on in order."""

    def __init__(
        self,
        line: Line,
        handle: Callable[[Update], Awaitable[None]],
        shares: Shares,
        metrics: Metrics,
    ) -> None:
        self._line = line
        self._lanes: Lanes[Update] = Lanes(handle, shares)
        self._metrics = metrics
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._closed = False

    @property
    def waiting(self) -> int:
        """Updates that are not handled yet."""
        return self._lanes.waiting

    async def take(self, raw: Mapping[str, Any]) -> bool:
        """Take an update, when there is room; False where we are stopping."""
        await self._lanes.room()
        if self._closed:
            return False
        if self._again(int(raw["update_id"])):
            self._metrics.count("attache_updates_total", result="repeated")
            return True
        update = self._line.read(raw)
        if update is None:
            self._metrics.count("attache_updates_total", result="strange")
        elif not self._lanes.put(update, *_lane(update)):
            self._metrics.count("attache_updates_total", result="flood")
        return True

    async def finish(self, seconds: float) -> int:
        """Take no more, and wait for what is in hand; the number of updates given up."""
        self._closed = True
        return await self._lanes.finish(seconds)

    def _again(self, number: int) -> bool:
        again = number in self._seen
        self._seen[number] = None
        if len(self._seen) > _SEEN:
            self._seen.popitem(last=False)
        return again


def _lane(update: Update) -> tuple[int, int | None]:
    """The chat and the person that an update belongs to."""
    message = update.effective_message
    speaks_as = message.sender_chat if message is not None else None
    person = update.effective_user
    who = speaks_as.id if speaks_as is not None else person.id if person is not None else None
    chat = update.effective_chat
    return (chat.id if chat is not None else who or 0), who
