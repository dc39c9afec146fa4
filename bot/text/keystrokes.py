"""Words with the keystrokes of their marks left in: "Vieejt" and "Vie65t" for "viet".

A lexicon says how its words are built (`syllable`), and which keystrokes leave a mark or a tone
(`keystrokes`: pattern and what it stands for); a word that is built otherwise, and well built
without its keystrokes, was typed with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.text.lexicon import Lexicon
from bot.text.normal import Token

LONGEST = 10  # letters and keystrokes of one syllable


def decoded(tokens: Sequence[Token], lexicon: Lexicon, known: Callable[[str], bool]) -> list[Token]:
    """The tokens with the keystrokes of marks taken out; a `known` word stays as it is."""
    if not lexicon.data.get("keystrokes"):
        return list(tokens)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and not tokens[end].gap and tokens[end].form.isalnum():
            end += 1
        whole = _joined(tokens[at:end])
        meant = _without(whole.form, lexicon) if end > at + 1 or not known(whole.form) else None
        if meant is None:
            found.extend(tokens[at:end])
        else:
            found.append(replace(whole, form=meant))
        at = end
    return found


def is_word(form: str, lexicon: Lexicon) -> bool:
    """Whether a word is built as the language builds its words; False where it does not say how."""
    shape = lexicon.data.get("syllable")
    return bool(shape) and _pattern(str(shape)).fullmatch(form) is not None


def _without(form: str, lexicon: Lexicon) -> str | None:
    """The word without its keystrokes; None where it has none, or is no word without them."""
    if len(form) > LONGEST or not form[0].isalpha() or is_word(form, lexicon):
        return None
    for rules in lexicon.data["keystrokes"]:
        plain = form
        for pattern, stands_for in rules:
            plain = _pattern(str(pattern)).sub(str(stands_for), plain)
        if plain != form and is_word(plain, lexicon):
            return plain
    return None


def _joined(tokens: Sequence[Token]) -> Token:
    form, raw = ("".join(t.form for t in tokens), "".join(t.raw for t in tokens))
    return replace(tokens[0], form=form, raw=raw, end=tokens[-1].end)


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
