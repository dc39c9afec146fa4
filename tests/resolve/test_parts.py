"""Claims of several parts in one sentence."""

from __future__ import annotations

import pytest

from bot.resolve.claims import REFUTED, SUPPORTED, UNKNOWN
from tests.resolve.conftest import Ask


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("To Lam visited Azerbaijan in 2025 and Aliyev visited Vietnam in 2014.", SUPPORTED),
        ("To Lam visited Azerbaijan in 2025 and Aliyev visited Vietnam in 2015.", REFUTED),
        ("Asadov visited Minsk and met Golovchenko.", SUPPORTED),
        ("Asadov visited Minsk and met Lukashenko.", UNKNOWN),
        ("Trade between Vietnam and Azerbaijan grew by 39 percent.", UNKNOWN),
    ],
)
def test_each_part_must_hold(ask: Ask, text: str, verdict: str) -> None:
    """Joined by a bare "and", with or without a subject of its own; two names are no two claims."""
    assert verdict == ask(text).verdict


def test_all_parts_are_cited(ask: Ask) -> None:
    """A claim of two parts rests on the facts of both."""
    text = "To Lam visited Azerbaijan in 2025 and Aliyev visited Vietnam in 2014."

    assert 2 == len(ask(text).facts)
