"""Whether a sentence already tells a value, so that an answer need not add it."""

from __future__ import annotations

from bot.text.normal import words

SHARE = 0.5  # of a value's words that a sentence must have: a surname tells a whole name
STEM = 5  # letters in which two forms of a word agree: a country and its adjective


def tells(sentence: str, value: str, fillers: frozenset[str]) -> bool:
    """Whether enough of a value's words stand in a sentence, whatever their endings."""
    wanted = [w for w in words(value) if w not in fillers] or words(value)
    stems = {w[:STEM] for w in words(sentence)}
    found = sum(w[:STEM] in stems for w in wanted)
    return found >= SHARE * len(wanted)
