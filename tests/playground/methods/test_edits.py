"""Methods that change, pin or delete messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.clock import ManualClock
from bot.playground.methods.edits import DELETABLE
from bot.playground.refusal import RefusedError
from bot.playground.trouble import Limits
from bot.playground.world import World
from tests.playground.conftest import Call

KEYBOARD: dict[str, Any] = {"inline_keyboard": [[{"text": "b", "callback_data": "d"}]]}


@pytest.fixture
def sent(world: World, call: Call) -> dict[str, Any]:
    """The chat and id of a message of the bot's, "old" with a button."""
    chat = world.private(world.person("Ana"), started=True)
    message = call("sendMessage", chat_id=chat.id, text="old", reply_markup=KEYBOARD)
    return {"chat_id": chat.id, "message_id": message["message_id"]}


def test_edits_text(world: World, call: Call, sent: dict[str, Any]) -> None:
    """The text is the new one, the buttons only those given, and the time of the edit is told."""
    changed = call("editMessageText", **sent, text="<b>new</b>", parse_mode="HTML")
    assert (changed["text"], changed["edit_date"]) == ("new", world.now())
    assert "reply_markup" not in changed
    assert world.journal.since(0)[-1].kind == "edited"


def test_edits_buttons(call: Call, sent: dict[str, Any]) -> None:
    """The buttons go and come, the text stays."""
    assert "reply_markup" not in call("editMessageReplyMarkup", **sent)
    changed = call("editMessageReplyMarkup", **sent, reply_markup=KEYBOARD)
    assert (changed["text"], changed["reply_markup"]) == ("old", KEYBOARD)


def test_an_edit_must_change_something(call: Call, sent: dict[str, Any]) -> None:
    """The same text with the same buttons is refused; another preview is a change."""
    same = {**sent, "text": "old", "reply_markup": KEYBOARD}
    with pytest.raises(RefusedError, match="Bad Request: message is not modified"):
        call("editMessageText", **same)
    assert call("editMessageText", **same, link_preview_options={"is_disabled": True})


def test_captions(call: Call, sent: dict[str, Any]) -> None:
    """A caption is edited as a caption, a text as a text."""
    photo = call("sendPhoto", chat_id=sent["chat_id"], photo="id", caption="old")
    place = {"chat_id": sent["chat_id"], "message_id": photo["message_id"]}
    assert call("editMessageCaption", **place, caption="new")["caption"] == "new"
    with pytest.raises(RefusedError, match="no text in the message to edit"):
        call("editMessageText", **place, text="x")
    with pytest.raises(RefusedError, match="no caption in the message to edit"):
        call("editMessageCaption", **sent, caption="x")


def test_only_its_own(world: World, call: Call, sent: dict[str, Any]) -> None:
    """Messages of others, deleted ones and unknown inline ones cannot be edited."""
    ana = world.people[sent["chat_id"]]
    said = ana.send(world.private(ana), "mine")
    for place, why in (
        ({**sent, "message_id": said.id}, "message can't be edited"),
        ({**sent, "message_id": 99}, "message to edit not found"),
        ({"inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
        ({"message_id": 1}, "chat_id is empty"),
    ):
        with pytest.raises(RefusedError, match=why):
            call("editMessageText", **place, text="x")


def test_channel_posts(world: World, call: Call) -> None:
    """A post is edited by an admin who may edit posts."""
    ana = world.person("Ana")
    channel = world.channel("News", ana)
    ana.promote_bot(channel, "can_post_messages")
    post = call("sendMessage", chat_id=channel.id, text="old")
    place = {"chat_id": channel.id, "message_id": post["message_id"]}
    with pytest.raises(RefusedError, match="can't be edited"):
        call("editMessageText", **place, text="new")
    ana.promote_bot(channel)
    assert call("editMessageText", **place, text="new")["text"] == "new"


def test_edits_have_their_pace(world: World, call: Call, sent: dict[str, Any]) -> None:
    """Too many edits of a chat are refused, and change nothing."""
    world.troubles.limits = Limits()
    call("editMessageText", **sent, text="one")
    with pytest.raises(RefusedError, match="Too Many Requests"):
        call("editMessageText", **sent, text="two")
    assert world.chats[sent["chat_id"]].messages[sent["message_id"]].text == "one"


def test_deletes(world: World, call: Call, clock: ManualClock, sent: dict[str, Any]) -> None:
    """A message is deleted within two days, once."""
    chat = world.chats[sent["chat_id"]]
    call("sendMessage", chat_id=chat.id, text="old too")
    call("sendMessage", chat_id=chat.id, text="stays")
    assert call("deleteMessage", **sent) is True
    with pytest.raises(RefusedError, match="message to delete not found"):
        call("deleteMessage", **sent)
    assert call("deleteMessages", chat_id=chat.id, message_ids=[1, 2, 99]) is True
    assert [message.text for message in chat.messages.values()] == ["stays"]
    clock.advance(DELETABLE + 1)
    with pytest.raises(RefusedError, match="message can't be deleted"):
        call("deleteMessage", chat_id=chat.id, message_id=chat.last_message_id)


def test_deleting_of_others(world: World, call: Call) -> None:
    """In a group the messages of others are deleted by an admin who may."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    ana.add_bot(group)
    said = {"chat_id": group.id, "message_id": ana.send(group, "hi").id}
    with pytest.raises(RefusedError, match="can't be deleted"):
        call("deleteMessage", **said)
    ana.promote_bot(group, "can_delete_messages")
    assert call("deleteMessage", **said) is True


def test_pins(world: World, call: Call, sent: dict[str, Any]) -> None:
    """A message is pinned and unpinned; in groups that takes a right."""
    chat = world.chats[sent["chat_id"]]
    assert call("pinChatMessage", **sent) is True
    assert call("getChat", chat_id=chat.id)["pinned_message"]["text"] == "old"
    assert call("unpinChatMessage", chat_id=chat.id) is True
    assert chat.pinned == []
    told = {"chat_id": chat.id, "message_id": chat.last_message_id}
    with pytest.raises(RefusedError, match="message can't be edited"):
        call("editMessageText", **told, text="not pinned")
    with pytest.raises(RefusedError, match="message to unpin not found"):
        call("unpinChatMessage", chat_id=chat.id)
    ana = world.people[chat.id]
    group = world.group("Readers", ana)
    ana.add_bot(group)
    place = {"chat_id": group.id, "message_id": ana.send(group, "hi").id}
    with pytest.raises(RefusedError, match="can_pin_messages"):
        call("pinChatMessage", **place)
