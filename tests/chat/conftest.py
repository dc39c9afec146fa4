"""The whole bot on the small base of the tests, connected to a local Telegram."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.announce.board import Board
from bot.app import Folders
from bot.app.answering import Answering
from bot.app.serve import Service
from bot.chat.line import line_to
from bot.facts.build import open_base
from bot.facts.index import Index
from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.person import Person
from bot.playground.queries import CallbackQuery
from bot.playground.server import Server
from bot.playground.world import World
from bot.settings import Settings
from bot.store.engine import Store, open_store
from bot.telemetry.metrics import Metrics
from tests.facts.sample import FACTS, Sample
from tests.playground.conftest import clock, server, world

__all__ = ["clock", "server", "world"]

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # when a bot starts
QUESTION = "When did Ana Ruiz visit Suder?"
ANSWER = "Ana Ruiz visited Suder on 7 May 2025."
UNKNOWN = "Who is the king of Georgia?"


@dataclass
class Running:
    """A bot that runs, and what a test needs of it."""

    world: World
    server: Server
    store: Store
    answers: Answering
    folders: Folders
    patch: pytest.MonkeyPatch
    environ: dict[str, str] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None
    service: Service | None = None
    passed: float = field(default_factory=lambda: NOON.timestamp() - time.time())

    async def start(
        self, *, menus: bool = False, bound: socket.socket | None = None, **environ: str
    ) -> None:
        """Start, or start again after `end`, with some variables of the environment.

        The menus of commands are many calls; they are made where a test is about them. What is
        posted need not wait for a second, either.
        """
        if not menus:
            self.patch.setattr("bot.app.serve.put_menus", _no_menus)
        self.patch.setattr("bot.announce.delivery.IDLE", 0.02)
        self.environ = {
            "ATTACHE_TELEGRAM_TOKEN": self.server.token,
            "ATTACHE_TELEGRAM_API_URL": self.server.url,
            **environ,
        }
        settings = Settings.from_env(self.environ)
        self.stop = asyncio.Event()
        self.metrics = Metrics()
        self.service = Service(settings, self.folders, self.store, self.answers, self.metrics)
        self.service.clock, self.service.rounds = self.now, 0.02
        line = line_to(self.server.token, self.server.url)
        self.task = asyncio.create_task(self.service.run(line, bound, self.stop))

    async def end(self) -> None:
        """Stop as a signal does."""
        if self.task is not None:
            self.stop.set()
            task, self.task = self.task, None
            await task

    @property
    def board(self) -> Board:
        """What the running bot announces from."""
        assert self.service is not None
        assert self.service.announcing is not None
        return self.service.announcing.board

    def hurry(self, seconds: float = 3600.0) -> None:
        """Let so much time pass for what is announced."""
        self.passed += seconds

    def now(self) -> float:
        """The time, with what was let pass."""
        return time.time() + self.passed

    async def ask(
        self, person: Person, chat: Chat, text: str, reply: Message | None = None
    ) -> Message:
        """The bot's answer to what somebody writes."""
        return await self.world.answer(chat, after=person.send(chat, text, reply=reply))

    async def silent(self, chat: Chat, sent: Message) -> bool:
        """Whether a message that was handled has no answer."""
        await self.handled()
        return not [m for m in self.world.sent(chat) if m.id > sent.id]

    async def handled(self) -> None:
        """Wait until every update that there is was handled."""
        assert self.service is not None
        for _ in range(1000):
            await asyncio.sleep(0.005)
            if not self.world.updates.pending and not self.service.waiting:
                return
        raise AssertionError(self.world.updates.pending)


def note_of(tap: CallbackQuery) -> str:
    """What the bot answered a tap with."""
    assert tap.answer is not None
    return str(tap.answer["text"])


async def _no_menus(*_: object) -> None:
    """Tell Telegram no commands."""


@pytest.fixture
async def idle(
    world: World,
    server: Server,
    sample_index: Index,
    shipped: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Running]:
    """A bot that is not started yet; what still runs at the end is stopped, without complaints."""
    store = open_store(f"sqlite:///{tmp_path / 'attache.db'}")
    folders = Folders(tmp_path / "none", tmp_path / "none", shipped.default, shipped.cache)
    found = Running(world, server, store, Answering(sample_index, TODAY), folders, monkeypatch)
    yield found
    await found.end()
    store.close()


@pytest.fixture
async def bot(idle: Running) -> Running:
    """A bot that answers."""
    await idle.start()
    return idle


@pytest.fixture
def ana(world: World) -> Person:
    """Somebody whose Telegram is in English."""
    return world.person("Ana", "ana")


@pytest.fixture
def boris(world: World) -> Person:
    """Somebody whose Telegram is in Russian."""
    return world.person("Boris", "boris", language="ru")


@pytest.fixture
def private(world: World, ana: Person) -> Chat:
    """Ana's chat with the bot."""
    return world.private(ana)


HISTORY = (
    "  revision: 2\n  history:\n"
    '    - {revision: 2, on: "2026-12-03", role: when, was: "2025-05-08", now: "2025-05-07", '
    "why: The day was misread.}\n"
)
REVIEW = (
    '  completion: {when: dateline}\n  review: {status: approved, by: curators, on: "2026-11-22"}'
)


@pytest.fixture(scope="session")
def corrected_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample base after `ruiz-visit` was corrected and `line-opening` retired, as files."""
    sample = Sample(tmp_path_factory.mktemp("corrected"))
    sample.change(FACTS, REVIEW, f"{HISTORY}{REVIEW}")
    opening = '  says: {en: "The Green Line opened."}\n'
    sample.change(FACTS, opening, f"{opening}  retired: ruiz-visit\n")
    sample.write()
    return sample.folder


@pytest.fixture(scope="session")
def corrected_index(corrected_folder: Path, shipped: Folders) -> Index:
    """The index of the corrected base."""
    seeds = corrected_folder.parent / "seeds"
    return open_base(corrected_folder, seeds, shipped.default, shipped.cache)
