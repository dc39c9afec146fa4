"""Add what `languages/<code>/` says of types, entities, kinds and facts to a base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar

from bot.errors import Problem
from bot.facts.fields import Fields, said
from bot.facts.locations import Locations, Place
from bot.facts.strict_yaml import Block, Items
from bot.model import Base, Entity, Fact, Kind, Role, TypeOf, Value

SECTIONS = ("types", "entities", "kinds", "facts")
_Thing = TypeVar("_Thing", TypeOf, Entity, Kind, Fact)
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Translation:
    """The files of one language, by section, and where to note what is wrong with them."""

    language: str
    files: Mapping[str, tuple[str, Block]]
    problems: list[Problem]
    locations: Locations

    def added_to(self, base: Base) -> Base:
        """The base with this language's words in it."""
        return replace(
            base,
            types=self._section("types", base.types, self._type),
            entities=self._section("entities", base.entities, self._entity),
            kinds=self._section("kinds", base.kinds, self._kind),
            facts=self._section("facts", base.facts, self._fact),
            translated=(*base.translated, self.language),
        )

    def _section(
        self, section: str, things: tuple[_Thing, ...], add: Callable[[_Thing, Fields], _Thing]
    ) -> tuple[_Thing, ...]:
        """The things of a section, each with what its entry in this language's file adds."""
        file, entries = self.files.get(section, ("", Block(0)))
        found = {thing.id: thing for thing in things}
        for id, value in entries.items():
            whole = Fields(file, id, entries, self.problems)
            block = value
            if isinstance(value, Items) and section == "types":  # a type has its nouns alone
                block = Block(entries.lines[id])
                block["nouns"], block.lines["nouns"] = value, entries.lines[id]
            if id not in found:
                hint = _near(id, found)
                whole.fail(id, f"'{id}' is none of the {section} of this base{hint}")
            elif not isinstance(block, Block):
                whole.fail(id, f"must be a mapping (field: value), not {said(value)}")
            else:
                fields = Fields(file, id, block, self.problems)
                self.locations.add_translation(section, id, self.language, Place(file, block))
                found[id] = add(found[id], fields)
                fields.done()
        return tuple(found[thing.id] for thing in things)

    def _text(self, texts: Mapping[str, str], fields: Fields, key: str) -> Mapping[str, str]:
        """Texts per language with the one of this language."""
        text = fields.text_or_none(key)
        return texts if text is None else {**texts, self.language: text}

    def _words(
        self, words: Mapping[str, tuple[str, ...]], fields: Fields, key: str
    ) -> Mapping[str, tuple[str, ...]]:
        """Words per language with those of this language."""
        return {**words, self.language: fields.names(key)} if fields.has(key) else words

    def _by_name(
        self,
        fields: Fields,
        key: str,
        known: Iterable[str],
        read: Callable[[Fields, str], _Found],
    ) -> dict[str, _Found]:
        """What `read` makes of each field of the mapping under a key; unknown names are noted."""
        if not fields.has(key):
            return {}
        inner = fields.inner(key, fields.block[key], fields.block.lines[key])
        if inner is None:
            return {}
        names = frozenset(known)
        for name in inner.block:
            if name not in names:
                inner.fail(name, f"'{name}' is not known here{_near(name, names)}")
        return {name: read(inner, name) for name in inner.block if name in names}

    def _type(self, one: TypeOf, fields: Fields) -> TypeOf:
        return replace(one, nouns=self._words(one.nouns, fields, "nouns"))

    def _entity(self, one: Entity, fields: Fields) -> Entity:
        return replace(
            one,
            names=self._text(one.names, fields, "names"),
            aliases=self._words(one.aliases, fields, "aliases"),
            adjectives=self._words(one.adjectives, fields, "adjectives"),
            pronouns=self._words(one.pronouns, fields, "pronouns"),
            nouns=self._words(one.nouns, fields, "nouns"),
        )

    def _kind(self, one: Kind, fields: Fields) -> Kind:
        def asks(inner: Fields, role: str) -> Mapping[str, tuple[str, ...]]:
            return self._words(one.asks.get(role, {}), inner, role)

        def answers(inner: Fields, role: str) -> Mapping[str, str]:
            return self._text(one.answers.get(role, {}), inner, role)

        return replace(
            one,
            words=self._words(one.words, fields, "words"),
            also=self._words(one.also, fields, "also"),
            frames=self._words(one.frames, fields, "frames"),
            description=self._text(one.description, fields, "description"),
            asks={**one.asks, **self._by_name(fields, "asks", one.roles, asks)},
            answers={**one.answers, **self._by_name(fields, "answers", one.roles, answers)},
            roles={**one.roles, **self._roles(one, fields)},
        )

    def _roles(self, one: Kind, fields: Fields) -> dict[str, Role]:
        """The roles whose nouns or senses the entry words."""

        def nouns(inner: Fields, role: str) -> Mapping[str, tuple[str, ...]]:
            return self._words(one.roles[role].nouns, inner, role)

        def senses(inner: Fields, role: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
            have = one.roles[role].senses
            found = self._by_name(
                inner, role, have, lambda deep, sense: self._words(have[sense], deep, sense)
            )
            return {**have, **found}

        found = dict(one.roles)
        for role, named in self._by_name(fields, "nouns", one.roles, nouns).items():
            found[role] = replace(found[role], nouns=named)
        for role, sensed in self._by_name(fields, "senses", one.roles, senses).items():
            found[role] = replace(found[role], senses=sensed)
        return found

    def _fact(self, one: Fact, fields: Fields) -> Fact:
        def values(inner: Fields, role: str) -> tuple[Value, ...]:
            return self._values(one.roles[role], inner, role)

        return replace(
            one,
            says=self._text(one.says, fields, "says"),
            words=self._words(one.words, fields, "words"),
            roles={**one.roles, **self._by_name(fields, "roles", one.roles, values)},
        )

    def _values(self, values: tuple[Value, ...], inner: Fields, role: str) -> tuple[Value, ...]:
        """The values of a role, its texts in order with their wording in this language."""
        texts = inner.names(role)
        places = [n for n, value in enumerate(values) if isinstance(value, Mapping)]
        if len(texts) != len(places):
            inner.fail(role, f"the fact has {len(places)} text(s) here, not {len(texts)}")
            return values
        said_here = dict(zip(places, texts, strict=True))
        return tuple(
            {**value, self.language: said_here[n]} if isinstance(value, Mapping) else value
            for n, value in enumerate(values)
        )


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""
