"""Words typed with the keystrokes of their marks left in."""

from __future__ import annotations

import pytest

from bot.text.keystrokes import decoded, is_word
from bot.text.lexicon import Lexicon, normal_lexicon
from bot.text.normal import tokenise

RAW = {
    "language": "xx",
    "syllable": "[bdnv]?[aeiou]{1,2}[tnm]?",
    "keystrokes": [
        [["[1-9]", ""]],
        [["dd", "d"], ["([aeiou])\\1", "\\1"], ["(?<=[aeiou])[sj]", ""]],
    ],
}


def forms(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The words of a text without keystrokes."""
    lexicon = Lexicon(normal_lexicon(RAW))
    return [token.form for token in decoded(tokenise(text), lexicon, known.__contains__)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vieejt", ["viet"]),
        ("Vie65t", ["viet"]),
        ("ddi", ["di"]),
        ("viet", ["viet"]),  # well built as it stands
        ("vieejt nam", ["viet", "nam"]),
        ("export", ["export"]),  # no word without its keystrokes either
        ("7 2025", ["7", "2025"]),
    ],
)
def test_keystrokes_are_taken_out(typed: str, meant: list[str]) -> None:
    """A word that is well built only without its keystrokes was typed with them."""
    assert meant == forms(typed)


def test_a_known_word_stays() -> None:
    """A name is never decoded, however it is built."""
    assert ["dos"] == forms("dos", known=frozenset({"dos"}))
    assert ["do"] == forms("dos")


def test_offsets_cover_what_was_typed() -> None:
    """A decoded word still stands where it was typed."""
    token = decoded(tokenise("a Vie65t b"), Lexicon(normal_lexicon(RAW)), lambda _: False)[1]
    assert ("Vie65t", 2, 8) == (token.raw, token.start, token.end)


def test_without_a_shape_nothing_is_decoded() -> None:
    """A language that does not say how its words are built has no keystrokes."""
    plain = Lexicon(normal_lexicon({"language": "en"}))
    assert not is_word("viet", plain)
    assert ["vieejt"] == [t.form for t in decoded(tokenise("vieejt"), plain, lambda _: False)]
