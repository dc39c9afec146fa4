"""Rules on coverage.yaml: each of its sentences is one of its article, and no fact covers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.ids import hint
from bot.facts.coverage import coverage


def check_coverage(book: Book) -> Iterator[Problem]:
    """Sentences that their article does not have, that are listed twice, or that a fact covers."""
    if not book.base.uncovered:
        return
    facts_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for item in coverage(book.base):
        key = (item.source, item.text)
        facts_of[key] = tuple(dict.fromkeys((*facts_of.get(key, ()), *item.facts)))
    seen: set[tuple[str, str]] = set()
    for source, sentence, _ in book.base.uncovered:
        key = (source, sentence.strip())
        where = f"{source}: {sentence}"
        if source not in book.sources:
            message = f"unknown source '{source}'{hint(source, book.sources)}"
            yield _problem(book, where, "source", message)
        elif key in seen:
            yield _problem(book, where, "sentence", f"'{sentence[:60]}' is listed twice", "warning")
        elif key not in facts_of:
            yield _problem(book, where, "sentence", _no_sentence(source, sentence, facts_of))
        elif facts_of[key]:
            message = f"'{sentence[:60]}' is covered by {', '.join(facts_of[key])}; take it out"
            yield _problem(book, where, "sentence", message, "warning")
        seen.add(key)


def _no_sentence(source: str, sentence: str, known: Iterable[tuple[str, str]]) -> str:
    """The message for a text that is no sentence of its article; it names the one around it."""
    around = [text for name, text in known if name == source and sentence.strip() in text]
    if around:
        return f"'{sentence[:60]}' is only a part of the sentence '{around[0]}'"
    return f"'{sentence[:60]}' is no sentence of '{source}'; see attache coverage"


def _problem(book: Book, where: str, path: str, message: str, level: str = "error") -> Problem:
    file, line = book.locations.where("coverage", where, path)
    return Problem(file, line, "", path, message, level)
