"""Values as people read them: dates in the language's form, names, lists and amounts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from bot.facts.index import Index
from bot.render.told import tells
from bot.text.edtf import Edtf, parse

GROUPED_FROM = 10_000  # a smaller number is read as well without a sign between its thousands


class Values:
    """Writes values in one language."""

    def __init__(self, index: Index, language: str) -> None:
        self._index = index
        self._language = language
        self._words = index.lexicon(language).data
        self._calendar: Mapping[str, Any] = index.meta("calendar")[language]

    def date(self, value: str, bare: bool = False) -> str:
        """A date as exact as it is known: "on 7 May 2025", "in 2014"; `bare` without "on"."""
        when = parse(value)
        phrases: Mapping[str, str] = self._words["date_phrases"]
        prefix = "bare_" if bare else ""
        name = self._pattern(when)
        return phrases[prefix + name].format(
            **self._parts(when.first),
            **{f"last_{part}": text for part, text in self._parts(when.last).items()},
            first=self._end(when, first=True),
            last=self._end(when, first=False),
        )

    def _parts(self, day: datetime.date) -> dict[str, object]:
        """What a date's wording may name: the month in a date, alone, and as in "in May"."""
        month = day.month - 1
        inside: Sequence[str] = self._words.get("months_in", self._calendar["alone"])
        return {
            "day": day.day,
            "month": self._calendar["names"][month],
            "month_number": day.month,
            "month_alone": self._calendar["alone"][month],
            "month_in": inside[month],
            "year": day.year,
            "year_ordinal": self.ordinal(day.year),
        }

    @staticmethod
    def _pattern(when: Edtf) -> str:
        if not when.interval:
            return when.precision
        if when.precision != "day" or when.first.year != when.last.year:
            return "range"
        return "days" if when.first.month == when.last.month else "months"

    def _end(self, when: Edtf, first: bool) -> str:
        day = when.first if first else when.last
        key = f"bare_{when.precision}"
        return str(self._words["date_phrases"][key]).format(**self._parts(day))

    def name(self, entity_id: str, office: bool = False) -> str:
        """The usual name of an entity here; with `office`, who the person is, in brackets."""
        entity = self._index.entity(entity_id)
        if entity is None:
            return entity_id
        name = _text(entity["names"], self._language)
        held = self.office(entity_id) if office else None
        return f"{name} ({held})" if held else name

    def office(self, entity_id: str) -> str | None:
        """What an entity is, as the first fact of a describing kind says; None where none does."""
        for kind_id, kind in sorted(self._index.kinds.items()):
            holder = kind["describes"]
            if not holder or not kind["identifies"]:
                continue
            for number in self._index.postings(f"k:{kind_id}|e:{entity_id}"):
                fact = self._index.fact(number)
                template = kind["description"].get(self._language)
                if fact.kind == kind_id and entity_id in fact.roles.get(holder, ()) and template:
                    return self._description(template, fact.roles, kind)
        return None

    def _description(
        self, template: str, roles: Mapping[str, Sequence[Any]], kind: Mapping[str, Any]
    ) -> str:
        """A describing template with its values; one value alone where it tells all the others."""
        slots = _Slots(self, roles, kind, frozenset())
        whole = template.format_map(slots)
        texts = [slots[key] for _, key, _, _ in Formatter().parse(template) if key]
        fillers = self._index.lexicon(self._language).fillers
        enough = (t for t in texts if all(tells(t, other, fillers) for other in texts))
        return next(enough, whole)

    def value(
        self, value: Any, role: Mapping[str, Any], offices: bool = False, bare: bool = False
    ) -> str:
        """One value of a role."""
        if isinstance(value, Mapping) and "amount" in value:
            return self.amount(float(value["amount"]), str(value["unit"]))
        if isinstance(value, Mapping):
            return _text(value, self._language)
        if "time" in role["types"]:
            return self.date(str(value), bare)
        return self.name(str(value), offices)

    def plain(self, value: Any) -> str:
        """A value of whatever type: an amount, a text, a thing by its name, or a date."""
        if isinstance(value, Mapping) or self._index.entity(str(value)) is not None:
            return self.value(value, {"types": ()})
        try:
            return self.date(str(value), bare=True)
        except ValueError:
            return str(value)

    def amount(self, amount: float, unit: str) -> str:
        """A number with its unit, as the language writes it."""
        written = f"{amount:,.0f}" if amount.is_integer() else f"{amount:.15g}"
        if abs(amount) < GROUPED_FROM:
            written = written.replace(",", "")
        signs = {ord(","): self._calendar["group"], ord("."): self._calendar["decimal"]}
        phrase: str = self._words.get("amounts", {}).get(unit, f"{{n}} {unit}")
        return phrase.format(n=written.translate(signs))

    def plural(self, number: int) -> str:
        """The plural form of a whole number: one, few, many, other."""
        forms: Sequence[str] = self._calendar["plurals"]
        return forms[number if number < len(forms) else 100 + number % 100]

    def list(self, texts: Sequence[str], open_list: bool = False) -> str:
        """Several values as one phrase; an open list is told as "including …"."""
        phrases: Mapping[str, str] = self._words["list_phrases"]
        if len(texts) <= 1:
            return "".join(texts)
        if len(texts) == 2:
            joined = phrases["two"].format(first=texts[0], last=texts[1])
        else:
            items = phrases["separator"].join(texts[:-1])
            joined = phrases["many"].format(items=items, last=texts[-1])
        return phrases["open"].format(items=joined) if open_list else joined

    def fill(
        self,
        template: str,
        roles: Mapping[str, Sequence[Any]],
        kind: Mapping[str, Any],
        offices: frozenset[str],
    ) -> str:
        """A template with a fact's values put in, those of `offices` with who they are.

        Raises:
            KeyError: a value is missing.
        """
        slots = _Slots(self, roles, kind, offices)
        return template.format_map(slots)

    def ordinal(self, number: int) -> str:
        """A number as an ordinal ("35th")."""
        forms: Mapping[str, str] = self._words.get("ordinal_forms", {})
        form = forms.get(str(number % 100)) or forms.get(str(number % 10)) or forms.get("default")
        return (form or "{n}").format(n=number)


class _Slots(dict[str, str]):
    def __init__(
        self,
        values: Values,
        roles: Mapping[str, Sequence[Any]],
        kind: Mapping[str, Any],
        offices: frozenset[str],
    ) -> None:
        super().__init__()
        self._values, self._roles, self._kind, self._offices = values, roles, kind, offices

    def __missing__(self, key: str) -> str:
        found = self._roles.get(key)
        if not found:
            raise KeyError(key)
        role = self._kind["roles"][key]
        texts = [
            self._values.value(v, role, isinstance(v, str) and v in self._offices) for v in found
        ]
        return self._values.list(texts)


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))
