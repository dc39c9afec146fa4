"""Rules on ids: their form, and that no two things share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.countries import PREFIX
from bot.model import BUILT_IN_TYPES

_ID = re.compile(r"[a-z0-9-]{1,48}")
_ROLE = re.compile(r"[a-z][a-z0-9_-]{0,47}")
MOST_HINTS = 5000  # known names; the likeness of more takes longer than it helps
_SPACES = (("sources",), ("types",), ("entities",), ("kinds",), ("facts", "entries"))


def check_ids(book: Book) -> Iterator[Problem]:
    """Ids of the wrong form, ids used twice, and names that are taken."""
    for space in _SPACES:
        first: dict[str, tuple[str, int]] = {}
        for section in space:
            count: dict[str, int] = {}
            for id in _ids(book, section):
                nth = count[id] = count.get(id, -1) + 1
                file, line = book.locations.where(section, id, nth=nth)
                if id in first:
                    there = "{}:{}".format(*first[id])
                    yield Problem(file, line, id, "id", f"this id is used already, in {there}")
                first.setdefault(id, (file, line))
                if not nth and not _ID.fullmatch(id):
                    message = "an id is 1 to 48 characters of a-z, 0-9 and '-'"
                    yield book.problem(section, id, "id", message)
    yield from _reserved(book)


def _ids(book: Book, section: str) -> list[str]:
    return [thing.id for thing in getattr(book.base, section)]


def _reserved(book: Book) -> Iterator[Problem]:
    for kind_of in book.base.types:
        if kind_of.id in BUILT_IN_TYPES:
            yield book.problem("types", kind_of.id, "id", "this type is built in; leave it out")
    for entity in book.base.entities:
        if entity.id.startswith(PREFIX):
            message = f"ids with '{PREFIX}' are the countries of CLDR; choose another id"
            yield book.problem("entities", entity.id, "id", message)
    for kind in book.base.kinds:
        for role in kind.roles:
            if not _ROLE.fullmatch(role):
                message = "a role is named with a-z, 0-9, '-' and '_', beginning with a letter"
                yield book.problem("kinds", kind.id, f"roles.{role}", message)


def hint(name: str, known: Iterable[str]) -> str:
    """What to do about an unknown name: the nearest known one."""
    names = list(known)
    near = get_close_matches(name, names, n=1) if len(names) <= MOST_HINTS else []
    return f"; did you mean '{near[0]}'?" if near else ""
