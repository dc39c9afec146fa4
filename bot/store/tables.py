"""The tables as they are now; `migrations` makes them."""

from __future__ import annotations

from sqlalchemy import DOUBLE_PRECISION, BigInteger, Boolean, Column, Integer, MetaData, Table, Text

METADATA = MetaData()

# Secrets that this database alone knows; `ids` is the key of the hashes that stand for people.
KEYS = Table(
    "keys",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# `topics` is a JSON list of the forum topics where the bot speaks, or NULL for all of them; `zone`
# is the IANA name of the chat's time zone.
CHATS = Table(
    "chats",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("language", Text),
    Column("topics", Text),
    Column("here", Boolean, nullable=False),
    Column("zone", Text),
)

# The topics of forums as far as the bot has seen them; 0 is the general one.
TOPICS = Table(
    "topics",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
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
    Column("language", Text),
)

# What readers called wrong, for the curators: counts by fact and slot, of nobody in particular.
# `settled` of them the curators have dealt with.
REPORTS = Table(
    "reports",
    METADATA,
    Column("fact_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("first_on", Text, nullable=False),
    Column("last_on", Text, nullable=False),
    Column("settled", Integer, nullable=False, default=0),
)

# What admins had announced, and when. `id` is short enough to type; `by` is told how it went.
ANNOUNCEMENTS = Table(
    "announcements",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("fact", Text, nullable=False),
    Column("by", BigInteger),
    Column("at", DOUBLE_PRECISION, nullable=False),
    Column("made", DOUBLE_PRECISION, nullable=False),
)

# One row per announcement, occurrence and chat. `facts` are ids with revisions: "letter@2 visit@1".
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("announcement", Text, primary_key=True),
    Column("occurrence", Text, primary_key=True),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("target", BigInteger, nullable=False, index=True),
    Column("pace", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("message", BigInteger),
    Column("inline", Text),
    Column("facts", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("priority", Integer, nullable=False, index=True),
    Column("place", DOUBLE_PRECISION, nullable=False),
    Column("not_before", DOUBLE_PRECISION, nullable=False),
    Column("state", Text, nullable=False),
    Column("outcome", Text),
    Column("attempts", Integer, nullable=False),
    Column("owner", Text),
    Column("lease_until", DOUBLE_PRECISION),
    Column("done_at", DOUBLE_PRECISION),
)

# When the next send may go out: over all chats, and in each chat; shared by all processes.
PACE = Table(
    "pace",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("free_at", DOUBLE_PRECISION, nullable=False),
)

# What a chat gets by itself. `entities` is a JSON list of ids, empty for all facts; `looked` is up
# to when everything due has been put into the outbox.
SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("sort", Text, primary_key=True),
    Column("entities", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("weekday", Integer),
    Column("language", Text, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("looked", DOUBLE_PRECISION, nullable=False),
    Column("stopped", Text),
)

# Which facts a subscription told last, and when (ISO 8601), so that each has its turn.
TOLD = Table(
    "told",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("fact", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

# The facts of the base in use, and when each came to be as it is. `retired` says what replaced one.
PUBLISHED = Table(
    "published",
    METADATA,
    Column("fact", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("seen", DOUBLE_PRECISION, nullable=False),
    Column("retired", Text),
)

# Where an inline answer stands, as ANSWERS for messages of the bot's own.
INLINE_ANSWERS = Table(
    "inline_answers",
    METADATA,
    Column("inline_id", Text, primary_key=True),
    Column("asker", Text, index=True),
    Column("facts", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sent", BigInteger, nullable=False, index=True),
)
