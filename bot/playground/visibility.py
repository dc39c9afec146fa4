"""Which messages a bot is told of, by Telegram's rules of privacy mode, channels and groups."""

from __future__ import annotations

from bot.playground.detect import part
from bot.playground.messages import Message
from bot.playground.people import ANONYMOUS_ADMIN, SENT_AS_CHANNEL, User

_NOT_REALLY_BOTS = frozenset({ANONYMOUS_ADMIN.id, SENT_AS_CHANNEL.id})


def hears(bot: User, message: Message) -> bool:
    """Whether the bot gets a message as an update.

    A mention alone does not pass privacy mode, though BotFather says so; commands and replies do.
    """
    chat, sender = message.chat, message.sender
    me = chat.member(bot)
    if not me.present or sender == bot:
        return False
    if chat.is_channel:
        return me.is_admin
    if sender is not None and sender.is_bot and sender.id not in _NOT_REALLY_BOTS:
        return False
    if chat.is_private or me.is_admin or me.hears_all:
        return True
    return message.is_service or _is_meant_for(bot, message)


def _is_meant_for(bot: User, message: Message) -> bool:
    replied = message.replied_to
    if replied is not None and replied.get("from", {}).get("id") == bot.id:
        return True
    return message.extra.get("via_bot", {}).get("id") == bot.id or _is_command_for(bot, message)


def _is_command_for(bot: User, message: Message) -> bool:
    for entity in message.content.entities:
        if entity.type == "bot_command" and entity.offset == 0:
            _, _, name = part(message.text, entity).partition("@")
            return name.casefold() in ("", bot.username.casefold())
    return False


def mentions(bot: User, message: Message) -> bool:
    """Whether a message names the bot with its @name."""
    wanted = f"@{bot.username}".casefold()
    return any(
        entity.type == "mention" and part(message.text, entity).casefold() == wanted
        for entity in message.content.entities
    )
