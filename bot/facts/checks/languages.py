"""Rules on languages: each says all that the others say, with the same slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.fields import DEFAULT_LANGUAGE
from bot.model import Kind

# Parts of a lexicon that must have the same keys in every language.
CATALOGUES = ("wording", "date_phrases", "list_phrases")
OWN_SLOTS = frozenset({"date_phrases"})  # its texts may name other parts of a date


def check_languages(book: Book) -> Iterator[Problem]:
    """Words of a lexicon that were read as truths, texts of the catalogue that a language lacks or
    has with other slots, and things of the base that a language with its own files does not word.
    """
    lexicons = book.base.lexicons
    first = lexicons.get(DEFAULT_LANGUAGE) or next(iter(lexicons.values()), {})
    for language, lexicon in lexicons.items():
        for path in _truths(lexicon):
            message = 'a bare "true" or "false" is no word; write it in quotes'
            yield Problem(f"lexicon/{language}.yaml", 0, language, path, message)
        for catalogue in CATALOGUES:
            for path, message in _differences(first, lexicon, catalogue):
                yield Problem(f"lexicon/{language}.yaml", 0, language, path, message)
    for language in book.base.translated:
        for section, id, path, what in _unworded(book, language):
            message = f"the language '{language}' has no {what} for this"
            yield book.problem(section, id, f"{path}.{language}", message)


def _truths(value: Any, path: str = "") -> Iterator[str]:
    """The paths of lists of words in which a word was read as a truth."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _truths(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        if any(isinstance(item, bool) for item in value):
            yield path
        for item in value:
            yield from _truths(item, path)


def _differences(
    first: Mapping[str, Any], other: Mapping[str, Any], path: str
) -> Iterator[tuple[str, str]]:
    """Path and fault of each text that is missing, unknown, or has other slots."""
    texts, others = (data.get(path.rpartition(".")[2], {}) for data in (first, other))
    for key in texts.keys() - others.keys():
        yield f"{path}.{key}", "this text of the catalogue is missing; add it"
    for key in others.keys() - texts.keys():
        yield f"{path}.{key}", "no other language has such a text; take it out"
    for key in sorted(texts.keys() & others.keys()):
        text, translated = texts[key], others[key]
        if isinstance(text, Mapping) and "other" not in {*text, *_forms(translated)}:
            yield from _differences(texts, others, f"{path}.{key}")
        elif path not in OWN_SLOTS and _slots(text) != _slots(translated):
            wanted = ", ".join(sorted(_slots(text))) or "none"
            yield f"{path}.{key}", f"its slots must be those of the other languages: {wanted}"


def _forms(text: Any) -> Mapping[str, Any]:
    """The plural forms of a text; none where it has a single one."""
    return text if isinstance(text, Mapping) else {}


def _slots(text: Any) -> frozenset[str]:
    """The slots of a text, or of the plural form that stands for any number."""
    plain = str(_forms(text).get("other", text))
    return frozenset(name for _, name, _, _ in Formatter().parse(plain) if name)


def _unworded(book: Book, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Section, id, path and sort of wording of all that a language lacks."""
    base = book.base
    for type_of in base.types:
        if type_of.nouns and language not in type_of.nouns:
            yield "types", type_of.id, "nouns", "nouns"
    told = {v for f in base.facts for vs in f.roles.values() for v in vs if isinstance(v, str)}
    for entity in base.entities:
        named = language in entity.names or entity.iso is not None
        if entity.id in told and not named:  # a thing that no fact tells of is never written
            yield "entities", entity.id, "names", "name"
    for kind in base.kinds:
        yield from (("kinds", kind.id, path, what) for path, what in _of_kind(kind, language))
    for fact in base.facts:
        if fact.retired is not None:
            continue
        if language not in fact.says:
            yield "facts", fact.id, "says", "sentence"
        for role, values in fact.roles.items():
            if any(isinstance(v, Mapping) and language not in v for v in values):
                yield "facts", fact.id, f"roles.{role}", "text"


def _of_kind(kind: Kind, language: str) -> Iterator[tuple[str, str]]:
    for path, words in (("words", kind.words), ("frames", kind.frames)):
        if words and not words.get(language):
            yield path, "words" if path == "words" else "frames"
    for role, phrasings in kind.asks.items():
        if not phrasings.get(language):
            yield f"asks.{role}", "question"
