"""Greetings, thanks and the like: a friendly line, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Decision
from bot.text.lexicon import Lexicon
from bot.text.normal import Token


def smalltalk(tokens: Sequence[Token], lexicon: Lexicon) -> Decision | None:
    """The decision on a message that is nothing but small talk; None for any other."""
    forms = [t.form for t in tokens if t.form != "?"]
    if not forms:
        return None
    table = lexicon.smalltalk
    sorts: list[str] = []
    at = 0
    longest = lexicon.longest_smalltalk
    while at < len(forms):
        size = next(
            (
                n
                for n in range(min(longest, len(forms) - at), 0, -1)
                if tuple(forms[at : at + n]) in table
            ),
            0,
        )
        if not size:
            return None
        sorts.append(table[tuple(forms[at : at + size])])
        at += size
    telling = [s for s in sorts if s not in ("greeting", "other")] or sorts
    return Decision(outcome="abstain", reason="chitchat", wording=f"chitchat_{telling[0]}")
