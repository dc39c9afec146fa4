"""The names of things as the index keeps them, and every form that a question may use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.facts.vocabulary import canonical_words
from bot.model import Base, Entity
from bot.text.lexicon import Lexicon
from bot.text.normal import flag, words


def countries_of(base: Base, languages: list[str]) -> list[Entity]:
    """Every country of CLDR; those the base names itself carry its own names on top."""
    from bot.facts.cldr import country_names  # babel: only while compiling

    own = {e.iso: e for e in base.entities if e.iso}
    names = country_names(sorted({*languages, "en"}))
    if not any(e.iso for e in base.entities):
        return []
    return [
        Entity(
            id=f"iso-{code.lower()}",
            type="country",
            names=texts,
            iso=code,
        )
        for code, texts in sorted(names.items())
        if code not in own
    ]


def aliases_of(
    entities: Iterable[Entity], readers: Mapping[str, Lexicon]
) -> dict[str, list[list[str]]]:
    """Normal form of every name → the entities it may mean, each with the form of the name."""
    from bot.facts.cldr import country_names

    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    cldr = country_names(sorted({*readers, "en"}))
    for entity in entities:
        for text in (*entity.names.values(), *(a for al in entity.aliases.values() for a in al)):
            _add(found, words(text), entity.id, "name")
        for text in (a for al in entity.adjectives.values() for a in al):
            _add(found, words(text), entity.id, "adjective")
        if entity.iso:
            _add(found, [flag(entity.iso)], entity.id, "name")
            for text in cldr.get(entity.iso, {}).values():
                _add(found, words(text), entity.id, "name")
    return {key: sorted(map(list, value)) for key, value in sorted(found.items())}


def _add(found: dict[str, set[tuple[str, str]]], forms: list[str], entity: str, form: str) -> None:
    if not forms:
        return
    found[" ".join(forms)].add((entity, form))
    if 1 < len(forms) <= 3 and len("".join(forms)) > 5:
        found["".join(forms)].add((entity, form))  # "new port" is also typed "newport"


def entity_row(entity: Entity, readers: Mapping[str, Lexicon]) -> dict[str, Any]:
    """A thing as the index keeps it."""
    return {
        "id": entity.id,
        "type": entity.type,
        "names": dict(entity.names),
        "home": entity.home,
        "within": entity.within,
        "stands_for": entity.stands_for,
        "adjectives": {lang: list(texts) for lang, texts in entity.adjectives.items()},
        "pronouns": sorted(
            {w for texts in entity.pronouns.values() for t in texts for w in words(t)}
        ),
        "nouns": {
            lang: sorted(" ".join(canonical_words(n, lx)) for n in entity.nouns.get(lang, ()))
            for lang, lx in readers.items()
        },
    }
