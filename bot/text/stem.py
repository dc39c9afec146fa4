"""Stems: the part of a word that its forms share, by the Snowball stemmers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import Stemmer

# The Snowball stemmer of each language by its code; vi words do not change their form, and the
# lexicon of az lists its endings.
_ALGORITHMS = {"en": "english", "ru": "russian"}
SHORTEST_STEM = 4  # letters that stay when a listed ending is cut


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _ALGORITHMS.get(language)
    return Stemmer.Stemmer(name) if name else None


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a word in its normal form; the word itself where the language has no stemmer."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


class Endings:
    """Stems by the endings that a language lists: for one that has no Snowball stemmer.

    `roots` maps words that nothing is cut off, though their end looks like an ending ("sened" is
    no past tense), to their stems: themselves, or another word ("ed" to "et").
    """

    def __init__(self, endings: Collection[str], roots: Mapping[str, str]) -> None:
        self._endings = sorted(endings, key=lambda ending: (-len(ending), ending))
        self._roots = roots
        self._known = frozenset(endings)
        self._longest = max(map(len, endings), default=0)

    def stem(self, word: str) -> str:
        """The stem of the longest root that only endings follow, else what cutting leaves."""
        for size in range(len(word), 0, -1):
            root = self._roots.get(word[:size])
            if root is not None and self._is_chain(word[size:]):
                return root
        return self._cut(word)

    def _is_chain(self, rest: str) -> bool:
        """Whether letters are endings put one behind the other."""
        reached = {0}
        for at in range(len(rest)):
            if at in reached:
                ends = range(at + 1, min(len(rest), at + self._longest) + 1)
                reached |= {end for end in ends if rest[at:end] in self._known}
        return len(rest) in reached

    def _cut(self, word: str) -> str:
        ending: str | None = ""
        while ending is not None:
            word = word[: len(word) - len(ending)]
            fitting = (e for e in self._endings if word.endswith(e))
            ending = next((e for e in fitting if len(word) >= len(e) + SHORTEST_STEM), None)
        return word
