"""The settings of all chats, held in memory, so that no answer waits for the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from bot.store.answers import Answer, forget_asker, forget_before, newest_answers, save_answers
from bot.store.chats import Chat, forget_chat, load_chats, move_chat, save_chat
from bot.store.engine import Store
from bot.store.ledger import InlineAnswer, forget_shown, save_inline
from bot.store.reports import Report, add_reports
from bot.store.topics import Topic, load_topics, save_topics
from bot.store.writer import Writer

KEPT_DAYS = 90  # that it is known where an answer stands
MOST_TOPICS = 500  # of one chat; further ones are not kept


class Book:
    """What is known of chats and answers. Reads come from memory; `later` writes are gathered."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store = store
        self._writer = writer
        self._chats: dict[int, Chat] = {}
        self._topics: dict[int, dict[int, Topic]] = {}

    async def load(self) -> None:
        """Read what is kept of all chats; called again now and then, another replica may write.

        Raises:
            StoreError: the database does not answer; what was read before stays.
        """
        self._chats, self._topics = await asyncio.to_thread(self._read)

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
            self._chats[new] = before.moved(new)
        await self._write(lambda connection: move_chat(connection, old, new))

    def topics(self, chat: int) -> Mapping[int, Topic]:
        """The topics of a forum, as far as they were seen, by number."""
        return self._topics.get(chat, {})

    def topic_seen(self, topic: Topic) -> None:
        """Note a topic as it is now."""
        known = self._topics.setdefault(topic.chat, {})
        room = topic.topic in known or len(known) < MOST_TOPICS
        if room and known.get(topic.topic) != topic:
            known[topic.topic] = topic
            self._writer.add(save_topics, topic)

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
            self._topics.pop(chat, None)

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

    def _read(self) -> tuple[dict[int, Chat], dict[int, dict[int, Topic]]]:
        topics: dict[int, dict[int, Topic]] = {}
        with self._store.read() as connection:
            for topic in load_topics(connection):
                topics.setdefault(topic.chat, {})[topic.topic] = topic
            return {chat.id: chat for chat in load_chats(connection)}, topics
