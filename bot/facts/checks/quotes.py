"""Rules on quotes: each stands letter for letter in the article that it is taken from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.ids import hint
from bot.facts.fields import said
from bot.model import Evidence

SHORTEST = 10  # characters; a shorter quote supports nothing by itself

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def check_quotes(book: Book) -> Iterator[Problem]:
    """Quotes that their article does not have, and articles that are not as they were taken in."""
    yield from _seeds(book)
    for section, things in (("facts", book.base.facts), ("entries", book.base.entries)):
        for thing in things:
            for number, evidence in enumerate(thing.evidence, 1):
                path = f"evidence.{number}"
                if evidence.source not in book.sources:
                    message = f"unknown source '{evidence.source}'"
                    message += hint(evidence.source, book.sources)
                    yield book.problem(section, thing.id, f"{path}.source", message)
                    continue
                fault = _fault(book, evidence)
                if fault:
                    yield book.problem(section, thing.id, f"{path}.quote", fault)


def _seeds(book: Book) -> Iterator[Problem]:
    named: dict[str, str] = {}
    for source in book.base.sources:
        if source.seed in named:
            message = f"the source '{named[source.seed]}' has this seed already"
            yield book.problem("sources", source.id, "seed", message)
        named.setdefault(source.seed, source.id)
        seed = book.seed_of(source.id)
        if seed is None:
            message = f"the seed {source.seed} was not read; give its folder with --seeds DIR"
            yield book.problem("sources", source.id, "seed", message)
            continue
        digest = hashlib.sha256(seed.encode()).hexdigest()
        if digest != source.sha256.lower():
            message = f"the seed {source.seed} has the sha256 {digest}, not {source.sha256}"
            yield book.problem("sources", source.id, "sha256", message)


def _fault(book: Book, evidence: Evidence) -> str | None:
    """What is wrong with a quote; None where it stands in its seed."""
    quote, seed = evidence.quote, book.seed_of(evidence.source)
    if len(quote) < SHORTEST:
        return f"a quote has at least {SHORTEST} characters; this one has {len(quote)}"
    if seed is None or (quote in seed and not _breaks(quote)):
        return None
    name = book.sources[evidence.source].seed
    if _breaks(quote):
        return "the quote spans a line break; quote within one line, or give two quotes"
    difference = _difference(quote, seed)
    if difference:
        return f"the quote does not stand letter for letter in {name}: {difference}"
    return f"the quote does not stand in {name}: {said(quote)}"


def _breaks(quote: str) -> bool:
    return "\n" in quote or "\r" in quote


def _difference(quote: str, seed: str) -> str | None:
    """In what the quote and the article differ, where it is only a matter of form."""
    lines = [_blanks(line) for line in re.split(r"[\r\n]+", seed)]
    if _blanks(quote) in " ".join(lines) and not any(_blanks(quote) in line for line in lines):
        return "it goes over a line break there; quote within one line, or give two quotes"
    nfc_quote, nfc_seed = (unicodedata.normalize("NFC", text) for text in (quote, seed))
    if nfc_quote in nfc_seed:
        return "only the Unicode form differs (NFC); copy it from the seed"
    nfkc_quote, nfkc_seed = (unicodedata.normalize("NFKC", text) for text in (quote, seed))
    if nfkc_quote in nfkc_seed:
        return "only the Unicode form differs (NFKC: special blanks or wide letters); copy it"
    if nfkc_quote.translate(_QUOTES) in nfkc_seed.translate(_QUOTES):
        return "only curly and straight quotation marks differ; copy them from the seed"
    quote, seed = (text.translate(_QUOTES).translate(_DASHES) for text in (nfkc_quote, nfkc_seed))
    if quote in seed:
        return "only dashes or quotation marks differ; copy them from the seed"
    if _blanks(quote) in _blanks(seed):
        return "only blanks differ; copy it from the seed"
    if quote.casefold() in seed.casefold():
        return "only capital letters differ; copy it from the seed"
    return None


def _blanks(text: str) -> str:
    return " ".join(text.split())
