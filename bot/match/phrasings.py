"""Rank the intents of a question: kernel ridge over example phrasings, asked without numpy.

A phrasing's features are letter n-grams and words (see `grams` and `pairs`), each weighted
tf × idf and each block scaled to length 1. The likeness of a question q to a phrasing p is

    c(q, p) = .65 cos(letters) + .35 cos(words)
    k(q, p) = .7 (.3 c + .7 c²) + .3 r⁴      r = rapidfuzz ratio, words sorted, 0 to 1

and the score of a label is Σ k(q, p) A[p, label] with A from `fit`. Only the PROPOSED phrasings are
compared; all weights left out count as much as the least of those (top-1 .816 → .820 on CLINC150).
What the training never saw lengthens the question, so unknown questions score low.
The recipe and its constants were measured on HINT3 and CLINC150 (`benchmarks/clinc150.py`).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise, repeat
from math import exp, log, sqrt

from rapidfuzz.fuzz import ratio

from bot.errors import IndexDamagedError
from bot.match.names import accepts

FORMAT = 1
LETTERS, WORDS = 0.65, 0.35  # shares of the two blocks in c
BEND = (0.3, 0.7)  # c and c²: far phrasings count less than in proportion
COSINE, RATIO = 0.7, 0.3  # shares of the bent cosine and of r⁴ in k
SLOPE, SHIFT = 8.774, 3.06  # confidence = logistic(SLOPE · score − SHIFT), fitted on HINT3
PROPOSED = 256  # phrasings that get the full score
NEAR = 0.05  # share of the best word's product below which a word proposes nothing
BUDGET = 3000  # index entries walked to propose them: bounds the time of a question


@dataclass(frozen=True)
class Model:
    """Fitted phrasings as plain JSON values; treat the lists as frozen.

    Phrasings and labels are numbered in sorted order, words in the order of `words`.
    """

    labels: list[str]
    words: list[str]  # the vocabulary
    texts: list[list[int]]  # phrasing → its words
    sorts: list[str]  # phrasing → its words sorted, for the ratio
    label: list[int]  # phrasing → its label
    scales: list[list[float]]  # phrasing → [LETTERS / length, WORDS / length]
    grams: dict[str, tuple[float, list[int]]]  # n-gram → idf, words that have it, as often
    within: list[tuple[float, list[int]]]  # word → idf, phrasings that have it, as often
    pairs: dict[str, tuple[float, list[int]]]  # word pair → idf, phrasings that have it, as often
    weights: list[list[tuple[int, float]]]  # phrasing → (label, weight) of A, without small ones
    totals: list[float]  # label → its weights in A added up, with the small ones

    def phrasing(self, index: int) -> tuple[str, ...]:
        """The words of a phrasing, by its number in 0 … len(texts) − 1."""
        return tuple(self.words[word] for word in self.texts[index])

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
    """A label with its score, confidence (0 to 1: a scale, no probability) and best phrasing."""

    label: str
    confidence: float
    score: float
    phrasing: int


@dataclass(frozen=True)
class Explanation:
    """How the words of a question stand to a phrasing, each in the order asked.

    `near` are misspellings, as (asked, known); `unexplained` words are not in the phrasing.
    """

    shared: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    unexplained: tuple[str, ...]


@dataclass(frozen=True)
class _Asked:
    """A question read against a model: what each word and pair adds to a phrasing's products."""

    letters: dict[int, float]  # word of the vocabulary → its letters' product with the question's
    words: dict[int, float]  # word → its product in the words block
    pairs: list[tuple[float, list[int]]]  # product of a pair, and the phrasings that have it
    scale: tuple[float, float]  # 1 / length of each block
    sort: str


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


def idf(count: int, size: int) -> float:
    """How rare a feature is that `count` of `size` phrasings have: ln((1+n)/(1+df)) + 1, ≥ 1."""
    return round(log((1 + size) / (1 + count)) + 1.0, 5)


def bend(cosine: float) -> float:
    """The cosine, 0 to 1, bent so that far phrasings add less: .3 c + .7 c²."""
    return cosine * (BEND[0] + BEND[1] * cosine)


def confidence(score: float) -> float:
    """A score as a number from 0 to 1: logistic(8.774 s − 3.06), fitted on HINT3."""
    return round(1.0 / (1.0 + exp(SHIFT - SLOPE * score)), 4)


