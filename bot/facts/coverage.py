"""Which sentence of which article a fact covers, and why the others are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model import Base, Entry, Evidence, Fact
from bot.text.normal import words

Sentence = tuple[int, int, str]  # start and end in code points, and the text between

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A full stop, with the quotation marks and brackets that close after it, before a blank and the
# start of another sentence. "Caliber.Az" has no blank; ". — VNS" has no start.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])")
# An agency's sign-off after the last full stop of a line: "… gas sector. — VNS".
_SIGN_OFF = re.compile(r"(?<=[.!?])\s+[—–-]+\s*\w+\s*$")
_LAST_WORD = re.compile(r"(?:^|[\s(\[\"'“‘«])([^\s(\[\"'“‘«]+)$")
# Words that keep their full stop within a sentence, in lower case and without the last stop.
_ABBREVIATIONS = frozenset(
    words(
        "mr mrs ms dr prof gen lt col maj capt sgt gov sen rep rev hon st jr sr no nos vs etc art "
        "ca cf approx dept est inc ltd co corp "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")  # J, U.S, e.g, a.m


@dataclass(frozen=True)
class Covered:
    """A sentence of an article: the facts and entries that quote from it, or why none does."""

    source: str
    start: int
    end: int
    text: str
    facts: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether neither a fact covers it nor a reason explains it."""
        return not self.facts and self.reason is None


def sentences(seed_text: str) -> list[Sentence]:
    """The sentences of an article, in order; each stretch that is not blank is in exactly one.

    A sentence never goes over the end of a line: titles, by-lines and rules are their own.
    """
    found: list[Sentence] = []
    for line in _LINE.finditer(seed_text):
        start = line.start()
        for stop in _stops(line.group()):
            found += _trimmed(seed_text, start, line.start() + stop)
            start = line.start() + stop
        found += _trimmed(seed_text, start, line.end())
    return found


def _stops(line: str) -> Iterator[int]:
    """Where sentences end within a line, in order."""
    for match in _END.finditer(line):
        after = line[match.end() :].lstrip().lstrip("\"'“‘«([")[:1]
        if after.islower() or (match.group() == "." and _abbreviated(line[: match.start()])):
            continue
        yield match.end()
    sign_off = _SIGN_OFF.search(line)
    if sign_off:
        yield sign_off.start()


def _abbreviated(before: str) -> bool:
    """Whether the full stop after a text belongs to its last word."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last.group(1)
    return word.lower() in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return []
    start += len(piece) - len(piece.lstrip())
    return [(start, start + len(inner), inner)]


def coverage(base: Base) -> list[Covered]:
    """Every sentence of every source, in order, with the facts that cover it or the reason."""
    reasons = {(source, text.strip()): reason for source, text, reason in base.uncovered}
    spans = _spans(base)
    found = []
    for source in base.sources:
        for start, end, text in sentences(base.seeds.get(source.seed, "")):
            quoted = spans.get(source.id, ())
            ids = sorted({id for id, first, last in quoted if first < end and start < last})
            reason = reasons.get((source.id, text))
            found.append(Covered(source.id, start, end, text, tuple(ids), reason))
    return found


def _spans(base: Base) -> Mapping[str, list[tuple[str, int, int]]]:
    """Source → where the quotes of facts stand in it; a sentence printed twice is covered twice."""
    seeds = {source.id: base.seeds.get(source.seed, "") for source in base.sources}
    things: tuple[Fact | Entry, ...] = (*base.facts, *base.entries)
    found: dict[str, list[tuple[str, int, int]]] = {}
    for thing in things:
        for evidence in thing.evidence:
            for start in _places(seeds.get(evidence.source, ""), evidence):
                span = (thing.id, start, start + len(evidence.quote))
                found.setdefault(evidence.source, []).append(span)
    return found


def _places(seed: str, evidence: Evidence) -> Iterator[int]:
    start = seed.find(evidence.quote) if evidence.quote else -1
    while start >= 0:
        yield start
        start = seed.find(evidence.quote, start + 1)
