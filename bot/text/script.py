"""Words typed in another script than their language's, by the letter table of its lexicon."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.text.lexicon import Lexicon
from bot.text.normal import Token


def rewritten(word: str, lexicon: Lexicon) -> str:
    """A word in the script of the language, letters that stand together first; as it is where the
    language has no table for its letters, and where it is a number.
    """
    table = lexicon.data.get("transliteration")
    if not table or word.isdigit() or word[:1] not in _firsts(lexicon):
        return word
    return _pattern(lexicon).sub(lambda found: str(table[found[0]]), word)


def in_own_script(tokens: Sequence[Token], lexicon: Lexicon, kept: Collection[int]) -> list[Token]:
    """The tokens in the script of the language; those at the places `kept` stay as they are."""
    if not lexicon.data.get("transliteration"):
        return list(tokens)
    return [
        token if place in kept else replace(token, form=rewritten(token.form, lexicon))
        for place, token in enumerate(tokens)
    ]


@lru_cache(maxsize=16)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    longest_first = sorted(lexicon.data["transliteration"], key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=16)
def _firsts(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(text[0] for text in lexicon.data["transliteration"])
