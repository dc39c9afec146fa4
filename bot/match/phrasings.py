"""Rank the intents of a question: a machine fitted to example phrasings, asked without numpy.

A phrasing's features are letter n-grams, and words with word pairs (`bot.match.features`), each
weighted tf × idf and each block scaled to length 1. The likeness of a question to a phrasing is

    k = .35 letters + .35 words + .3 r³

with the cosines of both blocks and r, rapidfuzz's ratio with the words sorted, 0 to 1. The score of
an intent is Σ k(q, p) A[p, intent] over the phrasings, with A from `bot.match.fit`. The cosines are
linear in the question's features: their part is added up beforehand, a row of weights for each
feature, and so counts all phrasings; r is worked out for the PROPOSED ones that share most words.
What no phrasing has lengthens the question, so unknown questions score low.
"""

from __future__ import annotations

import json
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from heapq import nlargest
from itertools import repeat
from math import exp, log, log10, sqrt
from typing import TypeAlias

from rapidfuzz.fuzz import ratio

from bot.errors import IndexDamagedError
from bot.match.features import letter_bag, sorted_text, word_bag

FORMAT = 2
LETTERS, WORDS, RATIO = 0.35, 0.35, 0.3  # shares of the blocks' cosines and of r³ in k
SLOPE = 10.0  # of the confidence over the score
# The score at which the confidence is .5: LEAST, and from 2,000 phrasings on FIRST + TENFOLD more
# for each tenfold, since the more phrasings there are, the more an unknown question resembles some.
# At it 87 to 100 of 100 questions on other matters are refused in bases of 10 to 150 intents with 5
# to 100 phrasings each (benchmarks/RESULTS.md).
LEAST, FIRST, TENFOLD = 0.35, 0.06, 0.1
STEPS = 100  # a stored weight of a feature's row counts hundredths
RAISED = 32768  # makes any weight of a row positive
PROPOSED = 64  # phrasings that get the full score
STRANGE = 0.4  # r of phrasings that share nothing but letters of the alphabet
BUDGET = 1000  # entries of the word index walked to propose them: bounds the time of a question

Row: TypeAlias = str  # what a feature adds to the intents, as `packed` writes it


