"""Methods about chats, members and topics."""

from __future__ import annotations

import pytest

from bot.playground.refusal import RefusedError
from bot.playground.world import World
from tests.playground.conftest import Call


def test_members(world: World, call: Call) -> None:
    """Each is what they are; who never came has left, and nobody else is known."""
    ana, ben, cem = world.person("Ana"), world.person("Ben"), world.person("Cem")
    group = world.supergroup("Readers", ana, ben)
    ana.add_bot(group)

    def status(user: int) -> str:
        return str(call("getChatMember", chat_id=group.id, user_id=user)["status"])

    ids = (ana.user.id, ben.user.id, cem.user.id, world.bot.user.id)
    assert [status(id) for id in ids] == ["creator", "member", "left", "member"]
    with pytest.raises(RefusedError, match="PARTICIPANT_ID_INVALID"):
        status(5)
    assert call("getChatMemberCount", chat_id=group.id) == 3


def test_administrators(world: World, call: Call) -> None:
    """The admins with their rights; a private chat has none."""
    ana, ben = world.person("Ana"), world.person("Ben")
    group = world.supergroup("Readers", ana, ben)
    ana.promote_bot(group, "can_pin_messages")
    ana.promote(group, ben, anonymous=True)
    found = {m["user"]["id"]: m for m in call("getChatAdministrators", chat_id=group.id)}
    assert set(found) == {ana.user.id, ben.user.id, world.bot.user.id}
    mine = found[world.bot.user.id]
    assert (mine["can_pin_messages"], mine["can_delete_messages"]) == (True, False)
    assert found[ben.user.id]["is_anonymous"] is True
    with pytest.raises(RefusedError, match="no administrators in the private chat"):
        call("getChatAdministrators", chat_id=world.private(ana, started=True).id)


def test_what_is_told_of_a_chat(world: World, call: Call) -> None:
    """A public chat is known to all, another one to its members."""
    ana = world.person("Ana")
    channel = world.channel("News", ana, "news")
    group = world.discussion(channel, ana)
    assert call("getChat", chat_id="@news")["linked_chat_id"] == group.id
    with pytest.raises(RefusedError, match="member list is inaccessible"):
        call("getChatMember", chat_id=channel.id, user_id=ana.user.id)
    with pytest.raises(RefusedError, match="bot is not a member of the supergroup chat"):
        call("getChat", chat_id=group.id)
    group.description = "all about news"
    ana.add_bot(group)
    assert call("getChat", chat_id=group.id)["description"] == "all about news"


def test_leaving(world: World, call: Call) -> None:
    """The bot leaves a group, not a private chat."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    assert call("leaveChat", chat_id=group.id) is True
    with pytest.raises(RefusedError, match="bot is not a member of the group chat"):
        call("leaveChat", chat_id=group.id)
    with pytest.raises(RefusedError, match="can't be left"):
        call("leaveChat", chat_id=world.private(ana, started=True).id)


def test_topics(world: World, call: Call) -> None:
    """An admin bot opens, renames, closes and deletes topics."""
    ana = world.person("Ana")
    forum = world.supergroup("Forum", ana, forum=True)
    ana.promote_bot(forum)
    made = call("createForumTopic", chat_id=forum.id, name="News")
    place = {"chat_id": forum.id, "message_thread_id": made["message_thread_id"]}
    topic = forum.topics[made["message_thread_id"]]
    assert call("editForumTopic", **place, name="Olds")
    assert topic.name == "Olds"
    assert call("closeForumTopic", **place)
    with pytest.raises(RefusedError, match="TOPIC_NOT_MODIFIED"):
        call("closeForumTopic", **place)
    assert call("reopenForumTopic", **place)
    assert not topic.closed
    call("sendMessage", **place, text="x")
    assert call("deleteForumTopic", **place)
    assert topic.id not in forum.topics
    assert [m for m in forum.messages.values() if m.thread == topic.id] == []
    with pytest.raises(RefusedError, match="message thread not found"):
        call("deleteForumTopic", **place)


def test_topics_take_a_forum(world: World, call: Call) -> None:
    """Topics are only in forums, with names that are not too long, and for admins."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    ana.add_bot(group)
    with pytest.raises(RefusedError, match="not enough rights"):
        call("createForumTopic", chat_id=group.id, name="News")
    ana.promote_bot(group)
    with pytest.raises(RefusedError, match="not a forum"):
        call("createForumTopic", chat_id=group.id, name="News")
    with pytest.raises(RefusedError, match="name is invalid"):
        call("createForumTopic", chat_id=group.id, name="a" * 129)
