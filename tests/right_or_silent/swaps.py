"""One value in the place of another: names, times, and two names in each other's roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from bot.text.edtf import parse
from bot.text.normal import words
from tests.right_or_silent.field import Field, Said
from tests.right_or_silent.filling import Filled, spoken, worded

SIBLINGS = 3  # nearest names of the same type that take a name's place
NOBODY = "nobody"  # the id of an invented name
STRANGERS = ("Marta Oliveira", "Jonas Feldkamp")
STRANGE_FIRST, STRANGE_LAST = "Peter", "Bergstrom"
UNDATED_TRIES = ("2019", "2021-03-12", "2008")


def renamed(field: Field, filled: Filled) -> Iterator[tuple[int, Filled]]:
    """The wording with one name swapped for a like one that the fact does not have."""
    for place, one in enumerate(filled.said):
        if not isinstance(one.value, str) or one.value not in field.entities:
            continue
        for other in _others(field, filled, one):
            changed = filled.with_said(place, other)
            if other.value == NOBODY or not field.rivals(filled.fact, changed.said):
                yield place, changed


def _others(field: Field, filled: Filled, one: Said) -> Iterator[Said]:
    known = field.about(filled.fact)
    like = (
        id
        for id in field.closest(str(one.value))
        if id not in known and field.form_of(id) not in {field.form_of(other) for other in known}
    )
    for id in islice(like, SIBLINGS):
        yield Said(one.role, id, field.name_of(id))
    if field.fits(one.value, ("person",)):
        for name in (*STRANGERS, *_relatives(one.text)):
            yield Said(one.role, NOBODY, name)


def _relatives(name: str) -> list[str]:
    """People who share a part of a name and are somebody else."""
    parts = name.split()
    if len(parts) < 2 or not all(part[:1].isupper() for part in parts):
        return []
    return [f"{parts[0]} {STRANGE_LAST}", f"{STRANGE_FIRST} {parts[-1]}"]


def retimed(field: Field, filled: Filled) -> Iterator[tuple[str, Filled]]:
    """The wording with a time that the fact does not have, or any time where it has none."""
    known = field.times(filled.fact)
    spoken_years = set(re.findall(r"\b\d{4}\b", filled.fact.says.get(field.language, "")))
    sources = {s.id: (s.published or "")[:4] for s in field.base.sources}
    years = {sources.get(e.source, "") for e in filled.fact.evidence} if not known else set()
    for value in _wrong_times([v for _, v in field.dated(filled.fact)]):
        when = parse(value)
        if any(when.overlaps(time) for time in known):
            continue
        if not known and str(when.first.year) in spoken_years | years:
            continue
        said = Said("when", value, worded(field, value))
        others = [one for one in filled.said if not _is_time(field, filled, one)]
        if any(
            not field.times(rival) or any(when.overlaps(t) for t in field.times(rival))
            for rival in field.rivals(filled.fact, others)
        ):
            continue
        slot = next((i for i, one in enumerate(filled.said) if _is_time(field, filled, one)), None)
        if slot is not None:
            said = Said(filled.said[slot].role, value, spoken(field, value))
            yield value, filled.with_said(slot, said)
        else:
            yield (
                value,
                replace(filled, template=filled.template + " {when}", said=(*filled.said, said)),
            )


def _is_time(field: Field, filled: Filled, one: Said) -> bool:
    return (one.role, one.value) in field.dated(filled.fact)


def _wrong_times(known: list[str]) -> list[str]:
    if not known:
        return list(UNDATED_TRIES)
    first = parse(known[0]).first
    found = [str(first.year + step) for step in (-1, 1, -10)]
    if len(known[0]) >= len("2024-10"):
        month = first.month % 12 + 1
        found.append(f"{first.year}-{month:02d}")
    if len(known[0]) >= len("2024-10-03"):
        found += [(first + timedelta(days=step)).isoformat() for step in (-9, 7)]
        found.append(f"{first.year + 1}-{first.month:02d}-{first.day:02d}")
    return found


def flipped(field: Field, filled: Filled) -> Iterator[tuple[int, Filled]]:
    """The wording with two names in each other's roles, where that says something else."""
    kind, fact = field.kinds[filled.fact.kind], filled.fact
    for i, one in enumerate(filled.said):
        for j, other in enumerate(filled.said[i + 1 :], i + 1):
            if one.role == other.role or not isinstance(one.value, str):
                continue
            if not (
                field.fits(one.value, kind.roles[other.role].types)
                and field.fits(other.value, kind.roles[one.role].types)
            ):
                continue
            shared = set(map(str, field.values(fact, one.role))) & set(
                map(str, field.values(fact, other.role))
            )
            joined = f"{{{one.role}}} and {{{other.role}}}"
            if shared or joined in filled.template:
                continue
            if is_symmetric(field, filled, one.role, other.role):
                continue
            changed = filled.with_said(i, Said(one.role, other.value, other.text))
            changed = changed.with_said(j, Said(other.role, one.value, one.text))
            yield i, changed


def is_symmetric(field: Field, filled: Filled, one: str, other: str) -> bool:
    """Whether the kind's own wordings say the same with two roles exchanged ("married to")."""
    kind = field.kinds[filled.fact.kind]
    frames = [_plain(text) for text in kind.frames.get(field.language, ())]
    meant = stems(field, filled.template)
    for frame in kind.frames.get(field.language, ()):
        turned = re.sub(
            rf"\{{({re.escape(one)}|{re.escape(other)})\}}",
            lambda m: f"{{{other if m[1] == one else one}}}",
            frame,
        )
        if turned != frame and _plain(turned) in frames and meant & stems(field, frame):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def stems(field: Field, template: str) -> set[str]:
    plain = words(re.sub(r"\{[^{}]*\}", " ", template))
    return {field.lexicon.canonical(w) for w in plain if w not in field.lexicon.fillers}
