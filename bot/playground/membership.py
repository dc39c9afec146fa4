"""Membership: who comes, goes, is promoted or muted, and what the bot is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.playground.chats import CHANNEL_RIGHTS, GROUP_RIGHTS, PERMISSIONS, Chat, Member, Topic
from bot.playground.messages import Content
from bot.playground.people import User

if TYPE_CHECKING:
    from bot.playground.world import World

Json = dict[str, Any]


def set_member(world: World, chat: Chat, member: Member, by: User) -> None:
    """Make somebody what they are to be in a chat, and tell the bot as Telegram does."""
    old = chat.member(member.user)
    chat.members[member.user.id] = member
    if not chat.is_private and not chat.is_channel and old.present != member.present:
        who = member.user.json()
        extra = {"new_chat_members": [who]} if member.present else {"left_chat_member": who}
        world.tell(world.store(chat, by, Content(), extra))
    _announce(world, chat, (old, member), by)


def _announce(world: World, chat: Chat, change: tuple[Member, Member], by: User) -> None:
    old, new = change
    mine = new.user == world.bot.user
    if not mine and not chat.member(world.bot.user).is_admin:
        return
    payload: Json = {"chat": chat.json(), "from": by.json(), "date": world.now()}
    payload["old_chat_member"] = old.json(channel=chat.is_channel)
    payload["new_chat_member"] = new.json(channel=chat.is_channel)
    world.updates.add("my_chat_member" if mine else "chat_member", chat.id, payload)
    world.journal.add("member", chat.id, lambda: payload)


def bot_as(world: World, status: str, rights: frozenset[str] | None = None) -> Member:
    """The bot as a member with a status; as an admin with all rights unless some are named."""
    bot = world.bot
    every = frozenset((*GROUP_RIGHTS, *CHANNEL_RIGHTS)) - {"can_promote_members"}
    allowed = (every if rights is None else rights) if status == "administrator" else frozenset()
    return Member(bot.user, status, allowed, hears_all=not bot.privacy_mode)


def set_bot(
    world: World, chat: Chat, status: str, by: User, rights: frozenset[str] | None = None
) -> None:
    """Add, promote, demote, mute or remove the bot; privacy mode counts from when it joined."""
    old, new = chat.member(world.bot.user), bot_as(world, status, rights)
    if old.present and new.present:
        new = replace(new, hears_all=old.hears_all)
    set_member(world, chat, new, by)


def set_muted(world: World, chat: Chat, user: User, by: User, *, muted: bool) -> None:
    """Let a member no longer send messages, or again."""
    old = chat.member(user)
    new = replace(old, status="restricted" if muted else "member", allowed=frozenset())
    if muted:
        denied = {name for name in PERMISSIONS if name.startswith("can_send")}
        new = replace(new, allowed=frozenset(PERMISSIONS) - denied)
    set_member(world, chat, new, by)


def block(world: World, chat: Chat) -> None:
    """Let the person of a private chat block the bot."""
    _set_private(world, chat, "kicked")


def unblock(world: World, chat: Chat) -> None:
    """Let the person of a private chat hear the bot again, if they had blocked it."""
    _set_private(world, chat, "member")


def _set_private(world: World, chat: Chat, status: str) -> None:
    assert chat.peer is not None, "only private chats are blocked"
    if chat.member(world.bot.user).status != status:
        set_member(world, chat, Member(world.bot.user, status), chat.peer)


def migrate(world: World, group: Chat, by: User) -> Chat:
    """Turn a basic group into a supergroup with a new id; the old one points there from now on."""
    chat = world.new_supergroup(group.title)
    chat.members = dict(group.members)
    group.migrated_to = chat.id
    gone = world.store(group, by, Content(), {"migrate_to_chat_id": chat.id})
    come = world.store(chat, by, Content(), {"migrate_from_chat_id": group.id})
    world.tell(gone)
    world.tell(come)
    return chat


def set_topic(world: World, forum: Chat, topic: Topic, by: User, *, closed: bool) -> None:
    """Close a topic of a forum, or open it again."""
    topic.closed = closed
    _tell_topic(world, forum, topic, by, "forum_topic_closed" if closed else "forum_topic_reopened")


def rename_topic(world: World, forum: Chat, topic: Topic, by: User, name: str) -> None:
    """Give a topic of a forum another name."""
    topic.name = name
    _tell_topic(world, forum, topic, by, "forum_topic_edited", {"name": name})


def _tell_topic(
    world: World, forum: Chat, topic: Topic, by: User, kind: str, what: Json | None = None
) -> None:
    """Have Telegram say in a topic what became of it."""
    extra: Json = {kind: what or {}}
    if topic.id > 1:
        extra |= {"message_thread_id": topic.id, "is_topic_message": True}
    world.tell(world.store(forum, by, Content(), extra))
