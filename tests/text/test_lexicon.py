"""A language's own words: compiled to the normal form, asked by phrase, word and stem."""

from __future__ import annotations

import pytest

from bot.text.lexicon import Lexicon, normal_lexicon

RAW = {
    "language": "en",
    "name": "English",
    "fillers": [["The", "a"], ["Of", "in spite of"]],
    "voice": ["Was", "IS"],
    "question_words": {
        "when": {"types": ["time"]},
        "since when": {"types": ["time"]},
        "how many": {"types": ["quantity"], "count": True},
    },
    "synonyms": [["Ship", "vessel"], ["boat", "ships"], ["area", "Field"]],
    "date_phrases": {"day": "on {day} {Month}"},
    "pseudo_words": {"be_in": "@be-in"},
}


@pytest.fixture
def lexicon() -> Lexicon:
    """A small lexicon, compiled as the build does."""
    return Lexicon(normal_lexicon(RAW))


def test_words_are_compiled_to_their_normal_form(lexicon: Lexicon) -> None:
    """Capitals and marks that a speaker writes do not matter."""
    assert {"the", "a", "of"} == lexicon.word_set("fillers")


def test_what_is_shown_keeps_its_form(lexicon: Lexicon) -> None:
    """Texts for people are not folded, and neither are names of the program."""
    assert "on {day} {Month}" == lexicon.data["date_phrases"]["day"]
    assert "English" == lexicon.data["name"]
    assert "@be-in" == lexicon.data["pseudo_words"]["be_in"]
    assert ["time"] == lexicon.data["question_words"]["when"]["types"]


def test_compiling_twice_changes_nothing() -> None:
    """The normal form of a lexicon is its own normal form."""
    once = normal_lexicon(RAW)

    assert once == normal_lexicon(once)


def test_phrases_come_longest_first(lexicon: Lexicon) -> None:
    """A longer phrase is tried before its own beginning."""
    assert (("in", "spite", "of"), ("a",), ("of",), ("the",)) == lexicon.phrases("fillers")
    assert [2, 2, 1] == [len(phrase) for phrase in lexicon.phrases_of_questions()]


def test_a_key_that_is_absent_has_no_phrases(lexicon: Lexicon) -> None:
    """A language may leave out what it has no words for."""
    assert () == lexicon.phrases("tags")
    assert frozenset() == lexicon.word_set("tags")


def test_forms_of_to_be_are_fillers(lexicon: Lexicon) -> None:
    """What makes a passive carries nothing by itself."""
    assert {"was", "is"} <= lexicon.fillers


def test_question_words_say_what_they_ask_for(lexicon: Lexicon) -> None:
    """A question phrase leads to its types and whether it counts."""
    assert {"types": ["quantity"], "count": True} == lexicon.questions[("how", "many")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ship", "vessels", True),
        ("vessel", "boats", True),  # two groups that share "ship" are one
        ("fields", "area", True),
        ("ship", "area", False),
    ],
)
def test_synonyms_stand_for_each_other(lexicon: Lexicon, one: str, other: str, same: bool) -> None:
    """Words of a group, in any form, have one canonical stem; groups with a word in common join."""
    assert same == (lexicon.canonical(one) == lexicon.canonical(other))


def test_a_phrase_is_canonical_word_by_word(lexicon: Lexicon) -> None:
    """Each word of a phrase is replaced by what stands for its group."""
    expected = (lexicon.canonical("ship"), lexicon.canonical("area"))

    assert expected == lexicon.canonical_phrase("Vessel’s fields")


@pytest.mark.parametrize(
    ("forms", "at", "expected"),
    [("since when is it", 0, 2), ("since it", 0, 0), ("so when", 1, 1), ("", 0, 0)],
)
def test_the_longest_phrase_at_a_place_counts(
    lexicon: Lexicon, forms: str, at: int, expected: int
) -> None:
    """The size of the longest phrase that stands at a place, 0 where none does."""
    assert expected == lexicon.asking.at(forms.split(), at)


@pytest.mark.parametrize(
    ("forms", "expected"),
    [("it was in spite of it", True), ("the end", True), ("in spite", False), ("", False)],
)
def test_a_phrase_is_found_anywhere(lexicon: Lexicon, forms: str, expected: bool) -> None:
    """A phrase counts wherever it stands whole."""
    assert expected == lexicon.found("fillers").anywhere(forms.split())


def test_a_lexicon_may_list_the_endings_of_its_words() -> None:
    """Such a language is stemmed by its own list, with the keys in their normal form."""
    raw = {"language": "az", "word_endings": ["lər", "ə"], "word_stems": {"gedə": "get"}}
    lexicon = Lexicon(normal_lexicon(raw))
    assert ["sefer", "sefer", "get"] == [lexicon.stem(w) for w in ("seferler", "sefere", "gedeler")]


def test_question_words_are_found_without_their_marks() -> None:
    """What a question word is keyed by is normalised like every word."""
    lexicon = Lexicon(normal_lexicon({"language": "az", "question_words": {"nə vaxt": {}}}))
    assert [("ne", "vaxt")] == list(lexicon.questions)


COMPOUNDS = {
    "language": "xx",
    "compounds": ["quan hệ", "hệ thống"],
    "fillers": [["cụ thể", "là"]],
    "synonyms": [["lĩnh vực", "mảng"]],
}


@pytest.fixture
def compounds() -> Lexicon:
    """A lexicon of a language that writes its words in several parts."""
    return Lexicon(normal_lexicon(COMPOUNDS))


def test_a_compound_is_one_word(compounds: Lexicon) -> None:
    """Its parts are not words of their own, and no other compound begins within it."""
    assert ["quan he", "thong", "la", "cu the"] == compounds.words_in("Quan hệ thống là cụ thể")


def test_a_compound_has_synonyms(compounds: Lexicon) -> None:
    """A compound and a simple word may mean the same."""
    assert compounds.canonical_phrase("lĩnh vực") == compounds.canonical_phrase("mảng")


def test_a_compound_may_be_a_filler(compounds: Lexicon) -> None:
    """A filler of several parts counts as a whole; its parts do not."""
    assert "cu the" in compounds.fillers
    assert "cu" not in compounds.fillers


def test_places_are_kept_apart(compounds: Lexicon) -> None:
    """No compound reaches into a name."""
    assert [(0, 1), (1, 2)] == compounds.units(["quan", "he"], frozenset({1}))


def test_a_word_may_have_a_stem_of_its_own() -> None:
    """Where the stemmer would take it for a form of another word."""
    plain = Lexicon({"language": "en"})
    own = Lexicon({"language": "en", "word_stems": {"important": "important"}})

    assert plain.canonical("important") == plain.canonical("imports")
    assert own.canonical("important") != own.canonical("imports")
