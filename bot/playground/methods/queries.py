"""Methods that answer queries: pressed buttons, inline queries and guest mentions."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.arguments import Arguments
from bot.playground.content import read_caption, read_text
from bot.playground.entities import is_link, units
from bot.playground.keyboards import read_keyboard
from bot.playground.messages import Content
from bot.playground.methods.kind import Json, Method
from bot.playground.refusal import bad_request
from bot.playground.replies import reply_fields
from bot.playground.world import World

CALLBACK_TEXT_LIMIT = 200
MOST_RESULTS = 50
ID_LIMIT = 64  # bytes
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
# The types of results whose message is the medium itself, with a caption.
MEDIA = frozenset({"photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document"})


def answer_callback(world: World, args: Arguments) -> bool:
    """Answer a pressed button, perhaps with words on the screen."""
    query = world.queries.open_callback(args.text("callback_query_id"))
    if units(args.text("text")) > CALLBACK_TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": args.text("text"), "show_alert": args.flag("show_alert")}
    if "url" in args:
        answer["url"] = args.text("url")
    query.answer = answer
    shown = {"id": query.id, "user": query.user.id, **answer}
    world.journal.add("answered", query.message.chat.id if query.message else 0, lambda: shown)
    return True


def answer_inline(world: World, args: Arguments) -> bool:
    """Answer an inline query with results to choose from."""
    query = world.queries.open_inline(args.text("inline_query_id"))
    results = args.list("results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    read = [read_result(result) for result in results]
    if len({result["id"] for result in read}) < len(read):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(args.text("next_offset").encode()) > ID_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer: Json = {"results": read, "button": _button(args.object("button"))}
    answer |= {"next_offset": args.text("next_offset"), "is_personal": args.flag("is_personal")}
    if "cache_time" in args:
        answer["cache_time"] = args.integer("cache_time")
    world.queries.answer_inline(query, answer)
    shown = {"id": query.id, "user": query.user.id}
    world.journal.add("inline answered", 0, lambda: shown)
    return True


def answer_guest(world: World, args: Arguments) -> Json:
    """Answer a mention in a chat where the bot is a guest."""
    query = world.queries.open_guest(args.text("guest_query_id"))
    result = read_result(args.object("result") or {})
    asked = query.message
    assert asked is not None, "a guest query has its message"
    if asked.chat.messages.get(asked.id) is not asked:
        raise bad_request("message to be replied not found")
    caller: Json = {"guest_bot_caller_user": query.user.json()}
    extra = caller | reply_fields(asked.chat, asked)
    message = world.store(
        asked.chat, world.bot.user, result["content"], extra, result.get("reply_markup")
    )
    query.answer = {"inline_message_id": world.make_inline(message)}
    return query.answer


def read_result(found: Any) -> Json:
    """A checked inline result, with the content that it would send.

    Raises:
        RefusedError: its id, title, content or keyboard is not as Telegram wants it.
    """
    if not isinstance(found, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    id, kind = found.get("id"), found.get("type")
    if not isinstance(id, str) or not 1 <= len(id.encode()) <= ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if kind == "article":
        if not found.get("title"):
            raise bad_request('can\'t parse inline query result: field "title" must be non-empty')
        if not found.get("input_message_content"):
            raise bad_request("message content is not specified")
    elif kind not in MEDIA:
        raise bad_request(f"unsupported inline query result type {kind!r}")
    for name in ("url", "thumbnail_url"):
        if found.get(name) and not is_link(str(found[name])):
            raise bad_request("WEBDOCUMENT_URL_INVALID")
    checked: Json = {"content": _content(found, str(kind)), "id": id, "type": kind}
    for name in ("title", "description", "url", "thumbnail_url"):
        if found.get(name):
            checked[name] = str(found[name])
    markup = read_keyboard(found.get("reply_markup"), inline_only=True)
    return checked | ({"reply_markup": markup} if markup else {})


def _content(found: Json, kind: str) -> Content:
    given = found.get("input_message_content")
    if given is None:
        media = {kind: {"file_id": str(found.get(f"{kind}_file_id") or found.get(f"{kind}_url"))}}
        text, mode = str(found.get("caption") or ""), str(found.get("parse_mode") or "")
        return read_caption(text, mode, found.get("caption_entities") or [], media)
    if not isinstance(given, dict) or "message_text" not in given:
        raise bad_request("can't parse InputMessageContent")
    text, mode = str(given["message_text"]), str(given.get("parse_mode") or "")
    return read_text(text, mode, given.get("entities") or [])


def _button(found: Json | None) -> Json | None:
    if found is None:
        return None
    start, app = found.get("start_parameter"), found.get("web_app")
    if not found.get("text") or (start is None) == (app is None):
        raise bad_request("can't parse InlineQueryResultsButton")
    if app is None and not _START.fullmatch(str(start)):
        raise bad_request("START_PARAM_INVALID")
    return found


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "answerGuestQuery": answer_guest,
}
