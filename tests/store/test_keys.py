"""Hashes that stand for people."""

from __future__ import annotations

from bot.store.engine import Store, open_store
from bot.store.keys import Hashes, load_hashes


def test_a_person_has_the_same_hash_in_every_run(url: str, store: Store) -> None:
    """The key lies in the database."""
    with store.read() as connection:
        first = load_hashes(connection)
    again = open_store(url)
    with again.read() as connection:
        assert first.of(42) == load_hashes(connection).of(42)
    again.close()


def test_a_hash_does_not_show_the_id() -> None:
    """Other keys give other hashes, so that ids cannot be tried out."""
    assert Hashes(b"a").of(42) != Hashes(b"b").of(42)
    assert Hashes(b"a").of(42) != Hashes(b"a").of(43)
    assert "42" != Hashes(b"a").of(42)
