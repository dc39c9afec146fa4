"""The topics of forums: kept by number and name as messages tell of them, for admins to choose."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message
from telegram.constants import ChatType

from bot.chat.buttons import shortened
from bot.chat.desk import Desk
from bot.chat.incoming import topic_of
from bot.chat.wording import Wording
from bot.store.topics import GENERAL, Topic

LONGEST_NAME = 128  # UTF-16 units of a topic's name (Telegram)


def see(desk: Desk, message: Message) -> None:
    """Note the topic that a message is in: that it is there, its name, whether it is closed."""
    chat, number = message.chat, topic_of(message) or GENERAL
    if chat.type != ChatType.SUPERGROUP or not (chat.is_forum or message.is_topic_message):
        return
    before = desk.book.topics(chat.id).get(number) or Topic(chat.id, number)
    now = replace(before, name=_name(message) or before.name or _first_name(message))
    if message.forum_topic_closed or message.general_forum_topic_hidden:
        now = replace(now, closed=True)
    if message.forum_topic_reopened or message.general_forum_topic_unhidden:
        now = replace(now, closed=False)
    desk.book.topic_seen(now)


def name(desk: Desk, chat: int, number: int, wording: Wording) -> str:
    """What a topic is called, or its number where that is not known."""
    known = desk.book.topics(chat).get(number)
    if known is not None and known.name:
        return known.name
    return f"#{number}" if number else wording.say("topic_general")


def _name(message: Message) -> str:
    """The name that a message gives its topic."""
    made, edited = message.forum_topic_created, message.forum_topic_edited
    given = made.name if made is not None else edited.name if edited is not None else None
    return shortened(given or "", LONGEST_NAME)


def _first_name(message: Message) -> str:
    """The name that the topic had when it was opened: messages in it answer that message."""
    opening = message.reply_to_message
    made = opening.forum_topic_created if opening is not None else None
    return shortened(made.name, LONGEST_NAME) if made is not None else ""
