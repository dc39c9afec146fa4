"""Who comes, goes, is promoted or muted."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.refusal import RefusedError
from bot.playground.world import World
from tests.playground.conftest import Call


def _changes(world: World) -> list[tuple[str, str]]:
    found = [
        (u.payload["old_chat_member"]["status"], u.payload["new_chat_member"]["status"])
        for u in world.updates.pending
        if u.kind in ("my_chat_member", "chat_member")
    ]
    world.updates.clear()
    return found


def test_the_bot_in_a_group(world: World) -> None:
    """Each step of the bot's life in a group is told."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    for act in (ana.add_bot, ana.promote_bot, ana.demote_bot, ana.mute_bot, ana.remove_bot):
        act(group)
    assert _changes(world) == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "restricted"),
        ("restricted", "kicked"),
    ]


def test_a_muted_bot_speaks_again(world: World, call: Call) -> None:
    """A muted bot cannot write until it may again."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    ana.add_bot(group)
    ana.mute_bot(group)
    with pytest.raises(RefusedError, match="not enough rights to send text messages"):
        call("sendMessage", chat_id=group.id, text="x")
    ana.mute_bot(group, muted=False)
    assert call("sendMessage", chat_id=group.id, text="x")["text"] == "x"


def test_blocking(world: World, call: Call) -> None:
    """A person who blocks the bot is out of reach, until they write again."""
    ana = world.person("Ana")
    chat = world.private(ana, started=True)
    ana.block_bot()
    ana.block_bot()
    assert _changes(world) == [("member", "kicked")]
    with pytest.raises(RefusedError, match="Forbidden: bot was blocked by the user"):
        call("sendMessage", chat_id=chat.id, text="x")
    ana.send(chat, "/start")
    assert _changes(world) == [("kicked", "member")]


def test_migration(world: World, call: Call) -> None:
    """A group that was upgraded says where it went, and the bot is in the new one."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    world.updates.clear()
    chat = ana.migrate(group)
    gone, come = (update.payload for update in world.updates.pending)
    assert gone["migrate_to_chat_id"] == chat.id == come["chat"]["id"]
    assert come["migrate_from_chat_id"] == group.id
    with pytest.raises(RefusedError) as refused:
        call("sendMessage", chat_id=group.id, text="x")
    assert refused.value.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": chat.id},
    }
    assert call("sendMessage", chat_id=chat.id, text="x")


def test_other_members(world: World) -> None:
    """Changes of other members reach an admin bot that asked for them."""
    world.updates.allow(["chat_member"])
    ana, ben = world.person("Ana"), world.person("Ben")
    group = world.supergroup("Readers", ana)
    ana.add_bot(group, admin=True)
    ben.join(group)
    ana.promote(group, ben)
    ana.demote(group, ben)
    ben.leave(group)
    assert _changes(world) == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "left"),
    ]


def test_topics_close(world: World, call: Call) -> None:
    """In a closed topic only an admin who may manage topics can write."""
    ana = world.person("Ana")
    forum = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(forum)
    topic = world.topic(forum, "News")
    given: dict[str, Any] = {"chat_id": forum.id, "message_thread_id": topic.id, "text": "x"}
    ana.close_topic(forum, topic)
    with pytest.raises(RefusedError, match="TOPIC_CLOSED"):
        call("sendMessage", **given)
    ana.promote_bot(forum, "can_manage_topics")
    assert call("sendMessage", **given)["message_thread_id"] == topic.id
    ana.demote_bot(forum)
    ana.reopen_topic(forum, topic)
    assert call("sendMessage", **given)["is_topic_message"] is True
