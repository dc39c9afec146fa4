"""Guessing languages, with two toy ones beside English."""

from __future__ import annotations

import pytest

from bot.text.language import Detector, Guess
from bot.text.lexicon import Lexicon
from bot.text.normal import tokenise

LEXICONS = {
    "aa": Lexicon({"language": "aa", "word_endings": ["ino", "as"]}),
    "bb": Lexicon({"language": "bb", "transliteration": {"k": "к", "o": "о", "t": "т"}}),
    "en": Lexicon({"language": "en"}),
}
KNOWN = {
    "when": {"en": 3},
    "visit": {"en": 2},
    "do": {"en": 3, "aa": 3},
    "kiam": {"aa": 3},
    "vizito": {"aa": 2},
    "aa:vizit": {"aa": 2},
    "кто": {"bb": 3},
    "lima": {"en": 2},
}
NAMED = {"lima": {"en", "aa"}, "лима": {"bb"}}


@pytest.fixture(name="detector")
def _detector() -> Detector:
    return Detector(
        {"aa": "ĝŭ", "bb": "клмотиа", "en": ""},
        lambda word: KNOWN.get(word, {}),
        lambda word: NAMED.get(word, set()),
        LEXICONS.__getitem__,
    )


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("when was the visit", ("en",)),
        ("kiam do", ("aa", "en")),  # the word that only one has tells more
        ("hoĝo", ("aa",)),  # by a letter alone
        ("vizitino kiam", ("aa",)),
        ("кто лима", ("bb",)),
        ("kto", ("bb",)),  # in another script
        ("when kto kto kto when kto", ("bb", "en")),  # many words that none has as they stand
    ],
)
def test_words_letters_and_stems_tell_the_language(
    detector: Detector, text: str, languages: tuple[str, ...]
) -> None:
    """What only one language has decides; common words order the rest."""
    assert Guess(languages, sure=True) == detector.guess(tokenise(text))


@pytest.mark.parametrize("text", ["", "Lima", "Lima 1992?", "xqzvw"])
def test_names_and_gibberish_tell_none(detector: Detector, text: str) -> None:
    """A name is typed in every language, so it decides nothing."""
    assert not detector.guess(tokenise(text)).sure


def test_a_word_of_two_languages_decides_nothing(detector: Detector) -> None:
    """Both are heard, and none is sure."""
    guess = detector.guess(tokenise("do"))

    assert ({"aa", "en"}, False) == (set(guess.languages), guess.sure)
