"""The bot's own place in a chat: added, put out, muted, moved."""

from __future__ import annotations

import asyncio
import logging

from telegram import ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus

from bot.chat.desk import Desk
from bot.chat.incoming import GROUPS
from bot.chat.outgoing import Outgoing
from bot.chat.sender import Place
from bot.errors import StoreError
from bot.telemetry.logs import failed, note

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def changed(desk: Desk, update: ChatMemberUpdated) -> None:
    """Note where the bot may write now, and tell who added it to a group what it hears there."""
    before, after = update.old_chat_member.status, update.new_chat_member.status
    chat = update.chat
    desk.book.here(chat.id, chat.type, here=after not in _OUT)
    note(
        logging.INFO,
        "membership",
        chat=desk.hashes.of(chat.id),
        type=chat.type,
        before=before,
        after=after,
    )
    if chat.type in GROUPS and before in _OUT and after not in _OUT:
        await _tell(desk, update)


async def _tell(desk: Desk, update: ChatMemberUpdated) -> None:
    """Tell the admin who added us, in private: the group did not ask. They may not have started
    us, then nothing arrives, and /settings in the group says the same.
    """
    person = update.from_user
    wording = desk.wordings.of(person.language_code)
    text = wording.html("added", group=update.chat.title or "")
    if not desk.me.reads_all and update.new_chat_member.status != ChatMemberStatus.ADMINISTRATOR:
        text += "\n\n" + wording.html("added_privacy_mode", mention=desk.me.mention)
    await desk.sender.send(Place(person.id), Outgoing(text))


async def moved(desk: Desk, message: Message) -> bool:
    """Whether a message tells that a group became a supergroup; its settings go along then."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    else:
        return False
    try:
        await desk.book.move(old, new)
        if desk.board is not None:
            await asyncio.to_thread(desk.board.move, old, new)
    except StoreError as error:
        failed("moved", error)
    note(logging.INFO, "moved", chat=desk.hashes.of(old), to=desk.hashes.of(new))
    return True
