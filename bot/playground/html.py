"""Telegram's HTML subset: a marked-up text becomes plain text and its entities.

Offsets and lengths of entities count UTF-16 units, as Telegram counts them; offsets in refusals
count bytes. Stricter than Telegram in one point: it lets a bare `&` pass, though its documentation
asks for `&amp;`; here that is refused, because it shows a text that was not escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.refusal import RefusedError, bad_request

Json = dict[str, Any]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
LITERAL = frozenset({"code", "pre"})  # nothing is marked up within them
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
BLANK = " \t\n\r\f\v"
MOST_ENTITIES = 100  # Telegram drops what is beyond

_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>[a-z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


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


@dataclass
class _Open:
    """A start tag whose end tag is still to come."""

    tag: str
    value: str
    offset: int
    position: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            letter = self.source[self.at]
            if letter == "&":
                self._append(self._reference())
            elif letter != "<":
                self._append(letter)
                self.at += 1
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            tag = self.open[-1].tag
            raise _refuse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.text), self.entities

    def _append(self, letter: str) -> None:
        self.text.append(letter)
        self.offset += units(letter)

    def _reference(self) -> str:
        found = _REFERENCE.match(self.source, self.at)
        letter = _letter(found) if found else None
        if found is None or letter is None:
            raise _refuse(f'Unescaped "&" at byte offset {self._bytes(self.at)}')
        self.at = found.end()
        return letter

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _start_tag(self) -> None:
        start = self.at
        where = f"at byte offset {self._bytes(start)}"
        tag = self._take(_TAG_NAME, start + 1).lower()
        if self.at == len(self.source):
            raise _refuse(f"Unclosed start tag {where}")
        if tag not in TAGS:
            raise _refuse(f'Unsupported start tag "{tag}" {where}')
        attributes = self._attributes(tag, where)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refuse(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append(_Open(tag, _value(tag, attributes), self.offset, len(self.text)))

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        found = pattern.match(self.source, start)
        assert found is not None, "every pattern here also matches nothing"
        self.at = found.end()
        return found.group()

    def _attributes(self, tag: str, where: str) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._skip_blanks(where) != ">":
            name = self._take(_ATTRIBUTE_NAME, self.at)
            if not name:
                raise _refuse(f'Empty attribute name in the tag "{tag}" {where}')
            found[name] = ""
            if self._skip_blanks(where) == "=":
                self.at += 1
                self._skip_blanks(where)
                found[name] = self._attribute_value(where)
        return found

    def _skip_blanks(self, where: str) -> str:
        while self.at < len(self.source) and self.source[self.at] in BLANK:
            self.at += 1
        if self.at == len(self.source):
            raise _refuse(f"Unclosed start tag {where}")
        return self.source[self.at]

    def _attribute_value(self, where: str) -> str:
        mark = self.source[self.at]
        if mark not in "'\"":
            start = self.at
            value = self._take(_NAME_TOKEN, self.at).lower()
            if self.at < len(self.source) and self.source[self.at] not in BLANK + ">":
                raise _refuse(f"Unexpected end of name token at byte offset {self._bytes(start)}")
            return value
        self.at += 1
        letters: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != mark:
            if self.source[self.at] == "&":
                letters.append(self._reference())
            else:
                letters.append(self.source[self.at])
                self.at += 1
        if self.at == len(self.source):
            raise _refuse(f"Unclosed start tag {where}")
        self.at += 1
        return "".join(letters)

    def _end_tag(self) -> None:
        where = f"at byte offset {self._bytes(self.at)}"
        if not self.open:
            raise _refuse(f"Unexpected end tag {where}")
        tag = self._take(_TAG_NAME, self.at + 2).lower()
        while self.source[self.at : self.at + 1] in tuple(BLANK):
            self.at += 1
        if self.source[self.at : self.at + 1] != ">":
            raise _refuse(f"Unclosed end tag {where}")
        self.at += 1
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            raise _refuse(
                f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        kind, value = TAGS[opened.tag], opened.value
        if opened.tag == "a":
            value = value or "".join(self.text[opened.position :])
            if not is_link(value):
                return
        if length:
            self._add(Entity(_quote_kind(kind, value), opened.offset, length, value))

    def _add(self, entity: Entity) -> None:
        """Keep an entity; `<pre><code class="language-x">` is one block with a language."""
        last = self.entities[-1] if self.entities else None
        if (
            entity.type == "pre"
            and last is not None
            and (last.type, last.offset, last.length) == ("code", entity.offset, entity.length)
        ):
            self.entities[-1] = replace(entity, value=last.value)
        else:
            self.entities.append(entity)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text of a marked-up one, and its entities in order.

    Raises:
        RefusedError: a tag is unknown, unclosed or badly nested, or a `<` or `&` is not escaped.
    """
    text, entities = _Parser(source).parse()
    return trim(text, _in_order(entities))


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


def _in_order(entities: list[Entity]) -> list[Entity]:
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


def _quote_kind(kind: str, value: str) -> str:
    return "expandable_blockquote" if kind == "blockquote" and value else kind


def _value(tag: str, attributes: dict[str, str]) -> str:
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    if tag == "code":
        language = attributes.get("class", "")
        return language.removeprefix("language-") if language.startswith("language-") else ""
    name = {"a": "href", "tg-emoji": "emoji-id"}.get(tag)
    return attributes.get(name, "") if name else ""


def _letter(found: re.Match[str]) -> str | None:
    if found["name"]:
        return NAMED.get(found["name"])
    code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None


def _refuse(what: str) -> RefusedError:
    return bad_request(f"can't parse entities: {what}")
