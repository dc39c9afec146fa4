"""What is read from a clause before any fact is looked at."""

from __future__ import annotations

import pytest

from bot.resolve.question import Question
from bot.resolve.resolver import Resolver
from bot.text.clauses import clauses
from bot.text.normal import tokenise


def read(resolver: Resolver, text: str) -> Question:
    """The last clause of a text as a question."""
    return resolver.reader.read(clauses(tokenise(text), resolver.lexicon)[-1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who received Hasanov", "person"),
        ("where did they meet", "place"),
        ("when was it", "time"),
        ("how much did it grow", "quantity"),
        ("why did he sign it", "reason"),
    ],
)
def test_a_question_word_asks_for_a_type(resolver: Resolver, text: str, kind: str) -> None:
    """Somebody, a place, a time, an amount, a reason."""
    assert kind in read(resolver, text).ask.types


@pytest.mark.parametrize(
    ("text", "noun"), [("which city hosted it", "city"), ("what document did he sign", "document")]
)
def test_which_asks_for_its_noun(resolver: Resolver, text: str, noun: str) -> None:
    """In the form that the base's own words have."""
    nouns = [word for _, word in read(resolver, text).ask.nouns]

    assert resolver.lexicon.canonical(noun) == nouns[0]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("To Lam visited Azerbaijan.", True),
        ("Did To Lam visit Azerbaijan?", True),
        ("Is it true that To Lam visited Azerbaijan?", True),
        ("When did To Lam visit Azerbaijan?", False),
        ("To Lam Azerbaijan date", False),
        ("Was he received by Chinh or Giang?", False),
    ],
)
def test_a_claim_is_told_from_a_question(resolver: Resolver, text: str, claim: bool) -> None:
    """Statements and yes-no questions are judged; keywords and choices ask."""
    assert claim == read(resolver, text).claim


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("To Lam did not visit Azerbaijan.", True),
        ("Aliyev never visited Vietnam.", True),
        ("Didn't To Lam visit Azerbaijan?", False),
        ("To Lam visited Azerbaijan.", False),
    ],
)
def test_a_denial_is_told_from_a_polite_question(
    resolver: Resolver, text: str, negated: bool
) -> None:
    """“Didn't he …” asks whether he did."""
    assert negated == read(resolver, text).negated


@pytest.mark.parametrize(
    ("text", "future"), [("when will he visit Vietnam", True), ("when did he visit Vietnam", False)]
)
def test_the_future_is_told_from_the_past(resolver: Resolver, text: str, future: bool) -> None:
    """By its little words."""
    assert future == read(resolver, text).future


def test_candidates_of_a_choice_are_not_given(resolver: Resolver) -> None:
    """Of "in Minsk or in Baku" neither must be explained by a fact."""
    question = read(resolver, "Did Asadov meet Golovchenko in Minsk or in Baku?")

    assert question.choice
    assert {"Minsk", "Baku"}.isdisjoint({item.text for item in question.given()})


def test_a_misspelt_word_is_remembered_as_it_was_written(resolver: Resolver) -> None:
    """What it was read as stands beside it."""
    assert {"recieved": "received"} == dict(read(resolver, "who recieved Hasanov").corrected)


def test_given_items_stand_in_the_order_of_the_question(resolver: Resolver) -> None:
    """Names, times and words together; little words are none of them."""
    items = read(resolver, "Who received Hasanov in Hanoi in 2024?").given()

    assert ["received", "Hasanov", "Hanoi", "2024"] == [item.text for item in items]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who received Hasanov", "reception"),
        ("what does Vietnam export", "trade-goods"),
        ("who visited Minsk", "visit"),
        ("what was signed", "signing"),
    ],
)
def test_a_word_names_its_kind(resolver: Resolver, text: str, kind: str) -> None:
    """In any of its forms."""
    assert "own" in read(resolver, text).relations[kind].values()


def test_pronouns_are_kept_with_their_places(resolver: Resolver) -> None:
    """To be filled from what was said before."""
    assert ((2, "him"),) == read(resolver, "who received him").pronouns
