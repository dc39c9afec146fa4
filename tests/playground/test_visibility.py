"""Which messages a bot is told of."""

from __future__ import annotations

import pytest

from bot.playground.people import User
from bot.playground.visibility import mentions
from bot.playground.world import World


def _kinds(world: World) -> list[str]:
    kinds = [update.kind for update in world.updates.pending]
    world.updates.clear()
    return kinds


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello", False),
        ("/ask who", True),
        ("/ask@playground_bot who", True),
        ("/ask@other_bot who", False),
        ("say /ask", False),
        ("@playground_bot who", False),
    ],
)
def test_privacy_mode(world: World, text: str, heard: bool) -> None:
    """With privacy mode a group's bot hears commands that may be for it, and nothing else."""
    world.bot.guest_mode = False
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    ana.add_bot(group)
    world.updates.clear()
    ana.send(group, text)
    assert _kinds(world) == (["message"] if heard else [])


def test_replies_pass_privacy_mode(world: World) -> None:
    """A reply to the bot is heard, one to somebody else is not; nor is the bot's own message."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    own = world.store(group, world.bot.user, ana.send(group, "x").content)
    world.tell(own)
    world.updates.clear()
    other = ana.send(group, "hi", reply=own)
    assert _kinds(world) == ["message"]
    ana.send(group, "hi", reply=other)
    assert _kinds(world) == []


def test_privacy_mode_counts_from_joining(world: World) -> None:
    """Switched off, privacy mode stays on where the bot already is; admins hear all."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    world.bot.privacy_mode = False
    world.updates.clear()
    ana.send(group, "one")
    assert _kinds(world) == []
    ana.promote_bot(group)
    ana.send(group, "two")
    assert _kinds(world) == ["my_chat_member", "message"]
    ana.demote_bot(group)
    world.updates.clear()
    ana.send(group, "deaf again")
    assert _kinds(world) == []
    ana.remove_bot(group)
    ana.add_bot(group)
    world.updates.clear()
    ana.send(group, "three")
    assert _kinds(world) == ["message"]


def test_service_messages_pass(world: World) -> None:
    """Who comes and goes is told whatever the privacy mode."""
    ana, ben = world.person("Ana"), world.person("Ben")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    assert _kinds(world) == ["message", "my_chat_member"]
    ben.join(group)
    assert _kinds(world) == ["message"]


def test_channels(world: World) -> None:
    """Posts and their edits reach a bot that is an admin there, and not one that was removed."""
    ana = world.person("Ana")
    channel = world.channel("News", ana)
    ana.add_bot(channel)
    assert _kinds(world) == ["my_chat_member"]
    post = ana.send(channel, "news")
    ana.edit(post, "newer")
    assert _kinds(world) == ["channel_post", "edited_channel_post"]
    ana.demote_bot(channel)
    ana.send(channel, "more")
    assert _kinds(world) == ["my_chat_member"]
    ana.remove_bot(channel)
    ana.send(channel, "more")
    assert _kinds(world) == ["my_chat_member"]


@pytest.mark.parametrize("privacy", [True, False])
def test_posts_in_a_discussion(world: World, privacy: bool) -> None:
    """A post that is forwarded into its discussion is a message like others there."""
    world.bot.privacy_mode = privacy
    ana = world.person("Ana")
    channel = world.channel("News", ana)
    ana.add_bot(world.discussion(channel, ana))
    world.updates.clear()
    ana.send(channel, "news")
    assert _kinds(world) == ([] if privacy else ["message"])


def test_other_bots_are_not_heard(world: World) -> None:
    """No bot hears another, but an anonymous admin is heard."""
    world.bot.privacy_mode = False
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    world.updates.clear()
    other = User(5, "Other", "other_bot", is_bot=True)
    world.tell(world.store(group, other, ana.send(group, "x").content))
    assert _kinds(world) == ["message"]
    ana.send(group, "hi", sent_as=group)
    assert _kinds(world) == ["message"]


def test_mentions(world: World) -> None:
    """A mention is the bot's whole name, in any case."""
    ana = world.person("Ana")
    chat = world.private(ana)
    texts = {"@Playground_Bot hi": True, "@playground_bots hi": False, "playground_bot": False}
    found = {text: mentions(world.bot.user, ana.send(chat, text)) for text in texts}
    assert found == texts
