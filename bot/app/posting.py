"""One announcement from the shell: checked, sent now, or left to the bot that runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.announce.board import Board
from bot.announce.delivery import Delivery, Ended
from bot.announce.made import Target
from bot.announce.schedule import DEFAULT_ZONE, moment_of, zone_of
from bot.app.announcing import worker_name
from bot.chat.incoming import Me
from bot.chat.line import Line, introduce, line_to
from bot.chat.posts import PostSender
from bot.chat.rights import may_post
from bot.chat.sender import Sender
from bot.chat.wording import read_wordings
from bot.errors import ServeError, UsageError
from bot.settings import Settings
from bot.store.chats import Chat, load_chat
from bot.store.engine import Store
from bot.store.outbox import OPEN

PATIENCE = 120.0  # seconds that the shell waits for posts to arrive; serve goes on with the rest
GREETING = 30.0  # seconds that it waits for Telegram to answer at all


@dataclass(frozen=True)
class Wanted:
    """The arguments of the command: a fact to post in chats, or another word with its own."""

    what: str
    id: str | None = None
    to: tuple[int, ...] = ()
    topic: int = 0
    at: str | None = None
    zone: str | None = None
    language: str | None = None
    silent: bool = False


def post(wanted: Wanted, settings: Settings, store: Store, board: Board) -> tuple[str, list[str]]:
    """Announce a fact; the id of the announcement, and for a later one when each chat gets it.

    Raises:
        UsageError: there is no such fact or time, no token, or the bot may not post there.
        ServeError: Telegram does not answer, or refuses the token.
    """
    line = line_to(settings.token(), settings.telegram_api_url)
    targets = [_target(wanted, store, chat) for chat in dict.fromkeys(wanted.to)]
    board.texts(wanted.what, targets)
    id = asyncio.run(_announced(wanted, board, targets, line))
    if wanted.at is None:
        return id, []
    return id, [_waits(to, _zone(wanted, store, to.chat)) for to in targets]


def _waits(to: Target, zone: str) -> str:
    local = datetime.fromtimestamp(to.at or 0.0, zone_of(zone))
    return f"chat {to.chat} waits for {local:%Y-%m-%d %H:%M} ({zone})"


async def known(line: Line) -> Me:
    """Who the bot is.

    Raises:
        ServeError: Telegram does not answer soon, or refuses the token.
    """
    try:
        async with asyncio.timeout(GREETING):
            return await introduce(line)
    except TimeoutError:
        raise ServeError(
            f"Telegram has not answered for {GREETING:g} seconds; see whether the network and "
            "ATTACHE_TELEGRAM_API_URL are right, and try again"
        ) from None


async def _announced(wanted: Wanted, board: Board, targets: Sequence[Target], line: Line) -> str:
    """Have Telegram accept the token, then announce: nothing is left behind where it does not."""
    try:
        me = await known(line)
        if wanted.at is None:
            id = board.announce(wanted.what, targets)
            await _deliver(board, id, line)
            return id
        for to in targets:
            if not await may_post(Sender(line, line.say), to.chat, me.id):
                raise UsageError(
                    f"the bot cannot post in chat {to.chat}: it is not there, or may not write; "
                    "add it first, and see attache announce chats"
                )
        return board.announce(wanted.what, targets)
    finally:
        await line.shutdown()


async def _deliver(board: Board, id: str, line: Line) -> None:
    """Send what is due, together with whatever else delivers, until this announcement is over."""

    async def ended(one: Ended) -> None:
        await asyncio.to_thread(board.ended, one)

    delivery = Delivery(
        board.outbox, PostSender(line, read_wordings()), worker_name(), time.time, ended
    )
    end = time.monotonic() + PATIENCE
    while _open(board, id) and time.monotonic() < end:
        if not await delivery.once():
            await asyncio.sleep(0.2)


def _open(board: Board, id: str) -> bool:
    return any(row.state in OPEN for row in board.outbox.rows(id))


def _zone(wanted: Wanted, store: Store, chat: int) -> str:
    return wanted.zone or _kept(store, chat).zone or DEFAULT_ZONE


def _kept(store: Store, chat: int) -> Chat:
    with store.read() as db:
        return load_chat(db, chat) or Chat(chat, "")


def _target(wanted: Wanted, store: Store, chat: int) -> Target:
    at = None
    if wanted.at is not None:
        now = datetime.now(UTC)
        at = moment_of(wanted.at, _zone(wanted, store, chat), now).timestamp()
    language = wanted.language or _kept(store, chat).language or "en"
    return Target(chat, wanted.topic, language, wanted.silent, at)
