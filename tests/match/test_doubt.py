"""Phrasings that the matcher itself gets wrong."""

from __future__ import annotations

import pytest

from bot.match import fit as fitting
from bot.match.doubt import Doubt, doubts
from bot.match.fit import fit
from bot.match.phrasings import rank
from bot.text.normal import words

HOURS = ["when are you open", "what are the opening hours", "at what time do you open"]
FEES = ["how much is the late fee", "what does an overdue book cost", "late fee amount"]


def rows(*more: tuple[str, str]) -> list[fitting.Phrasing]:
    """The phrasings of two clear intents, and some more."""
    known = [(text, "hours") for text in HOURS] + [(text, "fees") for text in FEES]
    return [(tuple(words(text)), label) for text, label in [*known, *more]]


def test_clear_phrasings_raise_no_doubt() -> None:
    """Two intents in different words."""
    assert doubts(rows()) == []


def test_the_same_phrasing_of_two_intents_cannot_be_told_apart() -> None:
    """It is named under the intent that it fits worse, with the other."""
    found = doubts(rows(("late fee amount", "hours")))
    assert Doubt(("late", "fee", "amount"), "hours", "fees", alike=True) in found


def test_a_phrasing_in_the_wrong_place_comes_back_wrong() -> None:
    """Left out, it is taken for the intent that it resembles."""
    found = doubts(rows(("what are your opening hours please", "fees")))
    assert ("fees", "hours") in [(doubt.label, doubt.other) for doubt in found if not doubt.alike]


def test_leaving_out_by_formula_is_leaving_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the formula says comes back wrong, a model fitted without it gets wrong too."""
    monkeypatch.setattr("bot.match.doubt.SURE", 0.0)
    odd = ("what are your opening hours please", "fees")
    rest = fit([row for row in rows(odd) if row[0] != tuple(words(odd[0]))])
    assert rank(rest, words(odd[0]))[0].label == "hours"
    assert any(doubt.words == tuple(words(odd[0])) for doubt in doubts(rows(odd)))


def test_one_intent_alone_is_never_in_doubt() -> None:
    """There is nothing to take it for."""
    assert doubts(rows()[:3]) == []
