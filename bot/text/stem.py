"""Stems: the part of a word that its forms share, by the Snowball stemmers."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

# The Snowball stemmer of each language by its code; Turkish is the nearest to az, and vi
# words do not change their form.
_ALGORITHMS = {"en": "english", "ru": "russian", "az": "turkish"}


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _ALGORITHMS.get(language)
    return Stemmer.Stemmer(name) if name else None


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a word in its normal form; the word itself where the language has no stemmer."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word
