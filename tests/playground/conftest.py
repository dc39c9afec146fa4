"""A local Telegram for tests: `world` to act in, `server` to connect a bot to.

    async def test_answers(world: World, server: Server) -> None:
        async with Bot(server.token, base_url=f"{server.url}/bot") as bot: ...
        ana = world.person("Ana")
        chat = world.private(ana)
        asked = ana.send(chat, "When was …?")
        answer = await world.answer(chat, after=asked)

The world's clock is a `ManualClock`: `clock.advance(1)` moves it. Both run in the test's own loop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.playground.botapi import BotApi
from bot.playground.clock import ManualClock
from bot.playground.server import Server, serve
from bot.playground.world import World

Call = Callable[..., Any]


@pytest.fixture
def clock() -> ManualClock:
    """The clock of the world."""
    return ManualClock()


@pytest.fixture
def world(clock: ManualClock) -> World:
    """A world with a bot and nobody else."""
    return World(clock=clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    """The world's server on a free loopback port."""
    async with serve(world) as running:
        yield running


@pytest.fixture
def call(world: World) -> Call:
    """A method of the Bot API called without a network: `call("getChat", chat_id=1)`."""
    api = BotApi(world)

    def run(method: str, **given: Any) -> Any:
        return api.run(method, given)

    return run
