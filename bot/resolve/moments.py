"""Read dates, months, years and amounts in a question, against today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.resolve.amounts import Amounts, digits
from bot.resolve.question import Amount, Moment
from bot.text.edtf import parse
from bot.text.lexicon import Lexicon, Phrases
from bot.text.normal import Token

LONGEST_AGO = 1000  # units counted back from today; more is no time of the articles
YEARS = range(1000, 2200)  # four digits in this range are a year, unless a unit follows


class Moments:
    """Finds times and amounts among tokens that no name has taken."""

    def __init__(
        self,
        calendar: Mapping[str, Any],
        lexicon: Lexicon,
        today: date,
        units: Iterable[str] = (),
    ) -> None:
        months = {**calendar.get("read", {}), **lexicon.data.get("month_aliases", {})}
        self._months = {tuple(str(name).split()): int(number) for name, number in months.items()}
        self._month_phrases = Phrases(self._months)
        self._lexicon = lexicon
        self._today = today
        self._range = lexicon.word_set("range_words")
        self._between = lexicon.word_set("date_fillers")
        self._year_words = lexicon.word_set("year_words")
        self._weekdays = lexicon.word_set("weekdays")
        self._ordinals = lexicon.word_set("ordinals")
        self._doubtful = lexicon.texts("doubtful_months")
        self._before_months = lexicon.word_set("month_prepositions")
        self._past = {
            tuple(str(text).split()): unit
            for unit, texts in lexicon.data.get("ago", {}).items()
            for text in texts
        }
        self._past_phrases = Phrases(self._past)
        self._shifts = {tuple(k.split()): v for k, v in lexicon.data.get("times", {}).items()}
        self._relatives = Phrases(self._shifts)
        self._amounts = Amounts(lexicon, units)

    def read(
        self, tokens: Sequence[Token], taken: frozenset[int]
    ) -> tuple[list[Moment], list[Amount]]:
        """The times and the amounts of a clause, in order."""
        moments: list[Moment] = []
        amounts: list[Amount] = []
        at = 0
        while at < len(tokens):
            if at in taken:
                at += 1
                continue
            moment = self._with_weekday(self._moment(tokens, at), tokens, taken)
            if moment is not None and not taken.intersection(range(moment.start, moment.end)):
                moments.append(moment)
                at = moment.end
                continue
            amount = self._amounts.read(tokens, at)
            if amount is not None:
                amounts.append(amount)
                at = amount.end
                continue
            at += 1
        return moments, amounts

    def _with_weekday(
        self, moment: Moment | None, tokens: Sequence[Token], taken: frozenset[int]
    ) -> Moment | None:
        """The moment with words around it that add nothing: the day's name, the word for a year."""
        if moment is not None and moment.edtf is not None:
            while moment.end < len(tokens) and tokens[moment.end].form in self._year_words:
                moment = replace(moment, end=moment.end + 1)
        while moment is not None and moment.start:
            before = moment.start - 1
            if before in taken or tokens[before].form not in self._weekdays:
                break
            moment = replace(moment, start=moment.start - 1)
        return moment

    def _month(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        """A month and the place behind its name; 0 where there is none."""
        forms = [t.form for t in tokens]
        size = self._month_phrases.at(forms, at)
        return (self._months[tuple(forms[at : at + size])], at + size) if size else (0, at)

    def _moment(self, tokens: Sequence[Token], at: int) -> Moment | None:
        return (
            self._relative(tokens, at)
            or self._ago(tokens, at)
            or self._numeric(tokens, at)
            or self._days_numeric(tokens, at)
            or self._day_month(tokens, at)
            or self._month_day(tokens, at)
            or self._year(tokens, at)
        )

    def _relative(self, tokens: Sequence[Token], at: int) -> Moment | None:
        forms = [t.form for t in tokens]
        size = self._relatives.at(forms, at)
        if not size:
            return None
        return self._shifted(tokens, at, at + size, self._shifts[tuple(forms[at : at + size])])

    def _ago(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """As in "two years ago": a number, and a unit that is counted back."""
        forms = [t.form for t in tokens]
        known = self._lexicon.data.get("numbers", {})
        number = float(known[forms[at]]) if forms[at] in known else digits(forms[at])
        size = self._past_phrases.at(forms, at + 1)
        if not size or number is None or not number.is_integer() or number > LONGEST_AGO:
            return None
        end = at + 1 + size
        unit = self._past[tuple(forms[at + 1 : end])]
        return self._shifted(tokens, at, end, {unit: -int(number)})

    def _shifted(
        self, tokens: Sequence[Token], at: int, end: int, shift: Mapping[str, Any]
    ) -> Moment | None:
        """The day, month or year that lies so far from today."""
        today = self._today
        if "days" in shift:
            value = (today + timedelta(days=int(shift["days"]))).isoformat()
        elif "months" in shift:
            month = today.year * 12 + today.month - 1 + int(shift["months"])
            value = f"{month // 12:04}-{month % 12 + 1:02}"
        elif "years" in shift:
            value = f"{today.year + int(shift['years']):04}"
        else:
            value = today.isoformat()
        return self._made(tokens, at, end, value)

    def _numeric(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """2025-05-07, 07.05.2025 and 07/05/2025 (day first, unless only month first can be), and
        7/5, 5/2025.
        """
        form = tokens[at].form
        parts = [form]
        end = at + 1
        if form.isdigit():
            while (
                end < len(tokens) and tokens[end].gap in ("-", "/") and tokens[end].form.isdigit()
            ):
                parts.append(tokens[end].form)
                end += 1
        else:
            parts = form.replace("/", ".").split(".")
        if not all(p.isdigit() for p in parts):
            return None
        numbers = [int(p) for p in parts]
        if len(parts) == 3 and len(parts[0]) == 4:
            return self._dated(tokens, at, end, (numbers[0], numbers[1], numbers[2]))
        if len(parts) == 3 and len(parts[2]) in (2, 4):
            year = numbers[2] if numbers[2] > 99 else 1900 + numbers[2] + 100 * (numbers[2] < 50)
            day, month = (numbers[0], numbers[1]) if numbers[1] <= 12 else (numbers[1], numbers[0])
            return self._dated(tokens, at, end, (year, month, day))
        if len(parts) == 2:
            return self._two_numbers(tokens, (at, end), (numbers[0], numbers[1]))
        return None

    def _two_numbers(
        self, tokens: Sequence[Token], place: tuple[int, int], numbers: tuple[int, int]
    ) -> Moment | None:
        """2025-05, 5/2025, and 7/5 (day first)."""
        first, second = numbers
        if first in YEARS and 1 <= second <= 12:
            return self._dated(tokens, *place, (first, second, 0))
        if second in YEARS and 1 <= first <= 12:
            return self._dated(tokens, *place, (second, first, 0))
        if "/" in tokens[place[0]].form and 1 <= first <= 31 and 1 <= second <= 12:
            return self._span(tokens, place, (0, second, first, 0))
        return None

    def _days_numeric(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """7-8/5/2025."""
        day, end = self._day(tokens, at)
        place = self._behind_range(tokens, end)
        last = self._numeric(tokens, place) if day and place else None
        if last is None or tokens[place].form.isdigit():
            return None
        year, month, until = _split(last)
        if not day < until:
            return None
        return self._span(tokens, (at, last.end), (year, month, day, until))

    def _behind_range(self, tokens: Sequence[Token], at: int) -> int:
        """The place behind a dash or "to"; 0 where there is none."""
        if at >= len(tokens):
            return 0
        if tokens[at].gap.strip() == "-":
            return at
        return at + 1 if tokens[at].form in self._range and at + 1 < len(tokens) else 0

    def _day(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        """A day of the month and the place behind it; day 0 where there is none."""
        form = tokens[at].form if at < len(tokens) else ""
        if form.isdigit() and 1 <= int(form) <= 31 and len(form) <= 2:
            ordinal = at + 1 < len(tokens) and tokens[at + 1].form in self._ordinals
            return int(form), at + 1 + (ordinal and tokens[at + 1].gap == "")
        return 0, at

    def _day_month(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """23 September 1992, 7-8 May 2025, 23rd of September."""
        day, end = self._day(tokens, at)
        if not day:
            return None
        last, behind = day, end
        start = self._behind_range(tokens, end)
        if start:
            second, after = self._day(tokens, start)
            if second > day and self._month(tokens, after)[0]:
                last, behind = second, after
        if behind < len(tokens) and tokens[behind].form in self._between:
            behind += 1
        month, behind = self._month(tokens, behind)
        if not month:
            return None
        year, stop = self._year_at(tokens, behind)
        return self._span(tokens, (at, stop), (year, month, day, last))

    def _month_day(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """September 23, 1992; May 7 to 8; May 2025; October."""
        month, behind = self._month(tokens, at)
        if not month:
            return None
        place = behind
        if place < len(tokens) and tokens[place].form in self._between:
            place += 1
        day, end = self._day(tokens, place)
        if not day:
            year, stop = self._year_at(tokens, place)
            if not year and self._is_doubtful(tokens, at, behind):
                return None
            return self._span(tokens, (at, stop if year else behind), (year, month, 0, 0))
        last = day
        start = self._behind_range(tokens, end)
        if start:
            second, after = self._day(tokens, start)
            if second > day:
                last, end = second, after
        year, stop = self._year_at(tokens, end)
        return self._span(tokens, (at, stop), (year, month, day, last))

    def _is_doubtful(self, tokens: Sequence[Token], at: int, behind: int) -> bool:
        """Whether a word such as "may" in English is a month only with a year: in lower case, and
        with no "in" before it.
        """
        before = tokens[at - 1].form if at else ""
        name = " ".join(t.form for t in tokens[at:behind])
        doubtful = tokens[at].raw.islower() and name in self._doubtful
        return doubtful and before not in self._before_months

    def _year_at(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        for place in (at, at + 1):
            if place < len(tokens):
                form = tokens[place].form
                if len(form) == 4 and form.isdigit() and int(form) in YEARS:
                    return int(form), place + 1
                if form not in self._between:
                    break
        return 0, at

    def _year(self, tokens: Sequence[Token], at: int) -> Moment | None:
        form = tokens[at].form
        if len(form) != 4 or not form.isdigit() or int(form) not in YEARS:
            return None
        return self._made(tokens, at, at + 1, form)

    def _span(
        self, tokens: Sequence[Token], place: tuple[int, int], when: tuple[int, int, int, int]
    ) -> Moment | None:
        year, month, day, last = when
        if not year:
            text = _text(tokens, *place)
            return Moment(*place, text, yearless=(month, day))
        if last > day:
            value = f"{year:04}-{month:02}-{day:02}/{year:04}-{month:02}-{last:02}"
            return self._made(tokens, *place, value)
        return self._dated(tokens, *place, (year, month, day))

    def _dated(
        self, tokens: Sequence[Token], start: int, end: int, when: tuple[int, int, int]
    ) -> Moment | None:
        year, month, day = when
        value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        return self._made(tokens, start, end, value)

    @staticmethod
    def _made(tokens: Sequence[Token], start: int, end: int, value: str) -> Moment | None:
        try:
            return Moment(start, end, _text(tokens, start, end), value=value, edtf=parse(value))
        except ValueError:  # the 31st of February is no date
            return None


def _split(moment: Moment) -> tuple[int, int, int]:
    """Year (0 if not given), month and day of a moment."""
    if moment.edtf is not None:
        return moment.edtf.first.year, moment.edtf.first.month, moment.edtf.first.day
    month, day = moment.yearless or (0, 0)
    return 0, month, day


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    return "".join((t.gap if n else "") + t.raw for n, t in enumerate(tokens[start:end]))
