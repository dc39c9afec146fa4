"""The index: a read-only SQLite file, decoded on demand, keyed by the content it was made from."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from bot.errors import IndexDamagedError
from bot.facts.record import FactRecord
from bot.text.lexicon import Lexicon

CACHED_ROWS = 4096  # names, entities and posting lists kept decoded; facts a quarter of that


class Index:
    """Look-ups by name, by misspelt word, by term and by fact; no look-up visits all rows.

    Raises:
        IndexDamagedError: the file is not an index of this format.
    """

    def __init__(self, path: Path, readonly: bool = True) -> None:
        mode = "?mode=ro&immutable=1" if readonly else ""
        try:
            self._db = sqlite3.connect(
                path.resolve().as_uri() + mode,
                uri=True,
                check_same_thread=False,
                cached_statements=64,
            )
            rows = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"{path.name} is not an index ({error}); build it again"
            ) from error
        self.meta: dict[str, Any] = {key: json.loads(value) for key, value in rows.items()}
        self.alias = lru_cache(maxsize=CACHED_ROWS)(self._alias)
        self.longest = lru_cache(maxsize=CACHED_ROWS)(self._longest)
        self.entity = lru_cache(maxsize=CACHED_ROWS)(self._entity)
        self.postings = lru_cache(maxsize=CACHED_ROWS)(self._postings)
        self.fact = lru_cache(maxsize=CACHED_ROWS // 4)(self._fact)
        self.spelled = lru_cache(maxsize=CACHED_ROWS)(self._spelled)
        self.is_named = lru_cache(maxsize=CACHED_ROWS)(self._is_named)
        self.is_known = lru_cache(maxsize=CACHED_ROWS)(self._is_known)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def kinds(self) -> Mapping[str, Mapping[str, Any]]:
        """The compiled kinds by id."""
        kinds: Mapping[str, Mapping[str, Any]] = self.meta["kinds"]
        return kinds

    @property
    def types(self) -> Mapping[str, Mapping[str, Any]]:
        """The types of things, with all wider types of each."""
        types: Mapping[str, Mapping[str, Any]] = self.meta["types"]
        return types

    @property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """The articles by id."""
        sources: Mapping[str, Mapping[str, Any]] = self.meta["sources"]
        return sources

    @cached_property
    def lexicons(self) -> Mapping[str, Lexicon]:
        """The words of each language that the base speaks."""
        return {lang: Lexicon(data) for lang, data in self.meta["lexicons"].items()}

    def _one(self, query: str, key: object) -> Any:
        row = self._db.execute(query, (key,)).fetchone()
        return None if row is None else row[0]

    def _alias(self, key: str) -> tuple[tuple[str, str], ...]:
        found = self._one("SELECT data FROM alias WHERE key = ?", key)
        return () if found is None else tuple((e, form) for e, form in json.loads(found))

    def _longest(self, first_word: str) -> int:
        """The most words that a name beginning with this word has; 0 where there is none."""
        return int(self._one("SELECT longest FROM first WHERE word = ?", first_word) or 0)

    def _entity(self, entity_id: str) -> Mapping[str, Any] | None:
        found = self._one("SELECT data FROM entity WHERE id = ?", entity_id)
        return None if found is None else json.loads(found)

    def _postings(self, term: str) -> Sequence[int]:
        numbers = array("I")
        blob = self._one("SELECT facts FROM term WHERE term = ?", term)
        if blob is not None:
            numbers.frombytes(blob)
        return numbers

    def _fact(self, number: int) -> FactRecord:
        found = self._one("SELECT data FROM fact WHERE no = ?", number)
        if found is None:
            raise IndexDamagedError(
                f"fact number {number} is missing from the index; build it again"
            )
        return FactRecord(number, json.loads(found))

    def fact_number(self, fact_id: str) -> int | None:
        """The number of a fact in this index, from its id; None where there is no such fact."""
        found = self._one("SELECT no FROM fact WHERE id = ?", fact_id)
        return None if found is None else int(found)

    def _spelled(self, key: str) -> tuple[str, ...]:
        """The known words under a deletion key."""
        found = self._one("SELECT words FROM spelling WHERE key = ?", key)
        return () if found is None else tuple(str(found).split(" "))

    def _is_named(self, word: str) -> bool:
        """Whether a word is part of a name, and so rightly spelt."""
        return self._one("SELECT 1 FROM named WHERE word = ?", word) is not None

    def _is_known(self, word: str) -> bool:
        """Whether a word is an ordinary word of a language of the base."""
        return self._one("SELECT 1 FROM known WHERE word = ?", word) is not None
