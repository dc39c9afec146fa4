"""Who may change what in a chat and post there, asked of Telegram at that moment."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import (
    Chat,
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    Message,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.chat.desk import Desk
from bot.chat.incoming import in_group
from bot.chat.sender import Sender

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


@dataclass(frozen=True)
class Floor:
    """Where somebody and the bot may both post: the chat's name, and what there is of it.

    `closed` is whether they may also post in topics that are closed.
    """

    title: str
    forum: bool
    closed: bool


async def refusal(desk: Desk, message: Message, person: User | None) -> str | None:
    """Why the sender of a message may not change a chat, as the name of a text; None where they
    may. Who posts in a channel is an admin of it; who speaks as a group itself, too.
    """
    if message.chat.type == ChatType.CHANNEL:
        return None
    if in_group(message) and message.sender_chat is not None:
        return None if message.sender_chat.id == message.chat.id else "only_admins"
    return await tap_refusal(desk, message.chat, person)


async def tap_refusal(desk: Desk, chat: Chat, person: User | None) -> str | None:
    """Why somebody who taps may not change a chat; also a channel's readers can tap."""
    if chat.type == ChatType.PRIVATE:
        return None
    status = await desk.sender.status(chat.id, person.id) if person is not None else None
    if status is None:
        return "admin_unknown"
    return None if status in ADMINS else "only_admins"


async def floor(desk: Desk, chat: int, person: int) -> Floor | None:
    """Where an admin of a chat, or one whom the settings name, may post by way of the bot."""
    theirs = None
    if person not in desk.admins:
        theirs = await desk.sender.member(chat, person)
        if theirs is None or theirs.status not in ADMINS:
            return None
    mine = await desk.sender.member(chat, desk.me.id)
    about = await desk.sender.about(chat) if mine is not None else None
    if mine is None or about is None or not _posts(mine, about):
        return None
    if theirs is not None and not _posts(theirs, about):
        return None
    closed = _manages(mine) and (theirs is None or _manages(theirs))
    return Floor(about.title or str(chat), bool(about.is_forum), closed)


async def may_post(sender: Sender, chat: int, me: int) -> bool:
    """Whether the bot may write in a chat at this moment."""
    about = await sender.about(chat)
    if about is None or about.type == ChatType.PRIVATE:
        return about is not None
    mine = await sender.member(chat, me)
    return mine is not None and _posts(mine, about)


def _posts(member: ChatMember, about: ChatFullInfo) -> bool:
    """Whether a member may write in a chat as it is set up."""
    channel = about.type == ChatType.CHANNEL
    if isinstance(member, ChatMemberOwner):
        return True
    if isinstance(member, ChatMemberAdministrator):
        return not channel or bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    everyone = about.permissions is None or about.permissions.can_send_messages is not False
    return isinstance(member, ChatMemberMember) and not channel and everyone


def _manages(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_manage_topics)
    return isinstance(member, ChatMemberOwner)
