"""Facts that a button or a link points at."""

from __future__ import annotations

from datetime import date

import pytest

from bot.facts.index import Index
from bot.model import Context
from bot.resolve import pointed
from bot.resolve.resolver import Resolver


@pytest.fixture
def resolver(sample_index: Index) -> Resolver:
    """The small base, in English."""
    return Resolver(sample_index, "en", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("role", "asked", "value"),
    [("when", "when", "2025-05-07"), (None, None, None), ("nonsense", None, None)],
)
def test_a_fact_or_one_role_of_it(
    resolver: Resolver, role: str | None, asked: str | None, value: str | None
) -> None:
    """With its quotes; a role that it does not have is the fact as a whole."""
    answered = pointed.tell(resolver, "ruiz-visit", role)

    assert answered is not None
    decision = answered.decision
    assert (asked, value, ("ruiz-visit",)) == (decision.asked, decision.value, decision.facts)
    assert decision.evidence


def test_an_entry_is_a_fact_too(resolver: Resolver) -> None:
    """The curators' own word, in the same space of ids."""
    answered = pointed.tell(resolver, "hours")

    assert answered is not None
    assert ("entry", "entry") == (answered.decision.kind, answered.decision.wording)


def test_more_does_not_tell_twice(resolver: Resolver) -> None:
    """What the conversation was told is left out, until there is nothing."""
    told = {"ruiz-visit"}
    context, wording = Context(), None
    for _ in range(9):
        answered = pointed.more(resolver, ["ruiz-visit"], context)
        assert answered is not None
        wording = answered.decision.wording
        if answered.decision.outcome == "abstain":
            break
        assert not told & set(answered.decision.facts)
        told |= set(answered.decision.facts)
        context = answered.context

    assert "letter" in told
    assert "nothing_more" == wording


def test_more_of_an_older_answer_starts_there(resolver: Resolver) -> None:
    """Another topic since then does not get in the way."""
    elsewhere = Context(facts=("line-opening",), shown=("line-opening",))
    answered = pointed.more(resolver, ["ruiz-visit"], elsewhere)

    assert answered is not None
    assert "letter" in answered.decision.facts


def test_the_source_of_facts(resolver: Resolver) -> None:
    """Publisher and date."""
    answered = pointed.source(resolver, ["ruiz-visit"], Context())

    assert answered is not None
    assert ("publication", "Old Town News") == (answered.decision.kind, answered.decision.value)


def test_what_is_not_there_is_none(resolver: Resolver) -> None:
    """A fact that is gone breaks nothing."""
    assert pointed.tell(resolver, "gone", "when") is None
    assert pointed.more(resolver, ["gone"], Context()) is None
    assert pointed.source(resolver, ["gone"], Context()) is None
    assert pointed.source(resolver, ["hours"], Context()) is None
