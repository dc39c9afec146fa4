"""Build a fact from its YAML block: each role's values by what its kind takes there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.facts.fields import Fields, said
from bot.facts.sections import evidence
from bot.facts.strict_yaml import Block, Items, plain
from bot.model import (
    BUILT_IN_TYPES,
    COMPLETIONS,
    MODES,
    TEXT_TYPES,
    TIME,
    Fact,
    Kind,
    Quantity,
    Review,
    Revision,
    Role,
    Value,
)
from bot.text import edtf

REVIEW_STATUS = ("approved", "proposed", "rejected", "unsure")


def fact(fields: Fields, kinds: Mapping[str, Kind], entities: Collection[str]) -> Fact:
    """An event or statement; every value of a role is a tuple, also where the role is single."""
    name = fields.text("kind")
    roles = kinds[name].roles if name in kinds else {}

    def read(path: str, value: Any, line: int) -> tuple[Value, ...]:
        role = roles.get(path.rpartition(".")[2])
        return _values(fields, path, value, line, (role, entities))

    return Fact(
        id=fields.id,
        kind=name,
        roles=fields.by_name("roles", read),
        says=fields.texts("says", required=True),
        evidence=evidence(fields, of_roles=True),
        review=_review(fields),
        mode=fields.choice("mode", MODES, "done"),
        during=fields.text_or_none("during"),
        open=fields.names("open"),
        words=fields.words("words"),
        completion=_completion(fields),
        revision=fields.whole_number("revision", 1),
        history=tuple(_history(fields)),
        retired=fields.text_or_none("retired"),
    )


def _values(
    fields: Fields, path: str, value: Any, line: int, takes: tuple[Role | None, Collection[str]]
) -> tuple[Value, ...]:
    """The values of one role; a list gives several."""
    if not isinstance(value, Items):
        found = _value(fields, path, value, line, takes)
        return () if found is None else (found,)
    if not value:
        fields.fail(path, "the list is empty; leave the role out where the source is silent", line)
    read = (
        _value(fields, f"{path}.{number}", item, at, takes)
        for number, (item, at) in enumerate(zip(value, value.lines, strict=True), 1)
    )
    return tuple(found for found in read if found is not None)


def _value(
    fields: Fields, path: str, value: Any, line: int, takes: tuple[Role | None, Collection[str]]
) -> Value | None:
    if isinstance(value, Block) and ("amount" in value or "unit" in value):
        return _quantity(fields, path, value, line)
    if isinstance(value, Block):
        return fields.texts_of(path, value, line) or None
    if not isinstance(value, str) or not value.strip():
        what = said(value) if not isinstance(value, str) else "an empty text"
        fields.fail(path, f"must be an id, a date, a text or a quantity, not {what}", line)
        return None
    role, entities = takes
    if role is not None and _is_text(value, role, entities):
        return fields.texts_of(path, value, line)
    return value


def _is_text(value: str, role: Role, entities: Collection[str]) -> bool:
    """Whether a plain string is a text: the role takes texts, and it is nothing else it takes."""
    if TEXT_TYPES.isdisjoint(role.types):
        return False
    if value in role.senses:
        return False
    if TIME in role.types:
        try:
            edtf.parse(value)
        except ValueError:
            pass
        else:
            return False
    return BUILT_IN_TYPES.issuperset(role.types) or value not in entities


def _quantity(fields: Fields, path: str, value: Block, line: int) -> Quantity | None:
    inner = fields.inner(path, value, line)
    if inner is None:
        return None
    amount = value.get("amount")
    inner.has("amount")
    unit = inner.text("unit")
    inner.done()
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        inner.fail("amount", f"must be a number without quotes, not {said(amount)}")
        return None
    return Quantity(amount, unit)


def _completion(fields: Fields) -> Mapping[str, str]:
    def read(path: str, value: Any, line: int) -> str:
        if value not in COMPLETIONS:
            fields.fail(path, f"{said(value)} is no completion; use {', '.join(COMPLETIONS)}", line)
        return str(value)

    return fields.by_name("completion", read)


def _review(fields: Fields) -> Review:
    """The review of a fact; a pending one where it is missing."""
    block = fields.block.get("review") if fields.has("review") else None
    if block is None:
        fields.fail("review", "'review' is missing: status, by, on")
        return Review("proposed", "", "")
    inner = fields.inner("review", block, fields.block.lines["review"])
    if inner is None:
        return Review("proposed", "", "")
    review = Review(
        status=inner.choice("status", REVIEW_STATUS),
        by=inner.text("by"),
        on=inner.text("on"),
        note=inner.text_or_none("note"),
    )
    inner.done()
    return review


def _history(fields: Fields) -> list[Revision]:
    found = []
    for item in fields.each("history"):
        was, now = (plain(item.block.get(key)) for key in ("was", "now"))
        for key in ("was", "now"):
            if key not in item.block:
                item.fail(key, f"'{key}' is missing (null where there was nothing)")
            item.taken.add(key)
        found.append(
            Revision(
                revision=item.whole_number("revision"),
                on=item.text("on"),
                role=item.text("role"),
                was=was,
                now=now,
                why=item.text("why"),
            )
        )
        item.done()
    return found
