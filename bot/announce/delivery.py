"""Delivery: takes posts out of the outbox, sends each at its instant, and records how it ended."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.announce.sender import (
    ChatGoneError,
    MovedError,
    NotSentError,
    RefusedError,
    Sender,
    SendError,
    TooFastError,
)
from bot.announce.window import Window
from bot.errors import StoreError
from bot.store.outbox import EVERYONE, Outbox, pace_of
from bot.store.posts import Claim, Post

IDLE = 1.0  # seconds between looks at the outbox while nothing is due
IN_FLIGHT = 8  # sends at once; as many may be sent twice when a worker is killed
FIRST_BACK_OFF, LONGEST_BACK_OFF = 2.0, 300.0  # seconds
MOST_ATTEMPTS = 60  # with the longest back-off that is nearly five hours
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """How a post ended: its state and, where it did not arrive, a word for why."""

    claim: Claim
    state: str
    outcome: str | None = None
    message: int | None = None


class Delivery:
    """One worker of the outbox; several, also in other processes, share the work.

    `ended` hears of every post that is over; `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        outbox: Outbox,
        sender: Sender,
        owner: str,
        clock: Callable[[], float],
        ended: Callable[[Ended], Awaitable[None]],
    ) -> None:
        self._outbox = outbox
        self._sender = sender
        self._owner = owner
        self._clock = clock
        self._ended = ended
        self._last = 0.0  # the instant of the last send
        self._in_hand: set[Post] = set()  # claimed, and not over yet
        self._window = Window(outbox.limits.second, time.monotonic)

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver what is due until told to stop; sends that have begun are finished."""
        gate = asyncio.Semaphore(IN_FLIGHT)
        sending: set[asyncio.Task[None]] = set()
        while not stop.is_set():
            await gate.acquire()
            gate.release()
            room = IN_FLIGHT - len(sending)
            claims = await self._claim(room)
            for claim in claims:
                await gate.acquire()
                task = asyncio.create_task(self._deliver(claim, gate))
                sending.add(task)
                task.add_done_callback(sending.discard)
            if not claims:
                await _either(stop, IDLE if not sending else IDLE / 20)
        if sending:
            await asyncio.wait(sending)

    async def once(self) -> int:
        """Deliver what can be claimed now, and return how many posts that were."""
        claims = await self._claim(IN_FLIGHT)
        gate = asyncio.Semaphore(IN_FLIGHT)
        for claim in claims:
            await gate.acquire()
            await self._deliver(claim, gate)
        return len(claims)

    async def _claim(self, most: int) -> list[Claim]:
        try:
            claims = await asyncio.to_thread(
                self._outbox.claim, self._owner, self._clock(), max(1, most), set(self._in_hand)
            )
        except StoreError as error:  # it may be away for a while
            log.error("%s", error)
            return []
        self._in_hand.update(claim.post for claim in claims)
        return claims

    async def _deliver(self, claim: Claim, gate: asyncio.Semaphore) -> None:
        try:
            await asyncio.sleep(max(0.0, self._instant(claim) - self._clock()))
            await self._room()
            if self._clock() >= claim.until:  # we were asleep, and another may have it by now
                return
            try:
                message = await self._sent(claim)
            except SendError as error:
                await self._failed(claim, error)
            except Exception as error:  # a fault of ours after which it may have arrived
                log.error("a post of %s: %s", claim.post.announcement, type(error).__name__)
                await self._over(Ended(claim, "unsure", type(error).__name__))
            else:
                await self._over(Ended(claim, "sent", message=message))
        finally:
            self._in_hand.discard(claim.post)
            gate.release()

    async def _room(self) -> None:
        """Wait until no second can have too many sends."""
        while (wait := self._window.wait()) > 0:
            await asyncio.sleep(wait)

    async def _sent(self, claim: Claim) -> int | None:
        self._window.begin()
        try:
            return await self._sender.deliver(claim)
        finally:
            self._window.end()

    def _instant(self, claim: Claim) -> float:
        """When to send: as claimed, but not in a bunch with others that a busy moment held up."""
        self._last = max(claim.at, self._clock(), self._last + self._outbox.limits.interval)
        return self._last

    async def _failed(self, claim: Claim, error: SendError) -> None:
        now = self._clock()
        if isinstance(error, TooFastError):
            until = now + error.seconds
            keys = {pace_of(claim.target)} | ({EVERYONE} if claim.target > 0 else set())
            await asyncio.to_thread(self._outbox.pause, keys, until)
            await asyncio.to_thread(self._outbox.again, claim, self._owner, until, "too-fast")
        elif isinstance(error, MovedError):
            await asyncio.to_thread(self._outbox.migrate, claim.target, error.new)
            await asyncio.to_thread(self._outbox.again, claim, self._owner, now, "moved")
            await self._ended(Ended(claim, "moved", message=error.new))
        elif isinstance(error, NotSentError) and claim.attempts < MOST_ATTEMPTS:
            wait = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** min(claim.attempts, 10))
            await asyncio.to_thread(self._outbox.again, claim, self._owner, now + wait, "waiting")
        elif isinstance(error, ChatGoneError | RefusedError):
            await self._over(Ended(claim, "failed", error.outcome))
        elif isinstance(error, NotSentError):
            await self._over(Ended(claim, "failed", "unreachable"))
        else:
            await self._over(Ended(claim, "unsure", "no-answer"))

    async def _over(self, ended: Ended) -> None:
        values: dict[str, Any] = {"state": ended.state, "outcome": ended.outcome}
        if ended.message is not None:
            values["message"] = ended.message
        now = self._clock()
        if await asyncio.to_thread(
            lambda: self._outbox.done(ended.claim, self._owner, now, **values)
        ):
            await self._ended(ended)


async def _either(stop: asyncio.Event, seconds: float) -> None:
    """Wait until told to stop, or so long."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
