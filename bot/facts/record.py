"""A fact as the index keeps it: all that can explain a word of a question, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.model import Quantity
from bot.text.edtf import Edtf, parse


@dataclass(frozen=True)
class Lent:
    """A value that a fact borrows from the event it happened in."""

    role: str
    values: tuple[Any, ...]
    fact: str
    kind: str


@dataclass(frozen=True)
class Quote:
    """Evidence with its seed and offsets in code points, and the roles that it supports."""

    source: str
    seed: str
    quote: str
    start: int
    end: int
    roles: tuple[str, ...]


@dataclass(frozen=True)
class FactRecord:
    """A compiled fact.

    `entities` maps each entity of its own values to their roles; `around` those that its values lie
    in or its events lend; `homes` the countries and bodies that its people and things belong to;
    `vocabulary` the canonical words of its texts to the role they stand in ("" for further words).
    """

    number: int
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The fact's id."""
        return str(self.data["id"])

    @property
    def kind(self) -> str:
        """The id of the fact's kind."""
        return str(self.data["kind"])

    @property
    def roles(self) -> Mapping[str, list[Any]]:
        """The fact's own values by role: ids, EDTF, texts per language, or amount and unit."""
        roles: Mapping[str, list[Any]] = self.data["roles"]
        return roles

    @property
    def mode(self) -> str:
        """How far the content came: done, agreed, planned, proposed or hoped."""
        return str(self.data["mode"])

    @property
    def entities(self) -> Mapping[str, list[str]]:
        """Own entities and the roles they fill."""
        found: Mapping[str, list[str]] = self.data["entities"]
        return found

    @property
    def around(self) -> frozenset[str]:
        """Entities that are lent by an event or contain a place of the fact."""
        return frozenset(self.data["around"])

    @property
    def homes(self) -> Mapping[str, list[str]]:
        """Countries and bodies that the fact's own entities belong to, with those entities."""
        found: Mapping[str, list[str]] = self.data["homes"]
        return found

    def is_home(self, entity: str, but: str | None) -> bool:
        """Whether something in the fact belongs to an entity, in another role than one."""
        return any(
            role != but for one in self.homes.get(entity, ()) for role in self.entities.get(one, ())
        )

    @property
    def sides(self) -> frozenset[str]:
        """Countries and bodies of those who were at the event it happened in."""
        return frozenset(self.data["sides"])

    @property
    def told_of(self) -> frozenset[str]:
        """Entities that are named within the fact's texts."""
        return frozenset(self.data["told_of"])

    def vocabulary(self, language: str) -> Mapping[str, str]:
        """Canonical words of the fact's texts in a language, with the role they stand in."""
        found: Mapping[str, str] = self.data["vocabulary"].get(language, {})
        return found

    def worded(self, language: str) -> frozenset[str]:
        """The canonical words of the fact's sentence and quotes."""
        return frozenset(self.data["worded"].get(language, ()))

    @cached_property
    def lent(self) -> tuple[Lent, ...]:
        """What the events it happened in lend, nearest first."""
        return tuple(Lent(r, tuple(v), f, k) for r, v, f, k in self.data["lent"])

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The evidence, in the order of the file."""
        return tuple(
            Quote(source, seed, quote, start, end, tuple(roles))
            for source, seed, quote, start, end, roles in self.data["quotes"]
        )

    @cached_property
    def times(self) -> tuple[tuple[str, str, Edtf], ...]:
        """Role, EDTF and parsed time of every date, own first, then lent."""
        return tuple((role, value, parse(value)) for role, value in self.data["times"])

    @property
    def quantities(self) -> tuple[tuple[str, Quantity], ...]:
        """Role and quantity of every amount."""
        return tuple((role, Quantity(a, u)) for role, a, u in self.data["quantities"])

    def says(self, language: str) -> str:
        """The plain sentence, in the language or else in the first one it has."""
        texts: Mapping[str, str] = self.data["says"]
        return texts.get(language) or next(iter(texts.values()))
