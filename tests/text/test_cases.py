"""Endings of names."""

from __future__ import annotations

import pytest

from bot.text.cases import Based, Cases

CASES = Cases(["s"], {"gen": ["in", "y>a"], "ins": ["la", "in"]})


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("limala", [Based("limala"), Based("lima", "ins")]),
        ("limin", [Based("limin"), Based("lim", "gen")]),  # the first case that lists it
        ("moskvy", [Based("moskvy"), Based("moskva", "gen")]),  # another letter put back
        ("lims", [Based("lims"), Based("lim")]),
        ("la", [Based("la")]),  # too little would be left
    ],
)
def test_endings_are_cut(word: str, bases: list[Based]) -> None:
    """The word itself comes first, then each form without an ending, with its case."""
    assert bases == CASES.bases(word)


@pytest.mark.parametrize(("ending", "case"), [("la", "ins"), ("in", "gen"), ("s", ""), ("x", "")])
def test_an_ending_tells_its_case(ending: str, case: str) -> None:
    """An ending that says nothing, or is unknown, tells none."""
    assert case == CASES.case_of(ending)
