"""What every decision has in common, and when a reading is good enough to answer."""

from __future__ import annotations

import pytest

from bot.app import Conversations, Folders, as_object
from bot.facts.index import Index
from bot.resolve.decide import MOST_CHOICES, MOST_QUOTES
from tests.resolve.conftest import TODAY, Ask

QUESTIONS = [
    "Who received Hasanov?",
    "When did Ilham Aliyev visit Vietnam?",
    "What does Vietnam export to Azerbaijan?",
    "Asadov met Golovchenko in Baku.",
    "timeline of visits to Azerbaijan",
    "How many years have Vietnam and Azerbaijan had diplomatic relations?",
    "When did To Lam visit Belarus?",
    "Who reported that Asadov met Golovchenko?",
    "hi",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_same_question_has_the_same_reply(shipped_index: Index, text: str) -> None:
    """To the last digit of its confidence, from one bot twice and from another."""
    one, other = Conversations(shipped_index, TODAY), Conversations(shipped_index, TODAY)
    replies = [as_object(1, *talks.ask(text)) for talks in (one, one, other)]

    assert replies[0] == replies[1] == replies[2]


def test_what_was_asked_before_changes_nothing(shipped_index: Index) -> None:
    """Without a conversation a question is answered alike in any order."""
    forth, back = Conversations(shipped_index, TODAY), Conversations(shipped_index, TODAY)
    first = {text: as_object(1, *forth.ask(text)) for text in QUESTIONS}
    second = {text: as_object(1, *back.ask(text)) for text in reversed(QUESTIONS)}

    assert first == second


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_decision_is_whole(ask: Ask, text: str) -> None:
    """Facts come with quotes, refusals with a reason, verdicts with a verdict."""
    decision = ask(text)

    assert bool(decision.facts) == bool(decision.evidence)
    assert len(decision.evidence) <= MOST_QUOTES
    assert (decision.outcome == "abstain") == (decision.reason is not None)
    assert (decision.outcome == "verdict") == (decision.verdict is not None)
    assert 0.0 <= decision.confidence <= 1.0


def test_a_quote_stands_in_its_article(ask: Ask, shipped: Folders) -> None:
    """Letter for letter, at the place that is cited."""
    for quote in ask("Who received Hasanov?").evidence:
        seed = (shipped.seeds / quote.seed).read_text(encoding="utf-8")
        assert quote.quote == seed[quote.start : quote.end]


def test_a_misspelling_lowers_the_confidence(ask: Ask) -> None:
    """The same answer, less sure."""
    sure, unsure = ask("Who received Hasanov?"), ask("Who received Hasanoff?")

    assert sure.facts == unsure.facts
    assert sure.confidence >= unsure.confidence > 0.0


@pytest.mark.parametrize("word", ["football", "yesterday", "Macron", "secretly"])
def test_one_word_that_no_fact_explains_is_enough_to_refuse(ask: Ask, word: str) -> None:
    """However well the rest fits."""
    assert "answer" == ask("Where did Asadov meet Golovchenko?").outcome
    assert "answer" != ask(f"Where did Asadov meet Golovchenko {word}?").outcome


def test_what_happened_is_not_what_will_happen(ask: Ask) -> None:
    """A question of the future is not answered with the past."""
    assert "answer" == ask("When did Lukashenko visit Azerbaijan?").outcome
    assert "answer" != ask("When will Lukashenko visit Azerbaijan?").outcome


def test_a_negated_question_is_not_answered(ask: Ask) -> None:
    """“Who did not” has no answer in what happened."""
    assert "answer" != ask("Who did not receive Hasanov?").outcome


def test_facts_that_differ_in_time_are_offered_as_choices(ask: Ask) -> None:
    """“When” of several events asks back which one is meant."""
    decision = ask("When was Azerbaijan visited?")

    assert "clarify" == decision.outcome
    assert 2 <= len(decision.facts) <= MOST_CHOICES


def test_a_capital_is_no_holder_of_an_office(ask: Ask) -> None:
    """Who holds what in a country does not answer what its capital is."""
    assert "abstain" == ask("what is the capital of Azerbaijan").outcome


@pytest.mark.parametrize("text", ["year", "city?", "which country", "field please", "date"])
def test_what_sort_of_thing_is_asked_for_is_no_question(ask: Ask, text: str) -> None:
    """A noun that only says what is wanted names no fact that happens to have it in its text."""
    assert "abstain" == ask(text).outcome


@pytest.mark.parametrize(
    "text", ["to lam azerbaijan when", "to lam azerbaijan", "When, Lam, Baku?"]
)
def test_names_alone_ask_for_the_event_and_not_for_what_was_on_it(ask: Ask, text: str) -> None:
    """The visit itself, no ceremony of it and no praise of it."""
    assert ("to-lam-visit-azerbaijan",) == ask(text).facts


@pytest.mark.parametrize(
    "text",
    [
        "Ho Chi Minh's trip to Azerbaijan - year please",
        "Ho Chi Minh's trip to Azerbaijan; which year",
        "Ho Chi Minh, Azerbaijan. Date?",
    ],
)
def test_a_noun_asks_of_the_sentence_before_it(ask: Ask, text: str) -> None:
    """Cut off by a dash or a stop, it still belongs there."""
    assert ("ho-chi-minh-visit-azerbaijan",) == ask(text).facts
