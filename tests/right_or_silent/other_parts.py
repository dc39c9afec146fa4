"""Whether a part of an event that a phrasing asks for is one that the sources do not give."""

from __future__ import annotations

from bot.model import Fact
from tests.right_or_silent.field import Field
from tests.right_or_silent.filling import Filled, asks_plainly
from tests.right_or_silent.swaps import stems

TYPES = {"when": "time", "where": "place", "why": "reason"}


def has_type(field: Field, fact: Fact, type_of: str) -> bool:
    """Whether a fact has or borrows a time, a place or a reason."""
    if type_of == "time":
        return bool(field.times(fact))
    if type_of == "place":
        return any(field.fits(one, ("place",)) for one in field.about(fact))
    return any(
        type_of in field.kinds[one.kind].roles[role].types
        for one in field.chain(fact)
        for role in one.roles
    )


def is_absent(field: Field, filled: Filled) -> bool:
    """Whether neither the fact, nor what it happened in, nor a like fact has the role asked for."""
    fact, kind = filled.fact, field.kinds[filled.fact.kind]
    types = kind.roles[filled.asked].types
    if not filled.said or not asks_plainly(field, filled.template):
        return False
    if any(has_type(field, fact, t) for t in types if t in TYPES.values()):
        return False
    if _left_over(field, filled, types) or _asked_alike(field, filled):
        return False
    rivals = field.rivals(fact, filled.said)
    return not any(filled.asked in f.roles or f.kind != fact.kind for f in rivals)


def _left_over(field: Field, filled: Filled, types: tuple[str, ...]) -> bool:
    """Whether a role that stands in the question has more values, which could be meant."""
    given = [one.value for one in filled.said]
    return any(
        value not in given and field.fits(value, types)
        for one in filled.said
        for value in field.values(filled.fact, one.role)
    )


def _asked_alike(field: Field, filled: Filled) -> bool:
    """Whether the same words, but for the noun of "which …", ask for a role that the fact has."""
    kind = field.kinds[filled.fact.kind]
    nouns = {
        field.lexicon.canonical(word)
        for phrases in (
            *(role.nouns.get(field.language, ()) for role in kind.roles.values()),
            *(type_of.nouns.get(field.language, ()) for type_of in field.base.types),
        )
        for phrase in phrases
        for word in phrase.split()
    }
    asked = stems(field, filled.template) - nouns
    return any(
        asked <= stems(field, text)
        for role, phrasings in kind.asks.items()
        if role in filled.fact.roles
        for text in phrasings.get(field.language, ())
    )
