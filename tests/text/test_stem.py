"""Stems: forms of a word share one, whatever the language of the base."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.stem import stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["visit", "visits", "visited", "visiting"]),
        ("en", ["agree", "agrees", "agreed"]),
        ("ru", ["встреча", "встречи", "встречу"]),
        ("az", ["kitap", "kitaplar"]),  # by the Turkish stemmer
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
