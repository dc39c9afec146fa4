"""What made a match."""

from __future__ import annotations

from bot.match.explain import explain
from bot.match.fit import fit
from bot.match.phrasings import rank

MODEL = fit(
    [
        (("who", "visited", "the", "capital"), "visit"),
        (("which", "guest", "came"), "visit"),
        (("how", "much", "is", "the", "trade"), "trade"),
    ]
)


def test_an_explanation_sorts_the_words() -> None:
    """Each word is in the phrasing, misspelt, in another phrasing of the intent, or nowhere."""
    words = ["who", "visted", "the", "zebra", "capital", "guest"]
    explained = explain(MODEL, words, rank(MODEL, words)[0])
    assert explained.phrasing == "who visited the capital"
    assert explained.shared == ("who", "the", "capital")
    assert explained.near == (("visted", "visited"),)
    assert explained.elsewhere == ("guest",)
    assert explained.unexplained == ("zebra",)


def test_the_nearest_phrasing_of_the_intent_explains() -> None:
    """Of several phrasings the one with most of the question's words, not another intent's."""
    words = ["which", "guest", "is", "the"]
    match = next(found for found in rank(MODEL, words) if found.label == "visit")
    assert explain(MODEL, words, match).phrasing == "which guest came"