def rank(model: Model, words: Sequence[str], limit: int = 5) -> list[Match]:
    """The best labels for a question's normal words, best first, equal ones by label.

    At most `limit` matches, each backed by a phrasing of its own label; none where the question
    shares nothing with any phrasing.
    """
    if not words or not model.texts:
        return []
    asked = _read(model, words)
    scores: dict[int, float] = {}
    counted: dict[int, float] = {}
    best: dict[int, tuple[float, int]] = {}
    least = 1.0
    for phrasing, cosine in _proposed(model, asked):
        kernel = (
            COSINE * bend(cosine) + RATIO * (ratio(asked.sort, model.sorts[phrasing]) / 100) ** 4
        )
        least = min(least, kernel)
        for label, weight in model.weights[phrasing]:
            scores[label] = scores.get(label, 0.0) + kernel * weight
            counted[label] = counted.get(label, 0.0) + weight
        own = model.label[phrasing]
        if own not in best or (kernel, -phrasing) > best[own]:
            best[own] = (kernel, -phrasing)
    for own in best:
        rest = model.totals[own] - counted.get(own, 0.0)
        scores[own] = scores.get(own, 0.0) + least * rest
    order = sorted((-round(scores[own], 6), own) for own in best)
    return [
        Match(model.labels[own], confidence(-score), -score, -best[own][1])
        for score, own in order[:limit]
    ]


def explain(model: Model, words: Sequence[str], match: Match) -> Explanation:
    """Which words of the question the match's phrasing has, has misspelt, and lacks."""
    known = model.phrasing(match.phrasing)
    shared, near, unexplained = [], [], []
    for word in words:
        if word in known:
            shared.append(word)
        elif spelt := next((other for other in known if accepts(word, other)), None):
            near.append((word, spelt))
        else:
            unexplained.append(word)
    return Explanation(tuple(shared), tuple(near), tuple(unexplained))


def _read(model: Model, words: Sequence[str]) -> _Asked:
    """The question's products; features that no phrasing has only add to its lengths."""
    none: tuple[float, list[int]] = (log(1 + len(model.texts)) + 1.0, [])
    letters: dict[int, float] = {}
    length = 0.0
    for gram, times in Counter(gram for word in words for gram in grams(word)).items():
        rarity, having = model.grams.get(gram, none)
        length += (times * rarity) ** 2
        gain = times * rarity * rarity
        for number in having:
            letters[number] = letters.get(number, 0.0) + gain
    whole: dict[int, float] = {}
    other = 0.0
    for word, times in Counter(words).items():
        number = _number(model, word)
        rarity = none[0] if number < 0 else model.within[number][0]
        other += (times * rarity) ** 2
        if number >= 0:
            whole[number] = times * rarity * rarity
    found = []
    for pair, times in Counter(pairs(words)).items():
        rarity, having = model.pairs.get(pair, none)
        other += (times * rarity) ** 2
        if having:
            found.append((times * rarity * rarity, having))
    scale = (1 / sqrt(length or 1.0), 1 / sqrt(other))
    return _Asked(letters, whole, found, scale, " ".join(sorted(words)))


def _number(model: Model, word: str) -> int:
    """The number of a word in the vocabulary, −1 for an unknown one."""
    number = bisect_left(model.words, word)
    return number if number < len(model.words) and model.words[number] == word else -1


def _proposed(model: Model, asked: _Asked) -> list[tuple[int, float]]:
    """At most PROPOSED phrasings that share the most with the question, each with its c."""
    doubles: dict[int, float] = {}
    for gain, having in asked.pairs:
        for phrasing in having:
            doubles[phrasing] = doubles.get(phrasing, 0.0) + gain
    touched = doubles.copy()
    gains = {n: g + asked.words.get(n, 0.0) for n, g in asked.letters.items()}
    least = NEAR * max(gains.values(), default=0.0)
    budget = BUDGET
    for gain, number in sorted([(-g, n) for n, g in gains.items() if g >= least]):
        having = model.within[number][1]
        budget -= len(having)
        for phrasing in having:
            touched[phrasing] = touched.get(phrasing, 0.0) - gain
        if budget < 0:
            break
    letter, word, none = asked.letters.get, asked.words.get, repeat(0.0)
    cosines = []
    for phrasing in sorted(touched, key=touched.__getitem__, reverse=True)[:PROPOSED]:
        text = model.texts[phrasing]
        of_letters, of_words = model.scales[phrasing]
        near = sum(map(letter, text, none)) * of_letters * asked.scale[0]
        same = sum(map(word, text, none)) + doubles.get(phrasing, 0.0)
        cosines.append((phrasing, near + same * of_words * asked.scale[1]))
    return cosines
