"""What people do, and what the bot is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.queries import GuestQuery
from bot.playground.world import World
from tests.playground.conftest import Call


def _last(world: World) -> tuple[str, dict[str, Any]]:
    update = world.updates.pending[-1]
    return update.kind, update.payload


def test_private_message(world: World) -> None:
    """A text comes with its sender, chat, date and entities."""
    ana = world.person("Ana", "ana", "vi")
    chat = world.private(ana)
    ana.send(chat, "/start fact")
    user = {
        "id": ana.user.id,
        "is_bot": False,
        "first_name": "Ana",
        "username": "ana",
        "language_code": "vi",
    }
    assert _last(world) == (
        "message",
        {
            "message_id": 1,
            "from": user,
            "chat": {
                "id": ana.user.id,
                "type": "private",
                "first_name": "Ana",
                "username": "ana",
            },
            "date": world.now(),
            "text": "/start fact",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    )


def test_photo_and_voice(world: World) -> None:
    """A picture has a caption, a voice message none."""
    ana = world.person("Ana")
    chat = world.private(ana)
    ana.send_photo(chat, "look")
    _, photo = _last(world)
    assert (photo["caption"], "text" in photo, len(photo["photo"])) == ("look", False, 1)
    ana.send_voice(chat)
    assert "voice" in _last(world)[1]


def test_forward(world: World) -> None:
    """A forwarded message says where it came from, and a forward of it the same."""
    ana, ben = world.person("Ana"), world.person("Ben")
    channel = world.channel("News", ben)
    post = ben.send(channel, "news")
    chat = world.private(ana)
    first = ana.forward(chat, post)
    origin = first.extra["forward_origin"]
    assert (origin["type"], origin["message_id"]) == ("channel", post.id)
    assert ana.forward(chat, first).extra["forward_origin"] == origin
    said = ben.send(world.private(ben), "hello")
    assert ana.forward(chat, said).extra["forward_origin"]["sender_user"]["id"] == ben.user.id


def test_edit(world: World) -> None:
    """An edit comes as such; what was queued before is as it was."""
    ana = world.person("Ana")
    message = ana.send(world.private(ana), "wen")
    ana.edit(message, "when")
    before, after = world.updates.pending
    assert (before.payload["text"], "edit_date" in before.payload) == ("wen", False)
    assert (after.kind, after.payload["text"]) == ("edited_message", "when")


def test_deleting_is_not_told(world: World) -> None:
    """A message that a person takes away is gone, and the bot is not told."""
    ana = world.person("Ana")
    chat = world.private(ana)
    ana.delete(ana.send(chat, "oops"))
    assert list(chat.messages) == []
    assert len(world.updates.pending) == 1


def test_topics(world: World) -> None:
    """In a topic a message carries the thread, and answers the message that opened the topic."""
    ana = world.person("Ana")
    forum = world.supergroup("Forum", ana, forum=True)
    topic = world.topic(forum, "News")
    first = ana.send(forum, "hi", topic=topic)
    assert first.thread == topic.id
    assert first.json()["is_topic_message"] is True
    assert first.replied_to is not None
    assert first.replied_to["forum_topic_created"]["name"] == "News"
    answer = ana.send(forum, "yes", reply=first)
    assert answer.thread == topic.id
    assert answer.replied_to is not None
    assert answer.replied_to["message_id"] == first.id
    assert ana.send(forum, "general").thread == 0


def test_discussion(world: World) -> None:
    """A post is forwarded into the discussion; comments are in its thread."""
    ana, ben = world.person("Ana"), world.person("Ben")
    channel = world.channel("News", ana)
    group = world.discussion(channel, ana, ben)
    post = ana.send(channel, "news")
    (forwarded,) = group.messages.values()
    assert forwarded.sender is not None
    assert forwarded.sender.id == 777000
    assert forwarded.json()["is_automatic_forward"] is True
    assert forwarded.extra["forward_origin"]["message_id"] == post.id
    ana.edit(post, "newer")
    assert forwarded.text == "newer"
    comment = ben.send(group, "really?", reply=forwarded)
    assert comment.thread == forwarded.id
    assert ben.send(group, "yes", reply=comment).thread == forwarded.id


def test_speaking_for_a_chat(world: World) -> None:
    """Anonymous admins and channels speak through an account of Telegram's."""
    ana = world.person("Ana")
    group, channel = world.supergroup("Readers", ana), world.channel("News", ana)
    anonymous = ana.send(group, "hi", sent_as=group).json()
    assert anonymous["from"]["username"] == "GroupAnonymousBot"
    assert anonymous["sender_chat"]["id"] == group.id
    as_channel = ana.send(group, "hi", sent_as=channel).json()
    assert as_channel["from"]["username"] == "Channel_Bot"
    assert "from" not in ana.send(channel, "post").json()


def test_press(world: World, call: Call) -> None:
    """A button is pressed by its label or data; one that is not there is named."""
    ana = world.person("Ana")
    chat = world.private(ana, started=True)
    keyboard = [
        [{"text": "more", "callback_data": "m"}, {"text": "site", "url": "https://a.example"}]
    ]
    call("sendMessage", chat_id=chat.id, text="x", reply_markup={"inline_keyboard": keyboard})
    (message,) = world.sent(chat)
    by_label, by_data = ana.press(message, "more"), ana.press(message, "m")
    assert (by_label.data, by_data.data) == ("m", "m")
    kind, payload = _last(world)
    assert kind == "callback_query"
    assert (payload["message"]["message_id"], payload["data"]) == (message.id, "m")
    with pytest.raises(LookupError, match="'site'"):
        ana.press(message, "site")


def test_guest_mention(world: World) -> None:
    """Where it is no member, the bot is told of a mention as a guest; elsewhere it is not."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.send(group, "no name")
    asked = ana.send(group, "@playground_bot when?")
    ((kind, payload),) = [(u.kind, u.payload) for u in world.updates.pending]
    assert kind == "guest_message"
    query = world.queries.guests[payload["guest_query_id"]]
    assert isinstance(query, GuestQuery)
    assert query.message is asked
    world.bot.privacy_mode = False
    ana.add_bot(group)
    world.updates.clear()
    ana.send(group, "@playground_bot when?")
    assert [u.kind for u in world.updates.pending] == ["message"]
    world.bot.guest_everywhere = True
    ana.send(group, "@playground_bot when?")
    assert [u.kind for u in world.updates.pending][1:] == ["message", "guest_message"]
