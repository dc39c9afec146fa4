"""Plain question-and-answer entries: a base of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import Conversations, Folders
from bot.facts.build import open_base
from bot.resolve.decide import ENTRY_FLOOR, ENTRY_SURE
from tests.resolve.conftest import TODAY, Ask

ENTRIES = """\
- id: opening-hours
  asks: {en: [when are you open, what are the opening hours, at what time do you open]}
  says: {en: "The library is open from nine to five."}
- id: lost-card
  asks: {en: [I lost my library card, how do I replace a lost card, my card is gone]}
  says: {en: "Ask for a new card at the desk."}
- id: late-fee
  asks: {en: [how much is the late fee, what does an overdue book cost]}
  says: {en: "Ten cents a day."}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Conversations:
    """The bot over a base of entries alone."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "entries").mkdir()
    (folder / "seeds").mkdir()
    (folder / "sources.yaml").write_text("[]\n", encoding="utf-8")
    (folder / "entries" / "all.yaml").write_text(ENTRIES, encoding="utf-8")
    return Conversations(open_base(folder, folder / "seeds", shipped.default, shipped.cache), TODAY)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("when are you open", "opening-hours"),
        ("What are the opening hours?", "opening-hours"),
        ("I lost my library card", "lost-card"),
        ("How much is the late fee?", "late-fee"),
    ],
)
def test_a_phrasing_of_an_entry_is_answered_surely(
    library: Conversations, text: str, entry: str
) -> None:
    """Case and punctuation aside it is the entry's own."""
    decision = library.ask(text)[0].decision

    assert ("answer", "entry", (entry,)) == (decision.outcome, decision.kind, decision.facts)
    assert decision.confidence >= ENTRY_SURE


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("what are the openning hours", "opening-hours"),
        ("i lost my libary card", "lost-card"),
        ("how much is the lait fee", "late-fee"),
    ],
)
def test_a_misspelt_phrasing_is_answered(library: Conversations, text: str, entry: str) -> None:
    """A slip leaves it over the floor."""
    decision = library.ask(text)[0].decision

    assert ("answer", (entry,)) == (decision.outcome, decision.facts)
    assert ENTRY_FLOOR <= decision.confidence <= 1.0


@pytest.mark.parametrize(
    "text", ["who painted the Mona Lisa", "how tall is the tower", "zxcv qwer", "hours of sleep"]
)
def test_another_question_is_refused(library: Conversations, text: str) -> None:
    """A word in common is not enough."""
    assert ("abstain", ()) == (
        library.ask(text)[0].decision.outcome,
        library.ask(text)[0].decision.facts,
    )


@pytest.mark.parametrize(
    "text",
    [
        "when are you open on 24 December 2026",
        "how much is the late fee of 2019",
    ],
)
def test_a_date_that_is_not_in_the_entry_is_refused(library: Conversations, text: str) -> None:
    """What holds now need not hold then."""
    assert "abstain" == library.ask(text)[0].decision.outcome


def test_a_negated_question_is_refused(library: Conversations) -> None:
    """The entry tells what is, not what is not."""
    assert "abstain" == library.ask("when are you not open")[0].decision.outcome


def test_an_entry_is_told_as_it_stands(library: Conversations) -> None:
    """In the curators' own words, without a quote that nobody wrote."""
    answered, reply = library.ask("How much is the late fee?")

    assert "Ten cents a day." in reply.text
    assert () == answered.decision.evidence


def test_why_shows_the_phrasing_and_its_words(library: Conversations) -> None:
    """Which phrasing, which words it shares, which were misspelt, and which nothing explains."""
    lines = library.why(library.ask("what are the openning hours really")[0])

    assert "phrasing 'what are the opening hours': shared what, are, the, hours" in lines
    assert "read 'openning' as 'opening'" in lines
    assert "unexplained: really" in lines


def test_why_shows_what_a_refused_question_was_near_to(library: Conversations) -> None:
    """The nearest entry and its confidence below the floor."""
    lines = library.why(library.ask("how much is the tower")[0])

    assert any(line.startswith("entry late-fee: confidence 0.") for line in lines)


def test_a_base_without_entries_ranks_none(ask: Ask) -> None:
    """The shipped base answers from facts alone."""
    assert "entry" != ask("Who received Hasanov?").kind


HOURS = """\
- id: austria
  asks: {en: [opening hours in Austria, when do you open in Austria], vi: [giờ mở cửa ở Áo]}
  says: {en: "At nine."}
- id: phone
  asks: {en: [what is your telephone number, how can I call you]}
  says: {en: "0123."}
"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("opening hours in Austria", ("austria",)),
        ("when do you open in Austira?", ("austria",)),
        ("giờ mở cửa ở Áo?", ("austria",)),
        ("giờ mở cửa ở Úc?", ()),  # a name that is not known
        ("opening hours in Atlantis", ()),
        ("opening hours in Australia", ()),
        ("opening hours", ()),
        ("what is your telephone number", ("phone",)),
    ],
)
def test_an_entry_about_something_answers_only_where_it_is_named(
    tmp_path: Path, shipped: Folders, text: str, facts: tuple[str, ...]
) -> None:
    """What every phrasing names must stand in the question, under whatever name."""
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries" / "all.yaml").write_text(HOURS, encoding="utf-8")
    index = open_base(tmp_path, tmp_path / "seeds", shipped.default, shipped.cache)

    assert facts == Conversations(index, TODAY).ask(text)[0].decision.facts


BRANCHES = """\
- id: north
  asks: {en: [when is the north branch open, opening hours of the north branch]}
  says: {en: "On Mondays."}
- id: harbour
  asks: {en: [when is the harbour branch open, opening hours of the harbour branch]}
  says: {en: "On Tuesdays."}
- id: card
  asks: {en: [what do I need for a card, what can I do with a card]}
  says: {en: "An identity card."}
"""


@pytest.fixture(scope="module")
def branches(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Conversations:
    """The bot over entries two of which differ in one word alone."""
    folder = tmp_path_factory.mktemp("branches")
    (folder / "entries").mkdir()
    (folder / "entries" / "all.yaml").write_text(BRANCHES, encoding="utf-8")
    return Conversations(open_base(folder, folder, shipped.default, shipped.cache), TODAY)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("when is the north branch open?", ("north",)),
        ("opening hours of the harbor branch", ("harbour",)),
        ("when is the south branch open?", ()),
        ("opening hours of the branch", ()),
        ("when is the branch open", ()),
    ],
)
def test_a_word_that_tells_two_entries_apart_must_be_said(
    branches: Conversations, text: str, facts: tuple[str, ...]
) -> None:
    """Another word in its place means something that no entry is about."""
    assert facts == branches.ask(text)[0].decision.facts


@pytest.mark.parametrize("text", ["what can you do", "hello", "thanks a lot"])
def test_small_talk_is_no_entry_that_has_its_words(branches: Conversations, text: str) -> None:
    """An entry goes before a friendly line only where it is surely meant."""
    assert "chitchat" == branches.ask(text)[0].decision.reason