@dataclass(frozen=True)
class Model:
    """Fitted phrasings as plain JSON values; treat the lists as frozen.

    Phrasings, intents and features are numbered in sorted order.
    """

    labels: list[str]
    label: list[int]  # phrasing → its intent
    texts: list[str]  # phrasing → its words
    sorts: list[str]  # phrasing → its words sorted, for the ratio
    grams: dict[str, tuple[float, Row]]  # n-gram → idf, row
    words: dict[str, tuple[int, float, Row, Row]]  # word or pair → number, idf, row; letters' row
    within: list[list[int]]  # number of a word or pair → phrasings that have it
    weights: list[list[tuple[int, float]]]  # phrasing → (intent, weight) of A
    totals: list[float]  # intent → its weights in A added up

    def to_json(self) -> str:
        """The model as JSON text; equal models give equal text."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return json.dumps(
            {"format": FORMAT, **values}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    @classmethod
    def from_json(cls, text: str) -> Model:
        """The model that `to_json` wrote; raises IndexDamagedError for any other text."""
        try:
            values = json.loads(text)
            if values.pop("format") != FORMAT:
                raise IndexDamagedError("the phrasings were written by another version; rebuild")
            return cls(**values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexDamagedError(f"the phrasings cannot be read: {error}") from error


@dataclass(frozen=True)
class Match:
    """An intent with its score and its confidence (0 to 1: a scale, no probability)."""

    label: str
    confidence: float
    score: float


@dataclass(frozen=True)
class _Asked:
    """A question read against a model."""

    words: list[tuple[float, int]]  # (tf × idf², number) of its known words and pairs
    near: list[Row]  # rows of its letters, each as often as it counts
    same: list[tuple[int, Row]]  # rows of its words and pairs, and how often each counts
    scale: tuple[float, float]  # 1 / length of the letters, and of the words
    sort: str


def packed(weights: Iterable[tuple[int, int]]) -> Row:
    """Intents and their weights in STEPS as text: 16 bits each, all intents before all weights."""
    pairs = list(weights)
    columns = (array("H", [n for n, _ in pairs]), array("h", [w for _, w in pairs]))
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    return b2a_base64(b"".join(c.tobytes() for c in columns), newline=False).decode("ascii")


@lru_cache(maxsize=2048)
def _spread(row: Row, size: int) -> int:
    """A row as one whole number, so that adding rows takes one addition: 32 bits an intent.

    Each weight stands there raised by RAISED, and so is never negative.
    """
    data = a2b_base64(row)
    labels, weights = array("H", data[: len(data) // 2]), array("h", data[len(data) // 2 :])
    if sys.byteorder == "big":
        labels.byteswap()
        weights.byteswap()
    lanes = array("I", [RAISED]) * size
    for label, weight in zip(labels, weights, strict=True):
        lanes[label] += weight
    return int.from_bytes(lanes.tobytes(), sys.byteorder)


def _added(rows: Iterable[tuple[int, Row]], size: int) -> list[int]:
    """The weight of each intent in some rows, each counted so many times."""
    total = raised = 0
    for times, row in rows:
        total += times * _spread(row, size)
        raised += times * RAISED
    lanes = array("I", total.to_bytes(4 * size, sys.byteorder))
    return [lane - raised for lane in lanes]


def confidence(score: float, phrasings: int) -> float:
    """A score as a number from 0 to 1, .5 where a question is as likely as not to be unknown.

    It is a scale to put floors on, no probability: logistic(SLOPE · (score − middle)) with a middle
    that rises with the number of phrasings.
    """
    middle = max(LEAST, FIRST + TENFOLD * log10(max(phrasings, 1)))
    return round(1.0 / (1.0 + exp(SLOPE * (middle - score))), 4)


def rank(model: Model, words: Sequence[str], limit: int = 5) -> list[Match]:
    """The best intents for a question's normal words, best first, equal ones by label.

    At most `limit` matches, each with a score above 0; none where the question shares nothing with
    any phrasing.
    """
    if not words or not model.texts:
        return []
    asked = _read(model, words)
    scores = _linear(model, asked)
    _add_proposed(model, asked, scores)
    best = nlargest(limit, range(len(scores)), key=scores.__getitem__)
    order = sorted((-round(scores[own], 6), own) for own in best)
    return [
        Match(model.labels[own], confidence(-score, len(model.texts)), -score)
        for score, own in order
        if score < 0
    ]


def _read(model: Model, words: Sequence[str]) -> _Asked:
    """The question's features; those that no phrasing has only add to its lengths."""
    unknown = log(1 + len(model.texts)) + 1.0
    length = 0.0
    for gram, times in letter_bag(words).items():
        known = model.grams.get(gram)
        length += (times * (known[0] if known else unknown)) ** 2
    near = [row for word in words for row in _letter_rows(model, word)]
    found, same, other = [], [], 0.0
    for feature, times in word_bag(words).items():
        entry = model.words.get(feature)
        rarity = entry[1] if entry else unknown
        other += (times * rarity) ** 2
        if entry:
            found.append((times * rarity * rarity, entry[0]))
            same.append((times, entry[2]))
    scale = (1 / sqrt(length or 1.0), 1 / sqrt(other))
    return _Asked(found, near, same, scale, sorted_text(words))


def _letter_rows(model: Model, word: str) -> list[Row]:
    """The rows of a word's letters: added up beforehand for a known word."""
    entry = model.words.get(word)
    if entry:
        return [entry[3]]
    found = (model.grams.get(gram) for gram in letter_bag([word]).elements())
    return [known[1] for known in found if known]


def _linear(model: Model, asked: _Asked) -> list[float]:
    """What of each intent's score is linear in the question's features."""
    size = len(model.labels)
    by_letters, by_words = asked.scale[0] / STEPS, asked.scale[1] / STEPS
    near = _added(zip(repeat(1), asked.near), size)
    return [
        n * by_letters + s * by_words for n, s in zip(near, _added(asked.same, size), strict=True)
    ]


def _add_proposed(model: Model, asked: _Asked, scores: list[float]) -> None:
    """Add r³ of the proposed phrasings to the scores.

    The phrasings that were not proposed count as if their r were the least of the proposed ones',
    and at most STRANGE.
    """
    rest = model.totals.copy()
    least = RATIO * STRANGE**3
    for phrasing in _proposed(model, asked):
        alike = RATIO * (ratio(asked.sort, model.sorts[phrasing]) / 100) ** 3
        least = min(least, alike)
        for label, weight in model.weights[phrasing]:
            scores[label] += alike * weight
            rest[label] -= weight
    for label, weight in enumerate(rest):
        scores[label] += least * weight


def _proposed(model: Model, asked: _Asked) -> Sequence[int]:
    """At most PROPOSED phrasings that share the most words and pairs, the rare ones first."""
    if len(model.sorts) <= PROPOSED:
        return range(len(model.sorts))
    products: dict[int, float] = {}
    budget = BUDGET
    for size, gain, number in sorted((len(model.within[n]), gain, n) for gain, n in asked.words):
        budget -= size
        if budget < 0 and products:
            break
        for phrasing in model.within[number]:
            products[phrasing] = products.get(phrasing, 0.0) + gain
    return nlargest(PROPOSED, products, key=products.__getitem__)
