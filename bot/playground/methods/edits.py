"""Methods that change, pin or delete messages."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Chat
from bot.playground.content import read_caption, read_text
from bot.playground.keyboards import read_keyboard
from bot.playground.messages import Content, Message
from bot.playground.methods.kind import Json, Method
from bot.playground.refusal import bad_request, too_many_requests
from bot.playground.rights import check_admin, check_reachable
from bot.playground.world import World

DELETABLE = 48 * 3600  # seconds in which a bot may delete messages


def edit_text(world: World, args: Arguments) -> Json | bool:
    """Change the text of one of the bot's messages."""
    content = read_text(args.text("text"), args.text("parse_mode"), args.list("entities"))
    message = _editable(world, args)
    if message.content.media:
        raise bad_request("there is no text in the message to edit")
    preview = args.object("link_preview_options")
    return _change(
        world, args, message, content, {"link_preview_options": preview} if preview else {}
    )


def edit_caption(world: World, args: Arguments) -> Json | bool:
    """Change the caption of one of the bot's messages."""
    message = _editable(world, args)
    media = message.content.media
    if not media:
        raise bad_request("there is no caption in the message to edit")
    text, mode = args.text("caption"), args.text("parse_mode")
    content = read_caption(text, mode, args.list("caption_entities"), media)
    return _change(world, args, message, content, {})


def edit_markup(world: World, args: Arguments) -> Json | bool:
    """Change the buttons under one of the bot's messages."""
    message = _editable(world, args)
    return _change(world, args, message, message.content, {})


def _editable(world: World, args: Arguments) -> Message:
    """The message that is named, if the bot may edit it."""
    bot = world.bot.user
    if "inline_message_id" in args:
        found = world.inline_messages.get(args.text("inline_message_id"))
        if found is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    if "chat_id" not in args:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(args.chat())
    me = check_reachable(chat, bot)
    message = chat.messages.get(args.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    posted = chat.is_channel and me.may("can_edit_messages")
    if (message.sender != bot and not posted) or message.is_service:
        raise bad_request("message can't be edited")
    return message


def _change(
    world: World, args: Arguments, message: Message, content: Content, extra: Json
) -> Json | bool:
    markup = read_keyboard(args.object("reply_markup"), inline_only=True)
    same_preview = all(message.extra.get(name) == value for name, value in extra.items())
    if content == message.content and markup == message.markup and same_preview:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    wait = world.troubles.wait_for("edit", 0 if message.inline_id else message.chat.id)
    if wait:
        raise too_many_requests(wait)
    message.content, message.markup = content, markup
    message.extra = message.extra | extra
    message.edited = world.now()
    world.changed(message)
    return True if "inline_message_id" in args else message.json()


def delete_message(world: World, args: Arguments) -> bool:
    """Delete a message: the bot's own, or anybody's where it may."""
    chat = world.find_chat(args.chat())
    _delete(world, chat, args.integer("message_id"))
    return True


def delete_messages(world: World, args: Arguments) -> bool:
    """Delete several messages; those not found are passed over."""
    chat = world.find_chat(args.chat())
    ids = args.list("message_ids")
    if not 1 <= len(ids) <= 100:
        raise bad_request("wrong number of messages to delete")
    for id in ids:
        if id in chat.messages:
            _delete(world, chat, id)
    return True


def _delete(world: World, chat: Chat, id: int) -> None:
    me = check_reachable(chat, world.bot.user)
    message = chat.messages.get(id)
    if message is None:
        raise bad_request("message to delete not found")
    allowed = message.sender == world.bot.user or chat.is_private or me.may("can_delete_messages")
    if not allowed or world.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted")
    world.delete(message)


def pin(world: World, args: Arguments) -> bool:
    """Pin a message at the top of its chat."""
    chat, message = _pinnable(world, args)
    if message is None:
        raise bad_request("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.store(chat, world.bot.user, Content(), {"pinned_message": message.json()})
    return True


def unpin(world: World, args: Arguments) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat, message = _pinnable(world, args)
    id = message.id if message is not None else chat.pinned[-1] if chat.pinned else 0
    if id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(id)
    return True


def _pinnable(world: World, args: Arguments) -> tuple[Chat, Message | None]:
    chat = world.find_chat(args.chat())
    if chat.is_private:
        check_reachable(chat, world.bot.user)
    else:
        right = "can_edit_messages" if chat.is_channel else "can_pin_messages"
        check_admin(chat, world.bot.user, right)
    return chat, chat.messages.get(args.integer("message_id"))


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
