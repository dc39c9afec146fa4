"""A database is brought up to date by being opened."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, inspect, text

from bot.errors import StoreError
from bot.store.engine import Store, open_store
from bot.store.migrations import MIGRATIONS, migrate
from bot.store.tables import METADATA


def _columns(connection: Connection) -> dict[str, dict[str, tuple[str, bool, bool]]]:
    """Of each table that there is: column → type, may be null, is of the primary key."""
    found = {}
    for table in METADATA.tables:
        keys = inspect(connection).get_pk_constraint(table)["constrained_columns"]
        found[table] = {
            column["name"]: (
                _type(column["type"]),
                bool(column["nullable"]),
                column["name"] in keys,
            )
            for column in inspect(connection).get_columns(table)
        }
    return found


def _type(found: object) -> str:
    """The name of a type; SQLite calls every number with a point REAL."""
    return {"REAL": "DOUBLE PRECISION"}.get(str(found), str(found))


def test_the_steps_make_the_tables_that_the_program_uses(store: Store) -> None:
    """Names, types, nulls, keys and indexes are those of `tables`."""
    with store.read() as connection:
        made = _columns(connection)
        indexes = {
            table: {i["column_names"][0] for i in inspect(connection).get_indexes(table)}
            for table in METADATA.tables
        }
    meant = {
        name: {c.name: (str(c.type), bool(c.nullable), bool(c.primary_key)) for c in table.columns}
        for name, table in METADATA.tables.items()
    }

    assert meant == made
    assert indexes == {
        name: {c.name for c in table.columns if c.index} for name, table in METADATA.tables.items()
    }


def test_opening_again_changes_nothing(url: str, store: Store) -> None:
    """Each step is run once; the key of the hashes stays."""
    with store.read() as connection:
        before = connection.execute(text("SELECT value FROM keys")).scalars().all()
    open_store(url).close()
    with store.read() as connection:
        versions = connection.execute(text("SELECT version FROM schema_version")).scalars().all()
        assert before == connection.execute(text("SELECT value FROM keys")).scalars().all()

    assert list(range(1, len(MIGRATIONS) + 1)) == sorted(versions)


def test_a_database_of_a_newer_program_is_refused(url: str, store: Store) -> None:
    """The error says which versions, and what to do."""
    newer = len(MIGRATIONS) + 1
    with store.write() as connection:
        connection.execute(text(f"INSERT INTO schema_version VALUES ({newer})"))
    with pytest.raises(StoreError, match=f"version {newer}.*run the newer program"):
        open_store(url)


def test_a_step_that_fails_leaves_the_version_before(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a step is none: tables and version are changed together."""
    broken = (*MIGRATIONS, ("CREATE TABLE half (id BIGINT)", "CREATE TABLE chats (id BIGINT)"))
    monkeypatch.setattr("bot.store.migrations.MIGRATIONS", broken)
    with pytest.raises(StoreError, match="chats"), store.write() as connection:
        migrate(connection)
    with store.read() as connection:
        assert not inspect(connection).has_table("half")
