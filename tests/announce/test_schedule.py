from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announce.schedule import Schedule, coming_days, due_day, instant, minute_of, zone_of
from bot.errors import UsageError

ZONES = ("Asia/Baku", "Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minute"), [("9", 540), ("09:00", 540), ("9:30", 570), ("0:00", 0), ("23:59", 1439)]
)
def test_an_hour_of_the_day_is_read(text: str, minute: int) -> None:
    """Hours stand as people write them."""
    assert minute == minute_of(text)


@pytest.mark.parametrize(
    "text", ["", "24:00", "9:60", "9:", "-1", "nine", "9:5:3", "٩", "1e1", "999"]
)
def test_what_is_no_hour_is_refused(text: str) -> None:
    """Anything else is refused with the form that is meant."""
    with pytest.raises(UsageError, match=r"9:30"):
        minute_of(text)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Asia", "x" * 300])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    """A zone that the database does not have is refused."""
    with pytest.raises(UsageError, match="time zone"):
        zone_of(name)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        # Berlin, 02:30: skipped on 29 March 2026 (so 03:30 summer time), twice on 25 October.
        ("2026-03-28", "2026-03-28T01:30"),
        ("2026-03-29", "2026-03-29T01:30"),
        ("2026-03-30", "2026-03-30T00:30"),
        ("2026-10-25", "2026-10-25T00:30"),
        ("2026-10-26", "2026-10-26T01:30"),
    ],
)
def test_an_hour_keeps_its_place_when_the_clock_changes(day: str, utc: str) -> None:
    """A skipped hour comes once, shifted; an hour that comes twice counts once, the first time."""
    assert at(utc) == instant(date.fromisoformat(day), 150, "Europe/Berlin")


NINE = Schedule("Asia/Baku", 540)  # 05:00 UTC
LATE = Schedule("Asia/Baku", 1435)  # 19:55 UTC
MONDAYS = Schedule("Asia/Baku", 540, weekday=0)


@pytest.mark.parametrize(
    ("schedule", "since", "now", "day"),
    [
        (NINE, "2026-11-22T12:00", "2026-11-23T04:59", None),
        (NINE, "2026-11-22T12:00", "2026-11-23T05:00", "2026-11-23"),
        (NINE, "2026-11-22T12:00", "2026-11-23T19:59", "2026-11-23"),  # late, the same day
        (NINE, "2026-11-22T12:00", "2026-11-23T20:00", None),  # midnight in Baku has passed
        (LATE, "2026-11-22T12:00", "2026-11-23T20:05", "2026-11-23"),  # ten minutes, past midnight
        (LATE, "2026-11-22T12:00", "2026-11-23T22:56", None),
        (NINE, "2026-11-23T05:00", "2026-11-23T09:00", None),  # it has been told
        (NINE, "2026-11-01T12:00", "2026-11-23T06:00", "2026-11-23"),  # weeks off: one only
        (MONDAYS, "2026-11-22T12:00", "2026-11-23T06:00", "2026-11-23"),
        (MONDAYS, "2026-11-22T12:00", "2026-11-25T06:00", "2026-11-23"),  # Wednesday is not late
        (MONDAYS, "2026-11-22T12:00", "2026-11-26T06:00", None),
        (MONDAYS, "2026-11-23T05:00", "2026-11-24T06:00", None),
    ],
)
def test_a_missed_hour_is_made_up_for_while_it_is_of_use(
    schedule: Schedule, since: str, now: str, day: str | None
) -> None:
    """The last missed hour counts, a daily one on its day, a weekly one two days longer."""
    expected = None if day is None else date.fromisoformat(day)
    assert expected == due_day(schedule, at(since), at(now))


@given(
    st.sampled_from(ZONES),
    st.integers(0, 1439),
    st.sampled_from([None, 0, 3, 6]),
    st.integers(0, 400),
)
def test_looking_every_quarter_hour_tells_each_day_once(
    zone: str, minute: int, weekday: int | None, start: int
) -> None:
    """A program that runs all the time tells each day that is due exactly once, in order."""
    schedule = Schedule(zone, minute, weekday)
    begin = at("2026-01-01T00:00") + timedelta(days=start)
    told, last = [], begin
    for step in range(1, 9 * 96):
        now = begin + timedelta(minutes=15 * step)
        day = due_day(schedule, last, now)
        if day is not None:
            told.append(day)
            last = now
    coming = coming_days(schedule, begin, 8)
    assert coming == [day for day in told if day in coming]
    assert sorted(set(told)) == told


def test_the_coming_days_are_those_whose_hour_is_ahead() -> None:
    """A preview of a week has seven days of a daily hour and one of a weekly."""
    now = at("2026-11-23T05:00")  # 09:00 in Baku, a Monday
    week = [date(2026, 11, 24 + n) for n in range(7)]

    assert week == coming_days(NINE, now, 7)
    assert [date(2026, 11, 30)] == coming_days(MONDAYS, now, 7)
