"""The server: a world's two faces on one loopback port, within the loop that asks for it.

world = World(clock=ManualClock())
async with serve(world) as server:
    ...  # server.url for the bot (its base_url is f"{server.url}/bot"), world for the test
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.errors import UsageError
from bot.playground.botapi import BotApi
from bot.playground.control import Control
from bot.playground.loopback import LOOPBACK
from bot.playground.world import World

PATIENCE = 1  # seconds for requests under way when the server ends


@dataclass(frozen=True)
class Server:
    """A running server."""

    world: World
    url: str

    @property
    def token(self) -> str:
        """The token of the bot."""
        return self.world.bot.token


class _Uvicorn(uvicorn.Server):
    """Uvicorn within a loop that is not its own: signals stay with whoever runs that."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ended = asyncio.Event()

    async def main_loop(self) -> None:
        """Wait for the end, which the original looks for ten times a second."""
        await self.ended.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave all signals alone."""
        yield


def application(world: World, pages: Sequence[Route] = ()) -> tuple[Starlette, BotApi]:
    """The application with both faces, and the one that must be stopped at the end."""
    api = BotApi(world)
    routes = [Route("/bot{token:str}/{method:str}", api), *Control(world).routes, *pages]
    return Starlette(routes=routes), api


def listen(port: int) -> socket.socket:
    """A socket of this machine alone, on a free port for 0.

    Raises:
        UsageError: the port is in use.
    """
    # asyncio sends small answers at once only where the protocol is named; else each takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {LOOPBACK}:{port}: {error.strerror}; name another port"
        ) from error
    return listener


@asynccontextmanager
async def serve(world: World, port: int = 0, pages: Sequence[Route] = ()) -> AsyncIterator[Server]:
    """Serve a world on a loopback port, a free one for 0, until the block is left.

    Raises:
        UsageError: the port is in use.
    """
    app, api = application(world, pages)
    listener = listen(port)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        http="h11",
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=PATIENCE,
    )
    runner = _Uvicorn(config)
    task = asyncio.create_task(runner.serve(sockets=[listener]))
    try:
        while not runner.started and not task.done():
            await asyncio.sleep(0.005)
        yield Server(world, f"http://{LOOPBACK}:{listener.getsockname()[1]}")
    finally:
        await api.delivery.stop()
        world.updates.end_poll()
        world.journal.close()
        runner.ended.set()
        await task
