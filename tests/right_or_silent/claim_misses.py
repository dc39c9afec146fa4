"""Near misses that claim: frames and plain sentences of a fact with one thing changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.model import Fact, Quantity
from tests.right_or_silent import misses
from tests.right_or_silent.field import Field, Said
from tests.right_or_silent.filling import Filled, spoken, statements, worded
from tests.right_or_silent.misses import Miss
from tests.right_or_silent.swaps import flipped, renamed, retimed

_FIRST_SLOT = re.compile(r"^\{[a-z_-]+\} (?=[a-z]+ed\b|[a-z]+s\b)")
_TO_BE = re.compile(r"\b(is|are|was|were|has|have|did|does)\b")
FRAMES = 4  # frames of a kind that claims are made from
_MORE = 3  # how much an amount is wrong by


def claims(field: Field, fact: Fact) -> Iterator[Miss]:
    """The claims that differ from a fact in exactly one thing."""
    for right in (*islice(statements(field, fact), FRAMES), *_sentence(field, fact)):
        for place, wrong in renamed(field, right):
            yield _claim(misses.NAME, right, wrong, place)
        for when, wrong in retimed(field, right):
            late = _claim(misses.TIME, right, wrong, -1)
            yield replace(late, when=when, slot="when", swapped=worded(field, when))
        for place, wrong in flipped(field, right):
            if not field.rivals(fact, wrong.said):
                yield _claim(misses.FLIP, right, wrong, place)
        yield from _denied(right)
        yield from _miscounted(right)
        yield from _reversed(field, right)


def _claim(change: str, right: Filled, wrong: Filled, place: int) -> Miss:
    one = wrong.said[place] if wrong.said else None
    return Miss(
        fact=right.fact.id,
        kind=right.fact.kind,
        change=change,
        text=_closed(wrong.text),
        right=right.text,
        claim=True,
        slot=one.role if one else "",
        swapped=one.text if one else "",
        thing=one.value if one and isinstance(one.value, str) else "",
        pair=tuple(said.value for said in wrong.said if isinstance(said.value, str)),
    )


def _closed(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


def _sentence(field: Field, fact: Fact) -> Iterator[Filled]:
    """The fact's own sentence, with its names and dates as slots."""
    text = fact.says.get(field.language, "").rstrip(".")
    places: dict[int, tuple[int, Said]] = {}
    for role, values in fact.roles.items():
        for value in values:
            if not isinstance(value, str):
                continue
            if value in field.entities:
                written = re.sub(r"^(the|a|an) ", "", field.name_of(value))
            elif (role, value) in field.dated(fact):
                written = spoken(field, value)
            else:
                continue
            at = text.find(written)
            if at >= 0 and text.count(written) == 1:
                places.setdefault(at, (at + len(written), Said(role, value, written)))
    template, said, end = "", [], 0
    for at, (stop, one) in sorted(places.items()):
        if at >= end:
            template += text[end:at] + f"{{{one.role}}}"
            said.append(one)
            end = stop
    if said:
        yield Filled(fact, "", template + text[end:], tuple(said))


def _denied(right: Filled) -> Iterator[Miss]:
    """The claim with a "not" or "never"."""
    found = _TO_BE.search(right.template)
    if found is not None:
        template = f"{right.template[: found.end()]} not{right.template[found.end() :]}"
    elif _FIRST_SLOT.match(right.template):
        template = _FIRST_SLOT.sub(lambda m: f"{m[0]}never ", right.template)
    else:
        return
    wrong = replace(right, template=template)
    yield _claim(misses.NEGATION, right, wrong, -1)


def _miscounted(right: Filled) -> Iterator[Miss]:
    for place, one in enumerate(right.said):
        if isinstance(one.value, Quantity):
            for amount in (one.value.amount + _MORE, one.value.amount * 10):
                value = replace(one.value, amount=amount)
                wrong = right.with_said(place, Said(one.role, value, f"{amount:g} {value.unit}"))
                yield _claim(misses.AMOUNT, right, wrong, place)


def _reversed(field: Field, right: Filled) -> Iterator[Miss]:
    """The claim with a word of another sense than the fact's ("fell" for "rose")."""
    kind = field.kinds[right.fact.kind]
    for name, role in kind.roles.items():
        if not role.senses or name not in right.fact.roles:
            continue
        own = {str(v) for v in right.fact.roles[name]}
        mine = {w for sense in own for w in role.senses[sense].get(field.language, ())}
        for sense, texts in role.senses.items():
            rivals = field.rivals(right.fact, right.said)
            if sense in own or any(sense in map(str, f.roles.get(name, ())) for f in rivals):
                continue
            for word in mine:
                found = re.search(rf"\b{re.escape(word)}\b", right.template)
                if found and texts.get(field.language):
                    other = texts[field.language][0]
                    template = right.template[: found.start()] + other
                    template += right.template[found.end() :]
                    yield _claim(misses.SENSE, right, replace(right, template=template), -1)
