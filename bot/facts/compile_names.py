"""The names of things as the index keeps them, and every form that a question may use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.facts.vocabulary import canonical_words
from bot.model import Base, Entity
from bot.text.lexicon import Lexicon
from bot.text.normal import flag, words

LONGEST = 6  # words of a name that is looked for in a text


def entities_of(base: Base, languages: list[str]) -> list[Entity]:
    """Everything that the base names, and every country of CLDR; a country has the names that CLDR
    gives it where the base gives none. A base of facts that name no country knows none.
    """
    from bot.facts.cldr import country_names  # babel: only while compiling

    codes = {e.iso for e in base.entities if e.iso}
    if not codes and not base.entries:
        return list(base.entities)
    names = country_names(sorted({*languages, "en"}))
    own = (replace(e, names={**names.get(e.iso or "", {}), **e.names}) for e in base.entities)
    others = (
        Entity(id=f"iso-{code.lower()}", type="country", names=texts, iso=code)
        for code, texts in sorted(names.items())
        if code not in codes
    )
    return [*others, *own]


def aliases_of(
    entities: Iterable[Entity], readers: Mapping[str, Lexicon]
) -> dict[str, list[list[str]]]:
    """Normal form of every name → the entities it may mean, each with the form of the name and the
    languages that it is a name in (none for a flag: it is one in all).
    """
    from bot.facts.cldr import country_names

    found: dict[str, _Meanings] = defaultdict(lambda: defaultdict(set))
    cldr = country_names(sorted({*readers, "en"}))
    for entity in entities:
        for language, text in entity.names.items():
            _add(found, words(text), (entity.id, "name"), language)
        for language, texts in entity.aliases.items():
            for text in texts:
                _add(found, words(text), (entity.id, "name"), language)
        for language, texts in entity.adjectives.items():
            for text in texts:
                _add(found, words(text), (entity.id, "adjective"), language)
        if entity.iso:
            _add(found, [flag(entity.iso)], (entity.id, "name"), "")
            for language, text in cldr.get(entity.iso, {}).items():
                _add(found, words(text), (entity.id, "name"), language)
    return {
        key: sorted([*what, " ".join(sorted(languages))] for what, languages in value.items())
        for key, value in sorted(found.items())
    }


def named_words(aliases: Mapping[str, list[list[str]]]) -> dict[str, str]:
    """Every word of a name → the languages in which it is part of one."""
    found: dict[str, set[str]] = defaultdict(set)
    for alias, meanings in aliases.items():
        languages = {lang for *_, known in meanings for lang in known.split()}
        for word in alias.split():
            found[word] |= languages
    return {word: " ".join(sorted(languages)) for word, languages in sorted(found.items())}


_Meanings = dict[tuple[str, str], set[str]]  # entity and form of the name → languages


def _add(
    found: dict[str, _Meanings], forms: list[str], what: tuple[str, str], language: str
) -> None:
    if not forms:
        return
    found[" ".join(forms)][what].add(language)
    if 1 < len(forms) <= 3 and len("".join(forms)) > 5:
        found["".join(forms)][what].add(language)  # "new port" is also typed "newport"


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
            {" ".join(words(t)) for texts in entity.pronouns.values() for t in texts}
        ),
        "nouns": {
            lang: sorted(" ".join(canonical_words(n, lx)) for n in entity.nouns.get(lang, ()))
            for lang, lx in readers.items()
        },
    }


def named_in(forms: Sequence[str], aliases: Mapping[str, list[list[str]]]) -> set[str]:
    """The entities that a text's normal words name, as the names stand in the base."""
    spans = ((at, end) for at in range(len(forms)) for end in range(at + 1, len(forms) + 1))
    found = (aliases.get(" ".join(forms[at:end]), ()) for at, end in spans if end - at <= LONGEST)
    return {row[0] for rows in found for row in rows}
