"""A real client library against the server, by polling and by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from bot.playground.server import Server
from bot.playground.trouble import Limits, Trouble
from bot.playground.world import World
from tests.playground.test_webhook import listening

MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]])


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    """A bot of the library, connected to the server."""
    async with Bot(server.token, base_url=f"{server.url}/bot") as found:
        yield found


async def test_polling(world: World, bot: Bot) -> None:
    """A question is fetched, answered, its button pressed and answered, and all confirmed."""
    ana = world.person("Ana", "ana")
    chat = world.private(ana)
    assert bot.username == world.bot.user.username
    asked = ana.send(chat, "hello & /start")
    (update,) = await bot.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.text == "hello & /start"
    text = "<b>hi</b> &amp; <i>you</i>"
    sent = await bot.send_message(
        chat.id, text, "HTML", reply_markup=MARKUP, reply_to_message_id=asked.id
    )
    assert sent.text_html == text
    query = ana.press(world.sent(chat)[0], "more")
    (pressed,) = await bot.get_updates(update.update_id + 1)
    assert pressed.callback_query is not None
    await pressed.callback_query.answer("done")
    await pressed.callback_query.edit_message_text("changed")
    assert query.answer == {"text": "done", "show_alert": False}
    assert [message.text for message in world.sent(chat)] == ["changed"]
    assert world.complaints() == []


async def test_webhook(world: World, bot: Bot) -> None:
    """The same by webhook: the update comes with the secret and is answered."""
    ana = world.person("Ana")
    chat = world.private(ana)
    async with listening() as listener:
        await bot.set_webhook(listener.url, secret_token="s3cret", allowed_updates=Update.ALL_TYPES)
        asked = ana.send(chat, "hello")
        await listener.count(1)
        update = Update.de_json(listener.got[0], bot)
        assert update.message is not None
        await update.message.reply_text("hi")
        assert (await world.answer(chat, after=asked)).text == "hi"
        assert (await bot.get_webhook_info()).url == listener.url
        with pytest.raises(Conflict):
            await bot.get_updates()
        await bot.delete_webhook()
    assert listener.secrets == ["s3cret"]


async def test_inline_and_guest(world: World, bot: Bot) -> None:
    """Inline and guest queries are answered; both messages can be edited by their ids."""
    ana = world.person("Ana")
    group = world.supergroup("Readers", ana)
    query = ana.ask_inline(group, "words")
    asked = ana.send(group, f"@{world.bot.user.username} when?")
    inline, guest = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert inline.inline_query is not None
    assert guest.guest_message is not None
    assert guest.guest_message.guest_query_id is not None
    article = InlineQueryResultArticle(
        "1", "title", InputTextMessageContent("said"), reply_markup=MARKUP
    )
    await inline.inline_query.answer([article], cache_time=0)
    message = ana.choose(group, query, "1")
    sent = await bot.answer_guest_query(guest.guest_message.guest_query_id, article)
    answer = await world.answer(group, after=asked)
    for id in (message.inline_id, sent.inline_message_id):
        await bot.edit_message_text("changed", inline_message_id=id)
    assert (message.text, answer.text) == ("changed", "changed")


async def test_errors(world: World, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each refusal is the library's own kind of error."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the library warns of its next version
    ana = world.person("Ana")
    chat, group = world.private(ana, started=True), world.group("Readers", ana)
    ana.add_bot(group)
    new = ana.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(chat.id, "<b>", "HTML")
    world.troubles.limits = Limits()
    await bot.send_message(chat.id, "x")
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(chat.id, "y")
    assert wait.value.retry_after == timedelta(seconds=1)
    ana.block_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(chat.id, "x")


@pytest.mark.parametrize("trouble", [Trouble("cut"), Trouble("status", status=502)])
async def test_network_errors(world: World, bot: Bot, trouble: Trouble) -> None:
    """A broken connection and a page instead of JSON are errors of the network."""
    world.troubles.add(trouble)
    with pytest.raises(NetworkError) as wrong:
        await bot.get_me()
    assert not isinstance(wrong.value, BadRequest)
    trouble.times = 1


async def test_wrong_token(server: Server) -> None:
    """A wrong token is told as such."""
    bot = Bot("1:wrong", base_url=f"{server.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_two_that_poll(server: Server, bot: Bot) -> None:
    """The first of two polls is told of the second."""
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    async with Bot(server.token, base_url=f"{server.url}/bot") as second:
        assert list(await second.get_updates(timeout=0)) == []
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first
