"""The queue of updates of a bot: kept until confirmed, waited for, ended when another asks."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.playground.refusal import conflict

Json = dict[str, Any]

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "guest_message",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
    }
)
# docs: getUpdates; what a bot does not get unless it asks by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MOST_AT_ONCE = 100
LIFE = 86_400.0  # seconds that an update is kept


@dataclass(frozen=True)
class Update:
    """One update; those with the same `place` are delivered in order."""

    id: int
    kind: str
    place: int
    payload: Json
    added: float

    def json(self) -> Json:
        """The update as Telegram writes it."""
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """What has happened that the bot has not confirmed yet."""

    def __init__(self, now: Callable[[], float], first_id: int = 1) -> None:
        self.allowed: frozenset[str] = KINDS - NOT_BY_DEFAULT
        self.pending: deque[Update] = deque()
        self.added = asyncio.Event()
        self._now = now
        self._next_id = first_id
        self._poll: asyncio.Future[None] | None = None

    def allow(self, kinds: Iterable[str]) -> None:
        """Deliver only these kinds from now on; none named: all but the three big ones."""
        self.allowed = frozenset(kinds) & KINDS or KINDS - NOT_BY_DEFAULT

    def add(self, kind: str, place: int, payload: Json) -> None:
        """Queue an update, if its kind is allowed."""
        if kind not in self.allowed:
            return
        self.pending.append(Update(self._next_id, kind, place, payload, self._now()))
        self._next_id += 1
        self.added.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def confirm(self, offset: int) -> None:
        """Forget the updates below an offset; a negative one keeps that many of the newest."""
        self._expire()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0].id < offset:
            self.pending.popleft()

    def remove(self, update: Update) -> None:
        """Forget one update that a webhook took."""
        if update in self.pending:
            self.pending.remove(update)

    def clear(self) -> None:
        """Forget all."""
        self.pending.clear()

    def take(self, limit: int) -> list[Update]:
        """The oldest updates, which stay until confirmed."""
        self._expire()
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        return [update for update, _ in zip(self.pending, range(limit), strict=False)]

    async def poll(self, limit: int, timeout: float) -> list[Update]:
        """The oldest updates, waiting for one if there is none.

        Raises:
            RefusedError: another call began meanwhile, which ends this one.
        """
        self.end_poll()
        if not self.pending and timeout > 0:
            poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._poll = poll
            try:
                await asyncio.wait_for(poll, timeout)
            except TimeoutError:
                return []
            finally:
                self._poll = None if self._poll is poll else self._poll
        return self.take(limit)

    def end_poll(self) -> None:
        """End the call that waits, if one does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                conflict(
                    "terminated by other getUpdates request; "
                    "make sure that only one bot instance is running"
                )
            )

    def _expire(self) -> None:
        while self.pending and self.pending[0].added < self._now() - LIFE:
            self.pending.popleft()
