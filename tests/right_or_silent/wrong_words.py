"""Words of another relation, to put in the place of the one that names a fact's kind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Kind
from tests.right_or_silent.field import Field
from tests.right_or_silent.filling import Filled

TRIES = 3  # words of other relations that take the place of a fact's own
SHORTEST = 4  # letters: shorter words are little words too
_WORD = re.compile(rf"(?<![\w{{-])[a-z]{{{SHORTEST},}}(?![\w}}-])")


def relation_word(field: Field, filled: Filled) -> tuple[int, str] | None:
    """Where the only word stands that names the kind, and the word; None where there are others."""
    named = _single_words(field, field.kinds[filled.fact.kind])
    found = [
        (match.start(), match[0])
        for match in _WORD.finditer(filled.template)
        if field.lexicon.canonical(match[0]) in named and match[0] not in field.lexicon.fillers
    ]
    return found[0] if len(found) == 1 else None


def foreign_words(field: Field, filled: Filled, word: str) -> Iterator[str]:
    """Words that name other kinds and mean nothing to the fact, in the form of its own word."""
    allowed = _understood(field, filled)
    past = word.endswith("ed")
    pool = sorted(
        other
        for kind in field.kinds.values()
        for other in kind.words.get(field.language, ())
        if other.isascii() and other.isalpha() and other.islower() and len(other) >= SHORTEST
        if other.endswith("ed") == past and field.lexicon.canonical(other) not in allowed
    )
    chance = random.Random(f"{filled.fact.id}:{filled.template}")
    yield from chance.sample(pool, min(len(pool), TRIES))


def _understood(field: Field, filled: Filled) -> set[str]:
    """Every word that a fact, its kind, kinds around it and the events it happened in explain."""
    kinds = {one.kind for one in field.chain(filled.fact)}
    kinds |= {id for id in field.kinds if field.akin(filled.fact.kind, id)}
    found = {w for id in kinds for w in _single_words(field, field.kinds[id])}
    for one in field.chain(filled.fact):
        found |= {field.lexicon.canonical(w) for w in field.vocabulary(one)}
    return found | {field.lexicon.canonical(w) for w in field.lexicon.fillers}


def _single_words(field: Field, kind: Kind) -> frozenset[str]:
    return _words_of(field, kind.id)


@lru_cache(maxsize=1024)
def _words_of(field: Field, kind_id: str) -> frozenset[str]:
    kind = field.kinds[kind_id]
    phrases = [*kind.words.get(field.language, ()), *kind.also.get(field.language, ())]
    phrases += [noun for role in kind.roles.values() for noun in role.nouns.get(field.language, ())]
    phrases += [
        word
        for role in kind.roles.values()
        for sense in role.senses.values()
        for word in sense.get(field.language, ())
    ]
    return frozenset(field.lexicon.canonical(w) for phrase in phrases for w in phrase.split())
