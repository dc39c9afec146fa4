"""Misspelt words: what is accepted, what is refused, and that the index finds what is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.names import CHEAP, LAST_VOWELS, SKELETON, accepts, deletes, keys, likeness

ACCEPTED = {
    "hasanov": "hasanof gasanov hassanov khasanov",
    "golovchenko": "golovchenka",
    "azerbaijan": "azerbajan azerbaycan azerbajdzhan",
    "vietnam": "vitnam vietnm veitnam",
    "minsk": "minks mnisk imnsk",
    "aliyev": "aliev alijev",
    "asadov": "asadof",
    "giang": "zang",
    "lukashenko": "lukashenka",
    "relations": "relashions",
    "diplomatic": "diplomtic",
    "established": "establised",
    "received": "recieved",
    "designed": "desinged",
    "defence": "deffence",
    "letter": "leter",
}
REFUSED = [
    ("guliyev", "aliyev"),
    ("austria", "australia"),
    ("iran", "iraq"),
    ("niger", "nigeria"),
    ("slovakia", "slovenia"),
    ("imports", "exports"),
    ("albania", "armenia"),
    ("belarus", "belgium"),
    ("may", "bay"),
    ("form", "from"),
    ("article12", "article13"),
    ("covid19x", "covid19z"),
]
PAIRS = [(asked, known) for known, row in ACCEPTED.items() for asked in row.split()]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = st.text(LETTERS, min_size=1, max_size=14)
SWAPS = [(one, two) for group in CHEAP for one in group for two in group if one != two]


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and what one to four random steps make of it."""
    known = draw(st.text(LETTERS, min_size=4, max_size=14))
    asked = known
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(asked) - 1)))
        step = draw(st.sampled_from(["put", "drop", "swap", "double", "cheap", "last"]))
        if step == "put":
            asked = asked[:at] + draw(st.sampled_from(LETTERS)) + asked[at:]
        elif step == "drop":
            asked = asked[:at] + asked[at + 1 :]
        elif step == "swap":
            asked = asked[:at] + asked[at : at + 2][::-1] + asked[at + 2 :]
        elif step == "double":
            asked = asked[: at + 1] + asked[at:]
        elif step == "cheap":
            here = [pair for pair in SWAPS if pair[0] in asked]
            one, two = draw(st.sampled_from(here)) if here else ("", "")
            asked = asked.replace(one, two, 1)
        elif asked[-1:] and asked[-1] in LAST_VOWELS:
            asked = asked[:-1] + draw(st.sampled_from("aeo"))
    return asked, known


@pytest.mark.parametrize(("asked", "known"), PAIRS)
def test_a_usual_misspelling_is_accepted(asked: str, known: str) -> None:
    """A slip, a transliteration or a spelling by ear is taken for the known word."""
    assert accepts(asked, known)


@pytest.mark.parametrize(("asked", "known"), REFUSED)
def test_another_word_is_refused(asked: str, known: str) -> None:
    """A known word is never taken for another known word."""
    assert not accepts(asked, known)


@pytest.mark.parametrize(("asked", "known"), PAIRS)
def test_a_usual_misspelling_is_found(asked: str, known: str) -> None:
    """The keys of a usual misspelling meet those of the known word."""
    assert set(keys(asked)) & set(keys(known))


@given(misspelt())
def test_what_is_accepted_is_found(pair: tuple[str, str]) -> None:
    """Any two words of which one is accepted for the other share a key."""
    asked, known = pair
    if accepts(asked, known):
        assert set(keys(asked)) & set(keys(known))


@given(misspelt())
def test_accepting_is_symmetric(pair: tuple[str, str]) -> None:
    """Which of two words is the known one does not matter."""
    asked, known = pair
    assert accepts(asked, known) == accepts(known, asked)


@given(WORD, WORD)
def test_likeness_is_a_share(asked: str, known: str) -> None:
    """Likeness lies in 0 to 1, is symmetric, and is 1 for equal words only."""
    alike = likeness(asked, known)
    assert 0.0 <= alike <= 1.0
    assert alike == likeness(known, asked)
    assert (alike == 1.0) == (asked == known)


def test_a_cheap_step_is_more_alike_than_an_edit() -> None:
    """A spelling of the same sound is nearer than another letter."""
    assert likeness("hasanof", "hasanov") > likeness("hasanor", "hasanov")


@pytest.mark.parametrize("word", ["may", "un", "b2b", "article12", ""])
def test_short_words_and_numbers_are_stored_as_they_are(word: str) -> None:
    """What is only accepted exactly has itself as its only key."""
    assert keys(word) == (word,)


@given(st.text(LETTERS, max_size=8))
def test_deletes_nest(word: str) -> None:
    """More deletions find all that fewer find, and none finds the word alone."""
    assert deletes(word, 0) == {word}
    assert deletes(word, 0) <= deletes(word, 1) <= deletes(word, 2)


def test_deletes_merge_equal_neighbours() -> None:
    """Letters that meet their like by a deletion become one."""
    assert deletes("aba", 1) == {"aba", "ba", "a", "ab"}


@pytest.mark.parametrize("group", CHEAP)
def test_the_skeleton_is_stable_under_cheap_steps(group: tuple[str, ...]) -> None:
    """All spellings of a sound have one skeleton: this is what makes them findable."""
    assert {part for one in group for part in one.translate(SKELETON)} == {"*"}


@given(st.text(LETTERS, min_size=12, max_size=12))
def test_a_long_word_has_few_keys(word: str) -> None:
    """The index stays small: at most all ways to delete up to two of twelve letters."""
    assert len(keys(word)) <= 1 + 12 + 66
