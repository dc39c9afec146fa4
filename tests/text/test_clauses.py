"""Clauses: the one that asks, without greetings, preambles, tags and what is not meant."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.text.clauses import Clause, clauses, expand
from bot.text.lexicon import Lexicon, normal_lexicon
from bot.text.normal import tokenise

ENGLISH = Path(__file__).parents[2] / "knowledge" / "lexicon" / "en.yaml"
PIECES = "hello , ! ? . - : not the one or when who right didn't he and i heard that a question ..."


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(normal_lexicon(yaml.safe_load(ENGLISH.read_text(encoding="utf-8"))))


def _clauses(text: str, lexicon: Lexicon | None = None) -> list[Clause]:
    return clauses(tokenise(text), lexicon or _lexicon())


def _texts(text: str, lexicon: Lexicon | None = None) -> list[str]:
    return [" ".join(t.form for t in c.tokens) for c in _clauses(text, lexicon)]


def _only(text: str) -> Clause:
    found = _clauses(text)
    assert 1 == len(found)
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi, when was it?", "when was it"),
        ("hi when was it", "when was it"),  # a question behind a greeting needs no comma
        ("good morning did they meet?", "did they meet"),
        ("thanks, who came?", "who came"),
        ("good day care centre", "good day care centre"),  # no comma, no question
        ("Quick question: who came?", "who came"),
        ("I have a question. Who came?", "who came"),
        ("I hope you are well. Just wondering, who came?", "who came"),
        ("Please tell me, do you know who came?", "who came"),
        ("Can you tell me when it was", "when it was"),
    ],
)
def test_greetings_and_preambles_are_left_out(text: str, expected: str) -> None:
    """What only opens a message is not part of what it asks."""
    assert [expected] == _texts(text)


@pytest.mark.parametrize("text", ["", "...", "?", "! ?", "right?", "Is it true?", "one more thing"])
def test_a_message_of_openers_alone_has_no_clause(text: str) -> None:
    """Where nothing is left, there is nothing to answer."""
    assert [] == _clauses(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Another left.", ["one came", "another left"]),
        ("One came; another left\nall met", ["one came", "another left", "all met"]),
        ("One came! When?", ["one came", "when"]),
        ("One came - when?", ["one came", "when"]),
        ("One came... when", ["one came", "when"]),
        ("Who came?When?", ["who came", "when"]),
        ("a well-known one", ["a well known one"]),
        ("at 10:30 on 7.5.2025", ["at 10:30 on 7.5.2025"]),
    ],
)
def test_sentences_are_cut_apart(text: str, expected: list[str]) -> None:
    """Stops, question marks, line ends and dashes between blanks end a clause."""
    assert expected == _texts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did he visit the U.S. in May?", "did he visit the us in may"),
        ("Was it in the U.K.", "was it in the uk"),
        ("Did J. Smith come?", "did j smith come"),
        ("Did H. E. Smith come?", "did h e smith come"),
    ],
)
def test_the_stop_of_initials_ends_no_sentence(text: str, expected: str) -> None:
    """No part of a question is lost behind "U.S."."""
    assert [expected] == _texts(text)


def test_the_stop_of_an_abbreviation_ends_no_sentence() -> None:
    """A language lists the words that it writes with a stop."""
    lexicon = Lexicon(normal_lexicon({"abbreviations": ["Gen", "Lt"]}))

    assert ["did lt gen smith come"] == _texts("Did Lt. Gen. Smith come?", lexicon)
    assert ["a gen", "smith"] == _texts("A gen.\nSmith", lexicon)


@pytest.mark.parametrize(
    "text",
    ["Who came?", "Did they meet? ", "so when was it?", "They met, right?"],
)
def test_a_question_mark_makes_a_question(text: str) -> None:
    """A clause before a question mark asks."""
    assert _only(text).question
    assert not _only(text.replace("?", "")).question


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that they met?",
        "I heard they met",
        "Is it correct that they met",
        "So, is it a fact that they met?",
        "They met, right?",
        "They met. Right?",
        "they met, didn't they?",
        "They met, isn't it?",
        "They met, is that so? Is it true?",
        "they met true or false?",
        "They met? Really?",
    ],
)
def test_openers_and_tags_make_a_claim(text: str) -> None:
    """Who asks to check something gets a verdict; the opener and the tag are not part of it."""
    clause = _only(text)

    assert clause.claim
    assert ["they", "met"] == [t.form for t in clause.tokens][:2]
    assert not {"right", "true", "heard", "not", "really"} & {t.form for t in clause.tokens}


@pytest.mark.parametrize(
    "text", ["Did they turn right?", "who was right?", "They met", "Which one is true?"]
)
def test_a_word_of_the_sentence_is_no_tag(text: str) -> None:
    """A single word is a tag only behind a comma or alone."""
    clause = _only(text)

    assert not clause.claim
    assert len(tokenise(text.rstrip("?"))) == len(clause.tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not the trade one, when was the visit?", "when was the visit"),
        ("not this, not that, who came?", "who came"),
        ("Apart from the trip, what happened?", "what happened"),
    ],
)
def test_what_is_not_meant_is_dropped(text: str, expected: str) -> None:
    """A contrast ends with its comma; what comes behind it is asked."""
    clause = _only(text)

    assert expected == " ".join(t.form for t in clause.tokens)
    assert not clause.contrast


def test_a_contrast_alone_is_marked() -> None:
    """A clause that only says what is not meant asks nothing."""
    assert [True, False] == [c.contrast for c in _clauses("Not the trade one. When was it?")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("And who hosted it?", "who hosted it"),
        ("what about Norland?", "norland"),
        ("no, i meant Norland", "norland"),
        ("ok and where?", "where"),
    ],
)
def test_a_follow_up_leans_on_what_was_said(text: str, expected: str) -> None:
    """Words that tie a message to the one before are taken off, and the clause is marked."""
    clause = _only(text)

    assert (True, expected) == (clause.follows, " ".join(t.form for t in clause.tokens))


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("In which city did they meet: Havn or Suder?", 3),
        ("Who came first? Ruiz or Lind?", 3),
        ("Did they meet in Havn or in Suder?", 0),
        ("Who came? Who left or stayed?", 0),
    ],
)
def test_candidates_belong_to_the_question_before(text: str, optional: int) -> None:
    """Behind a question, "A or B?" says what may be answered, and asks nothing by itself."""
    first = _clauses(text)[0]

    assert optional == first.optional
    assert first.question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("didn't", "did not"),
        ("Cannot", "can not"),
        ("don’t whos", "do not who is"),
        ("did", "did"),
    ],
)
def test_contractions_are_written_out(text: str, expected: str) -> None:
    """Short forms read as the words they stand for; each keeps the place of the short form."""
    found = expand(tokenise(text), _lexicon())

    assert expected == " ".join(t.form for t in found)
    assert {"", " "} >= {t.gap for t in found}


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split())).map(" ".join)))
def test_any_text_is_cut_without_adding_words(text: str) -> None:
    """Clauses never fail, are never empty, and have no token that was not typed."""
    typed = {(t.start, t.end) for t in tokenise(text)}
    for clause in _clauses(text):
        assert clause.tokens
        assert typed >= {(t.start, t.end) for t in clause.tokens}
        assert clause.optional <= len(clause.tokens)


CLOSING = {
    "language": "xx",
    "closing": ["không", "phải không"],
    "particles": ["vậy", "ạ"],
    "question_words": {"ai": {"types": ["person"]}},
}


@pytest.mark.parametrize(
    ("text", "words", "claim"),
    [
        ("lan thăm minh không", "lan tham minh", True),
        ("lan thăm minh phải không vậy ạ?", "lan tham minh", True),
        ("lan thăm minh vậy", "lan tham minh vay", False),  # a particle alone asks nothing
        ("lan thăm ai không", "lan tham ai", False),  # the question word asks
    ],
)
def test_words_at_the_end_ask_whether_it_is_so(text: str, words: str, claim: bool) -> None:
    """They and the particles behind them are cut off, and the clause is a claim."""
    (found,) = _clauses(text, Lexicon(normal_lexicon(CLOSING)))

    assert (words, claim) == (" ".join(t.form for t in found.tokens), found.claim)


@pytest.mark.parametrize(
    ("text", "expected", "claim"),
    [
        ("lam gelibmi", "lam gelib", True),
        ("lam resmi", "lam resmi", False),  # no verb is left without the ending
        ("lam li gelib", "lam li gelib", True),
        ("kim gelibmi", "kim gelibmi", False),  # it asks who
    ],
)
def test_an_ending_or_a_particle_asks_whether(text: str, expected: str, claim: bool) -> None:
    """A language may ask "is it so" by the end of its verb, or by a little word."""
    data = {
        "whether": ["li"],
        "whether_endings": ["mi"],
        "finite_endings": ["ib"],
        "question_words": {"kim": {"types": ["person"]}},
    }
    (clause,) = _clauses(text, Lexicon(data))

    assert (expected, claim) == (" ".join(t.form for t in clause.tokens), clause.claim)


@pytest.mark.parametrize(
    ("joins", "text", "parts"),
    [
        (False, "Lam — nova ministro", ["lam", "nova ministro"]),
        (True, "Lam — nova ministro", ["lam nova ministro"]),
        (False, "Lam — ministro.", ["lam ministro"]),  # one last word is said of what is before
    ],
)
def test_a_dash_may_stand_for_is(joins: bool, text: str, parts: list[str]) -> None:
    """Where a language writes a dash for a verb, it parts no sentences."""
    assert parts == _texts(text, Lexicon({"dash_joins": joins}))
