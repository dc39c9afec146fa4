"""Which known words a misspelt one may mean."""

from __future__ import annotations

import pytest

from bot.resolve.resolver import Resolver
from bot.resolve.spelling import CANDIDATES, SHORTEST, Speller
from tests.resolve.conftest import Ask


@pytest.fixture(scope="module")
def speller(resolver: Resolver) -> Speller:
    """The speller of the shipped base."""
    return resolver.reader.speller


@pytest.mark.parametrize(
    ("word", "meant"),
    [("recieved", "received"), ("goverment", "government"), ("visted", "visited")],
)
def test_a_slip_is_read_as_the_word_it_means(speller: Speller, word: str, meant: str) -> None:
    """Two letters that changed places, or one left out."""
    assert meant == speller.word(word)


@pytest.mark.parametrize("word", ["received", "table", "austria", "hasanov", "2024", "b2b"])
def test_a_known_word_is_never_touched(speller: Speller, word: str) -> None:
    """Neither words of the base, nor ordinary words, nor names, nor what is no word."""
    assert ((), None) == (speller.candidates(word), speller.word(word))


@pytest.mark.parametrize("word", ["vst", "xy", "q"])
def test_a_short_word_is_never_corrected(speller: Speller, word: str) -> None:
    """Too many words are one slip away from it."""
    assert len(word) < SHORTEST
    assert () == speller.candidates(word)


@pytest.mark.parametrize(("word", "name"), [("hasanof", "hasanov"), ("golovchneko", "golovchenko")])
def test_a_misspelt_name_may_mean_the_name(speller: Speller, word: str, name: str) -> None:
    """It is the likest of what the word may mean."""
    assert name == speller.candidates(word)[0][0]


@pytest.mark.parametrize("word", ["recieved", "hasanof", "lukashenk", "zzzzzzzz"])
def test_candidates_come_likest_first_and_few(speller: Speller, word: str) -> None:
    """Each with a likeness in 0 to 1."""
    found = speller.candidates(word)

    assert len(found) <= CANDIDATES
    assert list(found) == sorted(found, key=lambda pair: (-pair[1], pair[0]))
    assert all(0.0 < like < 1.0 for _, like in found)


@pytest.mark.parametrize(
    ("word", "meant", "expected"),
    [("recieved", "received", True), ("visitde", "visited", True), ("lamp", "visit", False)],
)
def test_a_slip_is_very_like(word: str, meant: str, expected: bool) -> None:
    """Two letters that changed places are a slip, another word is none."""
    assert expected == Speller.is_slip(word, meant)


@pytest.mark.parametrize(
    "text",
    ["Who recieved Hasanov?", "Who received Hasanof?", "who recieved hasanof"],
)
def test_a_misspelt_question_is_answered(ask: Ask, text: str) -> None:
    """A slip in the verb, in the name, or in both."""
    assert "Pham Minh Chinh" == ask(text).value
