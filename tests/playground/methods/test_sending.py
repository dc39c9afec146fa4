"""Methods that put a new message into a chat."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.arguments import Upload
from bot.playground.refusal import RefusedError
from bot.playground.trouble import Limits
from bot.playground.world import World
from tests.playground.conftest import Call


def test_sends_a_text(world: World, call: Call) -> None:
    """The answer is the message as everybody sees it."""
    chat = world.private(world.person("Ana"), started=True)
    sent = call(
        "sendMessage",
        chat_id=chat.id,
        text="<b>a</b>",
        parse_mode="HTML",
        link_preview_options={"is_disabled": True},
        protect_content=True,
    )
    assert sent == chat.messages[1].json()
    assert (sent["text"], sent["from"]["is_bot"]) == ("a", True)
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["has_protected_content"] is True
    assert world.updates.take(0) == []


def test_replies_and_quotes(world: World, call: Call) -> None:
    """A reply shows what it answers; a quote stands in it, nearest to where it was said to be."""
    ana = world.person("Ana")
    chat = world.private(ana)
    asked = ana.send(chat, "one 😀 two one")
    reply = {"message_id": asked.id, "quote": "one", "quote_position": 9}
    sent = call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert sent["reply_to_message"]["message_id"] == asked.id
    assert sent["quote"] == {"text": "one", "position": 11, "is_manual": True}


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ({"message_id": 99}, "message to be replied not found"),
        ({"message_id": 1, "quote": "nowhere"}, "QUOTE_TEXT_INVALID"),
        ({"message_id": 1, "quote": "a" * 1025}, "QUOTE_TEXT_INVALID"),
        ({"message_id": 1, "chat_id": 99}, "chat not found"),
        ({"message_id": [1]}, "can't parse the arguments"),
    ],
)
def test_refuses_replies(world: World, call: Call, reply: dict[str, Any], why: str) -> None:
    """A reply to what is not there is refused."""
    ana = world.person("Ana")
    chat = world.private(ana)
    ana.send(chat, "a" * 2000)
    with pytest.raises(RefusedError, match=why):
        call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)


def test_a_reply_may_do_without(world: World, call: Call) -> None:
    """Where it is allowed, the message is sent without what it should have answered."""
    chat = world.private(world.person("Ana"), started=True)
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in call(
        "sendMessage", chat_id=chat.id, text="x", reply_parameters=reply
    )


def test_a_reply_in_another_chat(world: World, call: Call) -> None:
    """A message of another chat is answered from outside."""
    ana = world.person("Ana")
    channel = world.channel("News", ana)
    ana.add_bot(channel)
    post = ana.send(channel, "news")
    chat = world.private(ana, started=True)
    reply = {"message_id": post.id, "chat_id": channel.id, "quote": "new"}
    sent = call("sendMessage", chat_id=chat.id, text="x", reply_parameters=reply)
    assert sent["external_reply"]["origin"]["type"] == "channel"
    assert sent["quote"]["text"] == "new"


def test_a_reply_stays_in_its_topic(world: World, call: Call) -> None:
    """Without a thread named, the answer goes where the question is."""
    ana = world.person("Ana")
    forum = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(forum)
    topic = world.topic(forum, "News")
    asked = ana.send(forum, "/ask", topic=topic)
    reply = {"message_id": asked.id}
    sent = call("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply)
    assert sent["message_thread_id"] == topic.id
    with pytest.raises(RefusedError, match="message thread not found"):
        call("sendMessage", chat_id=forum.id, text="x", message_thread_id=99)


def test_channels(world: World, call: Call) -> None:
    """A post needs the right to post, has no sender, and is forwarded into the discussion."""
    ana = world.person("Ana")
    channel = world.channel("News", ana, "news")
    group = world.discussion(channel, ana)
    with pytest.raises(RefusedError, match="bot is not a member of the channel chat"):
        call("sendMessage", chat_id="@news", text="x")
    ana.promote_bot(channel, "can_edit_messages")
    with pytest.raises(RefusedError, match="need administrator rights in the channel chat"):
        call("sendMessage", chat_id="@news", text="x")
    ana.promote_bot(channel)
    sent = call("sendMessage", chat_id="@News", text="x")
    assert "from" not in sent
    assert sent["sender_chat"]["id"] == channel.id
    assert [message.text for message in group.messages.values()] == ["x"]


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "sendPhoto"])
def test_where_nothing_may_be_sent(world: World, call: Call, method: str) -> None:
    """Unknown chats, people who never wrote, and groups that kicked the bot are out of reach."""
    ana = world.person("Ana")
    group = world.group("Readers", ana)
    ana.add_bot(group)
    ana.remove_bot(group)
    gone = world.private(world.person("Ben"), started=True)
    world.remove(gone)
    given = {"text": "x", "action": "typing", "photo": "id"}
    for chat, code, why in (
        (99, 400, "chat not found"),
        (gone.id, 400, "chat not found"),
        (world.private(ana).id, 403, "bot can't initiate conversation with a user"),
        (group.id, 403, "bot was kicked from the group chat"),
    ):
        with pytest.raises(RefusedError, match=why) as refused:
            call(method, chat_id=chat, **given)
        assert refused.value.code == code


def test_flood(world: World, call: Call) -> None:
    """Too fast is refused with the time to wait, and not stored."""
    world.troubles.limits = Limits()
    chat = world.private(world.person("Ana"), started=True)
    call("sendMessage", chat_id=chat.id, text="x")
    with pytest.raises(RefusedError) as refused:
        call("sendMessage", chat_id=chat.id, text="y")
    assert refused.value.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert [message.text for message in chat.messages.values()] == ["x"]


def test_media(world: World, call: Call) -> None:
    """Pictures and files are sent by id, address or content."""
    chat = world.private(world.person("Ana"), started=True)
    photo = call(
        "sendPhoto", chat_id=chat.id, photo="photo-1", caption="<i>c</i>", parse_mode="HTML"
    )
    assert (photo["photo"][0]["file_id"], photo["caption"]) == ("photo-1", "c")
    assert photo["caption_entities"][0]["type"] == "italic"
    file = Upload("a.txt", b"abc")
    document = call("sendDocument", chat_id=chat.id, document=file)["document"]
    assert (document["file_name"], document["file_size"]) == ("a.txt", 3)
    for broken, why in ((Upload("a", b""), "non-empty"), ("attach://x", "no document")):
        with pytest.raises(RefusedError, match=why):
            call("sendDocument", chat_id=chat.id, document=broken)


def test_forwards_and_copies(world: World, call: Call) -> None:
    """A forward names where it came from, a copy does not."""
    ana = world.person("Ana")
    chat = world.private(ana)
    said = ana.send_photo(chat, "hello")
    given = {"chat_id": chat.id, "from_chat_id": chat.id, "message_id": said.id}
    assert call("forwardMessage", **given)["forward_origin"]["sender_user"]["id"] == ana.user.id
    copy = chat.messages[call("copyMessage", **given, caption="hi")["message_id"]]
    assert ("forward_origin" in copy.extra, copy.text) == (False, "hi")
    with pytest.raises(RefusedError, match="message to forward not found"):
        call("forwardMessage", **given | {"message_id": 99})
    call("sendMessage", chat_id=chat.id, text="secret", protect_content=True)
    with pytest.raises(RefusedError, match="can't be forwarded"):
        call("forwardMessage", **given | {"message_id": chat.last_message_id})


def test_actions(world: World, call: Call) -> None:
    """That the bot is typing is shown; another action is not known."""
    chat = world.private(world.person("Ana"), started=True)
    assert call("sendChatAction", chat_id=chat.id, action="typing") is True
    assert world.journal.since(0)[-1].data == {"action": "typing"}
    with pytest.raises(RefusedError, match="wrong parameter action"):
        call("sendChatAction", chat_id=chat.id, action="sleeping")
