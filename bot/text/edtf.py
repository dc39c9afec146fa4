"""Dates of the Extended Date/Time Format (EDTF), as far as the fact base uses it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]

_END = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?]?)")
_COARSENESS: tuple[Precision, ...] = ("day", "month", "year")
_FORMS = "write it as 1992, 1992-09, 1992-09-23 or 2025-05-07/2025-05-08"


@dataclass(frozen=True)
class Edtf:
    """A date or an interval: its first and last day, and how finely it is given.

    The precision of an interval is that of its coarser end; `approximate` stands for a trailing
    `~`, `uncertain` for a trailing `?`.
    """

    first: date
    last: date
    precision: Precision
    interval: bool = False
    approximate: bool = False
    uncertain: bool = False

    def overlaps(self, other: Edtf) -> bool:
        """Whether at least one day belongs to both."""
        return self.first <= other.last and other.first <= self.last


def within(inner: Edtf, outer: Edtf) -> bool:
    """Whether every day of `inner` belongs to `outer`."""
    return outer.first <= inner.first and inner.last <= outer.last


def parse(value: str) -> Edtf:
    """The date or interval that an EDTF string names.

    Raises ValueError, with a message for people, for any other text.
    """
    ends = value.split("/")
    if len(ends) == 1:
        return _end(value, value)
    if len(ends) > 2:
        raise ValueError(f"'{value}' has more than two ends; {_FORMS}")
    first, last = (_end(end, value) for end in ends)
    if first.first > last.first or first.last > last.last:
        raise ValueError(f"'{value}' ends before it begins")
    return Edtf(
        first.first,
        last.last,
        max(first.precision, last.precision, key=_COARSENESS.index),
        interval=True,
        approximate=first.approximate or last.approximate,
        uncertain=first.uncertain or last.uncertain,
    )


def _end(text: str, whole: str) -> Edtf:
    """One date, without an interval; raises ValueError that quotes the whole value."""
    match = _END.fullmatch(text)
    if match is None:
        raise ValueError(f"'{whole}' is not a date; {_FORMS}")
    year, month, day, mark = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"'{whole}' names a day that no calendar has") from None
    precision: Precision = "day" if day else "month" if month else "year"
    if day:
        last = first
    elif month:
        last = first.replace(day=monthrange(first.year, first.month)[1])
    else:
        last = first.replace(month=12, day=31)
    return Edtf(first, last, precision, approximate=mark == "~", uncertain=mark == "?")
