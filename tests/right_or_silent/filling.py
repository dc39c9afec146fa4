"""Put a fact's own values into the phrasings and frames of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.model import Fact, Quantity, Value
from bot.text.edtf import parse
from bot.text.normal import words
from tests.right_or_silent.field import ENGLISH, Field, Said

_YEAR = "January February March April May June July August September October November December"
MONTHS = tuple(_YEAR.split())
_ANY_MONTH = "|".join(MONTHS)
_SLOT = re.compile(r"\{([a-z_-]+)\}")
_PLURAL = re.compile(r"\b(between|do|are|were|have) \{([a-z_-]+)\}(?! and)")
_DOUBLED = re.compile(r"\b(the|a|an) (?:the|a|an)\b", re.IGNORECASE)
_DAY_WORD = re.compile(rf"\bon (?=(?:(?:{_ANY_MONTH}) )?\d{{4}}\b)")
_OTHER_WORD = re.compile(rf"\bin (?=\d{{1,2}} (?:{_ANY_MONTH}|to)\b)")


@dataclass(frozen=True)
class Filled:
    """A phrasing filled with a fact's values; `said` are those values in the order of the slots."""

    fact: Fact
    asked: str
    template: str
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """The wording as a person would type it."""
        pieces = _SLOT.split(self.template)[::2]
        texts = [*(one.text for one in self.said), ""]
        whole = "".join(p + t for p, t in zip(pieces, texts, strict=True))
        whole = _DOUBLED.sub(r"\1", _OTHER_WORD.sub("on ", _DAY_WORD.sub("in ", whole)))
        return " ".join(whole.split())

    def with_said(self, place: int, said: Said) -> Filled:
        """The wording with another value at one slot."""
        return replace(self, said=(*self.said[:place], said, *self.said[place + 1 :]))


def spoken(field: Field, value: str) -> str:
    """An EDTF date in words, without a little word before it; in figures but in English."""
    when = parse(value)
    if field.language != ENGLISH:
        figures = {"day": f"{when.first:%d.%m.%Y}", "month": f"{when.first:%m.%Y}"}
        return figures.get(when.precision, f"{when.first.year}")
    month = MONTHS[when.first.month - 1]
    if when.interval:
        if (when.precision, when.first.month) == ("day", when.last.month):
            return f"{when.first.day} to {when.last.day} {month} {when.first.year}"
        return f"{when.first.year}"
    day = {"day": f"{when.first.day} {month} ", "month": f"{month} "}.get(when.precision, "")
    return f"{day}{when.first.year}"


def worded(field: Field, value: str) -> str:
    """An EDTF date in words, with its little word."""
    if field.language != ENGLISH:
        return spoken(field, value)
    return f"{'on' if parse(value).precision == 'day' else 'in'} {spoken(field, value)}"


def write(field: Field, fact: Fact, role: str, value: Value) -> str:
    """How a value of a role is written in a sentence."""
    if isinstance(value, Quantity):
        return f"{value.amount:g} {value.unit}"
    if not isinstance(value, str):
        return value.get(field.language, "")
    if value in field.entities:
        return field.name_of(value)
    kind = next(field.kinds[f.kind] for f in field.chain(fact) if role in f.roles)
    if value in kind.roles[role].senses:
        return kind.roles[role].senses[value][field.language][0]
    return spoken(field, value)


def fillings(field: Field, fact: Fact, role: str) -> list[Filled]:
    """The questions for a role of a fact, in every phrasing whose other slots it can fill."""
    found = []
    for template in field.kinds[fact.kind].asks.get(role, {}).get(field.language, ()):
        filled = fill(field, fact, template, role)
        if filled is not None:
            found.append(filled)
    return found


def _paired(field: Field, fact: Fact, template: str, asked: str) -> str:
    """A phrasing with two values where its words want two: nobody asks of ties "between X"."""

    def both(found: re.Match[str]) -> str:
        role = found[2]
        pair = role != asked and len(field.values(fact, role)) > 1
        return f"{found[1]} {{{role}}} and {{{role}}}" if pair else found[0]

    return _PLURAL.sub(both, template)


def statements(field: Field, fact: Fact) -> Iterator[Filled]:
    """The frames of a fact's kind that its own values fill."""
    for template in field.kinds[fact.kind].frames.get(field.language, ()):
        filled = fill(field, fact, template, "")
        if filled is not None and filled.said and _states(field, template):
            yield filled


def fill(field: Field, fact: Fact, template: str, asked: str) -> Filled | None:
    """A template filled with a fact's values; None where a value is missing or would be given away.

    A list fills one slot with its first value; a second slot of the same role takes the next one.
    The role asked for may stand in the question only where the fact has more values to tell.
    """
    used: dict[str, int] = {asked: 0} if asked else {}
    said = []
    for role in _SLOT.findall(template):
        values = field.values(fact, role)
        at = used.get(role, 0)
        if at >= len(values) or (role == asked and at + 1 >= len(values)):
            return None
        used[role] = at + 1
        said.append(Said(role, values[at], write(field, fact, role, values[at])))
    return Filled(fact, asked, template, tuple(said))


def _states(field: Field, template: str) -> bool:
    """Whether a frame is a whole sentence: it has a word that could be its verb."""
    finite = field.lexicon.word_set("finite")
    plain = words(_SLOT.sub(" ", template))
    return any(word in finite or word.endswith(("ed", "s")) for word in plain)


def asks_plainly(field: Field, template: str) -> bool:
    """Whether a phrasing is a question in words, not a few keywords."""
    opening = set(_SLOT.sub(" ", template).casefold().split()[:2])
    return bool(opening & {phrase[0] for phrase in field.lexicon.questions})


def ended(text: str, question: bool) -> str:
    """The wording with its closing mark."""
    return f"{text}?" if question else text


def slot_roles(template: str) -> Mapping[int, str]:
    """The role of each slot of a template, by its place."""
    return dict(enumerate(_SLOT.findall(template)))
