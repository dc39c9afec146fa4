"""The tables as they are now; `migrations` makes them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, Table, Text

METADATA = MetaData()

# Secrets that this database alone knows; `ids` is the key of the hashes that stand for people.
KEYS = Table(
    "keys",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# `topics` is a JSON list of the forum topics where the bot speaks, or NULL for all of them.
CHATS = Table(
    "chats",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("language", Text),
    Column("topics", Text),
    Column("here", Boolean, nullable=False),
)

# Where an answer stands, so that it can be edited: `facts` is a JSON list of [fact id, revision].
# `asker` is a keyed hash; no text is kept. `sent` counts seconds since 1970.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("answer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_id", BigInteger),
    Column("asker", Text, index=True),
    Column("facts", Text, nullable=False),
    Column("sent", BigInteger, nullable=False, index=True),
)

# What readers called wrong, for the curators: counts by fact and slot, of nobody in particular.
REPORTS = Table(
    "reports",
    METADATA,
    Column("fact_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("first_on", Text, nullable=False),
    Column("last_on", Text, nullable=False),
)
