"""Opening a database, and what is told where that does not work."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import StoreError
from bot.store.chats import Chat, load_chat, save_chat
from bot.store.engine import Store, open_store


def test_what_is_written_is_there_when_it_is_opened_again(url: str) -> None:
    """A database outlives the process that wrote it."""
    store = open_store(url)
    with store.write() as connection:
        save_chat(connection, Chat(7, "private", "vi"))
    store.close()
    store = open_store(url)
    with store.read() as connection:
        assert Chat(7, "private", "vi") == load_chat(connection, 7)
    store.close()


def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    """A transaction is written whole or not at all."""

    def half() -> None:
        with store.write() as connection:
            save_chat(connection, Chat(7, "private"))
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(StoreError):
        half()
    with store.read() as connection:
        assert load_chat(connection, 7) is None


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "nonsense",
            "the database address in ATTACHE_DATABASE_URL is not of the form sqlite:///FILE",
        ),
        ("mysql://host/name", "mysql is no database that is known here"),
        ("postgresql://u:hidden@127.0.0.1:1/name", "postgresql+psycopg://u:***@127.0.0.1:1/name"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(url: str, message: str) -> None:
    """The error says which address and why, and not the password."""
    with pytest.raises(StoreError) as caught:
        open_store(url)

    assert message in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("made", ["folder", "garbage"])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, made: str) -> None:
    """The error names the file."""
    path = tmp_path / "attache.db"
    path.mkdir() if made == "folder" else path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match=r"attache\.db does not work: "):
        open_store(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is named."""
    (tmp_path / "state").write_text("")
    with pytest.raises(StoreError, match="cannot make the folder"):
        open_store(f"sqlite:///{tmp_path / 'state' / 'attache.db'}")


def test_the_folder_is_the_users_alone(tmp_path: Path) -> None:
    """Others on the machine cannot look into a folder that was made for the database."""
    open_store(f"sqlite:///{tmp_path / 'state' / 'attache.db'}").close()

    assert 0o700 == stat.S_IMODE((tmp_path / "state").stat().st_mode)


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    """Readers of an SQLite file do not wait for a writer."""
    store = open_store(f"sqlite:///{tmp_path / 'attache.db'}")
    with store.write() as writing, store.read() as reading:
        save_chat(writing, Chat(7, "private"))
        assert load_chat(reading, 7) is None
    store.close()
