"""What sorts of things there are: which values are of a type, and what a noun can name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.facts.index import Index
from bot.resolve.names import Names
from bot.text.lexicon import Lexicon


class Classes:
    """The types of values and the nouns that name them, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, names: Names) -> None:
        self._index = index
        self._lexicon = lexicon
        self._names = names

    def types_of(self, noun: str) -> set[str]:
        """The types that a noun names."""
        return {
            t for t, data in self._index.types.items() if noun in self._lexicon.own(data["nouns"])
        }

    def wider(self, type_of: str) -> Iterable[str]:
        """A type and all wider ones."""
        known: Iterable[str] = self._index.types.get(type_of, {}).get("all", (type_of,))
        return known

    def of_types(self, role: Mapping[str, Any], types: tuple[str, ...]) -> bool:
        """Whether a role takes values of one of some types."""
        return any(t in types or set(self.wider(t)) & set(types) for t in role["types"])

    def of_type(self, values: Iterable[Any], types: tuple[str, ...]) -> list[Any]:
        """The values that are of a type; in a role of mixed types only those."""
        found = []
        for value in values:
            entity = self._index.entity(value) if isinstance(value, str) else None
            if entity is None or set(self.wider(entity["type"])) & set(types):
                found.append(value)
        return found

    def of_class(self, values: Iterable[Any], noun: str) -> list[Any]:
        """The values that a noun can name: things only of the noun's own type, where it has one."""
        types = self.types_of(noun)
        return [
            v
            for v in values
            if not types
            or not isinstance(v, str)
            or self._index.entity(v) is None
            or noun in self._names.class_nouns(v)
        ]

    def nouns_of(self, entity_id: str) -> frozenset[str]:
        """The canonical nouns that say what sort of thing an entity is."""
        return self._names.class_nouns(entity_id)

    def is_told_of(self, kind_id: str) -> bool:
        """Whether facts of a kind are things that somebody told of, and not what was told."""
        kind = self._index.kinds[kind_id]
        above = (self._index.kinds[k]["reported"] for k in kind["ancestors"])
        return not kind["reported"] and any(above)

    def saying_roles(self, kind_id: str) -> frozenset[str]:
        """The roles of a kind that hold who said it."""
        return self._names.saying_roles(kind_id)

    def narrowness(self, values: Iterable[Any], types: tuple[str, ...]) -> int:
        """People before bodies and countries when "who" is asked, in the order of the types."""
        ranks = [len(types)]
        for value in values:
            entity = self._index.entity(value) if isinstance(value, str) else None
            if entity is not None:
                wider = set(self.wider(entity["type"]))
                ranks.extend(i for i, t in enumerate(types) if t in wider)
        return min(ranks)

    def is_who_or_where(self, types: set[str]) -> bool:
        """Whether a bare "what" would not ask for a role: for somebody, some time or some place."""
        wider = {w for t in types for w in self.wider(t)} | types
        return bool(wider & {"time", "person", "quantity", "place"})
