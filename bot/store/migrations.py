"""The versions of the tables, oldest first; a database is brought up to date when it is opened.

A step that has been released is never changed: a later one is added. The statements are of the kind
that SQLite and PostgreSQL both read. `tests/store/test_migrations.py` compares what they make with
`bot/store/tables.py`.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, text

from bot.errors import StoreError

LOCK = 4_120_563  # of ours alone, so that two replicas do not migrate at once
_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE keys (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE chats (
            id BIGINT NOT NULL PRIMARY KEY,
            type TEXT NOT NULL,
            language TEXT,
            topics TEXT,
            here BOOLEAN NOT NULL
        )""",
        """CREATE TABLE answers (
            chat_id BIGINT NOT NULL,
            answer_id BIGINT NOT NULL,
            question_id BIGINT,
            asker TEXT,
            facts TEXT NOT NULL,
            sent BIGINT NOT NULL,
            PRIMARY KEY (chat_id, answer_id)
        )""",
        "CREATE INDEX answers_by_asker ON answers (asker)",
        "CREATE INDEX answers_by_time ON answers (sent)",
        """CREATE TABLE reports (
            fact_id TEXT NOT NULL,
            role TEXT NOT NULL,
            revision INTEGER NOT NULL,
            count INTEGER NOT NULL,
            first_on TEXT NOT NULL,
            last_on TEXT NOT NULL,
            PRIMARY KEY (fact_id, role, revision)
        )""",
    ),
    (
        "ALTER TABLE answers ADD COLUMN language TEXT",
        """CREATE TABLE announcements (
            id TEXT NOT NULL PRIMARY KEY,
            fact TEXT NOT NULL,
            by BIGINT,
            at DOUBLE PRECISION NOT NULL,
            made DOUBLE PRECISION NOT NULL
        )""",
        """CREATE TABLE outbox (
            announcement TEXT NOT NULL,
            occurrence TEXT NOT NULL,
            chat BIGINT NOT NULL,
            topic BIGINT NOT NULL,
            target BIGINT NOT NULL,
            pace TEXT NOT NULL,
            action TEXT NOT NULL,
            message BIGINT,
            inline TEXT,
            facts TEXT NOT NULL,
            html TEXT NOT NULL,
            language TEXT NOT NULL,
            silent BOOLEAN NOT NULL,
            priority INTEGER NOT NULL,
            place DOUBLE PRECISION NOT NULL,
            not_before DOUBLE PRECISION NOT NULL,
            state TEXT NOT NULL,
            outcome TEXT,
            attempts INTEGER NOT NULL,
            owner TEXT,
            lease_until DOUBLE PRECISION,
            done_at DOUBLE PRECISION,
            PRIMARY KEY (announcement, occurrence, chat, topic)
        )""",
        "CREATE INDEX outbox_open ON outbox (priority, place) WHERE state IN ('waiting', 'leased')",
        "CREATE INDEX outbox_by_target ON outbox (target)",
        "CREATE TABLE pace (key TEXT NOT NULL PRIMARY KEY, free_at DOUBLE PRECISION NOT NULL)",
        """CREATE TABLE subscriptions (
            chat BIGINT NOT NULL,
            topic BIGINT NOT NULL,
            sort TEXT NOT NULL,
            entities TEXT NOT NULL,
            zone TEXT NOT NULL,
            minute INTEGER NOT NULL,
            weekday INTEGER,
            language TEXT NOT NULL,
            silent BOOLEAN NOT NULL,
            looked DOUBLE PRECISION NOT NULL,
            stopped TEXT,
            PRIMARY KEY (chat, topic, sort)
        )""",
        """CREATE TABLE told (
            chat BIGINT NOT NULL,
            topic BIGINT NOT NULL,
            fact TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (chat, topic, fact)
        )""",
        """CREATE TABLE published (
            fact TEXT NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL,
            seen DOUBLE PRECISION NOT NULL,
            retired TEXT
        )""",
        """CREATE TABLE inline_answers (
            inline_id TEXT NOT NULL PRIMARY KEY,
            asker TEXT,
            facts TEXT NOT NULL,
            language TEXT NOT NULL,
            sent BIGINT NOT NULL
        )""",
        "CREATE INDEX inline_answers_by_asker ON inline_answers (asker)",
        "CREATE INDEX inline_answers_by_time ON inline_answers (sent)",
    ),
    (
        "ALTER TABLE chats ADD COLUMN zone TEXT",
        "ALTER TABLE reports ADD COLUMN settled INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE topics (
            chat BIGINT NOT NULL,
            topic BIGINT NOT NULL,
            name TEXT NOT NULL,
            closed BOOLEAN NOT NULL,
            PRIMARY KEY (chat, topic)
        )""",
    ),
)


def migrate(connection: Connection) -> None:
    """Run the steps that a database does not have yet, in the transaction of the connection.

    Raises:
        StoreError: the database is of a later version than this program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    connection.execute(text(_VERSIONS))
    done = connection.execute(text("SELECT max(version) FROM schema_version")).scalar() or 0
    if done > len(MIGRATIONS):
        raise StoreError(
            f"the database has tables of version {done}, this program knows up to "
            f"{len(MIGRATIONS)}; run the newer program, or restore the backup from before it"
        )
    for version, statements in enumerate(MIGRATIONS[done:], start=done + 1):
        for statement in statements:
            connection.execute(text(statement))
        connection.execute(
            text("INSERT INTO schema_version (version) VALUES (:version)"), {"version": version}
        )
    connection.execute(
        text(
            "INSERT INTO keys (name, value) SELECT 'ids', :value "
            "WHERE NOT EXISTS (SELECT 1 FROM keys WHERE name = 'ids')"
        ),
        {"value": secrets.token_hex(32)},
    )
