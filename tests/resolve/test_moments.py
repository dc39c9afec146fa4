"""Times and amounts in questions, in all their spellings."""

from __future__ import annotations

import pytest

from bot.resolve.question import Amount, Moment
from bot.resolve.resolver import Resolver
from bot.text.normal import tokenise
from tests.resolve.conftest import Ask

DAYS = "2025-05-07/2025-05-08"


def read(resolver: Resolver, text: str) -> tuple[list[Moment], list[Amount]]:
    """The times and amounts of a text."""
    return resolver.reader.moments.read(tokenise(text), frozenset())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7-8 May 2025", DAYS),
        ("7–8 May 2025", DAYS),
        ("7 to 8 May 2025", DAYS),
        ("May 7 to 8, 2025", DAYS),
        ("May 7-8, 2025", DAYS),
        ("7 May 2025", "2025-05-07"),
        ("7th of May 2025", "2025-05-07"),
        ("May 7, 2025", "2025-05-07"),
        ("May 7th 2025", "2025-05-07"),
        ("Wednesday, 7 May 2025", "2025-05-07"),
        ("2025-05-07", "2025-05-07"),
        ("07.05.2025", "2025-05-07"),
        ("7.5.2025", "2025-05-07"),
        ("7.5.25", "2025-05-07"),
        ("07/05/2025", "2025-05-07"),
        ("23 Sept 1992", "1992-09-23"),
        ("May 2025", "2025-05"),
        ("May of 2025", "2025-05"),
        ("2025-05", "2025-05"),
        ("5/2025", "2025-05"),
        ("7-8/5/2025", DAYS),
        ("7 to 8/5/2025", DAYS),
        ("2025", "2025"),
    ],
)
def test_a_date_is_read_in_every_spelling(resolver: Resolver, text: str, value: str) -> None:
    """As an EDTF value, as exact as it was written."""
    moments, amounts = read(resolver, text)

    assert ([value], []) == ([m.value for m in moments], amounts)


def test_a_day_and_a_month_in_numbers_agree_with_any_year(resolver: Resolver) -> None:
    """As "23/9": the day first; with no year it has no value."""
    (found,) = read(resolver, "23/9")[0]

    assert (9, 23) == found.yearless


def test_the_day_goes_before_the_month_unless_it_cannot(resolver: Resolver) -> None:
    """03/04 is the third of April; 09/23 can only be a September."""
    first, second = read(resolver, "03/04/2024 09/23/1992")[0]

    assert ("2024-04-03", "1992-09-23") == (first.value, second.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("today", "2026-12-01"),
        ("yesterday", "2026-11-30"),
        ("this year", "2026"),
        ("last year", "2025"),
        ("next year", "2027"),
        ("last month", "2026-11"),
        ("next month", "2027-01"),
    ],
)
def test_a_relative_time_counts_from_today(resolver: Resolver, text: str, value: str) -> None:
    """Also over the end of a month and of a year."""
    assert [value] == [m.value for m in read(resolver, text)[0]]


@pytest.mark.parametrize(
    ("text", "month_and_day"),
    [
        ("October 3", (10, 3)),
        ("3 October", (10, 3)),
        ("3rd of October", (10, 3)),
        ("in October", (10, 0)),
    ],
)
def test_a_date_without_a_year_has_none(
    resolver: Resolver, text: str, month_and_day: tuple[int, int]
) -> None:
    """The year is not made up."""
    (moment,) = read(resolver, text)[0]

    assert (month_and_day, "") == (moment.yearless, moment.value or "")


@pytest.mark.parametrize("text", ["31 February 2025", "2025-13-40", "31.02.2025", "30.02.25"])
def test_an_impossible_date_is_no_date(resolver: Resolver, text: str) -> None:
    """No day is made of it, neither the last of the month nor the first of the next."""
    assert not [m for m in read(resolver, text)[0] if len(m.value or "") == 10]


@pytest.mark.parametrize(("text", "count"), [("they may visit", 0), ("in May", 1)])
def test_may_is_a_month_only_when_written_as_one(resolver: Resolver, text: str, count: int) -> None:
    """The verb "may" is no time."""
    assert count == len(read(resolver, text)[0])


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("39 percent", 39, "percent"),
        ("39%", 39, "percent"),
        ("39 per cent", 39, "percent"),
        ("thirty-nine percent", 39, "percent"),
        ("12.5 percent", 12.5, "percent"),
        ("1,500", 1500, ""),
        ("500", 500, ""),
    ],
)
def test_an_amount_is_read_with_its_unit(
    resolver: Resolver, text: str, amount: float, unit: str
) -> None:
    """In figures and in words; a number alone has no unit."""
    moments, (found,) = read(resolver, text)

    assert ([], amount, unit) == (moments, found.amount, found.unit)


def test_what_a_name_has_taken_is_no_time(resolver: Resolver) -> None:
    """A year within a name is not read a second time."""
    tokens = tokenise("2024 and 2025")

    assert ["2025"] == [m.value for m in resolver.reader.moments.read(tokens, frozenset({0}))[0]]


@pytest.mark.parametrize(
    "when",
    [
        "on 7-8 May 2025",
        "07.05.2025",
        "on May 7 to 8, 2025",
        "on 2025-05-07",
        "on 7th of May 2025",
        "in May 2025",
        "in 2025",
        "last year",
    ],
)
def test_a_question_is_narrowed_by_its_date(ask: Ask, when: str) -> None:
    """Of three visits to the same country the one of that time answers."""
    assert "Tô Lâm" == ask(f"Who visited Azerbaijan {when}?").value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Who visited Azerbaijan in 2023?", "Alexander Lukashenko"),
        ("Who visited Minsk on October 3?", "Ali Asadov"),
        ("Who visited Minsk in October?", "Ali Asadov"),
    ],
)
def test_a_date_less_exact_than_the_fact_finds_it(ask: Ask, text: str, value: str) -> None:
    """A year, a month, or a day without a year."""
    assert value == ask(text).value


@pytest.mark.parametrize(
    "text",
    [
        "Who visited Azerbaijan this year?",
        "Who visited Azerbaijan on 9 May 2025?",
        "Who visited Azerbaijan in June 2025?",
        "Who visited Minsk on October 4?",
        "Who visited Minsk in November?",
        "Who visited Azerbaijan on 31 February 2025?",
        "Who visited Azerbaijan on 32 May 2025?",
        "When did Asadov meet Golovchenko in 2019?",
    ],
)
def test_another_date_is_refused(ask: Ask, text: str) -> None:
    """A fact of another time answers nothing, and a date that cannot be is no date at all."""
    assert ("abstain", "no_such_fact", ()) == (ask(text).outcome, ask(text).reason, ask(text).facts)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two years ago", "2024"),
        ("2 years ago", "2024"),
        ("three months ago", "2026-09"),
        ("10 days ago", "2026-11-21"),
    ],
)
def test_a_time_is_counted_back_from_today(resolver: Resolver, text: str, value: str) -> None:
    """A number and a unit that is long past are a time, and nothing to be worked out."""
    moments, amounts = read(resolver, text)

    assert ([value], []) == ([m.value for m in moments], amounts)


@pytest.mark.parametrize(("text", "months"), [("in may", [5]), ("what may come", [])])
def test_a_doubtful_month_needs_its_little_word(
    resolver: Resolver, text: str, months: list[int]
) -> None:
    """The name of a month is one behind "in", and a verb elsewhere."""
    assert months == [m.yearless[0] for m in read(resolver, text)[0] if m.yearless]
