"""Compile a checked base into an index: one file, the same bytes for the same input."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.facts.compile_facts import FactCompiler, terms
from bot.facts.compile_kinds import kind_row, types_table
from bot.facts.compile_names import aliases_of, entities_of, entity_row, named_in, named_words
from bot.facts.vocabulary import LITTLE, Vocabulary, canonical_words
from bot.model import Base, Entity, Words
from bot.text.lexicon import IDS, KEYED, SHOWN, Lexicon, normal_lexicon
from bot.text.normal import words

FORMAT = 7  # rises whenever the index is laid out in another way


@dataclass
class Compiled:
    """The rows of the index, before they are written."""

    meta: dict[str, Any]
    entities: list[tuple[str, str]]
    aliases: dict[str, list[list[str]]]  # name → entity, form of the name, languages
    facts: list[tuple[int, str, str]]
    terms: dict[str, list[int]]
    spellings: dict[str, list[str]]
    known: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)


def compile_base(base: Base) -> Compiled:
    """All rows of the index of a base; the base must have passed its check."""
    lexicons = {lang: normal_lexicon(raw) for lang, raw in sorted(base.lexicons.items())}
    readers = {lang: Lexicon(data) for lang, data in lexicons.items()}
    entities = {e.id: e for e in entities_of(base, sorted(lexicons) or ["en"])}
    compiler = FactCompiler(base, entities, readers)
    records = [compiler.record(fact) for fact in base.facts if fact.retired is None]
    vocabulary = Vocabulary(readers)
    aliases = aliases_of(entities.values(), readers)
    kinds = {kind.id: kind_row(kind, base, readers, vocabulary) for kind in base.kinds}
    named = named_words(aliases)
    for record in records:
        for language, found in record.pop("surface").items():
            vocabulary.add_words(language, found - named.keys())
    calendars = _calendar(sorted(lexicons) or ["en"])
    _add_lexicons(vocabulary, lexicons, calendars)
    vocabulary.add_ordinary(base, named)
    meta = {
        "format": FORMAT,
        "languages": sorted(lexicons),
        **{f"lexicon {language}": lexicon for language, lexicon in lexicons.items()},
        "letters": {language: _letters(raw) for language, raw in sorted(base.lexicons.items())},
        "kinds": kinds,
        "types": types_table(base, readers, vocabulary),
        "sources": {s.id: s.__dict__ for s in base.sources},
        "calendar": calendars,
        "units": sorted({unit for record in records for _, _, unit in record["quantities"]}),
        "retired": {f.id: f.retired for f in base.facts if f.retired is not None},
        "revised": {f.id: f.revision for f in base.facts if f.revision > 1 and not f.retired},
        "changes": _changes(base),
        "examples": base.examples,
        "entries": _entries(base, aliases),
        "class_nouns": {
            lang: _class_nouns(entities.values(), lang, lexicon)
            for lang, lexicon in readers.items()
        },
    }
    return Compiled(
        meta=meta,
        entities=[
            (e.id, _dump(entity_row(e, readers))) for e in sorted(entities.values(), key=_id)
        ],
        aliases=aliases,
        facts=[(n, record["id"], _dump(record)) for n, record in enumerate(records)],
        terms=terms(records, kinds),
        spellings=vocabulary.spellings(aliases),
        known=vocabulary.known(),
        named=named,
    )


# Parts of a lexicon that are no words of a question, and those that belong to topics.
_NO_WORDS = SHOWN | {"transliteration", "cases", "syllable", "keystrokes"}
_TOPICAL = frozenset(
    {"synonyms", "synonym_heads", "commands", "compounds", "word_stems", "word_roots"}
)


def _add_lexicons(
    vocabulary: Vocabulary, lexicons: Mapping[str, Any], calendars: Mapping[str, Any]
) -> None:
    """Add the words of the lexicons, and the months of their languages, as surely theirs."""
    for language, lexicon in lexicons.items():
        own, topical = _own_words(lexicon)
        months = {word for name in calendars[language]["read"] for word in name.split()}
        vocabulary.add_words(language, own | months, LITTLE)
        vocabulary.add_words(language, topical)


def _own_words(lexicon: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """A language's little words, and the words of its lexicon that belong to topics."""
    little = {
        k: v
        for k, v in lexicon.items()
        if k not in _NO_WORDS | _TOPICAL and not k.endswith("_endings")
    }
    return set(_texts(little)), set(_texts({k: lexicon.get(k) for k in sorted(_TOPICAL)}))


