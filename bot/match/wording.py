"""Likeness of two wordings whose names are masked: only to order readings that all pass."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz


def nearest(asked: str, phrasings: Iterable[str]) -> float:
    """The likeness of a wording to the nearest of some phrasings, in 0..1; 0 where there are none.

    The mean of two rapidfuzz ratios: of the wordings as they stand (normalised indel distance), and
    of their sets of words, in which a phrasing that stands within a longer question is whole.
    """
    return max((_likeness(asked, phrasing) for phrasing in phrasings), default=0.0)


def _likeness(asked: str, phrasing: str) -> float:
    return (fuzz.ratio(asked, phrasing) + fuzz.token_set_ratio(asked, phrasing)) / 200
