"""The text that a bot sends: marked up, within limits, with the entities that Telegram adds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground.detect import detect
from bot.playground.entities import Entity, trim
from bot.playground.html import parse_html
from bot.playground.messages import Content
from bot.playground.refusal import bad_request

Json = dict[str, Any]

TEXT_LIMIT = 4096  # UTF-16 units after parsing
CAPTION_LIMIT = 1024


def read_text(text: str, parse_mode: str, entities: list[Any]) -> Content:
    """A text message's content.

    Raises:
        RefusedError: the markup is wrong, or the text empty or too long.
    """
    content = _marked(text, parse_mode, entities)
    if not content.text:
        raise bad_request("message text is empty" if not text.strip() else "text must be non-empty")
    if content.size > TEXT_LIMIT:
        raise bad_request("message is too long")
    return content


def read_caption(text: str, parse_mode: str, entities: list[Any], media: Json) -> Content:
    """The content of a message with a medium and a caption or none.

    Raises:
        RefusedError: the markup is wrong, or the caption too long.
    """
    content = _marked(text, parse_mode, entities)
    if content.size > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return Content(content.text, content.entities, media)


def read_quote(text: str, parse_mode: str, entities: list[Any]) -> Content:
    """The quoted words of a reply."""
    plain, marked = _parse(text, parse_mode, entities)
    return Content(plain, tuple(marked))


def _marked(text: str, parse_mode: str, entities: list[Any]) -> Content:
    plain, marked = _parse(text, parse_mode, entities)
    return Content(plain, tuple(detect(plain, marked)))


def _parse(text: str, parse_mode: str, entities: list[Any]) -> tuple[str, list[Entity]]:
    mode = parse_mode.casefold()
    if mode == "html":
        return parse_html(text)
    if mode:
        raise bad_request(f"unsupported parse_mode {parse_mode!r}: this server reads HTML only")
    return trim(text, [_entity(found) for found in entities])


def _entity(found: Any) -> Entity:
    fields: dict[str, Callable[[Any], Any]] = {"type": str, "offset": int, "length": int}
    try:
        kind, offset, length = (read(found[name]) for name, read in fields.items())
    except (TypeError, KeyError, ValueError) as error:
        raise bad_request(f"can't parse MessageEntity: {error}") from None
    value = found.get("url") or found.get("language") or found.get("custom_emoji_id") or ""
    return Entity(kind, offset, length, str(value))
