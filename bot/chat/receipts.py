"""Receipts: the line under each answer by which the bot knows its own words again.

A receipt names the facts that were told, each with its revision, and seals the words: with a key
that only this bot's database has, it can tell later whether a text is what it wrote. So nothing of
what it wrote needs to be kept.

    № k3f9qa·1 mz4c2d·2 – 7mq2xk
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape, unescape
from itertools import product

MARK = "№"
MOST_FACTS = 8  # of one message; what tells more has no receipt
LONGEST = 110  # characters of a receipt line at the most
MOST_DIFFERENCES = 3
_SIZE = 6  # letters of a fact's code (2^30 of them), and of a seal
_AROUND = 6  # lines before and behind the words themselves, such as "the bot said:"
_HEAD = 80  # characters before them in their own line
_ALIKE = 0.4  # below this likeness two texts have too little in common to name differences
_MARKS = " .,;:"  # at the end of a word, no difference in words
_CODE = rf"[a-z2-7]{{{_SIZE}}}[·.]\d{{1,4}}"
_LINE = re.compile(rf"{MARK}?\s*\b({_CODE}(?:\s+{_CODE})*)\s*[-–—]\s*([a-z2-7]{{{_SIZE}}})(?![\w])")
_QUOTES = re.compile(r"\n?<blockquote[^>]*>.*?</blockquote>", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>")
_OPENING = re.compile(r"[:“”\"«»]\s*")
Seal = Callable[[str], bytes]  # a keyed digest of a text


@dataclass(frozen=True)
class Receipt:
    """What a receipt says: the codes of facts with their revisions, and the seal of the words."""

    facts: tuple[tuple[str, int], ...]
    seal: str

    def line(self) -> str:
        """The receipt as it stands under a message."""
        return f"{MARK} {_joined(self.facts)} – {self.seal}"


@lru_cache(maxsize=4096)
def code_of(fact: str) -> str:
    """The short form of a fact's id."""
    return _letters(hashlib.sha256(fact.encode()).digest())


def signed(html: str, facts: Sequence[tuple[str, int]], seal: Seal) -> str:
    """A message with its receipt, for facts with their revisions; as it is without any."""
    told = tuple((code_of(fact), revision) for fact, revision in dict(facts).items())
    if not told or len(told) > MOST_FACTS:
        return html
    receipt = Receipt(told, _seal(_shown(html), told, seal))
    return f"{html}\n<i>{escape(receipt.line(), quote=False)}</i>"


def read(text: str) -> tuple[Receipt, str] | None:
    """The last receipt in a message, and the words around it; None where there is none."""
    found = list(_LINE.finditer(text))
    if not found:
        return None
    last = found[-1]
    facts = (re.split("[·.]", one) for one in last[1].split())
    told = tuple((code, int(revision)) for code, revision in facts)
    around = (text[: last.start()].strip(), text[last.end() :].strip())
    return Receipt(told, last[2]), "\n".join(part for part in around if part)


def genuine(
    text: str, receipt: Receipt, quotes: Collection[str] | None, seal: Seal
) -> tuple[str, bool] | None:
    """The words in a text that a receipt was made for, and whether the text has no others; None
    where it does not have them. `quotes` of the facts, each with its source below it, may stand
    among them or not; None for any quotes.
    """
    for words, whole in _wordings(text, quotes):
        if _seal(words, receipt.facts, seal) == receipt.seal:
            return words, whole
    return None


def differences(
    text: str, own: Sequence[str], quotes: Collection[str] | None
) -> list[tuple[str, str]]:
    """What a text has otherwise than the nearest of our own, as (theirs, ours); empty where they
    have too little in common.
    """
    pairs = _nearest([words for words, _ in _wordings(text, None)], own)
    return _told([*pairs, *altered_quotes(text, quotes, own)])


def altered_quotes(
    text: str, quotes: Collection[str] | None, own: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """What the quotes in a text have otherwise than the nearest that there are; or than our own
    words, for those who put these in quotation marks.
    """
    if quotes is None:
        return []
    cited = {_plain(quote) for quote in quotes}
    lines = [line for line in map(str.strip, text.splitlines()) if _is_quote(line, None)]
    others = [line for line in lines if not _is_quote(line, cited)]
    return _told([pair for line in others for pair in _nearest([line[1:-1]], [*quotes, *own])])


def _told(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first differences, each once, and none of marks alone."""
    told = dict.fromkeys((left.strip(_MARKS), right.strip(_MARKS)) for left, right in pairs)
    return [pair for pair in told if pair[0] != pair[1]][:MOST_DIFFERENCES]


def _nearest(texts: Sequence[str], own: Sequence[str]) -> list[tuple[str, str]]:
    """Where the most alike of some texts and of our own differ."""
    best, pairs = _ALIKE, list[tuple[str, str]]()
    for left, right in product(map(str.split, texts), map(str.split, own)):
        matcher = SequenceMatcher(None, [_plain(w) for w in left], [_plain(w) for w in right])
        if matcher.quick_ratio() <= best or matcher.ratio() <= best:
            continue
        best = matcher.ratio()
        pairs = [
            (" ".join(left[a:b]), " ".join(right[c:d]))
            for tag, a, b, c, d in matcher.get_opcodes()
            if tag != "equal"
        ]
    return pairs


def _wordings(text: str, quotes: Collection[str] | None) -> Iterator[tuple[str, bool]]:
    """The words that a text may pass on, and whether they are all of it: without the quotes among
    them, and then without what stands before and behind.
    """
    known = None if quotes is None else {_plain(quote) for quote in quotes}
    lines = [line.strip() for line in text.splitlines()]
    kept: list[str] = []
    for at, line in enumerate(lines):
        is_source = line[:1] in "—–-" and at > 0 and _is_quote(lines[at - 1], known)
        if line and not is_source and not _is_quote(line, known):
            kept.append(line)
    starts = range(min(_AROUND, len(kept)))
    ends = range(len(kept), max(len(kept) - _AROUND, 0), -1)
    for start, end in product(starts, ends):
        rest = kept[start:end]
        whole = len(rest) == len(kept)
        if rest:
            yield " ".join(rest), whole
            for found in _OPENING.finditer(rest[0][:_HEAD]):
                yield " ".join([rest[0][found.end() :], *rest[1:]]).strip(' “”"«»'), False


def _is_quote(line: str, known: Collection[str] | None) -> bool:
    if line[:1] != "“" or line[-1:] != "”":
        return False
    return known is None or _plain(line[1:-1]) in known


def _shown(html: str) -> str:
    """The words of a message, without the quotes below them."""
    return unescape(_TAG.sub("", _QUOTES.sub("", html)))


def _seal(text: str, facts: tuple[tuple[str, int], ...], seal: Seal) -> str:
    return _letters(seal(f"{_joined(facts)}\n{_plain(text)}"))


def _joined(facts: Sequence[tuple[str, int]]) -> str:
    return " ".join(f"{code}·{revision}" for code, revision in facts)


def _plain(text: str) -> str:
    """A text as it is compared: however it is spaced, composed, and in capitals or not."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest).decode().lower()[:_SIZE]
