"""Ordinary words per language, from the word lists of pyspellchecker; used only while compiling."""

from __future__ import annotations

from functools import lru_cache

from bot.text.normal import words

_LANGUAGES = ("en", "ru")  # those that pyspellchecker has lists for, of the languages we speak


@lru_cache(maxsize=4)
def ordinary_words(language: str) -> tuple[tuple[str, int], ...]:
    """Each word of a language's list in its normal form, with its count; empty without a list."""
    if language not in _LANGUAGES:
        return ()
    from spellchecker import SpellChecker

    counts = SpellChecker(language=language).word_frequency.dictionary
    found: dict[str, int] = {}
    for word, count in counts.items():
        forms = words(word)
        if len(forms) == 1:
            found[forms[0]] = max(count, found.get(forms[0], 0))
    return tuple(sorted(found.items()))
