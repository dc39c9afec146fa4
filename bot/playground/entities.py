"""Entities: the marked parts of a text, counted in UTF-16 units as Telegram counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

Json = dict[str, Any]

LITERAL = frozenset({"code", "pre"})  # nothing is marked up within them
MOST_ENTITIES = 100  # Telegram drops what is beyond


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


@dataclass(frozen=True)
class Entity:
    """One marked part of a text: its type, where it is in UTF-16 units, and its value."""

    type: str
    offset: int
    length: int
    value: str = ""

    @property
    def end(self) -> int:
        """Where it ends, in UTF-16 units."""
        return self.offset + self.length

    def json(self) -> Json:
        """The entity as Telegram writes it."""
        found: Json = {"offset": self.offset, "length": self.length, "type": self.type}
        if self.type == "text_link":
            found["url"] = self.value
        elif self.type == "pre" and self.value:
            found["language"] = self.value
        elif self.type == "custom_emoji":
            found["custom_emoji_id"] = self.value
        return found


def trim(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """A text without the blanks around it, and its entities moved and cut to fit."""
    left = len(text) - len(text.lstrip())
    kept = text.strip()
    cut, whole = units(text[:left]), units(kept)
    moved = []
    for entity in entities:
        start, end = max(entity.offset - cut, 0), min(entity.end - cut, whole)
        if start < end:
            moved.append(replace(entity, offset=start, length=end - start))
    return kept, moved


def is_link(url: str) -> bool:
    """Whether Telegram makes a link of an address: it knows http, https, ton and tg."""
    if url.startswith(("tg://", "ton://")):
        return len(url) > len("ton://")
    rest = re.sub(r"^https?://", "", url, flags=re.IGNORECASE)
    return (
        re.match(r"(?:localhost|[^\s/?#:@]+\.[^\s/?#:@.]{2,}|\d+(?:\.\d+){3})(?:[:/?#]|$)", rest)
        is not None
    )


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Entities by place, the outer first; nothing within code, and no quotation within another."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.offset, -e.length)):
        around = [
            outer for outer in kept if outer.offset <= entity.offset and entity.end <= outer.end
        ]
        quoted = _is_quote(entity) and any(_is_quote(outer) for outer in around)
        if not quoted and not any(outer.type in LITERAL for outer in around):
            kept.append(entity)
    return kept[:MOST_ENTITIES]


def _is_quote(entity: Entity) -> bool:
    return entity.type in ("blockquote", "expandable_blockquote")
