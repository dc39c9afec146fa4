"""The index: a read-only SQLite file, decoded on demand, keyed by the content it was made from."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import IndexDamagedError
from bot.facts.record import FactRecord
from bot.text.lexicon import Lexicon
from bot.text.mixed import MixedLexicon

CACHED_ROWS = 4096  # names, entities and posting lists kept decoded; facts a quarter of that


class Alias(NamedTuple):
    """One meaning of a name: the entity, the form of the name, and the languages it is used in."""

    entity: str
    form: str
    languages: str


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
            self._rows = dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"{path.name} is not an index ({error}); build it again"
            ) from error
        self.meta = lru_cache(maxsize=None)(self._meta)
        self.lexicon = lru_cache(maxsize=None)(self._lexicon)
        self.alias = lru_cache(maxsize=CACHED_ROWS)(self._alias)
        self.names_behind = lru_cache(maxsize=CACHED_ROWS)(self._names_behind)
        self.longest = lru_cache(maxsize=CACHED_ROWS)(self._longest)
        self.entity = lru_cache(maxsize=CACHED_ROWS)(self._entity)
        self.postings = lru_cache(maxsize=CACHED_ROWS)(self._postings)
        self.fact = lru_cache(maxsize=CACHED_ROWS // 4)(self._fact)
        self.spelled = lru_cache(maxsize=CACHED_ROWS)(self._spelled)
        self.named_in = lru_cache(maxsize=CACHED_ROWS)(self._named_in)
        self.known_in = lru_cache(maxsize=CACHED_ROWS)(self._known_in)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def kinds(self) -> Mapping[str, Mapping[str, Any]]:
        """The compiled kinds by id."""
        kinds: Mapping[str, Mapping[str, Any]] = self.meta("kinds")
        return kinds

    @property
    def types(self) -> Mapping[str, Mapping[str, Any]]:
        """The types of things, with all wider types of each."""
        types: Mapping[str, Mapping[str, Any]] = self.meta("types")
        return types

    @property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """The articles by id."""
        sources: Mapping[str, Mapping[str, Any]] = self.meta("sources")
        return sources

    @property
    def languages(self) -> Sequence[str]:
        """The codes of the languages that the base speaks."""
        languages: Sequence[str] = self.meta("languages")
        return languages

    def _meta(self, key: str) -> Any:
        """What is kept under a key of the whole base, decoded when first asked for."""
        return json.loads(self._rows[key])

    def _lexicon(self, language: str, *others: str) -> Lexicon:
        """The words of a language that the base speaks, and of others that stand among them."""
        if others:
            return MixedLexicon([self.lexicon(each) for each in (language, *others)], self.speaks)
        return Lexicon(self.meta(f"lexicon {language}"))

    def speaks(self, language: str, word: str) -> bool:
        """Whether a word, or another form of it, is one of a language."""
        if language in self.known_in(word):
            return True
        return bool(self.known_in(f"{language}:{self.lexicon(language).canonical(word)}"))

    def _one(self, query: str, key: object) -> Any:
        row = self._db.execute(query, (key,)).fetchone()
        return None if row is None else row[0]

    def _alias(self, key: str) -> tuple[Alias, ...]:
        """What a name in its normal form may mean."""
        found = self._one("SELECT data FROM alias WHERE key = ?", key)
        return () if found is None else tuple(Alias(*row) for row in json.loads(found))

    def _names_behind(self, words: str) -> tuple[str, ...]:
        """Names that go on behind some words, in order, at most 32."""
        query = "SELECT key FROM alias WHERE key > ? AND key < ? ORDER BY key LIMIT 32"
        return tuple(row[0] for row in self._db.execute(query, (f"{words} ", f"{words}!")))

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

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all facts, each at the place of its number."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM fact ORDER BY no"))

    def fact_number(self, fact_id: str) -> int | None:
        """The number of a fact in this index, from its id; None where there is no such fact."""
        found = self._one("SELECT no FROM fact WHERE id = ?", fact_id)
        return None if found is None else int(found)

    def _spelled(self, key: str) -> tuple[str, ...]:
        """The known words under a deletion key."""
        found = self._one("SELECT words FROM spelling WHERE key = ?", key)
        return () if found is None else tuple(str(found).split(" "))

    def _named_in(self, word: str) -> frozenset[str]:
        """The languages in which a word is part of a name, and so rightly spelt."""
        return frozenset(
            (self._one("SELECT languages FROM named WHERE word = ?", word) or "").split()
        )

    def _known_in(self, word: str) -> Mapping[str, int]:
        """The languages of a word, each with how surely it is theirs (`vocabulary.LITTLE` most)."""
        found = self._one("SELECT languages FROM known WHERE word = ?", word) or ""
        return {item[:-1]: int(item[-1]) for item in found.split()}