def _letters(raw: Mapping[str, Any]) -> str:
    """The letters beyond ASCII that a language is written in, by its lexicon."""
    text = unicodedata.normalize("NFC", json.dumps(raw, ensure_ascii=False)).casefold()
    return "".join(sorted({c for c in text if c.isalpha() and not c.isascii()}))


def _changes(base: Base) -> list[dict[str, Any]]:
    """Every correction and retirement of a fact with its reason, the newest first."""
    found = [{"fact": f.id, "kind": f.kind, **h.__dict__} for f in base.facts for h in f.history]
    gone = [
        {"fact": f.id, "kind": f.kind, "on": f.review.on, "role": "", "why": f.retired}
        for f in base.facts
        if f.retired is not None
    ]
    return sorted([*found, *gone], key=lambda c: (c["on"], c["fact"]), reverse=True)


def _class_nouns(entities: Iterable[Entity], language: str, lexicon: Lexicon) -> list[str]:
    nouns = (noun for entity in entities for noun in entity.nouns.get(language, ()))
    return sorted({" ".join(canonical_words(noun, lexicon)) for noun in nouns})


def _id(entity: Entity) -> str:
    return entity.id


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield from words(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key in KEYED and isinstance(item, Mapping):
                yield from words(" ".join(map(str, item)))
            if key not in IDS or isinstance(item, Mapping):
                yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _entries(base: Base, aliases: Mapping[str, list[list[str]]]) -> dict[str, Any]:
    """The plain entries and the fitted matcher over their phrasings; empty where there are none."""
    if not base.entries:
        return {}
    from bot.match.fit import fit  # numpy: only while compiling

    seeds = {s.id: s.seed for s in base.sources}
    phrasings = [
        (tuple(word for word in words(text) if word != "?"), entry.id)
        for entry in base.entries
        for _, texts in sorted(entry.asks.items())
        for text in texts
    ]
    telling = _telling(phrasings)
    return {
        "model": fit(phrasings).to_json(),
        "says": {
            e.id: {
                "says": dict(e.says),
                "words": sorted({w for t in (*e.says.values(), *_all(e.asks)) for w in words(t)}),
                "names": sorted({n for t in _all(e.asks) for n in named_in(words(t), aliases)}),
                "always": _always([set(named_in(words(t), aliases)) for t in _all(e.asks)]),
                "telling": telling.get(e.id, []),
                "quotes": [
                    [q.source, seeds[q.source], q.quote, q.start, q.end, []] for q in e.evidence
                ],
            }
            for e in base.entries
        },
    }


def _telling(phrasings: Sequence[tuple[tuple[str, ...], str]]) -> dict[str, list[str]]:
    """The words that tell entries apart whose phrasings differ in one word alone ("when is the
    north gate open", "when is the south gate open"), of those entries that have one in every
    phrasing.
    """
    alike: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for said, label in phrasings:
        for at, word in enumerate(said):
            alike.setdefault((*said[:at], "", *said[at + 1 :]), set()).add((label, word))
    found: dict[str, set[str]] = {}
    for told in alike.values():
        if len({label for label, _ in told}) > 1:
            for label, word in told:
                found.setdefault(label, set()).add(word)
    for said, label in phrasings:
        if label in found and found[label].isdisjoint(said):
            del found[label]
    return {label: sorted(telling) for label, telling in found.items()}


def _always(named: Sequence[set[str]]) -> list[str]:
    """The things that every phrasing of an entry names."""
    return sorted(set.intersection(*named)) if named else []


def _calendar(languages: list[str]) -> dict[str, Any]:
    from bot.facts.cldr import calendar  # babel: only while compiling

    return {language: calendar(language) for language in languages}


def _all(texts: Words) -> tuple[str, ...]:
    return tuple(text for found in texts.values() for text in found)
