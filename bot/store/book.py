"""The settings of all chats, held in memory, so that no answer waits for the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot.store.answers import Answer, forget_asker, forget_before, newest_answers, save_answers
from bot.store.chats import Chat, forget_chat, load_chats, move_chat, save_chat
from bot.store.engine import Store
from bot.store.ledger import InlineAnswer, forget_shown, save_inline
from bot.store.reports import Report, add_reports
from bot.store.writer import Writer

KEPT_DAYS = 90  # that it is known where an answer stands


class Book:
    """What is known of chats and answers. Reads come from memory; `later` writes are gathered."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store = store
        self._writer = writer
        self._chats: dict[int, Chat] = {}

    async def load(self) -> None:
        """Read the settings of all chats; called again now and then, another replica may write.

        Raises:
            StoreError: the database does not answer; what was read before stays.
        """
        self._chats = await asyncio.to_thread(self._read_chats)

    async def newest_answers(self, limit: int) -> list[Answer]:
        """The newest answers, oldest first."""

        def read() -> list[Answer]:
            with self._store.read() as connection:
                return newest_answers(connection, limit)

        return await asyncio.to_thread(read)

    def chat(self, id: int, sort: str) -> Chat:
        """The settings of a chat; the usual ones where nothing was ever set."""
        return self._chats.get(id) or Chat(id, sort)

    def shared(self) -> list[Chat]:
        """The groups and channels where the bot is, by id."""
        found = (chat for chat in self._chats.values() if chat.here and chat.type != "private")
        return sorted(found, key=lambda chat: chat.id)

    async def save(self, chat: Chat) -> None:
        """Keep settings, and be sure of it.

        Raises:
            StoreError: they could not be kept, and are as they were.
        """
        await self._write(lambda connection: save_chat(connection, chat))
        self._chats[chat.id] = chat

    def here(self, id: int, sort: str, here: bool) -> None:
        """Note whether the bot may write in a chat."""
        chat = self.chat(id, sort)
        if chat.here != here or (here and id not in self._chats):
            self._chats[id] = replace(chat, here=here)
            self._writer.add(self._save_current, id)

    def _save_current(self, connection: Connection, ids: Sequence[int]) -> None:
        """Write chats as they are by now: what was set meanwhile is not undone."""
        for id in ids:
            chat = self._chats.get(id)
            if chat is not None:
                save_chat(connection, chat)

    async def move(self, old: int, new: int) -> None:
        """Give a group's settings to the supergroup that it became.

        Raises:
            StoreError: the database does not answer; in memory they have moved all the same.
        """
        before = self._chats.pop(old, None)
        if before is not None and new not in self._chats:
            self._chats[new] = Chat(new, "supergroup", before.language, before.topics)
        await self._write(lambda connection: move_chat(connection, old, new))

    def answered(self, answer: Answer) -> None:
        """Note where an answer stands."""
        self._writer.add(save_answers, answer)

    def answered_inline(self, answer: InlineAnswer) -> None:
        """Note where an inline answer stands."""
        self._writer.add(save_inline, answer)

    def reported(self, report: Report) -> None:
        """Note that a fact was called wrong."""
        self._writer.add(add_reports, report)

    async def forget(self, *, asker: str | None = None, chat: int | None = None) -> None:
        """Delete what there is about a person and about a chat, now.

        Raises:
            StoreError: the database does not answer; nothing is deleted.
        """

        def delete(connection: Connection) -> None:
            if asker is not None:
                forget_asker(connection, asker)
                forget_shown(connection, asker)
            if chat is not None:
                forget_chat(connection, chat)

        await self._writer.flush()
        await self._write(delete)
        if chat is not None:
            self._chats.pop(chat, None)

    async def forget_old(self, now: int) -> None:
        """Delete where answers stand that were sent too long ago.

        Raises:
            StoreError: the database does not answer.
        """
        before = now - KEPT_DAYS * 24 * 3600

        def delete(connection: Connection) -> None:
            forget_before(connection, before)

        await self._write(delete)

    async def _write(self, write: Callable[[Connection], None]) -> None:
        def in_thread() -> None:
            with self._store.write() as connection:
                write(connection)

        await asyncio.to_thread(in_thread)

    def _read_chats(self) -> dict[int, Chat]:
        with self._store.read() as connection:
            return {chat.id: chat for chat in load_chats(connection)}
