"""What a message wants: whether it is meant for the bot, and which words are the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType, MessageEntityType, MessageOriginType

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
ANONYMOUS_ADMIN = 1087968824  # the user whose name stands on messages sent as the group itself
_BLANKS = re.compile(r"[ \t]{2,}")  # as a name leaves behind that was taken out
QUESTION, COMMAND, UNREADABLE = "question", "command", "unreadable"


@dataclass(frozen=True)
class Me:
    """The bot itself, as Telegram knows it; `reads_all` where its privacy mode is off."""

    id: int
    name: str
    reads_all: bool

    @property
    def mention(self) -> str:
        """How people call it in a group."""
        return f"@{self.name}"

    def link(self, fact: str) -> str:
        """The address that opens a chat with the bot and tells a fact."""
        return f"https://t.me/{self.name}?start={fact}"


@dataclass(frozen=True)
class Wanted:
    """What a message wants: an answer to `text`, or a command with `text` behind it."""

    what: str
    text: str = ""
    command: str = ""


def in_group(message: Message) -> bool:
    """Whether others read along."""
    return message.chat.type in GROUPS


def topic_of(message: Message) -> int | None:
    """The forum topic of a message; None outside topics and in the general one."""
    return message.message_thread_id if message.is_topic_message else None


def wanted(message: Message, me: Me) -> Wanted | None:
    """What a message wants of the bot; None where it is not for the bot."""
    if _from_a_machine(message, me):
        return None
    found = _command(message, me)
    if found is not None:
        return found if found.command else None  # a command of another bot is not for us
    text, mentioned = _without_mention(message, me)
    if in_group(message) and not mentioned and not _replies_to(message, me):
        return None
    quoted = _quoted(message, me)
    if quoted:
        return Wanted(QUESTION, quoted)
    if text:
        return Wanted(QUESTION, text)
    if mentioned:
        there = replied_text(message, me)
        return Wanted(QUESTION, there) if there else Wanted(COMMAND, command="help")
    if message.effective_attachment is not None and not in_group(message):
        return Wanted(UNREADABLE)
    return None


def channel_command(post: Message, me: Me) -> Wanted | None:
    """The command that a channel post is, for us alone; whoever posts there is an admin of it."""
    found = _command(post, me)
    return found if found is not None and found.command else None


def replied_text(message: Message, me: Me) -> str:
    """The words that a command without any of its own is about: what it quotes or replies to."""
    quoted = _quoted(message, me)
    replied = message.reply_to_message
    if quoted or replied is None or replied.forum_topic_created is not None:
        return quoted
    return (replied.text or replied.caption or "").strip()


def person_of(update: Update) -> User | None:
    """Who an update comes from."""
    return update.effective_user


def _from_a_machine(message: Message, me: Me) -> bool:
    """Whether a bot or a channel speaks, or we did by way of somebody's inline query."""
    if message.via_bot is not None and message.via_bot.id == me.id:
        return True
    if message.is_automatic_forward:
        return True
    person = message.from_user
    if person is None:
        return True
    return person.is_bot and person.id != ANONYMOUS_ADMIN and message.sender_chat is None


def _entities(message: Message) -> dict[MessageEntity, str]:
    if message.text is not None:
        return message.parse_entities()
    if message.caption is not None:
        return message.parse_caption_entities()
    return {}


def _command(message: Message, me: Me) -> Wanted | None:
    """The command that a message begins with; one without a name where it is another bot's."""
    text = message.text or message.caption or ""
    if not text.startswith("/") or message.forward_origin is not None or message.via_bot:
        return None  # whoever passes a command on, or has a bot write it, does not give it
    for entity, shown in _entities(message).items():
        if entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            name, _, bot = shown[1:].partition("@")
            ours = not bot or _same(bot, me.name)
            rest = text[len(shown) :].strip()
            return Wanted(COMMAND, rest, name.casefold() if ours else "")
    return None


def _without_mention(message: Message, me: Me) -> tuple[str, bool]:
    """The text without the bot's name, and whether its name was in it."""
    text = message.text or message.caption or ""
    mentioned = False
    for entity, shown in _entities(message).items():
        by_name = entity.type == MessageEntityType.MENTION and _same(shown, me.mention)
        by_id = entity.user is not None and entity.user.id == me.id
        if by_name or by_id:
            mentioned = True
            text = text.replace(shown, " ", 1)
    return _BLANKS.sub(" ", text).strip(), mentioned


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _replies_to(message: Message, me: Me) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == me.id


def _quoted(message: Message, me: Me) -> str:
    """The words that a person marked in the message they reply to; none of our own."""
    if message.quote is None or _replies_to(message, me):
        return ""
    return message.quote.text.strip()


def is_our_answer(message: Message, me: Me) -> bool:
    """Whether a message is one of ours that somebody forwarded."""
    origin = message.forward_origin
    if origin is None or origin.type != MessageOriginType.USER:
        return False
    sender = getattr(origin, "sender_user", None)
    return sender is not None and sender.id == me.id
