"""A fact base as the generators look at it: what each fact knows, and what is like what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from bot.app import Conversations
from bot.facts.build import open_index, write
from bot.facts.cldr import country_names
from bot.facts.compile import compile_base
from bot.facts.read import read_base
from bot.model import Base, Entity, Fact, Kind, Quantity, Value
from bot.text.edtf import Edtf, parse
from bot.text.lexicon import Lexicon, normal_lexicon
from bot.text.normal import words
from tests.right_or_silent.clock import TODAY

ROOT = Path(__file__).resolve().parents[2]
SHIPPED, LIGHTHOUSES = "shipped", "lighthouses"
FOLDERS = {
    SHIPPED: (ROOT / "knowledge", ROOT / "seeds"),
    LIGHTHOUSES: (
        ROOT / "tests" / "bases" / "lighthouses",
        ROOT / "tests" / "bases" / "lighthouses" / "seeds",
    ),
}
ENGLISH = "en"
TEXT_OVERLAP = 0.5  # share of a text's content words that make another fact one about it
COUNTRY = "country"
CLDR_PREFIX = "iso-"


@dataclass(frozen=True)
class Said:
    """A value put into a wording: its role, the entity where it is one, and how it is written."""

    role: str
    value: Value
    text: str


@dataclass(frozen=True, eq=False)
class Field:
    """One fact base, with everything that is worked out of it for the generators; its questions are
    in one language.
    """

    name: str
    base: Base
    language: str = ENGLISH

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kinds by id."""
        return {kind.id: kind for kind in self.base.kinds}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts in force by id."""
        return {fact.id: fact for fact in self.base.facts if fact.retired is None}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The language's own words."""
        return Lexicon(normal_lexicon(self.base.lexicons[self.language]))

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Everything that has a name, and every country of CLDR where the base knows countries."""
        own = {entity.id: entity for entity in self.base.entities}
        codes = {entity.iso for entity in own.values() if entity.iso}
        if not codes:
            return own
        others = {
            CLDR_PREFIX + code.lower(): Entity(CLDR_PREFIX + code.lower(), COUNTRY, names, iso=code)
            for code, names in country_names([self.language]).items()
            if code not in codes
        }
        return {**others, **own}

    @cached_property
    def wider(self) -> dict[str, frozenset[str]]:
        """Type → itself and all wider types."""
        above = {t.id: t.wider for t in self.base.types}

        def closure(name: str) -> frozenset[str]:
            return frozenset({name}).union(*(closure(w) for w in above.get(name, ())))

        return {name: closure(name) for name in above}

    def name_of(self, entity_id: str) -> str:
        """How an entity is written."""
        entity = self.entities[entity_id]
        if self.language in entity.names or entity.iso is None:
            return entity.names.get(self.language) or entity.names[ENGLISH]
        return country_names([self.language])[entity.iso or ""][self.language]

    def chain(self, fact: Fact) -> Iterator[Fact]:
        """The fact and the events that it happened in, nearest first."""
        seen: set[str] = set()
        at: Fact | None = fact
        while at is not None and at.id not in seen:
            seen.add(at.id)
            yield at
            at = self.facts.get(at.during or "")

    def values(self, fact: Fact, role: str) -> tuple[Value, ...]:
        """What a fact has in a role; else what its events lend under the same name."""
        return next((one.roles[role] for one in self.chain(fact) if role in one.roles), ())

    def about(self, fact: Fact) -> frozenset[str]:
        """Every entity that a fact names or borrows, and what contains those or they belong to."""
        return _about(self, fact.id)

    def above(self, entity_id: str) -> frozenset[str]:
        """What contains an entity or it belongs to, however far."""
        found: set[str] = set()
        waiting = [entity_id]
        while waiting:
            entity = self.entities.get(waiting.pop())
            for one in (entity.within, entity.home) if entity else ():
                if one and one not in found:
                    found.add(one)
                    waiting.append(one)
        return frozenset(found)

    def times(self, fact: Fact) -> list[Edtf]:
        """Every date that a fact has or borrows."""
        return _times(self, fact.id)

    def dated(self, fact: Fact) -> list[tuple[str, str]]:
        """Role and EDTF of every date that a fact has or borrows."""
        return [
            (role, value)
            for one in self.chain(fact)
            for role, values in one.roles.items()
            if "time" in self.kinds[one.kind].roles[role].types
            for value in values
            if isinstance(value, str)
        ]

    def vocabulary(self, fact: Fact) -> frozenset[str]:
        """The words of a fact's texts, further words and sentence."""
        return _vocabulary(self, fact.id)

    def form_of(self, entity_id: str) -> str:
        """The name of an entity in its normal form."""
        return _form(self, entity_id)

    def fits(self, value: Value, types: Sequence[str]) -> bool:
        """Whether a value is an entity of one of some types."""
        entity = self.entities.get(value) if isinstance(value, str) else None
        return entity is not None and bool(self.wider.get(entity.type, frozenset()) & set(types))

    def has(self, fact: Fact, said: Said) -> bool:
        """Whether a fact has a value somewhere: a name, a date, an amount, or most of a text."""
        if isinstance(said.value, Quantity):
            return any(said.value in values for values in fact.roles.values())
        if not isinstance(said.value, str):
            content = _content(self, said.text)
            share = len(content & self.vocabulary(fact)) / max(1, len(content))
            return share >= TEXT_OVERLAP
        if said.value in self.entities:
            return said.value in self.about(fact)
        if "time" in self.kinds[fact.kind].roles.get(said.role, _NO_ROLE).types or _dated(said):
            return any(parse(said.value).overlaps(time) for time in self.times(fact))
        return any(said.value in values for values in fact.roles.values())

    def akin(self, one: str, other: str) -> bool:
        """Whether two kinds share a word that names them, or one is the other's parent."""
        return _akin(self, one, other)

    def rivals(self, fact: Fact, said: Sequence[Said]) -> list[Fact]:
        """Other facts, of the same kind or one like it, that have all of some values."""
        return [
            other
            for other in self.facts.values()
            if other.id != fact.id
            and self.akin(fact.kind, other.kind)
            and all(self.has(other, one) for one in said)
        ]

    def closest(self, entity_id: str) -> list[str]:
        """The entities of the same type, the likest name first."""
        return _closest(self, entity_id)


