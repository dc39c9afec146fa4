"""Which phrasings a curator should look at: what the fitted matcher itself gets wrong.

Each phrasing is scored as if it had been left out. For a phrasing with a weight that is its target
less weight / (M⁻¹)ᵢᵢ, with M the matrix that was solved; one without a weight changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.match.features import letter_bag, sorted_text, word_bag
from bot.match.fit import (
    FAR,
    Block,
    Matrix,
    Phrasing,
    distinct,
    kernel_of,
    numbered,
    ridge_of,
    solve,
)
from bot.match.phrasings import confidence

SURE = 0.5  # confidence from which a wrong intent is worth a warning: it may be answered
APART = 0.05  # score that sets two intents apart for a phrasing that both were fitted with


@dataclass(frozen=True)
class Doubt:
    """A phrasing that comes back wrong when it is left out, or that another intent fits as well."""

    words: tuple[str, ...]
    label: str
    other: str
    alike: bool  # also with the phrasing in the base the two cannot be told apart


def doubts(phrasings: Iterable[Phrasing]) -> list[Doubt]:
    """The doubtful phrasings in sorted order."""
    rows = distinct(phrasings)
    labels, own = numbered(rows)
    if len(labels) < 2:
        return []
    letters = Block.of([letter_bag(words) for words, _ in rows])
    wording = Block.of([word_bag(words) for words, _ in rows])
    kernel = kernel_of(letters, wording, [sorted_text(words) for words, _ in rows])
    return [Doubt(*rows[at], labels[other], alike) for at, other, alike in _doubtful(kernel, own)]


def _doubtful(kernel: Matrix, own: NDArray[np.intp]) -> Iterator[tuple[int, int, bool]]:
    """Number of the phrasing, of the other intent, and whether they cannot be told apart."""
    fitted, left_out = _scores(kernel, own)
    each = np.arange(len(own))
    for scores, alike in ((fitted, True), (left_out, False)):
        mine = scores[each, own].copy()
        scores[each, own] = -np.inf
        others = scores.argmax(axis=1)
        best = scores[each, others]
        for at in each.tolist():
            told = alike or confidence(float(best[at]), len(own)) >= SURE
            if told and best[at] > mine[at] - (APART if alike else 0.0):
                yield at, int(others[at]), alike


def _scores(kernel: Matrix, own: NDArray[np.intp]) -> tuple[Matrix, Matrix]:
    """Phrasing × intent: the scores as fitted, and those with the phrasing left out."""
    count, ridge = int(own.max()) + 1, ridge_of(own)
    fitted = np.zeros((len(own), count), np.float32)
    left_out = np.zeros((len(own), count), np.float32)
    for label in range(count):
        short, solved = solve(kernel, own == label, ridge)
        part = kernel[np.ix_(short, short)].astype(np.float64)
        part[np.diag_indices_from(part)] += ridge[short]
        target = np.where(own[short] == label, 1.0, FAR)
        fitted[:, label] = left_out[:, label] = solved @ kernel[short]
        left_out[short, label] = target - solved / np.diag(np.linalg.inv(part))
    return fitted, left_out
