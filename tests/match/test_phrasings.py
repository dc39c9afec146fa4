"""Ranking the intents of a question."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IndexDamagedError
from bot.match import phrasings
from bot.match.fit import fit
from bot.match.phrasings import Model, confidence, explain, grams, pairs, rank

EXAMPLES = [
    ("when were ties established", "relations when"),
    ("since when are there diplomatic relations", "relations when"),
    ("when did the countries open relations", "relations when"),
    ("who visited the capital", "visit who"),
    ("which president came on a visit", "visit who"),
    ("who came to the capital on a state visit", "visit who"),
    ("how much is the trade worth", "trade how-much"),
    ("what is the volume of trade", "trade how-much"),
    ("what was signed during the visit", "signing what"),
    ("which documents were signed", "signing what"),
]
WORDS = [*sorted({word for text, _ in EXAMPLES for word in text.split()}), "zebra", "qqq"]
QUESTION = st.lists(st.sampled_from(WORDS), max_size=9)


@cache
def model() -> Model:
    """The model of the examples."""
    return fit([(tuple(text.split()), label) for text, label in EXAMPLES])


@pytest.mark.parametrize(("text", "label"), EXAMPLES)
def test_a_phrasing_finds_its_own_label(text: str, label: str) -> None:
    """A question that is a phrasing has its label first, backed by that phrasing."""
    best = rank(model(), text.split())[0]
    assert best.label == label
    assert " ".join(model().phrasing(best.phrasing)) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("when were relations established", "relations when"),
        ("who came to visit", "visit who"),
        ("how much trade is there", "trade how-much"),
        ("wich documnts were signd", "signing what"),
    ],
)
def test_a_paraphrase_finds_the_label(text: str, label: str) -> None:
    """Other words in another order, or misspelt ones, have the meant label first."""
    assert rank(model(), text.split())[0].label == label


def test_unknown_words_lower_the_score() -> None:
    """What no phrasing has makes the question less sure."""
    known = rank(model(), ["who", "visited", "the", "capital"])[0]
    mixed = rank(model(), ["who", "visited", "the", "capital", "zxqw", "vbnmp"])[0]
    assert known.label == mixed.label
    assert known.score > mixed.score


@pytest.mark.parametrize("words", [[], ["ыыы"]])
def test_nothing_shared_ranks_nothing(words: list[str]) -> None:
    """An empty question, and one without a known letter group, match nothing."""
    assert [match for match in rank(model(), words) if match.confidence > 0.3] == []


def test_an_empty_model_ranks_nothing() -> None:
    """A base without phrasings answers no question."""
    assert rank(fit([]), ["who"]) == []


@given(QUESTION, st.integers(0, 6))
def test_matches_are_ordered(words: list[str], limit: int) -> None:
    """Best first, equal ones by label, each label once, no more than wanted."""
    found = rank(model(), words, limit)
    assert len(found) <= limit
    assert found == sorted(found, key=lambda match: (-match.score, match.label))
    assert len({match.label for match in found}) == len(found)


@given(QUESTION)
def test_a_match_is_backed_by_its_own_label(words: list[str]) -> None:
    """The phrasing of a match has the match's label; its confidence lies in 0 to 1."""
    for match in rank(model(), words):
        assert model().labels[model().label[match.phrasing]] == match.label
        assert 0.0 <= match.confidence <= 1.0


@given(QUESTION)
def test_ranking_is_repeatable_and_survives_json(words: list[str]) -> None:
    """The same question has the same matches, also from a model read back."""
    again = Model.from_json(model().to_json())
    assert rank(model(), words) == rank(model(), words) == rank(again, words)


def test_equal_scores_go_by_label() -> None:
    """One phrasing under two labels gives both, in the order of the labels."""
    twins = fit([(("who", "came"), "b"), (("who", "came"), "a")])
    found = rank(twins, ("who", "came"))
    assert [match.label for match in found] == ["a", "b"]
    assert found[0].score == found[1].score


def test_at_most_so_many_phrasings_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the proposed phrasings get the full score."""
    monkeypatch.setattr(phrasings, "PROPOSED", 3)
    calls: list[str] = []

    def ratio(_: str, phrasing: str) -> float:
        calls.append(phrasing)
        return 50.0

    monkeypatch.setattr(phrasings, "ratio", ratio)
    rank(model(), ["who", "visited", "the", "capital"])
    assert len(calls) == 3


def test_confidence_grows_with_the_score() -> None:
    """The scale keeps the order of the scores."""
    values = [confidence(score / 10) for score in range(-5, 16)]
    assert values == sorted(values)


def test_an_explanation_sorts_the_words() -> None:
    """Each word of the question is in the phrasing, misspelt, or unexplained."""
    words = ["who", "visted", "the", "zebra", "capital"]
    explained = explain(model(), words, rank(model(), words)[0])
    assert explained.shared == ("who", "the", "capital")
    assert explained.near == (("visted", "visited"),)
    assert explained.unexplained == ("zebra",)


def test_letter_groups_reach_over_the_edges_of_a_word() -> None:
    """Groups of two to four letters, with a blank at both ends."""
    assert list(grams("ab")) == [" a", "ab", "b ", " ab", "ab ", " ab "]


def test_pairs_know_the_ends_and_skip_one() -> None:
    """Neighbours, then pairs with one word between."""
    assert list(pairs(["a", "b"])) == ["^ a", "a b", "b $", "^ * b", "a * $"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":0}', '{"format":1,"labels":[]}'])
def test_a_damaged_model_is_refused(text: str) -> None:
    """What `to_json` did not write is an index to rebuild, not a crash."""
    with pytest.raises(IndexDamagedError):
        Model.from_json(text)


def test_asking_does_not_import_numpy() -> None:
    """Numpy costs 100 ms to import; only fitting needs it."""
    code = "import sys, bot.match.phrasings; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