def _dated(said: Said) -> bool:
    try:
        parse(str(said.value))
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class _NoRole:
    types: tuple[str, ...] = ()


_NO_ROLE = _NoRole()


@lru_cache(maxsize=4096)
def _about(field: Field, fact_id: str) -> frozenset[str]:
    named = {
        value
        for one in field.chain(field.facts[fact_id])
        for values in one.roles.values()
        for value in values
        if isinstance(value, str) and value in field.entities
    }
    return frozenset(named).union(*(field.above(one) for one in named))


@lru_cache(maxsize=4096)
def _akin(field: Field, one: str, other: str) -> bool:
    first, second = field.kinds[one], field.kinds[other]
    if one == other or first.parent == other or second.parent == one:
        return True
    return not set(first.words.get(field.language, ())).isdisjoint(
        second.words.get(field.language, ())
    )


@lru_cache(maxsize=4096)
def _closest(field: Field, entity_id: str) -> list[str]:
    entity, name = field.entities[entity_id], field.name_of(entity_id)
    like = [
        (-fuzz.ratio(name, field.name_of(other.id)), other.id)
        for other in field.entities.values()
        if other.type == entity.type and other.id != entity_id
    ]
    related = field.above(entity_id)
    return [id for _, id in sorted(like) if id not in related and entity_id not in field.above(id)]


@lru_cache(maxsize=4096)
def _form(field: Field, entity_id: str) -> str:
    return " ".join(words(field.name_of(entity_id)))


@lru_cache(maxsize=4096)
def _times(field: Field, fact_id: str) -> list[Edtf]:
    return [parse(value) for _, value in field.dated(field.facts[fact_id])]


@lru_cache(maxsize=4096)
def _vocabulary(field: Field, fact_id: str) -> frozenset[str]:
    fact = field.facts[fact_id]
    texts = [fact.says.get(field.language, ""), *fact.words.get(field.language, ())]
    for values in fact.roles.values():
        texts += [v.get(field.language, "") for v in values if not isinstance(v, str | Quantity)]
    return frozenset(word for text in texts for word in words(text))


@lru_cache(maxsize=8192)
def _content(field: Field, text: str) -> frozenset[str]:
    return frozenset(w for w in words(text) if w not in field.lexicon.fillers)


@lru_cache(maxsize=8)
def read(name: str, language: str = ENGLISH) -> Field:
    """A base, read without its check."""
    if language != ENGLISH:
        return Field(name, read(name).base, language)
    folder, seeds = FOLDERS[name]
    base, problems, _ = read_base(folder, seeds, FOLDERS[SHIPPED][0])
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return Field(name, base)


def converse(name: str, folder: Path) -> Conversations:
    """The bot over a base, its index in a folder."""
    path = folder / f"{name}.index"
    write(compile_base(read(name).base), path)
    return Conversations(open_index(path), today=TODAY)
