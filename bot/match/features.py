"""What a phrasing and a question are compared by: letter n-grams, words and word pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

Bag = Counter[str]


def grams(word: str) -> Iterator[str]:
    """The letter n-grams, n from 2 to 4, of a word padded with a blank at both ends."""
    padded = f" {word} "
    for size in (2, 3, 4):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def pairs(words: Sequence[str]) -> Iterator[str]:
    """The neighbouring pairs of `^ words $`, and the pairs with one word between (`a * b`)."""
    row = ("^", *words, "$")
    for left, right in pairwise(row):
        yield f"{left} {right}"
    for left, right in zip(row, row[2:], strict=False):
        yield f"{left} * {right}"


def letter_bag(words: Sequence[str]) -> Bag:
    """The letter n-grams of some words, counted."""
    return Counter(gram for word in words for gram in grams(word))


def word_bag(words: Sequence[str]) -> Bag:
    """The words of a text and their pairs, counted; no word has a blank, every pair has one."""
    bag = Counter(words)
    bag.update(pairs(words))
    return bag


def idf(count: int, size: int) -> float:
    """How rare a feature is that `count` of `size` phrasings have: ln((1+n)/(1+df)) + 1, ≥ 1."""
    return round(log((1 + size) / (1 + count)) + 1.0, 5)


def sorted_text(words: Sequence[str]) -> str:
    """The words in order of the alphabet, for a ratio that word order does not change."""
    return " ".join(sorted(words))
