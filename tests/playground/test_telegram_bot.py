"""A real client library against the server."""

from __future__ import annotations

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from bot.playground.server import Server
from bot.playground.world import World


async def test_polling(world: World, server: Server) -> None:
    """A question is fetched, answered, and confirmed by the next offset."""
    ana = world.person("Ana", "ana")
    chat = world.private(ana)
    async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
        assert bot.username == world.bot.user.username
        ana.send(chat, "hello & /start")
        (update,) = await bot.get_updates(timeout=1)
        assert update.message is not None
        assert update.message.text == "hello & /start"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m")]])
        sent = await bot.send_message(
            chat.id,
            "<b>hi</b> &amp; <i>you</i>",
            "HTML",
            reply_markup=markup,
            reply_to_message_id=update.message.id,
        )
        assert sent.text_html == "<b>hi</b> &amp; <i>you</i>"
        query = ana.press(world.sent(chat)[0], "more")
        (pressed,) = await bot.get_updates(update.update_id + 1)
        assert pressed.callback_query is not None
        await pressed.callback_query.answer("done")
        await pressed.callback_query.edit_message_text("changed")
    assert query.answer == {"text": "done", "show_alert": False}
    assert [m.text for m in world.sent(chat)] == ["changed"]
    assert world.complaints() == []
