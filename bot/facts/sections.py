"""Build sources, types, entities, kinds and entries from their YAML blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.facts.fields import Fields
from bot.model import Entity, Entry, Evidence, Kind, Role, Source, Texts, TypeOf, Words

CURATOR = "curator"  # the `source` of an entry that is the curators' own word


def source(fields: Fields) -> Source:
    """An article."""
    return Source(
        id=fields.id,
        seed=fields.text("seed"),
        sha256=fields.text("sha256"),
        publisher=fields.text("publisher"),
        title=fields.text_or_none("title"),
        author=fields.text_or_none("author"),
        published=fields.text_or_none("published"),
        language=fields.text("language"),
        url=fields.text_or_none("url"),
        rights=fields.text("rights"),
    )


def type_of(fields: Fields) -> TypeOf:
    """A type of things."""
    return TypeOf(id=fields.id, wider=fields.names("is"), nouns=fields.words("nouns"))


def entity(fields: Fields) -> Entity:
    """A named thing; a country with an ISO code has its names from CLDR."""
    iso = fields.text_or_none("iso")
    return Entity(
        id=fields.id,
        type=fields.text("type"),
        names=fields.texts("names", required=iso is None),
        aliases=fields.words("aliases"),
        home=fields.text_or_none("home"),
        within=fields.text_or_none("within"),
        stands_for=fields.text_or_none("stands_for"),
        iso=iso,
        nouns=fields.words("nouns"),
        pronouns=fields.words("pronouns"),
        adjectives=fields.words("adjectives"),
    )


def kind(fields: Fields) -> Kind:
    """A sort of event or statement."""

    def read_role(path: str, value: Any, line: int) -> Role:
        return _role(fields, path, value, line)

    def read_asks(path: str, value: Any, line: int) -> Words:
        return fields.words_of(path, value, line)

    def read_answers(path: str, value: Any, line: int) -> Texts:
        return fields.texts_of(path, value, line)

    roles: Mapping[str, Role] = fields.by_name("roles", read_role)
    if not roles and "roles" not in fields.block:
        fields.fail("roles", "'roles' is missing")
    return Kind(
        id=fields.id,
        roles=roles,
        main=fields.text_or_none("main"),
        parent=fields.text_or_none("parent"),
        reported=fields.flag("reported"),
        identifies=fields.flag("identifies"),
        describes=fields.text_or_none("describes"),
        functional=fields.names("functional"),
        words=fields.words("words"),
        also=fields.words("also"),
        frames=fields.words("frames"),
        asks=fields.by_name("asks", read_asks),
        answers=fields.by_name("answers", read_answers),
        description=fields.texts("description"),
    )


def _role(fields: Fields, path: str, value: Any, line: int) -> Role:
    name = path.rpartition(".")[2]
    inner = fields.inner(path, value, line)
    if inner is None:
        return Role(name, ())
    types = inner.names("type")
    if not types and not inner.block.get("type"):
        inner.fail("type", "'type' is missing: the types of value that the role takes")
    role = Role(
        name=name,
        types=types,
        list=inner.flag("list"),
        nouns=inner.words("nouns"),
        senses=inner.by_name("senses", inner.words_of),
    )
    inner.done()
    return role


def evidence(fields: Fields, *, of_roles: bool) -> tuple[Evidence, ...]:
    """The quotes of a fact (which name roles) or of an entry (which has none), not yet located."""
    found = []
    for item in fields.each("evidence"):
        roles = item.names("roles") if of_roles else ()
        found.append(Evidence(source=item.text("source"), quote=item.text("quote"), roles=roles))
        item.done()
    return tuple(found)


def entry(fields: Fields) -> Entry:
    """A plain question-and-answer entry."""
    if fields.has("source"):
        fields.choice("source", (CURATOR,))
        if fields.has("evidence"):
            fields.fail("source", "give 'source: curator' or 'evidence', not both")
    return Entry(
        id=fields.id,
        asks=fields.words("asks", required=True),
        says=fields.texts("says", required=True),
        evidence=evidence(fields, of_roles=False),
    )
