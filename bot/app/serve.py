"""`attache serve`: the parts put together, started, watched and stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.announce.round import EVERY
from bot.app import Folders
from bot.app.announcing import Announcing, made_from
from bot.app.answering import Answering
from bot.app.live import watch
from bot.app.state import open_state, secrets_of
from bot.chat.desk import Desk
from bot.chat.incoming import Me
from bot.chat.intake import Intake
from bot.chat.lanes import Shares
from bot.chat.line import Line, introduce, line_to, poll, put_menus, use_polling, use_webhook
from bot.chat.memory import MOST, Memory, Standing
from bot.chat.router import Router
from bot.chat.sender import Sender
from bot.chat.wording import read_wordings
from bot.errors import StoreError
from bot.facts.index import Index
from bot.settings import Settings
from bot.store.book import Book
from bot.store.engine import Store
from bot.store.keys import Hashes, load_hashes
from bot.store.writer import Writer
from bot.telemetry.logs import note, set_up
from bot.telemetry.metrics import Metrics
from bot.web.listener import Listener, Webhook, bind, make_app

FINISH = 20.0  # seconds for what is in hand when we are told to stop
REFRESH = 60.0  # seconds between looks at what other replicas wrote
QUIET = 120.0  # seconds without an answer from Telegram, from which on we are not healthy


def serve(settings: Settings, folders: Folders, state: Path, today: date | None = None) -> None:
    """Answer in Telegram until told to stop; what is in hand is finished then.

    Raises:
        UsageError: there is no token.
        KnowledgeError: the fact base fails its check.
        StoreError: the database cannot be opened.
        ServeError: the port is taken, or Telegram refuses the token or the webhook.
    """
    token = settings.token()
    set_up(settings.log_level, secrets_of(settings))
    metrics = Metrics()
    index = folders.open()
    store = open_state(settings, state)
    bound = None
    try:
        bound = bind(*settings.listen) if settings.listen is not None else None
        service = Service(settings, folders, store, Answering(index, today), metrics)
        asyncio.run(_until_signal(service, line_to(token, settings.telegram_api_url), bound))
    finally:
        if bound is not None:
            bound.close()
        store.close()


@dataclass
class Service:
    """One running bot."""

    settings: Settings
    folders: Folders
    store: Store
    answers: Answering
    metrics: Metrics
    heard: float = 0.0  # when Telegram last answered, by the monotonic clock
    intake: Intake | None = None
    announcing: Announcing | None = None
    hashes: Hashes | None = None
    clock: Callable[[], float] = time.time
    rounds: float = EVERY  # seconds between looks at what is to be announced

    @property
    def waiting(self) -> int:
        """Updates that are not handled yet."""
        return self.intake.waiting if self.intake is not None else 0

    async def run(self, line: Line, bound: socket.socket | None, stop: asyncio.Event) -> None:
        """Serve until told to stop, or something fails that all depends on."""
        try:
            me = await self._until_known(line, stop)
            if me is not None:
                await self._serve(line, me, bound, stop)
        finally:
            await line.shutdown()

    async def _until_known(self, line: Line, stop: asyncio.Event) -> Me | None:
        """Who we are; None where we are told to stop before Telegram answers."""
        asking = asyncio.create_task(introduce(line))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking.done():
            return asking.result()
        asking.cancel()
        return None

    async def _serve(
        self, line: Line, me: Me, bound: socket.socket | None, stop: asyncio.Event
    ) -> None:
        writer = Writer(self.store, self._not_written)
        desk = await self._desk(line, me, writer)
        intake = Intake(line, Router(desk).handle, Shares(time.monotonic), self.metrics)
        self.intake = intake
        listener = self._listener(bound, intake)
        made = made_from(self.answers.index, desk.wordings, desk.hashes)
        announcing = Announcing(self.store, made, self.metrics, self.clock, self.rounds)
        desk.board = announcing.board
        self.announcing, self.hashes = announcing, desk.hashes
        work: list[Coroutine[Any, Any, None]] = [
            self._updates(line, intake, stop),
            announcing.run(line, stop),
            watch(self.folders, self._take, self.metrics),
            self._refresh(desk.book),
            put_menus(line, desk.wordings, desk.admins),
        ]
        self._take(self.answers.index)
        self.heard = time.monotonic()
        note(logging.INFO, "started", bot=me.name, webhook=self.settings.webhook_url is not None)
        tasks = [asyncio.create_task(one) for one in work]
        web = asyncio.create_task(listener.run_until_stopped()) if listener is not None else None
        try:
            await _first_end(tasks[0], stop)
        finally:
            given_up = await intake.finish(FINISH)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await writer.close()
            if listener is not None and web is not None:
                listener.stop()
                await web
            note(logging.INFO, "stopped", given_up=given_up)

    async def _desk(self, line: Line, me: Me, writer: Writer) -> Desk:
        """Everything that handlers need; what stands in the database is read now."""
        book = Book(self.store, writer)
        await book.load()
        memory = Memory()
        for answer in await book.newest_answers(MOST):
            facts = tuple(fact for fact, _ in answer.facts)
            memory.keep(
                Standing(answer.chat_id, answer.answer_id, answer.question_id, answer.asker, facts)
            )
        with self.store.read() as connection:
            hashes = load_hashes(connection)
        return Desk(
            me=me,
            answers=self.answers,
            wordings=read_wordings(),
            book=book,
            sender=Sender(line, line.say),
            hashes=hashes,
            metrics=self.metrics,
            admins=frozenset(self.settings.admins),
            memory=memory,
            now=self.clock,
        )

    async def _updates(self, line: Line, intake: Intake, stop: asyncio.Event) -> None:
        """Have updates come, by webhook or by asking for them."""
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if url is not None and secret is not None:
            await use_webhook(line, url, secret)
            await stop.wait()
            return
        await use_polling(line)

        async def deliver(raw: Mapping[str, Any]) -> None:
            await intake.take(raw)

        await poll(line, deliver, stop, self._hear)

    def _listener(self, bound: socket.socket | None, intake: Intake) -> Listener | None:
        if bound is None:
            return None
        webhook = None
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        if url is not None and secret is not None:
            webhook = Webhook(urlsplit(url).path or "/", secret, intake.take)

        def numbers() -> str:
            self.metrics.set("attache_waiting_updates", self.waiting)
            return self.metrics.text()

        return Listener(make_app(self._healthy, numbers, webhook), bound)

    def _healthy(self) -> bool:
        """Whether Telegram answers; a webhook is quiet while nobody writes."""
        polls = self.settings.webhook_url is None
        return not polls or time.monotonic() - self.heard < QUIET

    def _hear(self) -> None:
        self.heard = time.monotonic()

    def _take(self, index: Index) -> None:
        self.answers.take(index)
        if self.announcing is not None and self.hashes is not None:
            self.announcing.take(made_from(index, read_wordings(), self.hashes))
        self.metrics.set("attache_facts", len(index.ids))

    async def _refresh(self, book: Book) -> None:
        """See what other replicas set, and forget what is too old."""
        while True:
            try:
                await book.forget_old(int(time.time()))
                await asyncio.sleep(REFRESH)
                await book.load()
            except StoreError as error:
                self._not_written(error, 0)
                await asyncio.sleep(REFRESH)

    def _not_written(self, error: StoreError, lost: int) -> None:
        self.metrics.count("attache_errors_total", kind="store")
        note(logging.ERROR, "database", problem=str(error), lost=lost or None)


async def _first_end(updates: asyncio.Task[None], stop: asyncio.Event) -> None:
    """Wait for a signal, or for the end of what brings updates, whose error is ours."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({updates, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    stop.set()
    await asyncio.wait({updates})
    if not updates.cancelled() and updates.exception() is not None:
        raise updates.exception() or AssertionError


async def _until_signal(service: Service, line: Line, bound: socket.socket | None) -> None:
    """Run until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    await service.run(line, bound, stop)
