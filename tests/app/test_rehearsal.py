"""The bot as it runs in the playground."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from bot.app import Folders
from bot.app.rehearsal import Rehearsal
from bot.playground.clock import ManualClock
from bot.playground.server import Server
from bot.playground.world import World
from bot.settings import Settings
from tests.playground.conftest import clock, server, world

__all__ = ["clock", "server", "world"]


async def test_answers_and_tells_why(
    world: World, server: Server, clock: ManualClock, sample_folder: Path, shipped: Folders
) -> None:
    """The whole bot answers at the server, and how it read the last question can be asked."""
    del clock
    folders = Folders.choose(str(sample_folder), None, shipped.cache)
    settings = Settings.from_env({"ATTACHE_WEBHOOK_URL": "", "ATTACHE_LISTEN": "127.0.0.1:0"})
    rehearsal = Rehearsal(settings, folders, date(2026, 11, 22))
    assert rehearsal.why() == []
    stop = asyncio.Event()
    running = asyncio.create_task(rehearsal.run(server.token, server.url, stop))
    ana = world.person("Ana")
    chat = world.private(ana)
    asked = ana.send(chat, "When did Ana Ruiz visit Suder?")
    answer = await world.answer(chat, after=asked, timeout=20)
    assert "7 May 2025" in answer.text
    assert any("Ana Ruiz" in line for line in rehearsal.why())
    stop.set()
    await running
