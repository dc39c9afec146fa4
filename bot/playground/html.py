"""Telegram's HTML subset: a marked-up text becomes plain text and its entities.

Offsets and lengths of entities count UTF-16 units, as Telegram counts them; offsets in refusals
count bytes. Stricter than Telegram in one point: it lets a bare `&` pass, though its documentation
asks for `&amp;`; here that is refused, because it shows a text that was not escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.playground.entities import Entity, in_order, is_link, trim, units
from bot.playground.refusal import RefusedError, bad_request

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
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
BLANK = " \t\n\r\f\v"

_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#x(?P<hex>[0-9a-fA-F]+)|(?P<name>[a-z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


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
    return trim(text, in_order(entities))


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
