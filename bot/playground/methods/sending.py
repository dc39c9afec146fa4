"""Methods that put a new message into a chat."""

from __future__ import annotations

from typing import Any

from bot.playground.arguments import Arguments, Upload
from bot.playground.chats import Chat
from bot.playground.content import read_caption, read_quote, read_text
from bot.playground.keyboards import read_keyboard
from bot.playground.messages import Content, Message
from bot.playground.methods.kind import Json, Method
from bot.playground.posting import discuss
from bot.playground.refusal import bad_request, too_many_requests
from bot.playground.replies import reply_fields
from bot.playground.rights import check_may_post, check_reachable
from bot.playground.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def _text_of(args: Arguments) -> Content:
    return read_text(args.text("text"), args.text("parse_mode"), args.list("entities"))


def _caption_of(args: Arguments, media: Json) -> Content:
    entities = args.list("caption_entities")
    return read_caption(args.text("caption"), args.text("parse_mode"), entities, media)


def send_message(world: World, args: Arguments) -> Json:
    """Send a text."""
    return _send(world, args, _text_of(args)).json()


def send_photo(world: World, args: Arguments) -> Json:
    """Send a picture."""
    id = _file_id(args, "photo")
    size = {"file_id": id, "file_unique_id": id, "width": 800, "height": 600}
    return _send(world, args, _caption_of(args, {"photo": [size]})).json()


def send_document(world: World, args: Arguments) -> Json:
    """Send a file."""
    id = _file_id(args, "document")
    file = args.values["document"]
    document: Json = {"file_id": id, "file_unique_id": id}
    if isinstance(file, Upload):
        document |= {"file_name": file.name, "file_size": len(file.content)}
    return _send(world, args, _caption_of(args, {"document": document})).json()


def _file_id(args: Arguments, name: str) -> str:
    file = args.values[name]
    if isinstance(file, Upload):
        if not file.content:
            raise bad_request("file must be non-empty")
        return f"{name}-{len(file.content)}-{file.name}"
    if not isinstance(file, str) or file.startswith("attach://"):
        raise bad_request(f"there is no {name} in the request")
    return file


def _send(world: World, args: Arguments, content: Content) -> Message:
    """Store a message of the bot's, once everything about it is checked."""
    chat = world.find_chat(args.chat())
    thread = args.integer("message_thread_id")
    check_may_post(chat, world.bot.user, thread)
    markup = read_keyboard(args.object("reply_markup"))
    extra = _reply(world, chat, args.object("reply_parameters"))
    if chat.is_forum or thread:
        thread = thread or _thread_replied_to(chat, extra)
        extra.pop("message_thread_id", None)
        check_may_post(chat, world.bot.user, thread)
        if thread > 1:
            extra["message_thread_id"] = thread
            extra |= {"is_topic_message": True} if chat.is_forum else {}
    if args.object("link_preview_options"):
        extra["link_preview_options"] = args.object("link_preview_options")
    if args.flag("protect_content"):
        extra["has_protected_content"] = True
    return deliver(world, chat, content, extra, markup)


def deliver(
    world: World, chat: Chat, content: Content, extra: Json, markup: Json | None
) -> Message:
    """Store a message of the bot's in a chat, at the pace that Telegram allows."""
    wait = world.troubles.wait_for("send", chat.id)
    if wait:
        raise too_many_requests(wait)
    if chat.is_channel:
        extra["sender_chat"] = chat.json()
    message = world.store(chat, None if chat.is_channel else world.bot.user, content, extra, markup)
    discuss(world, message)
    return message


def _thread_replied_to(chat: Chat, extra: Json) -> int:
    replied = extra.get("reply_to_message")
    return chat.messages[replied["message_id"]].thread if chat.is_forum and replied else 0


def _reply(world: World, chat: Chat, asked: Json | None) -> Json:
    if not asked:
        return {}
    place = world.find_chat(asked["chat_id"]) if asked.get("chat_id") else chat
    target = place.messages.get(int(asked.get("message_id", 0)))
    if target is None:
        if asked.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    if place is not chat:
        check_reachable(place, world.bot.user)
    quote = read_quote(
        asked.get("quote") or "",
        asked.get("quote_parse_mode") or "",
        asked.get("quote_entities") or [],
    )
    return reply_fields(chat, target, quote, int(asked.get("quote_position") or 0))


def forward_message(world: World, args: Arguments) -> Json:
    """Forward a message from one chat into another."""
    message = _source(world, args)
    if message.extra.get("has_protected_content") or message.is_service:
        raise bad_request("message can't be forwarded")
    return _pass_on(world, args, message.content, {"forward_origin": message.origin()}).json()


def copy_message(world: World, args: Arguments) -> Json:
    """Send what another message says, without saying whose it was."""
    message = _source(world, args)
    if message.is_service:
        raise bad_request("message can't be copied")
    content = message.content
    if "caption" in args and content.media:
        content = _caption_of(args, content.media)
    return {"message_id": _pass_on(world, args, content, {}).id}


def _source(world: World, args: Arguments) -> Message:
    place = world.find_chat(args.chat("from_chat_id"))
    check_reachable(place, world.bot.user)
    found = place.messages.get(args.integer("message_id"))
    if found is None:
        raise bad_request("message to forward not found")
    return found


def _pass_on(world: World, args: Arguments, content: Content, extra: Json) -> Message:
    chat = world.find_chat(args.chat())
    thread = args.integer("message_thread_id")
    check_may_post(chat, world.bot.user, thread)
    if thread > 1:
        extra |= {"message_thread_id": thread, "is_topic_message": chat.is_forum}
    return deliver(world, chat, content, extra, read_keyboard(args.object("reply_markup")))


def send_chat_action(world: World, args: Arguments) -> bool:
    """Show that the bot is at work."""
    chat = world.find_chat(args.chat())
    check_may_post(chat, world.bot.user, args.integer("message_thread_id"))
    action = args.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    shown: dict[str, Any] = {"action": action}
    world.journal.add("action", chat.id, lambda: shown)
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
}
