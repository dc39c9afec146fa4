"""Phrasings of plain entries that the matcher itself takes for another entry's: warnings."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.text.normal import words


def check_doubts(book: Book) -> Iterator[Problem]:
    """Phrasings that two entries cannot be told apart by, and those that come back wrong."""
    if len(book.base.entries) < 2:
        return
    from bot.match.doubt import doubts  # numpy: only where there are entries

    places = {
        (tuple(words(text)), entry.id): (f"asks.{language}.{number}", text)
        for entry in book.base.entries
        for language, texts in entry.asks.items()
        for number, text in enumerate(texts, 1)
    }
    for doubt in doubts(places):
        path, text = places[doubt.words, doubt.label]
        if doubt.alike:
            message = f"'{text}' cannot be told from the phrasings of '{doubt.other}'; reword one"
        else:
            message = f"without it, '{text}' would be answered by '{doubt.other}'; add phrasings"
        yield book.problem("entries", doubt.label, path, message, "warning")
