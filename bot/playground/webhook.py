"""Delivery of updates to a bot's webhook: in order within a chat, tried again until it is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.playground.updates import Update
from bot.playground.world import World

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
DEFAULT_CONNECTIONS = 40
FIRST_RETRY = 1.0  # seconds, doubled with each failure
LAST_RETRY = 60.0
PATIENCE = 60.0  # seconds for an answer
Run = Callable[[str, Json], object]


@dataclass
class Webhook:
    """One webhook that is set; `run` carries out a method that the bot gives as its answer."""

    world: World
    url: str
    run: Run
    secret: str = ""
    connections: int = DEFAULT_CONNECTIONS
    last_error: str = ""
    last_error_at: int = 0
    _busy: set[int] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self) -> None:
        """Begin to deliver."""
        limits = httpx.Limits(max_connections=self.connections)
        self._client = httpx.AsyncClient(timeout=PATIENCE, trust_env=False, limits=limits)
        self._spawn(self._deliver_all())

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Deliver no more; what is not confirmed stays in the queue."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        await self._client.aclose()

    async def _deliver_all(self) -> None:
        updates = self.world.updates
        while True:
            updates.added.clear()
            for update in self._ready():
                self._busy.add(update.place)
                self._spawn(self._deliver(update))
            await updates.added.wait()

    def _ready(self) -> list[Update]:
        """The oldest update of each place where none is under way."""
        found: dict[int, Update] = {}
        for update in self.world.updates.pending:
            if len(self._busy) + len(found) >= self.connections:
                break
            if update.place not in self._busy:
                found.setdefault(update.place, update)
        return list(found.values())

    async def _deliver(self, update: Update) -> None:
        wait = FIRST_RETRY
        while not await self._try(update):
            await self.world.clock.sleep(wait)
            wait = min(2 * wait, LAST_RETRY)
        self.world.updates.remove(update)
        self._busy.discard(update.place)
        self.world.updates.added.set()

    async def _try(self, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        body = json.dumps(update.json()).encode()
        try:
            response = await self._client.post(self.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            return self._failed(str(error) or type(error).__name__)
        if not response.is_success:
            what = f"{response.status_code} {response.reason_phrase}"
            return self._failed(f"Wrong response from the webhook: {what}")
        self._carry_out(response)
        return True

    def _failed(self, what: str) -> bool:
        self.last_error, self.last_error_at = what, self.world.now()
        return False

    def _carry_out(self, response: httpx.Response) -> None:
        """Run the method that a webhook may give in its answer; its result is not told."""
        if response.headers.get("content-type", "").startswith("application/json"):
            with suppress(ValueError):
                answer = response.json()
                if isinstance(answer, dict) and isinstance(answer.get("method"), str):
                    self.run(answer.pop("method"), answer)

    def json(self) -> Json:
        """What getWebhookInfo tells of it."""
        found: Json = {"url": self.url, "max_connections": self.connections}
        if self.last_error:
            found |= {"last_error_date": self.last_error_at, "last_error_message": self.last_error}
        return found
