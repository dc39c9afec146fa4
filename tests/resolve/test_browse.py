"""Several facts at once: timelines, what is known of a thing, who somebody is."""

from __future__ import annotations

import pytest

from bot.resolve.decide import MOST_LISTED
from tests.resolve.conftest import Ask

BY_TIME = [
    "ho-chi-minh-visit-azerbaijan",
    "lukashenko-visit-azerbaijan",
    "to-lam-visit-azerbaijan",
]


def test_a_timeline_goes_by_time(ask: Ask) -> None:
    """The earliest first."""
    decision = ask("timeline of visits to Azerbaijan")

    assert ("timeline", BY_TIME) == (decision.asked, list(decision.facts))


def test_the_latest_goes_first(ask: Ask) -> None:
    """The same facts, the newest one first."""
    decision = ask("latest visit to Azerbaijan")

    assert ("timeline", BY_TIME[::-1]) == (decision.asked, list(decision.facts))


def test_a_timeline_keeps_to_the_time_that_was_named(ask: Ask) -> None:
    """What happened in a month happened in no other."""
    told = ask("What happened in October 2024?").facts

    assert "asadov-golovchenko-meeting" in told
    assert not set(told) & set(BY_TIME)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Tell me about Zakir Hasanov", "hasanov-defence-minister"),
        ("Tell me about the Book of Remembrance", "hasanov-book-of-remembrance"),
    ],
)
def test_about_a_thing_begins_with_what_it_is(ask: Ask, text: str, fact: str) -> None:
    """And then at most a screenful of what happened."""
    decision = ask(text)

    assert ("answer", "list", fact) == (decision.outcome, decision.asked, decision.facts[0])
    assert len(decision.facts) <= MOST_LISTED


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Who is Zakir Hasanov?", ("hasanov-defence-minister", "hasanov-rank")),
        ("Zakir Hasanov", ("hasanov-defence-minister", "hasanov-rank")),
        ("Who is Ngo Phuong Ly?", ("to-lam-wife",)),
        ("What is TAC?", ("tac-name",)),
    ],
)
def test_who_somebody_is_is_told_by_what_identifies(
    ask: Ask, text: str, facts: tuple[str, ...]
) -> None:
    """An office, a rank, a marriage, a name; a bare name asks the same."""
    assert ("identity", facts) == (ask(text).asked, ask(text).facts)


@pytest.mark.parametrize(
    "text",
    ["Tell me about Armenia", "Tell me about unicorns", "Who is Elon Musk?", "timeline of Armenia"],
)
def test_nothing_is_told_of_what_is_not_in_the_base(ask: Ask, text: str) -> None:
    """No list of something else."""
    assert ("abstain", ()) == (ask(text).outcome, ask(text).facts)
