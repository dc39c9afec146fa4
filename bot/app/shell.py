"""`attache announce`: the announcements of a database from the shell, beside a running bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.announce.board import Board
from bot.announce.schedule import DEFAULT_ZONE
from bot.app import Folders
from bot.app.announcing import made_from
from bot.app.posting import Wanted, known, post
from bot.app.state import open_state, secrets_of
from bot.chat.line import line_to
from bot.chat.sender import Sender
from bot.chat.wording import Wordings, read_wordings
from bot.errors import UsageError
from bot.settings import Settings
from bot.store.chats import load_chats
from bot.store.engine import Store
from bot.store.keys import load_hashes
from bot.store.ledger import Shown
from bot.store.posts import Row
from bot.store.subscriptions import Subscription
from bot.store.topics import load_topics
from bot.telemetry.logs import set_up

Said = tuple[str, bool]  # what to print, and whether it is good news


def announce(wanted: Wanted, settings: Settings, folders: Folders, state: Path) -> Iterator[Said]:
    """Do what the command says, a line each for what came of it.

    Raises:
        UsageError: there is no such fact, announcement, language or time, or no token to post with.
        KnowledgeError: the fact base fails its check.
        StoreError: the database cannot be opened.
        ServeError: Telegram does not answer, or refuses the token.
    """
    set_up(settings.log_level, secrets_of(settings))
    store = open_state(settings, state)
    try:
        if wanted.what == "chats":
            yield from _chats(settings, store)
            return
        wordings = read_wordings()
        with store.read() as connection:
            hashes = load_hashes(connection)
        board = Board(store, made_from(folders.open(), wordings, hashes), time.time)
        if wanted.what == "list":
            yield from _listed(board)
        elif wanted.what == "cancel":
            count = board.cancel(_named(wanted))
            yield f"cancelled for {count} chat(s)", count > 0
        elif wanted.what == "stale":
            found = board.stale()
            yield from (_stale(one, why) for one, why in found)
            if not found:
                yield "no message shows what was corrected since", True
        else:
            _check(wanted, wordings)
            yield from _posted(wanted, settings, store, board)
    finally:
        store.close()


def _named(wanted: Wanted) -> str:
    if wanted.id is None:
        raise UsageError("say which announcement: attache announce cancel ID")
    return wanted.id


def _check(wanted: Wanted, wordings: Wordings) -> None:
    if wanted.id is not None:
        raise UsageError(f"one fact is announced at a time; {wanted.id!r} is one word too many")
    if wanted.language is not None and wanted.language not in wordings.codes:
        known = ", ".join(wordings.codes)
        raise UsageError(f"there is no language {wanted.language[:20]!r}; there are: {known}")


def _posted(wanted: Wanted, settings: Settings, store: Store, board: Board) -> Iterator[Said]:
    id, waits = post(wanted, settings, store, board)
    if waits:
        yield from ((f"{id}: {one}", True) for one in waits)
        yield f"attache serve sends it then; attache announce cancel {id} undoes it", True
    else:
        yield from ((f"{id}: {_row(row)}", row.state == "sent") for row in board.outbox.rows(id))


def _chats(settings: Settings, store: Store) -> Iterator[Said]:
    """The groups and channels where the bot is, with the topics that it knows of them."""
    with store.read() as db:
        chats = [chat for chat in load_chats(db) if chat.here and chat.type != "private"]
        topics = load_topics(db)
    titles = asyncio.run(_titles(settings, [chat.id for chat in chats]))
    if not chats:
        yield "the bot is in no group or channel that it knows of; add it, or write /settings", True
    for chat in sorted(chats, key=lambda chat: chat.id):
        zone = chat.zone or DEFAULT_ZONE
        yield f"{chat.id} {chat.type} {titles.get(chat.id, '')} ({zone})".replace("  ", " "), True
        for one in topics:
            if one.chat == chat.id and one.topic:
                closed = " (closed)" if one.closed else ""
                yield f"    topic {one.topic} {one.name}{closed}", True


async def _titles(settings: Settings, chats: Sequence[int]) -> dict[int, str]:
    """What chats are called, as far as Telegram tells; nothing without a token."""
    if settings.telegram_token is None or not chats:
        return {}
    line = line_to(settings.telegram_token, settings.telegram_api_url)
    try:
        await known(line)
        sender = Sender(line, line.say)
        found = {chat: await sender.about(chat) for chat in chats}
    finally:
        await line.shutdown()
    return {chat: about.title or "" for chat, about in found.items() if about is not None}


def _listed(board: Board) -> Iterator[Said]:
    found = board.announced()
    if not found:
        yield "nothing was announced", True
    for one, rows in found:
        yield f"{one.id} {_time(one.at)} {one.fact}", True
        yield from ((f"    {_row(row)}", True) for row in rows)
    standing = board.standing()
    if standing:
        yield "by subscription:", True
    yield from ((f"    {_subscribed(one, last)}", True) for one, last in standing)
    for sort, states in board.corrections().items():
        told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        yield f"corrections of what was {sort}: {told}", True


def _subscribed(one: Subscription, last: Row | None) -> str:
    topic = f" topic {one.topic}" if one.topic else ""
    hour = f"{one.minute // 60}:{one.minute % 60:02} ({one.zone})"
    state = f"stopped ({one.stopped})" if one.stopped else "runs"
    if last is not None:
        state += f"; last {last.occurrence} {last.state}"
        state += f" ({last.outcome})" if last.outcome else ""
    return f"chat {one.chat}{topic}: {one.sort} {hour}: {state}"


def _row(row: Row) -> str:
    topic = f" topic {row.topic}" if row.topic else ""
    why = f" ({row.outcome})" if row.outcome else ""
    if row.state == "waiting":
        why = f" (for {_time(row.not_before)})"
    return f"chat {row.chat}{topic}: {row.state}{why}"


def _stale(one: Shown, why: Sequence[str]) -> Said:
    where = f"inline {one.inline}" if one.inline else f"chat {one.chat} message {one.message}"
    return f"{where}: {one.sort}, would be edited for {', '.join(why)}", True


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
