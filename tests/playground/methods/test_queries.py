"""Methods that answer queries."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.clock import ManualClock
from bot.playground.queries import CALLBACK_LIFE, INLINE_LIFE
from bot.playground.refusal import RefusedError
from bot.playground.world import World
from tests.playground.conftest import Call

KEYBOARD: dict[str, Any] = {"inline_keyboard": [[{"text": "b", "callback_data": "d"}]]}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _article(id: str, **more: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>{id}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": id,
        "title": "t",
        "input_message_content": content,
        **more,
    }


def test_pressed_buttons(world: World, call: Call, clock: ManualClock) -> None:
    """A press is answered once and in time; those without an answer are told."""
    ana = world.person("Ana")
    chat = world.private(ana, started=True)
    call("sendMessage", chat_id=chat.id, text="x", reply_markup=KEYBOARD)
    (message,) = world.sent(chat)
    query = ana.press(message, "b")
    assert call("answerCallbackQuery", callback_query_id=query.id, text="done", show_alert=True)
    assert query.answer == {"text": "done", "show_alert": True}
    with pytest.raises(RefusedError, match=TOO_OLD):
        call("answerCallbackQuery", callback_query_id=query.id)
    late = ana.press(message, "b")
    with pytest.raises(RefusedError, match="MESSAGE_TOO_LONG"):
        call("answerCallbackQuery", callback_query_id=late.id, text="a" * 201)
    clock.advance(CALLBACK_LIFE + 1)
    with pytest.raises(RefusedError, match=TOO_OLD):
        call("answerCallbackQuery", callback_query_id=late.id)
    assert world.complaints() == ["the press of 'd' was not answered with answerCallbackQuery"]


def test_inline_query(world: World, call: Call) -> None:
    """A query is answered, a result chosen, sent by the person via the bot, and edited later."""
    world.bot.privacy_mode = False
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    query = ana.ask_inline(group, "words")
    (update,) = world.updates.take(0)
    assert (update.kind, update.payload) == (
        "inline_query",
        {
            "id": query.id,
            "from": ana.user.json(),
            "query": "words",
            "offset": "",
            "chat_type": "supergroup",
        },
    )
    results = [_article("one", reply_markup=KEYBOARD), _article("two")]
    assert call("answerInlineQuery", inline_query_id=query.id, results=results) is True
    assert world.complaints() == []
    message = ana.choose(group, query, "one")
    assert (message.text, message.sender) == ("one", ana.user)
    assert message.json()["via_bot"]["id"] == world.bot.user.id
    chosen = world.updates.take(0)[-1].payload
    assert (chosen["result_id"], chosen["query"]) == ("one", "words")
    assert call("editMessageText", inline_message_id=chosen["inline_message_id"], text="changed")
    assert message.text == "changed"
    ana.choose(group, query, "two")
    assert "inline_message_id" not in world.updates.take(0)[-1].payload
    with pytest.raises(LookupError, match="'three'"):
        ana.choose(group, query, "three")


def test_inline_answers_in_time(world: World, call: Call, clock: ManualClock) -> None:
    """An inline query is answered once and in time."""
    ana = world.person("Ana")
    chat = world.private(ana)
    first, late = ana.ask_inline(chat, "a"), ana.ask_inline(chat, "b")
    assert first.chat_type == "sender"
    call("answerInlineQuery", inline_query_id=first.id, results=[])
    clock.advance(INLINE_LIFE + 1)
    for query in (first, late):
        with pytest.raises(RefusedError, match=TOO_OLD):
            call("answerInlineQuery", inline_query_id=query.id, results=[])


@pytest.mark.parametrize(("personal", "asked"), [(True, 3), (False, 2)])
def test_inline_cache(
    world: World, call: Call, clock: ManualClock, personal: bool, asked: int
) -> None:
    """Telegram answers from what it keeps, for as long and for whom the answer says."""
    ana, ben = world.person("Ana"), world.person("Ben")
    chat = world.private(ana)
    query = ana.ask_inline(chat, "a")
    given: dict[str, Any] = {"results": [_article("1")], "cache_time": 5, "is_personal": personal}
    call("answerInlineQuery", inline_query_id=query.id, **given)
    assert [result["id"] for result in ana.ask_inline(chat, "a").results] == ["1"]
    ben.ask_inline(chat, "a")
    clock.advance(5)
    ana.ask_inline(chat, "a")
    assert len(world.updates.pending) == asked


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"results": [_article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [_article("1"), _article("1")]}, "RESULT_ID_DUPLICATE"),
        ({"results": [_article("é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [_article("")]}, "RESULT_ID_INVALID"),
        ({"results": [_article("1", title="")]}, '"title" must be non-empty'),
        ({"results": [_article("1", input_message_content=None)]}, "content is not specified"),
        ({"results": [_article("1", input_message_content={"x": 1})]}, "InputMessageContent"),
        (
            {"results": [_article("1", input_message_content={"message_text": "a" * 4097})]},
            "message is too long",
        ),
        ({"results": [_article("1", reply_markup={"remove_keyboard": True})]}, "reply markup"),
        ({"results": [_article("1", thumbnail_url="x")]}, "WEBDOCUMENT_URL_INVALID"),
        ({"results": [{"type": "other", "id": "1"}]}, "unsupported inline query result type"),
        ({"results": ["x"]}, "expected an Object"),
        ({"results": [], "next_offset": "a" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x"}}, "InlineQueryResultsButton"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": ""}}, "START_PARAM_INVALID"),
    ],
)
def test_inline_limits(world: World, call: Call, given: dict[str, Any], why: str) -> None:
    """Results that Telegram would not take are refused, and the query stays open."""
    ana = world.person("Ana")
    query = ana.ask_inline(world.private(ana), "a")
    with pytest.raises(RefusedError, match=why):
        call("answerInlineQuery", inline_query_id=query.id, **given)
    button = {"text": "ask me", "start_parameter": "ask-me_1"}
    assert call("answerInlineQuery", inline_query_id=query.id, results=[], button=button)


def test_media_results(world: World, call: Call) -> None:
    """A picture's result sends the picture with its caption."""
    ana = world.person("Ana")
    chat = world.private(ana)
    query = ana.ask_inline(chat, "a")
    result = {"type": "photo", "id": "1", "photo_file_id": "p", "caption": "c"}
    call("answerInlineQuery", inline_query_id=query.id, results=[result])
    assert ana.choose(chat, query, "1").json()["caption"] == "c"


def test_inline_mode_off(world: World) -> None:
    """Without inline mode the bot is not asked."""
    world.bot.inline_mode = False
    ana = world.person("Ana")
    ana.ask_inline(world.private(ana), "a")
    assert world.updates.take(0) == []


def test_guest_query(world: World, call: Call) -> None:
    """A guest's answer is one message under the mention, which can be edited later."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    asked = ana.send(group, "@playground_bot when?")
    id = world.updates.take(0)[0].payload["guest_query_id"]
    answer = call("answerGuestQuery", guest_query_id=id, result=_article("1"))
    message = group.messages[group.last_message_id]
    assert (message.text, message.sender) == ("1", world.bot.user)
    assert message.replied_to is not None
    assert message.replied_to["message_id"] == asked.id
    assert message.json()["guest_bot_caller_user"]["id"] == ana.user.id
    with pytest.raises(RefusedError, match=TOO_OLD):
        call("answerGuestQuery", guest_query_id=id, result=_article("1"))
    assert call("editMessageText", **answer, text="changed") is True
    assert message.text == "changed"
