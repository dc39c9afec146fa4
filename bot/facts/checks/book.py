"""A base with its indexes, as the rules look at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bot.errors import Problem
from bot.facts.countries import TYPE, code_of
from bot.facts.locations import Locations
from bot.model import Base, Entity, Fact, Kind, Source
from bot.text.normal import words


class Book:
    """A base, where its things stand, and look-ups by id; of an id used twice the first counts."""

    def __init__(self, base: Base, locations: Locations) -> None:
        self.base = base
        self.locations = locations
        self._seed_words: dict[str, list[str]] = {}

    def problem(
        self, section: str, id: str, path: str, message: str, level: str = "error"
    ) -> Problem:
        """A problem with the place of the thing that it is about."""
        return self.locations.problem(section, id, path, message, level)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in reversed(self.base.facts)}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Kinds by id."""
        return {kind.id: kind for kind in reversed(self.base.kinds)}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in reversed(self.base.sources)}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The base's own entities by id."""
        return {entity.id: entity for entity in reversed(self.base.entities)}

    @cached_property
    def own_countries(self) -> dict[str, str]:
        """ISO code → the id of the base's own entity for that country."""
        return {e.iso: e.id for e in reversed(self.base.entities) if e.iso}

    @cached_property
    def wider(self) -> dict[str, frozenset[str]]:
        """Type → itself and every wider type; a ring of types ends where it began."""
        direct = {kind.id: kind.wider for kind in self.base.types}
        found: dict[str, frozenset[str]] = {}
        for name in direct:
            reached, new = {name}, [name]
            while new:
                new = [t for name in new for t in direct.get(name, ()) if t not in reached]
                reached.update(new)
            found[name] = frozenset(reached)
        return found

    @cached_property
    def type_names(self) -> frozenset[str]:
        """Every type that the base defines; `country` is always one."""
        return frozenset({kind.id for kind in self.base.types} | {TYPE})

    def entity(self, id: str) -> Entity | None:
        """An entity of the base, or a country of CLDR; None for an unknown id."""
        if id in self.entities:
            return self.entities[id]
        code = code_of(id)
        return Entity(id, TYPE, {}, iso=code) if code else None

    def types_of(self, entity: Entity) -> frozenset[str]:
        """The type of an entity and every wider one."""
        return self.wider.get(entity.type, frozenset({entity.type}))

    def seed_of(self, source_id: str) -> str | None:
        """The text of a source's article; None where it was not read."""
        source = self.sources.get(source_id)
        return self.base.seeds.get(source.seed) if source else None

    def words_of_seed(self, source_id: str) -> list[str] | None:
        """The normal words of a source's article, worked out once."""
        seed = self.seed_of(source_id)
        if seed is not None and source_id not in self._seed_words:
            self._seed_words[source_id] = words(seed)
        return self._seed_words.get(source_id)

    def chain(self, fact: Fact) -> Iterator[Fact]:
        """The facts that lend to a fact: its `during`, that one's, and so on, each once."""
        seen = {fact.id}
        while fact.during is not None and fact.during in self.facts:
            if fact.during in seen:
                return
            fact = self.facts[fact.during]
            seen.add(fact.id)
            yield fact
