"""A delivery process to be killed: `python -m tests.announce.worker DATABASE FILE OWNER`.

Each send appends its chat to FILE, as Telegram would show it, before the answer comes back.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

from bot.announce.delivery import Delivery, Ended
from bot.store.engine import open_store
from bot.store.outbox import Outbox
from bot.store.posts import Claim, Limits

LEASE = 1.5  # seconds, so that a test need not wait for long
LIMITS = Limits(interval=1 / 100, chat=0, group=0, second=1000)


class Recorder:
    """Sends into a file."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def deliver(self, claim: Claim) -> int:
        """Append the chat, and answer a moment later."""
        os.write(self._file, f"{claim.target}\n".encode())
        await asyncio.sleep(0.03)
        return abs(claim.target)


async def ended(one: Ended) -> None:
    """Nobody listens."""


async def main(database: str, file: Path, owner: str) -> None:
    """Deliver until nothing is open."""
    store = open_store(database)
    outbox = Outbox(store, LIMITS, LEASE)
    stop = asyncio.Event()
    delivery = Delivery(outbox, Recorder(file), owner, time.time, ended)
    running = asyncio.create_task(delivery.run(stop))
    while outbox.wakes() is not None:
        await asyncio.sleep(0.05)
    stop.set()
    await running
    store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
