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
from bot.match.phrasings import Model, confidence, packed, rank

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
    """A question that is a phrasing has its label first."""
    assert rank(model(), text.split())[0].label == label


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
def test_a_confidence_is_a_share(words: list[str]) -> None:
    """The confidence of every match lies in 0 to 1, and grows with its score."""
    found = rank(model(), words)
    assert all(0.0 <= match.confidence <= 1.0 and match.score > 0 for match in found)
    assert found == sorted(found, key=lambda match: -match.confidence)


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
    values = [confidence(score / 10, 100) for score in range(-5, 16)]
    assert values == sorted(values)


def test_confidence_falls_with_the_number_of_phrasings() -> None:
    """Among many phrasings something like a question is found by chance."""
    values = [confidence(0.45, size) for size in (1, 500, 5_000, 50_000)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0.5 > values[-1]


def test_one_word_of_a_long_question_is_no_match() -> None:
    """A phrasing of one word speaks for a question of that word, not for all that contain it."""
    short = fit([(("fees",), "fees"), (("opening", "hours"), "hours")])
    long = [
        "my",
        "neighbour",
        "says",
        "that",
        "fees",
        "are",
        "the",
        "reason",
        "for",
        "nothing",
        "good",
        "in",
        "life",
    ]
    assert rank(short, ["fees"])[0].confidence > 0.9
    assert rank(short, long)[0].confidence < 0.2


def test_languages_share_an_index() -> None:
    """Phrasings of one intent in several languages are all found, in one model."""
    texts = {
        "hours": ["when are you open", "gio mo cua", "когда вы открыты", "ne vaxt aciqsiniz"],
        "fees": ["how much does it cost", "gia bao nhieu", "сколько это стоит", "qiymeti necedir"],
    }
    mixed = fit([(tuple(t.split()), label) for label, rows in texts.items() for t in rows])
    for label, rows in texts.items():
        assert all(rank(mixed, text.split())[0].label == label for text in rows)


def test_a_row_of_either_sign_is_added_up() -> None:
    """Weights for and against are kept as they are, each row as often as it counts."""
    one, other = packed([(0, 5), (2, -32767)]), packed([(0, -7), (1, 32767)])
    assert phrasings._added([(1, one), (2, other)], 3) == [-9, 65534, -32767]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":0}', '{"format":2,"labels":[]}'])
def test_a_damaged_model_is_refused(text: str) -> None:
    """What `to_json` did not write is an index to rebuild, not a crash."""
    with pytest.raises(IndexDamagedError):
        Model.from_json(text)


def test_asking_does_not_import_numpy() -> None:
    """Numpy costs 100 ms to import; only fitting needs it."""
    code = "import sys, bot.match.phrasings; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
