"""Replies: what a message carries of the one that it answers, and of the words it quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.chats import Chat
from bot.playground.entities import Entity, units
from bot.playground.messages import Content, Message
from bot.playground.refusal import bad_request

Json = dict[str, Any]
QUOTE_LIMIT = 1024  # UTF-16 units


def reply_fields(chat: Chat, target: Message, quote: Content | None = None, near: int = 0) -> Json:
    """The fields of a message in `chat` that answers `target`, quoting some of its words or none.

    Raises:
        RefusedError: the quote does not stand in the message, or is too long.
    """
    found: Json = {}
    if target.chat is chat:
        shown = target.json()
        shown.pop("reply_to_message", None)
        found["reply_to_message"] = shown
        if chat.type == "supergroup":
            found["message_thread_id"] = target.thread or target.id
    else:
        found["external_reply"] = {
            "origin": target.origin(),
            "chat": target.chat.json(),
            "message_id": target.id,
            **target.content.media,
        }
    if quote is not None and quote.text:
        found["quote"] = _quote(target.content, quote, near)
    return found


def _quote(content: Content, quote: Content, near: int) -> Json:
    if quote.size > QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    places = []
    at = content.text.find(quote.text)
    while at >= 0:
        places.append(units(content.text[:at]))
        at = content.text.find(quote.text, at + 1)
    if not places:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = min(places, key=lambda place: abs(place - near))
    found: Json = {"text": quote.text, "position": position, "is_manual": True}
    entities = _within(content.entities, position, position + quote.size)
    return found | ({"entities": [entity.json() for entity in entities]} if entities else {})


_KEPT_IN_QUOTES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
)


def _within(entities: tuple[Entity, ...], start: int, end: int) -> list[Entity]:
    found = []
    for entity in entities:
        left, right = max(entity.offset, start), min(entity.end, end)
        if entity.type in _KEPT_IN_QUOTES and left < right:
            found.append(replace(entity, offset=left - start, length=right - left))
    return found
