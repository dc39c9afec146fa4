"""Words in another script than their language's."""

from __future__ import annotations

import pytest

from bot.text.lexicon import Lexicon
from bot.text.normal import tokenise
from bot.text.script import in_own_script, rewritten

TABLE = {"shch": "щ", "sh": "ш", "ch": "ч", "s": "с", "h": "х", "o": "о", "t": "т"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("chto", "что"),
        ("shchot", "щот"),  # the longest letters first
        ("что", "что"),
        ("1992", "1992"),
    ],
)
def test_letters_are_rewritten_by_the_table(word: str, expected: str) -> None:
    """A word that is in the script already, or in none, stays."""
    assert expected == rewritten(word, Lexicon({"transliteration": TABLE}))


def test_a_language_without_a_table_rewrites_nothing() -> None:
    """Most languages are typed in one script."""
    assert "chto" == rewritten("chto", Lexicon({}))


def test_known_words_stay_in_their_script() -> None:
    """A name in Latin letters is found as it is."""
    lexicon = Lexicon({"transliteration": TABLE})
    tokens = in_own_script(tokenise("chto Tot"), lexicon, kept={1})

    assert ["что", "tot"] == [token.form for token in tokens]
