"""Words of several languages in one message."""

from __future__ import annotations

import pytest

from bot.text.lexicon import Lexicon
from bot.text.mixed import MixedLexicon

FIRST = Lexicon(
    {
        "language": "en",
        "fillers": ["do", "the"],
        "question_words": {"who": {"types": ["person"]}},
        "smalltalk": {"greeting": ["hello"]},
        "finite_endings": ["ed"],
        "wording": {"clarify": "Which?"},
    }
)
OTHER = Lexicon(
    {
        "language": "aa",
        "fillers": ["do", "la"],
        "question_words": {"kiu": {"types": ["person"]}, "do": {"types": ["time"]}},
        "smalltalk": {"greeting": ["saluton"], "thanks": ["dankon"]},
        "finite_endings": ["as"],
        "word_endings": ["ojn", "o"],
        "synonyms": [["pordo", "enir"]],
        "wording": {"clarify": "Kiu?"},
    }
)
SPOKEN = {"en": {"do", "the", "who", "hello", "visit", "visited"}, "aa": {"la", "kiu", "pordojn"}}


@pytest.fixture(name="mixed")
def _mixed() -> MixedLexicon:
    return MixedLexicon([FIRST, OTHER], lambda language, word: word in SPOKEN[language])


@pytest.mark.parametrize(
    ("word", "canonical"),
    [
        ("visited", "visit"),
        ("pordojn", "aa|pord"),  # cut and joined as its own language does
        ("do", "do"),  # of both: the first one's
        ("xqzvw", "xqzvw"),  # of neither
    ],
)
def test_a_word_is_read_in_its_own_language(mixed: MixedLexicon, word: str, canonical: str) -> None:
    """What the first language does not know is stemmed by the other, and marked as its word."""
    assert canonical == mixed.canonical(word)


def test_little_words_of_both_count(mixed: MixedLexicon) -> None:
    """Fillers, question words and small talk are joined, but for words that the first knows."""
    assert {"do", "the", "la"} == mixed.fillers
    assert {("who",), ("kiu",)} == set(mixed.questions)
    assert {("hello",), ("saluton",), ("dankon",)} == set(mixed.smalltalk)


def test_endings_and_wording_are_the_first_ones(mixed: MixedLexicon) -> None:
    """How a language ends its verbs and what is said to people are not joined."""
    assert {"ed"} == mixed.word_set("finite_endings")
    assert {"clarify": "Which?"} == mixed.data["wording"]


def test_words_per_language_are_marked(mixed: MixedLexicon) -> None:
    """A noun of the other language cannot be taken for one of the first that looks the same."""
    texts = {"en": ["door"], "aa": ["door la"], "bb": ["x"]}

    assert ["door", "aa|door la"] == mixed.own(texts)
    assert ["door", "aa|door aa|la"] == mixed.own_phrases(texts)
    assert ["door"] == FIRST.own(texts)
