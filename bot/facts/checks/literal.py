"""Which parts of a value stand literally in a text: names, dates, amounts and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from bot.facts.countries import names_of
from bot.model import Entity, Quantity, Role
from bot.text.normal import Token, tokenise, words

ENOUGH_WORDS = 0.6  # share of a text's content words that its quotes must have
CONTENT_LETTERS = 4  # a shorter word is seldom what a text is about
STEM_LETTERS = 5  # words are compared by as many first letters: "train" finds "training"
NEAR_MONTH = 4  # words between a month and its day: "May 7 to 8", "7 and 8 May"

_MONTHS = words(
    "january february march april may june july august september october november december"
)
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)} | _SHORT_MONTHS
_UNITS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_NUMBER = {name: number for number, name in enumerate(_UNITS)} | {
    name: 10 * number for number, name in enumerate(_TENS, 2)
}
_NUMBER |= {"once": 1, "twice": 2, "thrice": 3, "dozen": 12}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}
_BELOW_ZERO = re.compile(
    r"(?:\bminus\s+|(?<!\w)[-\N{MINUS SIGN}\N{EN DASH}])(\d[\d.,]*)", re.IGNORECASE
)
_ONES = frozenset(_UNITS[1:10])
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_NUMERIC_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-./](?P<m>\d{1,2})[-./](?P<y>\d{4})(?!\d)"),
)


@dataclass(frozen=True)
class Parts:
    """Years, months and days that a date names or that a text has."""

    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()

    def without(self, other: Parts) -> Parts:
        """What `other` does not have."""
        return Parts(self.years - other.years, self.months - other.months, self.days - other.days)

    def empty(self) -> bool:
        """Whether nothing is named."""
        return not (self.years or self.months or self.days)

    def __str__(self) -> str:
        parts = [f"the year {year}" for year in sorted(self.years)]
        parts += [f"the month {_MONTHS[month - 1].title()}" for month in sorted(self.months)]
        parts += [f"the day {day}" for day in sorted(self.days)]
        return ", ".join(parts)


def parts_of(edtf_text: str) -> Parts:
    """The years, months and days that an EDTF string names."""
    found = [re.findall(r"\d+", end) for end in edtf_text.split("/")]
    return Parts(*(frozenset(int(end[i]) for end in found if len(end) > i) for i in range(3)))


def parts_in(texts: Iterable[str]) -> Parts:
    """The years, months and days that texts have; a day counts near its month, if one is named."""
    found = [part for text in texts for part in _parts_in(unicodedata.normalize("NFKC", text))]
    return Parts(*(frozenset().union(*(getattr(p, f.name) for p in found)) for f in fields(Parts)))


def _parts_in(text: str) -> Iterator[Parts]:
    for match in (match for pattern in _NUMERIC_DATES for match in pattern.finditer(text)):
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Parts(frozenset({year}), frozenset({month}), frozenset({day}))
            text = text.replace(match.group(), " ")
    tokens = tokenise(text)
    months = {i: _MONTH[t.form] for i, t in enumerate(tokens) if _is_month(t)}
    numbers = {i: int(t.form) for i, t in enumerate(tokens) if _short_number(t.form)}
    yield Parts(
        frozenset(n for n in numbers.values() if n > 31),
        frozenset(months.values()),
        frozenset(
            n
            for i, n in numbers.items()
            if 1 <= n <= 31 and (not months or any(abs(i - m) <= NEAR_MONTH for m in months))
        ),
    )


def _is_month(token: Token) -> bool:
    return token.form in _MONTH and token.raw[:1].isupper()  # "may" is no month, "May" may be one


def _short_number(form: str) -> bool:
    return form.isdecimal() and len(form) <= 4


def names_of_entity(entity: Entity, languages: tuple[str, ...]) -> list[list[str]]:
    """The normal words of everything that an entity is called."""
    names = [*entity.names.values()]
    names += [
        name
        for given in (entity.aliases, entity.adjectives)
        for row in given.values()
        for name in row
    ]
    if entity.iso:
        names += names_of(entity.iso, languages)
    return [found for found in (words(name) for name in names) if found]


def has_any(forms: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    """Whether one of some phrases stands in a row of words, unbroken."""
    padded = f" {' '.join(forms)} "
    return any(f" {' '.join(phrase)} " in padded for phrase in phrases)


def has_amount(text: str, quantity: Quantity) -> bool:
    """Whether a text has the number of a quantity, in digits, or in English words.

    A number below zero needs its sign: "minus 40", "-40".
    """
    if quantity.amount < 0:
        signed = [_readings(match[1].rstrip(".,")) for match in _BELOW_ZERO.finditer(text)]
        return any(_is(quantity.amount, -number) for numbers in signed for number in numbers)
    return any(_is(quantity.amount, number) for number in _amounts(text))


def _is(amount: float, number: float) -> bool:
    return abs(number - amount) <= 1e-9 * max(1.0, abs(amount))  # 2.1 billion is no exact product


def _amounts(text: str) -> Iterator[float]:
    """The numbers in a text; "1.5 million" is both 1.5 and 1,500,000."""
    forms = ["", *(token.form for token in tokenise(text)), ""]
    for before, form, after in zip(forms, forms[1:], forms[2:], strict=False):
        if form in _TENS and after in _ONES:  # thirty-five
            values = [float(_NUMBER[form] + _NUMBER[after])]
        elif before in _TENS and form in _ONES:
            continue
        else:
            values = _readings(form)
        yield from values
        yield from (value * _SCALES[after] for value in values if after in _SCALES)


def _readings(form: str) -> list[float]:
    """What numbers a word may stand for; "1,500" is 1500, or 1.5 where a comma parts decimals."""
    if form in _NUMBER:
        return [float(_NUMBER[form])]
    found = []
    if _GROUPED.fullmatch(form):
        found.append(float(re.sub(r"[.,](?=\d{3}(?:\D|$))", "", form).replace(",", ".")))
    if _DECIMAL.fullmatch(form):
        found.append(float(form.replace(",", ".")))
    return found


def share_of_words(text: str, quotes: Iterable[str]) -> float:
    """The share, 0 to 1, of a text's content words that quotes have, compared by first letters."""
    all_words = words(text)
    wanted = {_first(w) for w in all_words if len(w) >= CONTENT_LETTERS} or set(all_words)
    present = {_first(word) for quote in quotes for word in words(quote)}
    return len(wanted & present) / len(wanted) if wanted else 0.0


def has_sense(role: Role, sense: str, quotes: Sequence[str]) -> bool:
    """Whether quotes have one of the words of a sense, compared by first letters."""
    present = [[_first(word) for word in words(quote)] for quote in quotes]
    phrases = [
        [_first(word) for word in words(name)]
        for names in role.senses.get(sense, {}).values()
        for name in names
    ]
    return any(has_any(forms, phrases) for forms in present)


def _first(word: str) -> str:
    return word[:STEM_LETTERS]
