"""One question held against one fact: what the fact explains, and what it does not."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from bot.resolve.explain import Fit
from bot.resolve.resolver import Resolver
from bot.text.clauses import clauses
from bot.text.normal import tokenise
from tests.resolve.conftest import Ask


def fit(resolver: Resolver, text: str, fact: str) -> Fit:
    """A question held against a fact of the shipped base."""
    (clause,) = clauses(tokenise(text), resolver.lexicon)
    (record,) = resolver.answerer.lookup.facts([fact])
    return resolver.answerer.explainer.fit(resolver.reader.read(clause), record)


def how(found: Fit) -> dict[str, str]:
    """How each item is explained, by its text."""
    return {reason.item.text: reason.how for reason in found.reasons}


MEETING, RECEPTION = "asadov-golovchenko-meeting", "chinh-receives-hasanov"


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("Did Asadov meet Golovchenko in Minsk?", "Asadov", "role"),
        ("Did Asadov meet Golovchenko in Minsk?", "Minsk", "role"),
        ("Did Asadov meet Golovchenko in Minsk?", "meet", "relation"),
        ("Did Asadov meet Golovchenko in 2024?", "2024", "role"),
        ("Did Asadov meet Golovchenko in October 2024?", "October 2024", "role"),
        ("Did Asadov meet Golovchenko in Belarus?", "Belarus", "lent"),
        ("Did Asadov discuss tourism with Golovchenko?", "tourism", "content"),
        ("Did Asadov meet Golovchenko in Baku?", "Baku", ""),
        ("Did Asadov meet Golovchenko in 2023?", "2023", ""),
        ("Did Asadov meet Lukashenko?", "Lukashenko", ""),
        ("Did Asadov meet Golovchenko about football?", "football", ""),
    ],
)
def test_an_item_is_explained_in_one_way_or_not_at_all(
    resolver: Resolver, text: str, item: str, expected: str
) -> None:
    """By the fact's own value, its kind, its text, or the event that it was part of."""
    assert expected == how(fit(resolver, text, MEETING))[item]


def test_what_is_unexplained_lowers_the_share(resolver: Resolver) -> None:
    """The share is that of the items that are explained."""
    whole = fit(resolver, "Where did Asadov meet Golovchenko?", MEETING)
    part = fit(resolver, "Where did Asadov meet Golovchenko in 2019?", MEETING)

    assert (1.0, ()) == (whole.share, whole.unexplained)
    assert 0.0 < part.share < 1.0
    assert ["2019"] == [item.text for item in part.unexplained]


def test_more_that_is_explained_scores_higher(resolver: Resolver) -> None:
    """The fact that has all the names goes before one that has some."""
    text = "Where did Asadov meet Golovchenko?"

    assert fit(resolver, text, MEETING).score > fit(resolver, text, "asadov-visit-minsk").score


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("Did Chinh receive Hasanov?", False),
        ("Did Hasanov receive Chinh?", True),
        ("Was Hasanov received by Chinh?", False),
        ("Was Chinh received by Hasanov?", True),
    ],
)
def test_word_order_may_conflict_with_the_fact(
    resolver: Resolver, text: str, conflict: bool
) -> None:
    """Though it has every name and word of the question."""
    found = fit(resolver, text, RECEPTION)

    assert (conflict, ()) == (found.conflict, found.unexplained)


def test_every_fact_explains_its_own_main_names(shipped_index: Index, resolver: Resolver) -> None:
    """A visit asked for by its visitor and place is wholly explained by itself."""
    for number in shipped_index.postings("k:visit"):
        fact = shipped_index.fact(number)
        if fact.kind != "visit":
            continue
        entities = [fact.roles["visitor"][0], fact.roles["place"][0]]
        names = [(shipped_index.entity(e) or {})["names"]["en"] for e in entities]
        found = fit(resolver, f"When did {names[0]} visit {names[1]}?", fact.id)

        assert ((), False) == (found.unexplained, found.conflict)


@pytest.mark.parametrize(
    "text",
    [
        "hai bộ trưởng quốc phòng ký sổ gì",
        "bộ trưởng quốc phòng hai nước ký sổ gì ở Hà Nội",
        "which book did the two defence ministers sign",
    ],
)
def test_what_one_did_is_not_what_two_did(ask: Ask, text: str) -> None:
    """A number beside an office means all who hold it."""
    assert "abstain" == ask(text).outcome


def test_who_did_it_is_told_by_the_verb(ask: Ask) -> None:
    """In a language that has its verb last: who was there is not who played the anthems."""
    decision = ask("Mərasimdə himnləri kim səsləndirib?")

    assert "performer" == decision.asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Lam propose on his visit to Vietnam?", ""),
        ("What did Lam propose on his visit to Azerbaijan?", "support"),
        ("What did Lam propose on Aliyev's visit?", ""),
        ("What did Lam propose on the visit?", "support"),
    ],
)
def test_an_event_is_the_one_that_its_names_say(
    resolver: Resolver, text: str, expected: str
) -> None:
    """A proposal made on a visit to one country was not made on a visit to another."""
    assert expected == how(fit(resolver, text, "lam-proposed-solutions"))["visit"]


def test_a_place_goes_before_a_capital_named_for_its_country(ask: Ask) -> None:
    """What was signed in the city is meant sooner than what its country signed elsewhere."""
    decision = ask("minsk agreements")

    assert "sister-city-agreements-signing" not in decision.facts
    assert "minsk-agreements" in decision.facts or "minsk-health-care-agreement" in decision.facts


def test_what_somebody_said_is_no_event(ask: Ask) -> None:
    """Asked what was said at a visit, the visit itself is no answer."""
    decision = ask("what did aliyev say during to lam's visit to azerbaijan")

    assert "statement" == decision.kind
    assert "to-lam-visit-azerbaijan" not in decision.facts


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("which book did the defence minister of Azerbaijan sign", "answer"),
        ("which book did the defence ministers sign", "abstain"),
        ("where did the defence ministers meet", "answer"),
        ("какую книгу подписал министр обороны Азербайджана", "answer"),
        ("какую книгу подписали министры обороны", "abstain"),
    ],
)
def test_several_of_an_office_are_more_than_one(
    bot: Conversations, text: str, outcome: str
) -> None:
    """What one minister did is no answer to what the ministers did."""
    assert outcome == bot.ask(text)[0].decision.outcome
