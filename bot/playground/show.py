"""The playground: a furnished world, its server and page, and the bot that runs in it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable

from bot.playground.pages import Why, page_routes
from bot.playground.server import serve
from bot.playground.stage import furnish

# Runs the bot with a token at a server until told to stop.
RunBot = Callable[[str, str, asyncio.Event], Awaitable[None]]


async def show(run_bot: RunBot, why: Why, port: int, opened: Callable[[str], None]) -> None:
    """Serve the page until SIGINT or SIGTERM; `opened` is told its address.

    Raises:
        UsageError: the port is in use.
    """
    stage = furnish()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    pages = page_routes(stage.you.user.id, why)
    async with serve(stage.world, port, pages) as server:
        opened(f"{server.url}/")
        await run_bot(server.token, server.url, stop)
