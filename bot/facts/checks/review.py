"""Rules on what people did: the review of each fact, its revision and its history."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.model import Fact
from bot.text import edtf


def check_reviews(book: Book) -> Iterator[Problem]:
    """Facts without a sentence, an approval, or a history that counts up to their revision."""
    for fact in book.base.facts:
        if not fact.says:
            yield book.problem("facts", fact.id, "says", "the fact needs a sentence in 'says'")
        if not fact.evidence:
            yield book.problem("facts", fact.id, "evidence", "the fact needs at least one quote")
        yield from _review(book, fact)
        fault = _history(fact)
        if fault:
            yield book.problem("facts", fact.id, "history", fault)
    for entry in book.base.entries:
        for path, value in (("asks", any(entry.asks.values())), ("says", entry.says)):
            if not value:
                yield book.problem("entries", entry.id, path, f"the entry needs '{path}'")


def check_day(value: str) -> str | None:
    """Why a text is no EDTF date; None where it is one."""
    try:
        edtf.parse(value)
    except ValueError as error:
        return str(error)
    return None


def _review(book: Book, fact: Fact) -> Iterator[Problem]:
    review = fact.review
    if review.status != "approved":
        message = f"only an approved fact may stand here, not one that is '{review.status}'"
        yield book.problem("facts", fact.id, "review.status", message)
    if not review.by.strip():
        yield book.problem("facts", fact.id, "review.by", "say who reviewed the fact")
    fault = check_day(review.on) or (
        None if len(review.on) == len("2025-05-07") else f"'{review.on}' is not a full date"
    )
    if fault:
        yield book.problem("facts", fact.id, "review.on", fault)


def _history(fact: Fact) -> str | None:
    """Why a history does not fit the revision: it tells of revisions 2, 3, … up to it."""
    numbers = [item.revision for item in fact.history]
    if fact.revision < 1:
        return f"revisions count from 1; this one is {fact.revision}"
    for earlier, later in zip([1, *numbers], numbers, strict=False):
        if later not in (earlier, earlier + 1):
            return f"the history goes from revision {earlier} to {later}; list them in order"
    last = numbers[-1] if numbers else 1
    if last != fact.revision:
        return f"the fact is at revision {fact.revision}, its history ends at {last}"
    return None
