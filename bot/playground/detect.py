"""The entities that Telegram finds by itself: commands, mentions, tags and addresses in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from bot.playground.entities import Entity, units

_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?')\]]|\b(?:[a-z0-9-]+\.)+(?:com|org|net|me|info|io)\b(?:/[^\s<>\"]*[^\s<>\".,;:!?')\]])?)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)\b(?!/)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})\b"
    r"|(?<![\w#])(?P<hashtag>#(?=\w*[^\W\d_])\w{1,128})\b",
    re.IGNORECASE,
)
_CHEAP = re.compile(r"[/@#]|\.\w")  # none of these: nothing to find


def detect(text: str, marked: Iterable[Entity] = ()) -> list[Entity]:
    """The entities of a text, those already marked and those found, in order."""
    known = list(marked)
    if not _CHEAP.search(text):
        return known
    closed = [e for e in known if e.type in ("code", "pre", "text_link")]
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
    for match in _FOUND.finditer(text):
        offset = match.start() + bisect_left(wide, match.start())
        found = Entity(str(match.lastgroup), offset, units(match.group()))
        if not any(e.offset < found.end and found.offset < e.end for e in closed):
            known.append(found)
    return sorted(known, key=lambda e: (e.offset, -e.length))


def part(text: str, entity: Entity) -> str:
    """The words that an entity marks."""
    raw = text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * entity.end].decode("utf-16-le")
