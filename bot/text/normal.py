"""The one normal form of text, used alike when a base is compiled and when a question is read.

Case, marks, invisible characters, look-alike letters and dashes do not matter; flags are words.
Every token keeps its offsets into what the person typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not decompose, folded as readers type them.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ə": "e", "ә": "е", "ı": "i", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae"}
)
# Cyrillic letters that look like Latin ones; only used inside words that mix both scripts.
_LOOKALIKES = dict(zip("асеорхуіјһкмтвнԁѕԛԝ", "aceopxyijhkmtbhdsqw", strict=True))
_LATIN_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _LOOKALIKES.items()}
_WHOLE = frozenset("йЙ")  # letters of their own, though Unicode takes them apart
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"'}
_REGIONAL_A = 0x1F1E6
_WORD = re.compile(
    r"(?<!\w)@\w+"  # a mention of a user or bot, dropped
    r"|[\U0001F1E6-\U0001F1FF]{2}"  # a flag
    r"|\d+(?:[.,:/]\d+)+|\d+"  # a number, or a date written with points
    r"|[^\W\d_](?:\.[^\W\d_])+(?![\w'])"  # initials, read as one word: "U.N." is "un"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"  # a word, with inner apostrophes
    r"|[%$€£?]"
)


@dataclass(frozen=True)
class Token:
    """A word in its normal form: where it stood, and what stood between it and the one before."""

    form: str
    start: int
    end: int
    gap: str = ""
    raw: str = ""


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One character in its normal form; empty for marks and invisible characters."""
    if char in _QUOTES:
        return _QUOTES[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return "\n" if char in "\n\r\u2028\u2029" else " "
    if category == "Pd":
        return "-"
    if char in _WHOLE:
        return char.casefold()
    folded = unicodedata.normalize("NFKD", char).casefold().translate(_LETTERS)
    kept = (c for c in folded if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(_QUOTES.get(c, _digit(c)) for c in kept)


def _digit(char: str) -> str:
    """A digit of any script as 0 to 9; every other character as it is."""
    value = unicodedata.digit(char, None)
    return char if value is None else str(value)


def _fold_text(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset of the one it came from."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        plain = char.isascii() and not char.isupper() and char not in _QUOTES
        piece = char if plain else _fold(char)
        if char == "\u0306" and folded and folded[-1] == "и":  # й, typed as two characters
            folded[-1] = "й"
        folded.append(piece)
        offsets.extend([offset] * len(piece))
    return "".join(folded), offsets


def _one_script(word: str) -> str:
    """The word in one script, where look-alike letters of another were mixed in."""
    latin = sum("a" <= c <= "z" for c in word)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    if not latin or not cyrillic:
        return word
    table = _LOOKALIKES if latin >= cyrillic else _LATIN_TO_CYRILLIC
    return "".join(table.get(c, c) for c in word)


def tokenise(text: str) -> list[Token]:
    """The words, numbers and flags of a text in order; `'s` is a token of its own."""
    folded, offsets = _fold_text(text)
    tokens: list[Token] = []
    last = 0
    for match in _WORD.finditer(folded):
        if match.group().startswith("@"):
            continue
        form = _one_script(match.group())
        form = form.replace(".", "") if form[0].isalpha() else form
        gap = folded[last : match.start()]
        last = match.end()
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        if len(form) > 2 and form.endswith("'s"):
            cut = offsets[match.end() - 2]
            tokens.append(Token(form[:-2], start, cut, gap, text[start:cut]))
            tokens.append(Token("'s", cut, end, "", text[cut:end]))
        else:
            tokens.append(Token(form, start, end, gap, text[start:end]))
    return tokens


def words(text: str) -> list[str]:
    """The normal forms of the words of a text, without possessive marks."""
    return list(_words(text))


@lru_cache(maxsize=8192)  # names and sentences of a base, looked at with every question
def _words(text: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokenise(text) if token.form != "'s")


def flag(iso: str) -> str:
    """The flag of a country as a word, from its two-letter ISO 3166 code."""
    return "".join(chr(_REGIONAL_A + ord(c) - ord("A")) for c in iso.upper())
