"""Open the database: SQLite by default, PostgreSQL where several replicas share it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.errors import StoreError
from bot.store.migrations import migrate

BUSY = 5.0  # seconds to wait for another writer of the same SQLite file
CONNECT = 5  # seconds to wait for a PostgreSQL server
WRITES = "attache_writes"


class Store:
    """One database. `read` and `write` are transactions, kept short; call them in a thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            StoreError: the database does not answer.
        """
        with _told(self._engine), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: whole or not at all; one at a time on SQLite.

        Raises:
            StoreError: the database does not answer, or refuses.
        """
        with _told(self._engine), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_store(url: str) -> Store:
    """The database at an address, its tables brought up to date.

    Raises:
        StoreError: it cannot be opened, or a newer program wrote it.
    """
    parsed = _parse(url)
    store = Store(_engine(parsed))
    try:
        with store.write() as connection:
            migrate(connection)
    except BaseException:
        store.close()
        raise
    return store


def upsert(connection: Connection, table: Table) -> PostgresInsert | SqliteInsert:
    """An insert into a table that can say `on_conflict_do_update`."""
    if connection.dialect.name == "postgresql":
        return postgres_insert(table)
    return sqlite_insert(table)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "the database address in ATTACHE_DATABASE_URL is not of the form sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise StoreError(
            f"{kind} is no database that is known here; ATTACHE_DATABASE_URL is sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME"
        )
    if kind == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return create_engine(
            url, pool_pre_ping=True, pool_timeout=BUSY, connect_args={"connect_timeout": CONNECT}
        )
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            "PostgreSQL needs a library that is not installed: pip install 'attache[postgresql]'"
        ) from error


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(
                f"cannot make the folder {folder} of the database: {error.strerror}; set "
                "ATTACHE_DATABASE_URL to a place that can be written"
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _began)
    return engine


def _connected(connection: sqlite3.Connection, record: Any) -> None:
    del record
    connection.isolation_level = None  # transactions are begun by `_began`, not by the driver
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _began(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Whatever the library raises, as an error that names the database and not its password."""
    try:
        yield
    except SQLAlchemyError as error:
        where = engine.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise StoreError(
            f"the database {where} does not work: {reason[0] if reason else error!r}; see that it "
            "is there and ATTACHE_DATABASE_URL is right"
        ) from error
