"""`attache announce`: the announcements of a database from the shell, beside a running bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.announce.board import Board
from bot.announce.delivery import Delivery, Ended
from bot.announce.made import Target
from bot.announce.schedule import DEFAULT_ZONE, moment_of
from bot.app import Folders
from bot.app.announcing import made_from, worker_name
from bot.app.state import open_state, secrets_of
from bot.chat.line import introduce, line_to
from bot.chat.posts import PostSender
from bot.chat.wording import read_wordings
from bot.settings import Settings
from bot.store.chats import Chat, load_chat
from bot.store.engine import Store
from bot.store.ledger import Shown
from bot.store.outbox import OPEN
from bot.store.posts import Row
from bot.telemetry.logs import set_up

PATIENCE = 120.0  # seconds that the shell waits for posts to arrive; serve goes on with the rest
Line = tuple[str, bool]  # what to print, and whether it is good news


@dataclass(frozen=True)
class Wanted:
    """The arguments of the command: a fact to post in chats, or `list`, `cancel`, `stale`."""

    what: str
    id: str | None = None
    to: tuple[int, ...] = ()
    topic: int = 0
    at: str | None = None
    zone: str | None = None
    language: str | None = None
    silent: bool = False


def announce(wanted: Wanted, settings: Settings, folders: Folders, state: Path) -> Iterator[Line]:
    """Do what the command says, a line each for what came of it.

    Raises:
        UsageError: there is no such fact, announcement or time, or no token to post with.
        KnowledgeError: the fact base fails its check.
        StoreError: the database cannot be opened.
    """
    set_up(settings.log_level, secrets_of(settings))
    store = open_state(settings, state)
    try:
        board = Board(store, made_from(folders.open(), read_wordings()), time.time)
        if wanted.what == "list":
            yield from _listed(board)
        elif wanted.what == "cancel":
            count = board.cancel(wanted.id or "")
            yield f"cancelled for {count} chat(s)", count > 0
        elif wanted.what == "stale":
            yield from (_stale(one, why) for one, why in board.stale())
        else:
            yield from _post(wanted, settings, store, board)
    finally:
        store.close()


def _post(wanted: Wanted, settings: Settings, store: Store, board: Board) -> Iterator[Line]:
    token = settings.token()
    targets = [_target(wanted, store, chat) for chat in dict.fromkeys(wanted.to)]
    id = board.announce(wanted.what, targets)
    if wanted.at is not None:
        for to in targets:
            yield f"{id}: chat {to.chat} waits for {_time(to.at or 0.0)}", True
        yield "attache serve sends it then", True
        return
    asyncio.run(_deliver(board, id, token, settings.telegram_api_url))
    yield from ((f"{id}: {_row(row)}", row.state == "sent") for row in board.outbox.rows(id))


async def _deliver(board: Board, id: str, token: str, api_url: str) -> None:
    """Send what is due, together with whatever else delivers, until this announcement is over."""
    line = line_to(token, api_url)

    async def ended(one: Ended) -> None:
        await asyncio.to_thread(board.ended, one)

    delivery = Delivery(board.outbox, PostSender(line), worker_name(), time.time, ended)
    await introduce(line)
    end = time.monotonic() + PATIENCE
    try:
        while _open(board.outbox.rows(id)) and time.monotonic() < end:
            if not await delivery.once():
                await asyncio.sleep(0.2)
    finally:
        await line.shutdown()


def _open(rows: Sequence[Row]) -> bool:
    return any(row.state in OPEN for row in rows)


def _target(wanted: Wanted, store: Store, chat: int) -> Target:
    with store.read() as db:
        kept = load_chat(db, chat) or Chat(chat, "")
    zone, at = wanted.zone or kept.zone or DEFAULT_ZONE, None
    if wanted.at is not None:
        at = moment_of(wanted.at, zone, datetime.now(UTC)).timestamp()
    language = wanted.language or kept.language or "en"
    return Target(chat, wanted.topic, language, wanted.silent, at)


def _listed(board: Board) -> Iterator[Line]:
    found = board.announced()
    if not found:
        yield "nothing was announced", True
    for one, rows in found:
        yield f"{one.id} {_time(one.at)} {one.fact}", True
        yield from ((f"    {_row(row)}", True) for row in rows)


def _row(row: Row) -> str:
    topic = f" topic {row.topic}" if row.topic else ""
    why = f" ({row.outcome})" if row.outcome else ""
    return f"chat {row.chat}{topic}: {row.state}{why}"


def _stale(one: Shown, why: Sequence[str]) -> Line:
    where = f"inline {one.inline}" if one.inline else f"chat {one.chat} message {one.message}"
    return f"{where}: {one.sort}, would be edited for {', '.join(why)}", True


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
