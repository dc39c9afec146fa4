"""Dates of the Extended Date/Time Format."""

from __future__ import annotations

from datetime import date

import pytest

from bot.text.edtf import Edtf, parse, within


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("1992", date(1992, 1, 1), date(1992, 12, 31), "year"),
        ("1992-09", date(1992, 9, 1), date(1992, 9, 30), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),  # a leap year
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        ("1992-09-23", date(1992, 9, 23), date(1992, 9, 23), "day"),
    ],
)
def test_a_date_covers_its_days(value: str, first: date, last: date, precision: str) -> None:
    """A year, a month and a day each reach from their first to their last day."""
    found = parse(value)

    assert (first, last, precision, False) == (
        found.first,
        found.last,
        found.precision,
        found.interval,
    )


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2025-05-07/2025-05-08", date(2025, 5, 7), date(2025, 5, 8), "day"),
        ("2025-05-07/2025-05-07", date(2025, 5, 7), date(2025, 5, 7), "day"),
        ("1992-09/1994", date(1992, 9, 1), date(1994, 12, 31), "year"),
        ("2024-01/2024-08", date(2024, 1, 1), date(2024, 8, 31), "month"),
    ],
)
def test_an_interval_reaches_to_the_end_of_its_end(
    value: str, first: date, last: date, precision: str
) -> None:
    """An interval ends with the last day of its end and is as precise as its coarser end."""
    found = parse(value)

    assert Edtf(first, last, found.precision, interval=True) == found
    assert precision == found.precision


@pytest.mark.parametrize(
    ("value", "approximate", "uncertain"),
    [
        ("1992", False, False),
        ("1992~", True, False),
        ("1992-09?", False, True),
        ("1992~/1994", True, False),
        ("1992~/1994?", True, True),
    ],
)
def test_marks_are_kept(value: str, approximate: bool, uncertain: bool) -> None:
    """A `~` makes a date approximate and a `?` uncertain; an interval takes it from either end."""
    found = parse(value)

    assert (approximate, uncertain) == (found.approximate, found.uncertain)


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("", "not a date"),
        ("today", "not a date"),
        ("92", "not a date"),
        ("1992-9", "not a date"),
        ("1992-09-23\n", "not a date"),
        (" 1992", "not a date"),
        ("٢٠٢٥", "not a date"),
        ("1992~?", "not a date"),
        ("2014/..", "not a date"),
        ("1992-09-23T10:00", "not a date"),
        ("1992-13", "no calendar has"),
        ("2023-02-29", "no calendar has"),
        ("0000", "no calendar has"),
        ("1992/1993/1994", "more than two ends"),
        ("1994/1992", "ends before it begins"),
        ("2025-05-08/2025-05-07", "ends before it begins"),
        ("2025-05/2025-05-07/", "more than two ends"),
    ],
)
def test_anything_else_is_refused(value: str, advice: str) -> None:
    """What is no date of a calendar, or no interval forward in time, is refused in plain words."""
    with pytest.raises(ValueError, match=advice):
        parse(value)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2025-05", "2025-05-31", True),
        ("2025-05", "2025-06-01", False),
        ("2025-05-07/2025-05-08", "2025-05-08/2025-05-09", True),
        ("2024", "2025", False),
    ],
)
def test_overlap_needs_a_common_day(left: str, right: str, expected: bool) -> None:
    """Two dates overlap, either way round, when a day belongs to both."""
    assert expected == parse(left).overlaps(parse(right))
    assert expected == parse(right).overlaps(parse(left))


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2025-05-07", "2025-05", True),
        ("2025-05", "2025-05", True),
        ("2025-05", "2025-05-07", False),
        ("2024-12-31/2025-01-01", "2025", False),
    ],
)
def test_within_needs_every_day(inner: str, outer: str, expected: bool) -> None:
    """A date lies within another when all its days do."""
    assert expected == within(parse(inner), parse(outer))
