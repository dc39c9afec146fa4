"""Which facts a chat is to be told: anniversaries of a day, and a fair turn for every fact."""

from __future__ import annotations

from calendar import isleap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.text.normal import words

MOST_FACTS = 5  # in one post; a phone shows about that many


@dataclass(frozen=True)
class Anniversary:
    """A fact whose day it is, and how many years have passed, 1 or more."""

    fact: str
    years: int


class Chooser:
    """Chooses facts of one index for those who follow some things (`entities`), or all."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def anniversaries(self, day: date, entities: tuple[str, ...] = ()) -> tuple[Anniversary, ...]:
        """What came about on this day of an earlier year, the longest ago first.

        What came about on 29 February is told on the 28th in years that have no 29th.
        """
        numbers = set(self._index.postings(f"day:{day:%m-%d}"))
        if (day.month, day.day) == (2, 28) and not isleap(day.year):
            numbers |= set(self._index.postings("day:02-29"))
        facts = (self._index.fact(n) for n in numbers & self._followed(entities))
        found = [Anniversary(f.id, day.year - year) for f in facts if (year := _year(f, day))]
        return tuple(sorted(found, key=lambda a: (-a.years, a.fact)))[:MOST_FACTS]

    def next(
        self, told: Mapping[str, str], seed: str, entities: tuple[str, ...] = ()
    ) -> str | None:
        """The fact whose turn it is: one never told before, else the one told longest ago.

        `told` maps fact ids to when each was told last (ISO 8601); `seed` makes the order of the
        untold facts differ from chat to chat. None where there is no fact.
        """
        ids = [self._index.ids[n] for n in self._followed(entities)]
        return min(ids, key=lambda i: (told.get(i, ""), _shuffled(seed, i)), default=None)

    def follows(self, fact_id: str, entities: tuple[str, ...]) -> bool:
        """Whether a fact of the index is about one of the things that are followed, or all are."""
        number = self._index.fact_number(fact_id)
        return number is not None and (not entities or number in self._followed(entities))

    def named(self, name: str) -> str | None:
        """The thing that a name means and that facts are about; None where there is none."""
        found = self._index.alias(" ".join(words(name)))
        return next((a.entity for a in found if self._index.postings(f"e:{a.entity}")), None)

    def name(self, entity: str, language: str) -> str:
        """The usual name of a thing, in a language or else in the first one it has."""
        row = self._index.entity(entity)
        names = dict(row["names"]) if row is not None else {}
        return str(names.get(language) or next(iter(names.values()), entity))

    def most_told(self) -> str | None:
        """A thing that many facts are about, as an example; None where no fact names any."""
        facts = (self._index.fact(n) for n in range(min(len(self._index.ids), 200)))
        counts = Counter(entity for fact in facts for entity in fact.entities)
        return min(counts, key=lambda entity: (-counts[entity], entity), default=None)

    def _followed(self, entities: tuple[str, ...]) -> set[int]:
        if not entities:
            return set(range(len(self._index.ids)))
        return {n for e in entities for n in self._index.postings(f"e:{e}")}


def _year(fact: FactRecord, day: date) -> int:
    """The earlier year in which a fact came about on such a day; 0 where there is none."""
    own = [time for role, value, time in fact.times if value in fact.roles.get(role, ())]
    days = [t.first for t in own if t.precision == "day" and t.first.year < day.year]
    apt = (
        {(day.month, day.day), (2, 29)}
        if (day.month, day.day) == (2, 28)
        else {(day.month, day.day)}
    )
    return max((d.year for d in days if (d.month, d.day) in apt), default=0)


def _shuffled(seed: str, fact: str) -> str:
    return blake2b(f"{seed}\0{fact}".encode(), digest_size=8).hexdigest()
