"""What the bot may do in a chat, and the words with which Telegram denies the rest."""

from __future__ import annotations

from bot.playground.chats import Chat, Member
from bot.playground.people import User
from bot.playground.refusal import bad_request, forbidden


def check_reachable(chat: Chat, bot: User) -> Member:
    """What the bot is in a chat that it may still talk to.

    Raises:
        RefusedError: the chat was upgraded, the bot was blocked or kicked, or never was there.
    """
    if chat.migrated_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
        )
    me = chat.member(bot)
    if chat.is_private:
        if me.status == "kicked":
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif me.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif not me.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return me


def check_may_post(chat: Chat, bot: User, thread: int = 0) -> None:
    """Return where the bot may send a message to a chat, and to a thread of it.

    Raises:
        RefusedError: it may not, or the thread is unknown or closed.
    """
    me = check_reachable(chat, bot)
    if chat.is_channel and not me.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if me.status == "restricted" and "can_send_messages" not in me.allowed:
        raise bad_request("not enough rights to send text messages to the chat")
    if thread and not (chat.type == "supergroup" and _has_thread(chat, thread)):
        raise bad_request("message thread not found")
    topic = chat.topics.get(thread or 1)
    if topic is not None and topic.closed and not me.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def _has_thread(chat: Chat, thread: int) -> bool:
    return thread in chat.topics if chat.is_forum else thread in chat.messages


def check_admin(chat: Chat, bot: User, right: str) -> None:
    """Return where the bot is an admin with a right.

    Raises:
        RefusedError: it is not.
    """
    if not check_reachable(chat, bot).may(right):
        raise bad_request(f"not enough rights: {right} is needed")
