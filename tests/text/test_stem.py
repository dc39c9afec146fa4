"""Stems: forms of a word share one, whatever the language of the base."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.stem import Endings, stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["visit", "visits", "visited", "visiting"]),
        ("en", ["agree", "agrees", "agreed"]),
        ("ru", ["встреча", "встречи", "встречу"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: list[str]) -> None:
    """Inflected forms of one word have one stem."""
    assert 1 == len({stem(form, language) for form in forms})


@pytest.mark.parametrize(("one", "other"), [("visit", "vision"), ("trade", "treaty")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    """Words that only look alike are kept apart."""
    assert stem(one, "en") != stem(other, "en")


@pytest.mark.parametrize("language", ["vi", "xx", ""])
@given(word=st.text())
def test_a_language_without_a_stemmer_keeps_its_words(language: str, word: str) -> None:
    """Where forms do not change, or we know no stemmer, a word is its own stem."""
    assert word == stem(word, language)


@given(st.text(st.characters(codec="utf-8")))
def test_any_word_has_a_stem(word: str) -> None:
    """The stemmer takes whatever a message has, and says the same each time."""
    assert stem(word, "en") == stem(word, "en")


LISTED = Endings(["di", "i", "ler", "in"], {"sened": "sened", "ed": "et"})


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (["sefer", "seferi", "seferler", "seferlerin"], "sefer"),
        (["sened", "senedi", "senedin", "senedlerin"], "sened"),  # no past tense of "sene"
        (["edin", "edi"], "et"),
        (["ali", "ala"], None),  # three letters stay
    ],
)
def test_a_language_may_list_its_endings(forms: list[str], expected: str | None) -> None:
    """Listed endings are cut one after the other, but not into a root that is listed."""
    assert [expected or form for form in forms] == [LISTED.stem(form) for form in forms]
