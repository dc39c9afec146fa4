"""Announcing beside answering: the rounds, the deliveries, and a base that changes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Sequence

from bot.announce.board import Board
from bot.announce.choose import Chooser
from bot.announce.delivery import Delivery, Ended
from bot.announce.made import Made
from bot.announce.round import EVERY
from bot.app.past import IndexPast
from bot.chat.line import Line
from bot.chat.posts import PostSender
from bot.chat.receipts import signed
from bot.chat.telling import Teller
from bot.chat.wording import Wordings, read_wordings
from bot.errors import StoreError
from bot.facts.index import Index
from bot.render.reply import Renderer
from bot.store.engine import Store
from bot.store.keys import Hashes
from bot.telemetry.logs import failed, note
from bot.telemetry.metrics import Metrics

EXPIRE_EVERY = 6 * 3600.0  # seconds


def made_from(index: Index, wordings: Wordings, hashes: Hashes) -> Made:
    """What an index makes posts from; `hashes` seal their receipts."""
    renderers: dict[str, Renderer] = {}

    def renderer(language: str) -> Renderer:
        known = language if language in index.languages else index.languages[0]
        if known not in renderers:
            renderers[known] = Renderer(index, known)
        return renderers[known]

    past = IndexPast(index, renderer)
    current = past.current()

    def sign(html: str, facts: Sequence[str]) -> str:
        told = [(fact, current.revisions[fact]) for fact in facts if fact in current.revisions]
        return signed(html, told, hashes.seal)

    return Made(Chooser(index), current, Teller(past, wordings, sign))


def worker_name() -> str:
    """A name for this process among those that deliver from one database."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}/{secrets.token_hex(3)}"


class Announcing:
    """One process's share of announcing from a database."""

    def __init__(
        self,
        store: Store,
        made: Made,
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
        every: float = EVERY,
    ) -> None:
        self.board = Board(store, made, clock)
        self._fresh: Made | None = made
        self._metrics = metrics
        self._clock = clock
        self._every = every
        self._wake = asyncio.Event()

    def take(self, made: Made) -> None:
        """Announce from another base from now on."""
        self._fresh = made
        self._wake.set()

    async def run(self, line: Line, stop: asyncio.Event) -> None:
        """Announce until told to stop; posts on their way are finished."""
        deliver = Delivery(
            self.board.outbox,
            PostSender(line, read_wordings()),
            worker_name(),
            self._clock,
            self._ended,
        )
        rounds = asyncio.create_task(self._rounds(stop))
        try:
            await deliver.run(stop)
        finally:
            rounds.cancel()
            await asyncio.gather(rounds, return_exceptions=True)

    async def _rounds(self, stop: asyncio.Event) -> None:
        expired = 0.0
        while not stop.is_set():
            self._wake.clear()
            try:
                await asyncio.to_thread(self._round)
                if self._clock() - expired > EXPIRE_EVERY:
                    await asyncio.to_thread(self.board.expire)
                    expired = self._clock()
            except StoreError as error:
                self._metrics.count("attache_errors_total", kind="store")
                note(logging.ERROR, "database", problem=str(error))
            except Exception as error:  # a post that cannot be made must not end all others
                self._metrics.count("attache_errors_total", kind=type(error).__name__)
                failed("round", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._every)

    def _round(self) -> None:
        fresh, self._fresh = self._fresh, None
        if fresh is not None:
            self.board.take(fresh)
        posts = self.board.go()
        if posts:
            note(logging.INFO, "due", posts=posts)

    async def _ended(self, ended: Ended) -> None:
        post = ended.claim.post
        self._metrics.count("attache_posts_total", state=ended.state, action=post.action)
        note(
            logging.INFO,
            "post",
            announcement=post.announcement,
            facts=list(post.facts),
            state=ended.state,
            outcome=ended.outcome,
        )
        try:
            await asyncio.to_thread(self.board.ended, ended)
        except StoreError as error:
            failed("ended", error)
