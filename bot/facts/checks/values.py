"""Rules on values: each fits what its role takes, and single roles have one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.ids import hint
from bot.facts.checks.references import unknown_entity
from bot.facts.checks.review import check_day
from bot.model import BUILT_IN_TYPES, QUANTITY, SENSE, TEXT_TYPES, TIME, Quantity, Role, Value
from bot.text import edtf


def check_values(book: Book) -> Iterator[Problem]:
    """Values of a type that their role does not take, and several values in a single role."""
    for fact in book.base.facts:
        kind = book.kinds.get(fact.kind)
        for name, values in fact.roles.items():
            role = kind.roles.get(name) if kind else None
            if role is None:
                continue
            if len(values) > 1 and not role.list:
                message = f"the role takes one value, not {len(values)}; its kind says so"
                yield book.problem("facts", fact.id, f"roles.{name}", message)
            for number, value in enumerate(values, 1):
                fault = misfit(book, role, value)
                if fault:
                    path = f"roles.{name}.{number}" if len(values) > 1 else f"roles.{name}"
                    yield book.problem("facts", fact.id, path, fault)
    for source in book.base.sources:
        fault = check_day(source.published) if source.published else None
        if fault:
            yield book.problem("sources", source.id, "published", fault)


def misfit(book: Book, role: Role, value: Value) -> str | None:
    """Why a value does not fit a role; None where it fits."""
    takes = ", ".join(role.types)
    if isinstance(value, Quantity):
        return None if QUANTITY in role.types else f"the role takes {takes}, not a quantity"
    if not isinstance(value, str):
        return None if not TEXT_TYPES.isdisjoint(role.types) else f"the role takes {takes}, no text"
    if SENSE in role.types and value in role.senses:
        return None
    own = [name for name in role.types if name not in BUILT_IN_TYPES]
    if own and book.entity(value) is not None:
        return _misfit_entity(book, own, value)
    if TIME in role.types:
        return _misfit_time(value)
    if SENSE in role.types:
        return f"unknown sense '{value}'{hint(value, role.senses)}; known: {', '.join(role.senses)}"
    if own:
        return unknown_entity(book, value)
    return f"the role takes {takes}, not the text '{value[:40]}'"


def _misfit_entity(book: Book, types: list[str], id: str) -> str | None:
    entity = book.entity(id)
    message = unknown_entity(book, id)
    if message or entity is None:
        return message
    if book.types_of(entity).isdisjoint(types):
        return f"the role takes {', '.join(types)}; '{id}' is a {entity.type}"
    return None


def _misfit_time(value: str) -> str | None:
    try:
        edtf.parse(value)
    except ValueError as error:
        return str(error)
    return None
