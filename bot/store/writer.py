"""Writes that can wait: gathered, and written in one transaction at most a second later."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection

from bot.errors import StoreError
from bot.store.engine import Store

DELAY = 1.0  # seconds that a row may wait
MOST_WAITING = 20_000  # rows kept while the database does not answer; the oldest go first
RETRY = 5.0  # seconds between attempts then

Write = Callable[[Connection, Sequence[Any]], None]


class Writer:
    """Gathers rows by what writes them. `add` never waits for the database."""

    def __init__(
        self, store: Store, failed: Callable[[StoreError, int], None], delay: float = DELAY
    ) -> None:
        """`failed` is told of each failing attempt, and how many rows had to be given up."""
        self._store = store
        self._failed = failed
        self._delay = delay
        self._waiting: list[tuple[Write, Any]] = []
        self._timer: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._closing = asyncio.Event()

    def add(self, write: Write, row: Any) -> None:
        """Have a row written soon."""
        self._waiting.append((write, row))
        if self._timer is None:
            self._timer = asyncio.create_task(self._later())

    async def flush(self) -> None:
        """Write what is waiting, now.

        Raises:
            StoreError: the database does not answer; the rows wait on.
        """
        async with self._lock:
            rows, self._waiting = self._waiting, []
            if not rows:
                return
            try:
                await asyncio.to_thread(self._write, rows)
            except StoreError as error:
                kept = [*rows, *self._waiting]
                self._waiting = kept[-MOST_WAITING:]
                self._failed(error, len(kept) - len(self._waiting))
                raise

    async def close(self) -> None:
        """Write what is waiting, if the database answers, and stop."""
        self._closing.set()
        if self._timer is not None:
            await self._timer
        with contextlib.suppress(StoreError):
            await self.flush()

    async def _later(self) -> None:
        await self._pause(self._delay)
        while self._waiting:
            try:
                await self.flush()
            except StoreError:
                if self._closing.is_set():
                    break
                await self._pause(RETRY)
        self._timer = None

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    def _write(self, rows: Sequence[tuple[Write, Any]]) -> None:
        by_write: dict[Write, list[Any]] = {}
        for write, row in rows:
            by_write.setdefault(write, []).append(row)
        with self._store.write() as connection:
            for write, gathered in by_write.items():
                write(connection, gathered)
