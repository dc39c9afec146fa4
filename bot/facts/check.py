"""Prove a fact base: every rule, all problems at once, in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.doubts import check_doubts
from bot.facts.checks.ids import check_ids
from bot.facts.checks.languages import check_languages
from bot.facts.checks.phrasings import check_phrasings
from bot.facts.checks.quotes import check_quotes
from bot.facts.checks.references import check_references
from bot.facts.checks.review import check_reviews
from bot.facts.checks.support import check_support
from bot.facts.checks.uncovered import check_coverage
from bot.facts.checks.values import check_values
from bot.facts.locations import Locations
from bot.facts.read import read_base
from bot.facts.revisions import check_lock
from bot.model import Base

RULES: tuple[Callable[[Book], Iterator[Problem]], ...] = (
    check_ids,
    check_references,
    check_values,
    check_reviews,
    check_quotes,
    check_support,
    check_phrasings,
    check_languages,
    check_coverage,
)


def check(base: Base, locations: Locations | None = None) -> list[Problem]:
    """Everything that is wrong with a base, errors and warnings, by file and line."""
    places = locations or Locations()
    book = Book(base, places)
    problems = [problem for rule in RULES for problem in rule(book)]
    problems += check_lock(base, places)
    if not base.facts and not base.entries:
        problems.append(Problem("facts", 0, "", "", "the base has neither facts nor entries"))
    return sorted(set(problems))


def check_folder(
    folder: Path, seeds: Path | None, default_folder: Path | None = None
) -> tuple[Base, list[Problem]]:
    """The base in a folder with all its problems, of form and of content, each thing said once."""
    base, problems, locations = read_base(folder, seeds, default_folder)
    known = {(problem.file, problem.id, problem.field) for problem in problems}
    found = (*check(base, locations), *check_doubts(Book(base, locations)))
    more = (p for p in found if (p.file, p.id, p.field) not in known)
    return base, sorted({*problems, *more})
