"""Fit the intent matcher: the example phrasings that decide, and their weights. Uses numpy.

A support vector machine with squared hinge loss over the kernel of `bot.match.phrasings`, one
intent against all others: a phrasing should score 1 for its own intent, at most FAR for another,
and only what falls short of that has a weight. Each intent is solved by Newton's method on the
phrasings that fall short (O. Chapelle, "Training a support vector machine in the primal", 2007).
Weights are rounded, so the same phrasings give the same bytes in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from bot.match.features import Bag, idf, letter_bag, sorted_text, word_bag
from bot.match.phrasings import LETTERS, RATIO, STEPS, WORDS, Model, Row, packed

RIDGE = 0.25  # how much weights are held down, for an intent of mean size
FAR = 0.2  # what a phrasing may score for an intent that is not its own
STEPS_OF_NEWTON = 16  # most settle after eight
GROWTH = 1.0  # phrasings that may come in at a step, as a share of those there are
DECIMALS = 4  # of a weight of A: the largest are near 1
LARGEST_ROW = 160  # intents in the row of a feature, the heaviest
HEAVIEST = 32767  # a row's weights have 16 bits
FEWEST = 30  # that may come in at a step
ROWS = 1000  # of K that are worked on at a time
COMMON = 48  # a feature of one in so many phrasings is multiplied densely, a rarer one in pairs

Phrasing: TypeAlias = tuple[tuple[str, ...], str]
Matrix: TypeAlias = NDArray[np.float32]
Vector: TypeAlias = dict[str, float]


@dataclass(frozen=True)
class Block:
    """One block of features: each phrasing's, scaled to length 1, and how rare each feature is."""

    rarity: Vector
    vectors: list[Vector]

    @classmethod
    def of(cls, bags: Sequence[Bag]) -> Block:
        """The block of the phrasings' bags."""
        counts = Bag(feature for bag in bags for feature in bag)
        rarity = {feature: idf(count, len(bags)) for feature, count in counts.items()}
        return cls(rarity, [_unit(bag, rarity) for bag in bags])

    def columns(self) -> dict[str, tuple[NDArray[np.intp], Matrix]]:
        """Feature → the phrasings that have it, and its weight in each; in sorted order."""
        found: dict[str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(self.vectors):
            for feature, weight in vector.items():
                found.setdefault(feature, []).append((number, weight))
        return {
            feature: (np.array([n for n, _ in rows]), np.array([w for _, w in rows], np.float32))
            for feature, rows in sorted(found.items())
        }


def fit(phrasings: Iterable[Phrasing]) -> Model:
    """The model of (normal words, intent) phrasings; repeated and empty ones count once or not.

    Time and memory grow with the square of the number of phrasings.
    """
    rows = distinct(phrasings)
    labels, own = numbered(rows)
    letters = Block.of([letter_bag(words) for words, _ in rows])
    wording = Block.of([word_bag(words) for words, _ in rows])
    sorts = [sorted_text(words) for words, _ in rows]
    weights = _weights(kernel_of(letters, wording, sorts), own)
    by_gram = _rows_of(letters, weights, LETTERS)
    by_word = _rows_of(wording, weights, WORDS)
    numbers = {feature: at for at, feature in enumerate(by_word)}
    within: list[list[int]] = [[] for _ in numbers]
    for at, vector in enumerate(wording.vectors):
        for feature in vector:
            within[numbers[feature]].append(at)
    return Model(
        labels=labels,
        label=own.tolist(),
        texts=[" ".join(words) for words, _ in rows],
        sorts=sorts,
        grams={gram: (letters.rarity[gram], _row(row)) for gram, row in by_gram.items()},
        words={
            word: (numbers[word], wording.rarity[word], _row(row), _letters_row(word, by_gram))
            for word, row in by_word.items()
        },
        within=within,
        weights=[_sparse(row) for row in weights],
        totals=[round(float(total), 3) for total in weights.sum(axis=0)],
    )


def distinct(phrasings: Iterable[Phrasing]) -> list[Phrasing]:
    """The phrasings in sorted order, each once, without empty ones."""
    return sorted({(tuple(words), label) for words, label in phrasings if words})


def numbered(rows: Sequence[Phrasing]) -> tuple[list[str], NDArray[np.intp]]:
    """The intents in sorted order, and the number of each phrasing's own."""
    labels = sorted({label for _, label in rows})
    number = {label: at for at, label in enumerate(labels)}
    return labels, np.array([number[label] for _, label in rows], np.intp)


def _unit(bag: Bag, rarity: Mapping[str, float]) -> Vector:
    """A bag's features, weighted tf × idf and scaled to length 1."""
    weighted = {feature: times * rarity[feature] for feature, times in bag.items()}
    length = sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
    return {feature: weight / length for feature, weight in weighted.items()}


def kernel_of(letters: Block, wording: Block, sorts: Sequence[str]) -> Matrix:
    """K between all phrasings, n × n."""
    kernel = np.zeros((len(sorts), len(sorts)), np.float32)
    for block, share in ((letters, LETTERS), (wording, WORDS)):
        _add_cosines(kernel, block, share)
    for top in range(0, len(sorts), ROWS):
        at = slice(top, top + ROWS)
        alike = cdist(sorts[at], sorts[top:], scorer=ratio, dtype=np.float32, workers=-1)
        alike = RATIO * (alike / 100) ** 3
        kernel[at, top:] += alike
        kernel[top + ROWS :, at] += alike[:, ROWS:].T
    return kernel


def _add_cosines(kernel: Matrix, block: Block, share: float) -> None:
    """Add the cosines of a block: common features in one product, rare ones pair by pair."""
    columns = block.columns()
    order = sorted(columns, key=lambda feature: (-len(columns[feature][0]), feature))
    common = sum(len(columns[feature][0]) * COMMON > len(kernel) for feature in order)
    dense = np.zeros((len(kernel), common), np.float32)
    for place, feature in enumerate(order[:common]):
        at, values = columns[feature]
        dense[at, place] = values
    for top in range(0, len(kernel), ROWS):
        product = share * (dense[top : top + ROWS] @ dense[top:].T)
        kernel[top : top + ROWS, top:] += product
        kernel[top + ROWS :, top : top + ROWS] += product[:, ROWS:].T
    for feature in order[common:]:
        at, values = columns[feature]
        kernel[np.ix_(at, at)] += share * np.outer(values, values)


def _weights(kernel: Matrix, own: NDArray[np.intp]) -> Matrix:
    """A, phrasing × intent, rounded."""
    count = len(set(own.tolist()))
    weights = np.zeros((len(own), count), np.float32)
    ridge = ridge_of(own)
    for label in range(count):
        short, solved = solve(kernel, own == label, ridge)
        weights[short, label] = np.round(solved, DECIMALS)
    return weights


def ridge_of(own: NDArray[np.intp]) -> Matrix:
    """How much the weight of each phrasing is held down."""
    sizes = np.bincount(own) if len(own) else np.ones(1)
    ridge: Matrix = (RIDGE * np.sqrt(sizes[own] / sizes.mean())).astype(np.float32)
    return ridge


def solve(kernel: Matrix, own: NDArray[np.bool_], ridge: Matrix) -> tuple[NDArray[np.intp], Matrix]:
    """The phrasings that fall short for one intent, and their weights.

    Which ones is found in single precision, their weights in double.
    """
    active = own
    short = np.flatnonzero(active)
    solved = _solved(kernel, own, ridge, short, np.float32)
    for _ in range(STEPS_OF_NEWTON):
        scores = solved @ kernel[short]
        lacks = np.where(own, 1.0 - scores, scores - FAR)
        fresh = np.flatnonzero(~active & (lacks > 0))
        settled = active & (lacks > 0)
        if not len(fresh) and (settled == active).all():
            break
        most = max(FEWEST, int(GROWTH * len(short)))
        settled[fresh[np.argsort(-lacks[fresh], kind="stable")[:most]]] = True
        active = settled
        short = np.flatnonzero(active)
        solved = _solved(kernel, own, ridge, short, np.float32)
    return short, _solved(kernel, own, ridge, short, np.float64)


def _solved(
    kernel: Matrix,
    own: NDArray[np.bool_],
    ridge: Matrix,
    short: NDArray[np.intp],
    precision: type[np.float32] | type[np.float64],
) -> Matrix:
    """The weights with which some phrasings score what they should."""
    part: NDArray[np.floating] = kernel[np.ix_(short, short)].astype(precision)
    part[np.diag_indices_from(part)] += ridge[short]
    target: NDArray[np.floating] = np.where(own[short], 1.0, FAR).astype(precision)
    solved: Matrix = np.linalg.solve(part, target).astype(np.float32)
    return solved


def _rows_of(block: Block, weights: Matrix, share: float) -> dict[str, Matrix]:
    """Feature → what it adds to the score of each intent, before the question's length."""
    return {
        feature: share * block.rarity[feature] * (values @ weights[at])
        for feature, (at, values) in block.columns().items()
    }


def _letters_row(word: str, by_gram: Mapping[str, Matrix]) -> Row:
    """The rows of all letter n-grams of a word added up; empty for a pair of words."""
    if " " in word:
        return ""
    bag = letter_bag([word])
    return _row(sum(times * by_gram[gram] for gram, times in bag.items()))


def _row(weights: Matrix | int) -> Row:
    """The heaviest weights of a row, in STEPS."""
    steps = np.clip(np.rint(np.asarray(weights) * STEPS), -HEAVIEST, HEAVIEST).astype(int)
    heaviest = np.argsort(-abs(steps), kind="stable")[:LARGEST_ROW]
    return packed((at, int(steps[at])) for at in sorted(heaviest.tolist()) if steps[at])


def _sparse(row: Matrix) -> list[tuple[int, float]]:
    """The weights of a phrasing that are not 0, with their intents."""
    return [(int(at), round(float(row[at]), DECIMALS)) for at in np.flatnonzero(row)]
