"""Methods that look after the topics of a forum."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Chat, Topic
from bot.playground.membership import set_topic
from bot.playground.methods.kind import Json, Method
from bot.playground.refusal import bad_request
from bot.playground.rights import check_admin
from bot.playground.world import World

NAME_LIMIT = 128
ICON_COLOR = 7322096


def _forum(world: World, args: Arguments) -> Chat:
    chat = world.find_chat(args.chat())
    check_admin(chat, world.bot.user, "can_manage_topics")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(chat: Chat, args: Arguments) -> Topic:
    found = chat.topics.get(args.integer("message_thread_id"))
    if found is None:
        raise bad_request("message thread not found")
    return found


def create(world: World, args: Arguments) -> Json:
    """Open a new topic."""
    name = args.text("name")
    if not 1 <= len(name) <= NAME_LIMIT:
        raise bad_request("topic name is invalid")
    topic = world.topic(_forum(world, args), name, world.bot.user)
    return {"message_thread_id": topic.id, "name": name, "icon_color": ICON_COLOR}


def edit(world: World, args: Arguments) -> bool:
    """Rename a topic."""
    topic = _topic(_forum(world, args), args)
    topic.name = args.text("name") or topic.name
    return True


def close(world: World, args: Arguments) -> bool:
    """Close a topic."""
    return _set(world, args, closed=True)


def reopen(world: World, args: Arguments) -> bool:
    """Open a closed topic again."""
    return _set(world, args, closed=False)


def _set(world: World, args: Arguments, *, closed: bool) -> bool:
    forum = _forum(world, args)
    topic = _topic(forum, args)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    set_topic(world, forum, topic, world.bot.user, closed=closed)
    return True


def delete(world: World, args: Arguments) -> bool:
    """Delete a topic with its messages."""
    forum = _forum(world, args)
    topic = _topic(forum, args)
    for message in [m for m in forum.messages.values() if m.thread == topic.id]:
        world.delete(message)
    del forum.topics[topic.id]
    return True


METHODS: dict[str, Method] = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
}
