"""Kinds and types as the reader of questions needs them: vocabulary in canonical words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.facts.vocabulary import Vocabulary, canonical_words
from bot.model import Base, Kind
from bot.text.lexicon import Lexicon
from bot.text.normal import words

_SLOT = re.compile(r"\{[a-z_-]+\}")


def kind_row(
    kind: Kind, base: Base, readers: Mapping[str, Lexicon], vocabulary: Vocabulary
) -> dict[str, Any]:
    """A kind as the reader needs it: its vocabulary in canonical words per language."""
    byid = {k.id: k for k in base.kinds}
    ancestors: list[Kind] = []
    above = byid.get(kind.parent or "")
    while above is not None and above not in ancestors:
        ancestors.append(above)
        above = byid.get(above.parent or "")
    compiled: dict[str, Any] = {
        "id": kind.id,
        "ancestors": [k.id for k in ancestors],
        "main": kind.main,
        "reported": kind.reported,
        "identifies": kind.identifies,
        "describes": kind.describes,
        "functional": list(kind.functional),
        "description": dict(kind.description),
        "roles": {},
        "words": {},
        "inherited": {},
        "also": {},
        "frames": {},
        "asks": {role: dict(texts) for role, texts in kind.asks.items()},
        "asked_words": {
            lang: {role: _asked_words(texts.get(lang, ()), lx) for role, texts in kind.asks.items()}
            for lang, lx in readers.items()
        },
        "answers": {role: dict(texts) for role, texts in kind.answers.items()},
    }
    for lang, lexicon in readers.items():
        relation = [p for w in kind.words.get(lang, ()) if (p := _phrase(w, lexicon))]
        compiled["words"][lang] = sorted(set(relation))
        compiled["inherited"][lang] = sorted(
            {p for k in ancestors for w in k.words.get(lang, ()) if (p := _phrase(w, lexicon))}
        )
        also = {w for text in kind.also.get(lang, ()) for w in canonical_words(text, lexicon)}
        for role in kind.roles.values():
            nouns = [canonical_words(text, lexicon) for text in role.nouns.get(lang, ())]
            also |= {w for noun in nouns for w in noun}
            vocabulary.add_phrases(lang, role.nouns.get(lang, ()))
        compiled["also"][lang] = sorted(also)
        compiled["frames"][lang] = list(kind.frames.get(lang, ()))
        vocabulary.add_phrases(lang, _phrases_of(kind, lang))
    compiled["roles"] = {
        role.name: _role(role, readers, vocabulary) for role in kind.roles.values()
    }
    return compiled


def _phrases_of(kind: Kind, language: str) -> Iterable[str]:
    """Every text of a kind in a language, without its slots."""
    asked = (text for texts in kind.asks.values() for text in texts.get(language, ()))
    patterns = (_SLOT.sub(" ", text) for text in (*kind.frames.get(language, ()), *asked))
    return (*kind.words.get(language, ()), *kind.also.get(language, ()), *patterns)


def _asked_words(texts: Iterable[str], lexicon: Lexicon) -> list[str]:
    """The canonical words of the phrasings that ask for a role, without its slots."""
    plain = (_SLOT.sub(" ", text) for text in texts)
    return sorted({word for text in plain for word in canonical_words(text, lexicon)})


def _role(role: Any, readers: Mapping[str, Lexicon], vocabulary: Vocabulary) -> dict[str, Any]:
    for texts in role.senses.values():
        for lang, phrases in texts.items():
            vocabulary.add_phrases(lang, phrases)
    return {
        "types": list(role.types),
        "list": role.list,
        "nouns": {
            lang: sorted(" ".join(lx.canonical_phrase(t)) for t in role.nouns.get(lang, ()))
            for lang, lx in readers.items()
        },
        "senses": {
            sense: {
                lang: sorted({w for t in texts.get(lang, ()) for w in canonical_words(t, lx)})
                for lang, lx in readers.items()
            }
            for sense, texts in role.senses.items()
        },
    }


def _phrase(text: str, lexicon: Lexicon) -> str:
    """A relation word or phrase as canonical words; pseudo-words stay as they are."""
    return text if text.startswith("@") else " ".join(lexicon.canonical(w) for w in words(text))


def types_table(
    base: Base, readers: Mapping[str, Lexicon], vocabulary: Vocabulary
) -> dict[str, dict[str, Any]]:
    """Each type with itself and all its wider types, and its nouns in canonical words."""
    wider = {t.id: t.wider for t in base.types}

    def closure(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        return {name}.union(
            *(closure(w, (*seen, name)) for w in wider.get(name, ()) if w not in seen)
        )

    for type_of in base.types:
        for lang, phrases in type_of.nouns.items():
            vocabulary.add_phrases(lang, phrases)
    return {
        t.id: {
            "all": sorted(closure(t.id)),
            "nouns": {
                lang: sorted(" ".join(canonical_words(n, lx)) for n in t.nouns.get(lang, ()))
                for lang, lx in readers.items()
            },
        }
        for t in base.types
    }
