"""Fit the intent matcher: A = (K + D)⁻¹ Y over all phrasings. The only user of numpy.

K is the kernel of `bot.match.phrasings` between all phrasings, Y one-hot labels, and
D = diag(.1 (n_i / mean n)^½) with n_i the phrasings of the label: large labels are trusted less.
Weights are rounded, so the same phrasings give the same bytes in whatever order they come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from bot.match.phrasings import BEND, COSINE, LETTERS, RATIO, WORDS, Model, grams, idf, pairs

RIDGE = 0.1  # strength of D for a label of mean size
DECIMALS = 3  # of a weight of A: the largest are near 1
SMALLEST = (
    0.05  # smaller weights are only added up by label: no loss on CLINC150, an eighth the size
)
LARGE = 1000  # phrasings from which letter n-grams in more than FREQUENT of them weigh nothing:
FREQUENT = 0.15  # they tell little, and take half of the time of a question
EXACT = 4000  # phrasings up to which K is kept in double precision (above, 0.9 GB a matrix)
ROWS = 1000  # of K that are worked on at a time
COMMON = 2048  # features multiplied as one dense block; rarer ones are added pair by pair

Phrasing: TypeAlias = tuple[tuple[str, ...], str]
Matrix: TypeAlias = NDArray[np.floating]
Vector: TypeAlias = dict[str, float]


def fit(phrasings: Sequence[Phrasing]) -> Model:
    """The model of (normal words, label) phrasings; repeated and empty ones count once or not.

    Time grows with the cube of the number of phrasings, memory with its square.
    """
    rows = sorted({(tuple(words), label) for words, label in phrasings if words})
    labels = sorted({label for _, label in rows})
    label = [labels.index(own) for _, own in rows]
    words = sorted({word for text, _ in rows for word in text})
    numbers = {word: number for number, word in enumerate(words)}
    letter_bags = [Counter(gram for word in text for gram in grams(word)) for text, _ in rows]
    word_bags = [Counter(text) for text, _ in rows]
    pair_bags = [Counter(pairs(text)) for text, _ in rows]
    rare_grams, rare_words, rare_pairs = map(_rarity, (letter_bags, word_bags, pair_bags))
    _drop_frequent(rare_grams, len(rows))
    scales, vectors = [], []
    for letter_bag, word_bag, pair_bag in zip(letter_bags, word_bags, pair_bags, strict=True):
        near = _weigh(letter_bag, rare_grams)
        same = _weigh(word_bag, rare_words) | _weigh(pair_bag, rare_pairs)
        lengths = _length(near) or 1.0, _length(same)
        scales.append([round(LETTERS / lengths[0], 6), round(WORDS / lengths[1], 6)])
        vectors.append(_joined(near, same, lengths))
    sorts = [" ".join(sorted(text)) for text, _ in rows]
    within = _postings(word_bags)
    having = _postings([Counter(grams(word)) for word in words])
    pairing = _postings(pair_bags)
    weights, totals = _weights(_kernel(vectors, sorts), label) if rows else ([], [])
    return Model(
        labels=labels,
        words=words,
        texts=[[numbers[word] for word in text] for text, _ in rows],
        sorts=sorts,
        label=label,
        scales=scales,
        grams={
            gram: (rare_grams[gram], having[gram] if rare_grams[gram] else [])
            for gram in sorted(having)
        },
        within=[(rare_words[word], within[word]) for word in words],
        pairs={pair: (rare_pairs[pair], pairing[pair]) for pair in sorted(pairing)},
        weights=weights,
        totals=totals,
    )


def _rarity(bags: Sequence[Counter[str]]) -> Vector:
    """The idf of each feature of the bags."""
    counts = Counter(feature for bag in bags for feature in bag)
    return {feature: idf(count, len(bags)) for feature, count in counts.items()}


def _drop_frequent(rarity: Vector, size: int) -> None:
    """Make the letter n-grams that are too frequent to tell anything weigh nothing."""
    if size >= LARGE:
        least = idf(int(FREQUENT * size), size)
        for gram in [gram for gram, value in rarity.items() if value < least]:
            rarity[gram] = 0.0


def _weigh(bag: Counter[str], rarity: Mapping[str, float]) -> Vector:
    """Each feature of a bag with its tf × idf."""
    return {feature: times * rarity[feature] for feature, times in bag.items()}


def _length(vector: Vector) -> float:
    """The Euclidean length of a vector."""
    return sqrt(sum(weight * weight for weight in vector.values()))


def _joined(near: Vector, same: Vector, lengths: tuple[float, float]) -> Vector:
    """One vector from both blocks, such that the product of two of them is c; length 1."""
    letters, whole = sqrt(LETTERS) / lengths[0], sqrt(WORDS) / lengths[1]
    joined = {f"letters {feature}": weight * letters for feature, weight in near.items() if weight}
    return joined | {f"words {feature}": weight * whole for feature, weight in same.items()}


def _postings(bags: Iterable[Counter[str]]) -> dict[str, list[int]]:
    """Feature → the numbers of the bags that have it, each as often as it has it."""
    postings: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        for feature, times in bag.items():
            postings.setdefault(feature, []).extend([number] * times)
    return postings


def _kernel(vectors: Sequence[Vector], sorts: Sequence[str]) -> Matrix:
    """K, n × n: .7 of the bent cosines and .3 of the fourth power of the ratios, no cut-off.

    Only the diagonal and what is right of it, as K is symmetric; the rest is undefined.
    """
    kernel = _cosines(vectors, np.float64 if len(vectors) <= EXACT else np.float32)
    for top in range(0, len(sorts), ROWS):
        at = slice(top, top + ROWS)
        alike = cdist(sorts[at], sorts[top:], scorer=ratio, dtype=np.float32, workers=-1)
        block = kernel[at, top:]
        block *= COSINE * (BEND[0] + BEND[1] * block)
        block += RATIO * (alike / 100.0) ** 4
    return kernel


def _cosines(vectors: Sequence[Vector], kind: type[np.floating]) -> Matrix:
    """C between all vectors, n × n: common features in one product, rare ones pair by pair."""
    columns: dict[str, list[tuple[int, float]]] = {}
    for number, vector in enumerate(vectors):
        for feature, weight in vector.items():
            columns.setdefault(feature, []).append((number, weight))
    order = sorted(columns, key=lambda feature: (-len(columns[feature]), feature))
    dense = np.zeros((len(vectors), min(COMMON, len(order))), kind)
    for place, feature in enumerate(order[:COMMON]):
        for number, weight in columns[feature]:
            dense[number, place] = weight
    cosines: Matrix = dense @ dense.T
    for feature in order[COMMON:]:
        at = np.array([number for number, _ in columns[feature]])
        values = np.array([weight for _, weight in columns[feature]], kind)
        cosines[np.ix_(at, at)] += np.outer(values, values)
    return cosines


def _weights(
    kernel: Matrix, label: Sequence[int]
) -> tuple[list[list[tuple[int, float]]], list[float]]:
    """A, row by row as (label, weight) without the small ones, and its sums by label.

    All are rounded. Overwrites `kernel`.
    """
    own = np.array(label)
    sizes = np.bincount(own)
    kernel[np.diag_indices_from(kernel)] += RIDGE * np.sqrt(sizes[own] / sizes.mean())
    known = np.zeros((len(own), len(sizes)), kernel.dtype)
    known[np.arange(len(own)), own] = 1.0
    solved = _solved(kernel, known)
    rows = [
        [(int(at), round(float(row[at]), DECIMALS)) for at in np.nonzero(abs(row) >= SMALLEST)[0]]
        for row in solved
    ]
    return rows, [round(float(total), 2) for total in solved.sum(axis=0)]


def _solved(kernel: Matrix, known: Matrix) -> Matrix:
    """kernel⁻¹ known, by block elimination in the place of both; reads the kernel's upper half.

    K + D is positive definite, so no rows need changing places. numpy's own solver would take
    three more matrices of the kernel's size.
    """
    tops, inverses = range(0, len(kernel), ROWS), []
    for top in tops:
        row = slice(top, top + ROWS)
        inverses.append(np.linalg.inv(kernel[row, row]))
        for below in tops[top // ROWS + 1 :]:
            at = slice(below, below + ROWS)
            factor = kernel[row, at].T @ inverses[-1]
            kernel[at, below:] -= factor @ kernel[row, below:]
            known[at] -= factor @ known[row]
    for top, inverse in zip(reversed(tops), reversed(inverses), strict=True):
        row = slice(top, top + ROWS)
        rest = kernel[row, top + ROWS :] @ known[top + ROWS :]
        known[row] = inverse @ (known[row] - rest)
    return known
