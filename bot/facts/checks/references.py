"""Rules on what is named: every kind, role, entity, type, source and fact is known; no rings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.ids import hint
from bot.facts.countries import code_of
from bot.model import BUILT_IN_TYPES, SENSE, Fact, Kind


def check_references(book: Book) -> Iterator[Problem]:
    """Names of things that the base does not have, and things that lead back to themselves."""
    yield from _types(book)
    yield from _entities(book)
    for kind in book.base.kinds:
        yield from _kind(book, kind)
    for fact in book.base.facts:
        yield from _fact(book, fact)
    yield from _rings(book)


def unknown_entity(book: Book, id: str) -> str | None:
    """What is wrong with an entity id; None where it is known."""
    code = code_of(id)
    own = book.own_countries.get(code) if code else None
    if own and id not in book.entities:
        return f"this country is '{own}' in this base; use that id"
    if book.entity(id) is None:
        return f"unknown entity '{id}'{hint(id, book.entities)}"
    return None


def _types(book: Book) -> Iterator[Problem]:
    for kind_of in book.base.types:
        for name in kind_of.wider:
            if name not in book.type_names:
                message = f"unknown type '{name}'{hint(name, book.type_names)}"
                yield book.problem("types", kind_of.id, "is", message)


def _entities(book: Book) -> Iterator[Problem]:
    for entity in book.base.entities:
        if entity.type not in book.type_names:
            message = f"unknown type '{entity.type}'{hint(entity.type, book.type_names)}"
            yield book.problem("entities", entity.id, "type", message)
        for path, id in (("home", entity.home), ("within", entity.within)):
            fault = unknown_entity(book, id) if id else None
            if fault:
                yield book.problem("entities", entity.id, path, fault)
        if entity.iso and code_of(f"iso-{entity.iso.lower()}") != entity.iso:
            message = f"'{entity.iso}' is no country code of CLDR, such as AZ"
            yield book.problem("entities", entity.id, "iso", message)
        elif entity.iso and book.own_countries[entity.iso] != entity.id:
            message = f"'{book.own_countries[entity.iso]}' has the code {entity.iso} already"
            yield book.problem("entities", entity.id, "iso", message)


def _kind(book: Book, kind: Kind) -> Iterator[Problem]:
    known = book.type_names | BUILT_IN_TYPES
    if kind.parent and kind.parent not in book.kinds:
        message = f"unknown kind '{kind.parent}'{hint(kind.parent, book.kinds)}"
        yield book.problem("kinds", kind.id, "parent", message)
    for path, name in (("main", kind.main), ("describes", kind.describes)):
        if name and name not in kind.roles:
            yield book.problem("kinds", kind.id, path, no_role(kind, name))
    for name, role in kind.roles.items():
        for unknown in (t for t in role.types if t not in known):
            message = f"unknown type '{unknown}'{hint(unknown, known)}"
            yield book.problem("kinds", kind.id, f"roles.{name}.type", message)
        if (SENSE in role.types) != bool(role.senses):
            message = "a role of type 'sense' has 'senses', and only such a role"
            yield book.problem("kinds", kind.id, f"roles.{name}", message)


def no_role(kind: Kind, name: str) -> str:
    """The message for a role that a kind does not have."""
    near = hint(name, kind.roles) or f"; it has {', '.join(kind.roles) or 'none'}"
    return f"the kind '{kind.id}' has no role '{name}'{near}"


def _fact(book: Book, fact: Fact) -> Iterator[Problem]:
    kind = book.kinds.get(fact.kind)
    if kind is None:
        message = f"unknown kind '{fact.kind}'{hint(fact.kind, book.kinds)}"
        yield book.problem("facts", fact.id, "kind", message)
    else:
        yield from _fact_roles(book, fact, kind)
    if fact.during and fact.during not in book.facts:
        message = f"unknown fact '{fact.during}'{hint(fact.during, book.facts)}"
        yield book.problem("facts", fact.id, "during", message)


def _fact_roles(book: Book, fact: Fact, kind: Kind) -> Iterator[Problem]:
    """Roles that the kind lacks, and fields about roles that the fact leaves out."""
    for name in fact.roles:
        if name not in kind.roles:
            yield book.problem("facts", fact.id, f"roles.{name}", no_role(kind, name))
    for path, names in _role_mentions(fact):
        for name in names:
            if name in fact.roles:
                continue
            message = f"the fact has no value for the role '{name}'{hint(name, fact.roles)}"
            yield book.problem("facts", fact.id, path, message)
    for name in fact.open:
        if name in fact.roles and name in kind.roles and not kind.roles[name].list:
            yield book.problem("facts", fact.id, "open", f"the role '{name}' is not a list")


def _role_mentions(fact: Fact) -> Iterator[tuple[str, Iterable[str]]]:
    yield "open", fact.open
    yield "completion", fact.completion
    for number, evidence in enumerate(fact.evidence, 1):
        yield f"evidence.{number}.roles", evidence.roles


def _rings(book: Book) -> Iterator[Problem]:
    links: tuple[tuple[str, str, Mapping[str, Iterable[str | None]]], ...] = (
        ("facts", "during", {fact.id: (fact.during,) for fact in book.base.facts}),
        ("kinds", "parent", {kind.id: (kind.parent,) for kind in book.base.kinds}),
        ("entities", "within", {e.id: (e.within,) for e in book.base.entities}),
        ("types", "is", {kind_of.id: kind_of.wider for kind_of in book.base.types}),
    )
    for section, path, next_of in links:
        for id in next_of:
            if _leads_to_itself(id, next_of):
                message = f"'{path}' leads back to '{id}' itself; break the ring"
                yield book.problem(section, id, path, message)


def _leads_to_itself(start: str, next_of: Mapping[str, Iterable[str | None]]) -> bool:
    reached: set[str] = set()
    new = [start]
    while new:
        new = [n for id in new for n in next_of.get(id, ()) if n and n not in reached]
        reached.update(new)
    return start in reached
