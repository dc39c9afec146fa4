"""The topics of forums, as far as the bot has seen them: numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from bot.store.engine import upsert
from bot.store.tables import TOPICS

GENERAL = 0  # the topic of messages that are in none


@dataclass(frozen=True)
class Topic:
    """One topic of a forum; `name` is empty where it was never seen."""

    chat: int
    topic: int
    name: str = ""
    closed: bool = False


def save_topics(connection: Connection, topics: Sequence[Topic]) -> None:
    """Keep topics as they were seen last."""
    last = {(one.chat, one.topic): one for one in topics}  # one statement sees each row once
    if not last:
        return
    insert = upsert(connection, TOPICS)
    values = {name: insert.excluded[name] for name in ("name", "closed")}
    statement = insert.on_conflict_do_update(index_elements=["chat", "topic"], set_=values)
    connection.execute(statement, [one.__dict__ for one in last.values()])


def load_topics(connection: Connection) -> list[Topic]:
    """The topics of all forums, in order."""
    query = select(TOPICS).order_by(TOPICS.c.chat, TOPICS.c.topic)
    return [
        Topic(row.chat, row.topic, row.name, bool(row.closed)) for row in connection.execute(query)
    ]


def lose_topic(connection: Connection, chat: int, topic: int) -> None:
    """Forget a topic that is no more."""
    connection.execute(delete(TOPICS).where(TOPICS.c.chat == chat, TOPICS.c.topic == topic))
