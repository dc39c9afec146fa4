"""The settings of each chat."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from bot.store.engine import upsert
from bot.store.tables import ANSWERS, CHATS, TOPICS


@dataclass(frozen=True)
class Chat:
    """One chat: `language` None is that of each message, `topics` None is all of them.

    `here` is whether the bot may still write there; `zone` is the chat's time zone, None for one
    that nobody chose.
    """

    id: int
    type: str
    language: str | None = None
    topics: tuple[int, ...] | None = None
    here: bool = True
    zone: str | None = None

    def moved(self, new: int) -> Chat:
        """What the supergroup is that a group became."""
        return replace(self, id=new, type="supergroup", here=True)


def load_chat(connection: Connection, chat_id: int) -> Chat | None:
    """The settings of a chat; None where nothing was ever set."""
    row = connection.execute(select(CHATS).where(CHATS.c.id == chat_id)).one_or_none()
    return None if row is None else _chat(row)


def load_chats(connection: Connection) -> list[Chat]:
    """Every chat of which something is kept."""
    return [_chat(row) for row in connection.execute(select(CHATS))]


def save_chat(connection: Connection, chat: Chat) -> None:
    """Keep the settings of a chat."""
    topics = None if chat.topics is None else json.dumps(sorted(chat.topics))
    values = {
        "type": chat.type,
        "language": chat.language,
        "topics": topics,
        "here": chat.here,
        "zone": chat.zone,
    }
    insert = upsert(connection, CHATS).values(id=chat.id, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=values))


def move_chat(connection: Connection, old: int, new: int) -> None:
    """Give a group's settings to the supergroup that it became; its messages have new ids."""
    before = load_chat(connection, old)
    connection.execute(delete(ANSWERS).where(ANSWERS.c.chat_id == old))
    connection.execute(delete(CHATS).where(CHATS.c.id == old))
    if before is not None and load_chat(connection, new) is None:
        save_chat(connection, before.moved(new))


def forget_chat(connection: Connection, chat_id: int) -> int:
    """Delete everything about a chat; the number of rows that there were."""
    owned = (ANSWERS.c.chat_id, TOPICS.c.chat, CHATS.c.id)
    return sum(connection.execute(delete(c.table).where(c == chat_id)).rowcount for c in owned)


def _chat(row: Row[Any]) -> Chat:
    topics = None if row.topics is None else tuple(json.loads(row.topics))
    return Chat(row.id, row.type, row.language, topics, bool(row.here), row.zone)
