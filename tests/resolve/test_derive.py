"""Values worked out from dates: years since, anniversaries, gaps, order and length."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from bot.resolve.derive import full_years
from tests.resolve.conftest import Ask

TIES = "diplomatic relations between Vietnam and Azerbaijan"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("How many years have Vietnam and Azerbaijan had diplomatic relations?", 34),
        ("How long ago did Vietnam and Azerbaijan establish diplomatic relations?", 34),
        ("How many years since Ilham Aliyev visited Vietnam?", 12),
        ("How many years ago did Ho Chi Minh visit Azerbaijan?", 67),
    ],
)
def test_years_since_are_counted_to_today(ask: Ask, text: str, years: int) -> None:
    """The value is a number, and the fact that it counts from is cited."""
    decision = ask(text)

    assert ("derived:years-since", years) == (decision.asked, decision.value)
    assert decision.evidence


@pytest.mark.parametrize(
    ("today", "years"), [(date(2026, 9, 22), 33), (date(2026, 9, 23), 34), (date(2027, 1, 1), 34)]
)
def test_years_are_full_years(shipped_index: Index, today: date, years: int) -> None:
    """On the day before the anniversary one year less has passed."""
    talks = Conversations(shipped_index, today)
    decision = talks.ask("How many years have Vietnam and Azerbaijan had diplomatic relations?")[0]

    assert years == decision.decision.value


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(1992, 9, 23), date(2025, 9, 22), 32),
        (date(1992, 9, 23), date(2025, 9, 23), 33),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
    ],
)
def test_full_years_are_counted_as_birthdays(first: date, last: date, years: int) -> None:
    """Also from a leap day."""
    assert years == full_years(first, last)


@pytest.mark.parametrize(("year", "count"), [(2027, 35), (2042, 50)])
def test_an_anniversary_counts_to_the_year_that_is_named(ask: Ask, year: int, count: int) -> None:
    """The year of the question is not that of the fact."""
    decision = ask(f"What anniversary of the {TIES} is it in {year}?")

    assert ("derived:anniversary", count) == (decision.asked, decision.value)


def test_there_is_no_anniversary_before_the_event(ask: Ask) -> None:
    """A year before it is no answer."""
    assert "abstain" == ask(f"What anniversary of the {TIES} is it in 1990?").outcome


@pytest.mark.parametrize(
    ("text", "years", "facts"),
    [
        (
            "How many years between Ho Chi Minh's visit to Azerbaijan and To Lam's visit?",
            66,
            {"ho-chi-minh-visit-azerbaijan", "to-lam-visit-azerbaijan"},
        ),
        (
            (
                "How many years between the establishment of diplomatic relations and the "
                "strategic partnership of Vietnam and Azerbaijan?"
            ),
            32,
            {"vn-az-diplomatic-relations", "vn-az-strategic-partnership"},
        ),
    ],
)
def test_a_gap_is_worked_out_from_two_facts(
    ask: Ask, text: str, years: int, facts: set[str]
) -> None:
    """Both facts are told and cited."""
    decision = ask(text)

    assert ("derived:gap", years) == (decision.asked, decision.value)
    assert facts == set(decision.facts)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            (
                "Which came first, Ho Chi Minh's visit to Azerbaijan or Ilham Aliyev's visit to "
                "Vietnam?"
            ),
            "ho-chi-minh-visit-azerbaijan",
        ),
        (
            (
                "Which came first, Ilham Aliyev's visit to Vietnam or Ho Chi Minh's visit to "
                "Azerbaijan?"
            ),
            "ho-chi-minh-visit-azerbaijan",
        ),
        (
            (
                "Which came first, the diplomatic relations or the strategic partnership of "
                "Vietnam and Azerbaijan?"
            ),
            "vn-az-diplomatic-relations",
        ),
    ],
)
def test_order_is_told_by_the_dates(ask: Ask, text: str, first: str) -> None:
    """The earlier one is told first, in whatever order they were named."""
    decision = ask(text)

    assert ("derived:order", first, 2) == (
        decision.asked,
        decision.facts[0],
        len(decision.facts),
    )


@pytest.mark.parametrize(
    "text",
    [
        "How long did To Lam's visit to Azerbaijan last?",
        "How many days did To Lam's visit to Azerbaijan last?",
    ],
)
def test_the_length_of_a_range_counts_both_days(ask: Ask, text: str) -> None:
    """From the 7th to the 8th it is two days."""
    assert ("derived:duration", 2) == (ask(text).asked, ask(text).value)


@pytest.mark.parametrize(
    "text",
    [
        "How long did Ilham Aliyev's visit to Vietnam last?",
        "How long did Lukashenko's visit to Azerbaijan last?",
        "How long was Asadov's visit to Minsk?",
    ],
)
def test_without_two_days_there_is_no_length(ask: Ask, text: str) -> None:
    """A year, a month or a single day does not tell how long a visit was."""
    decision = ask(text)

    assert ("abstain", "source_silent", None) == (
        decision.outcome,
        decision.reason,
        decision.value,
    )


def test_without_a_date_nothing_is_worked_out(ask: Ask) -> None:
    """The article on this visit is undated."""
    decision = ask("How many years since Hasanov visited Vietnam?")

    assert ("abstain", None) == (decision.outcome, decision.value)
