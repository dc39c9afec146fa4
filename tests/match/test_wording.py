"""Likeness of wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.wording import nearest

WORDING = st.text("abx ", max_size=20)


def test_the_same_wording_is_wholly_like() -> None:
    """Whatever else is there to compare with."""
    assert 1.0 == nearest("who received x", ["when did x visit x", "who received x"])


def test_nothing_is_like_none() -> None:
    """A role that no phrasing asks for adds nothing."""
    assert 0.0 == nearest("who received x", [])


@pytest.mark.parametrize(
    ("asked", "like", "unlike"),
    [
        ("who received x", "who did receive x", "when did x visit x"),
        ("when did x visit x then", "when did x visit x", "who visited x"),
    ],
)
def test_the_nearer_phrasing_is_liker(asked: str, like: str, unlike: str) -> None:
    """Shared words in the same order count."""
    assert nearest(asked, [like]) > nearest(asked, [unlike])
    assert nearest(asked, [like]) == nearest(asked, [unlike, like])


def test_order_counts_a_little() -> None:
    """The same words in another order are liker than others, and less like than themselves."""
    turned = nearest("x received who", ["who received x"])

    assert nearest("zzz", ["who received x"]) < turned < 1.0


@given(WORDING, st.lists(WORDING, max_size=4))
def test_likeness_is_in_0_to_1_and_grows_with_choice(asked: str, phrasings: list[str]) -> None:
    """More phrasings to be near to never make a wording less like, in whatever order they come."""
    found = nearest(asked, phrasings)

    assert 0.0 <= nearest(asked, phrasings[:1]) <= found <= 1.0
    assert found == nearest(asked, phrasings[::-1])
