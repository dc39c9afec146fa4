"""How close to Telegram's limit announcements go out: many chats, against the local server.

    python -m benchmarks.delivery [CHATS]

Everything is real but Telegram: the outbox on an SQLite file, the delivery, the library, HTTP on
loopback, and the server's own flood limits.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path

from bot.announce.delivery import Delivery, Ended
from bot.chat.line import introduce, line_to
from bot.chat.posts import PostSender
from bot.chat.wording import read_wordings
from bot.playground.server import serve
from bot.playground.trouble import Limits as Flood
from bot.playground.world import World
from bot.store.engine import open_store
from bot.store.outbox import Outbox
from bot.store.posts import Post

CHATS = 10_000
TEXT = "The Green Line opened on 3 March."


async def ended(one: Ended) -> None:
    """Nobody listens."""


async def run(chats: int, folder: Path) -> None:
    world = World()
    world.troubles.limits = Flood()
    people = [world.person(f"P{n}") for n in range(chats)]
    for person in people:
        world.private(person, started=True)
    store = open_store(f"sqlite:///{folder / 'attache.db'}")
    outbox = Outbox(store)
    begun = time.perf_counter()
    outbox.put([Post("a1", "once", person.user.id, TEXT) for person in people])
    print(f"{chats} posts put into the outbox in {time.perf_counter() - begun:.1f} s")
    async with serve(world) as server:
        line = line_to(server.token, server.url)
        await introduce(line)
        stop = asyncio.Event()
        delivery = Delivery(outbox, PostSender(line, read_wordings()), "one", time.time, ended)
        wall, cpu = time.perf_counter(), time.process_time()
        running = asyncio.create_task(delivery.run(stop))
        while await asyncio.to_thread(outbox.wakes) is not None:
            await asyncio.sleep(1.0)
        seconds, used = time.perf_counter() - wall, time.process_time() - cpu
        stop.set()
        await running
        await line.shutdown()
    sends = [call for call in world.calls if call.method == "sendMessage"]
    refused = [call for call in sends if call.refused]
    states = outbox.counts()["a1"]
    store.close()
    print(f"{states} in {seconds:.1f} s: {chats / seconds:.2f} a second of 30 allowed")
    print(f"429s met: {len(refused)}; processor time {1000 * used / chats:.2f} ms a post, server")
    print(f"included; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else CHATS, Path(temporary)))
