"""Likeness of two wordings whose names are masked: only to order readings that all pass."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz


def nearest(asked: str, phrasings: Iterable[str]) -> float:
    """The likeness of a wording to the nearest of some phrasings, in 0..1; 0 where there are none.

    The ratio of the insertions and deletions between the two (normalised indel distance).
    """
    return max((fuzz.ratio(asked, phrasing) for phrasing in phrasings), default=0.0) / 100
