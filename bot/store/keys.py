"""Keyed hashes: for people in logs and tables, and for our own words; the key stays here."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import Connection, select

from bot.store.tables import KEYS


class Hashes:
    """Hashes ids with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, id: int) -> str:
        """The hash of a user's or chat's id: the same in every run, of no use without the key."""
        return hmac.new(self._key, str(id).encode(), hashlib.sha256).hexdigest()[:16]

    def seal(self, text: str) -> bytes:
        """A digest of a text that only who has the key can make."""
        return hmac.new(self._key, b"seal\0" + text.encode(), hashlib.sha256).digest()


def load_hashes(connection: Connection) -> Hashes:
    """The hashes of a database."""
    query = select(KEYS.c.value).where(KEYS.c.name == "ids")
    return Hashes(bytes.fromhex(connection.execute(query).scalar_one()))
