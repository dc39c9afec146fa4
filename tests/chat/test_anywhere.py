"""Inline queries in any chat, and mentions where the bot is no member, end to end."""

from __future__ import annotations

import pytest

from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.queries import InlineQuery
from bot.playground.world import World
from tests.chat.conftest import ANSWER, QUESTION, UNKNOWN, Running, note_of


@pytest.fixture
def friends(world: World, ana: Person, boris: Person) -> Chat:
    """A group that the bot is no member of."""
    return world.supergroup("Friends", ana, boris)


async def _results(bot: Running, ana: Person, chat: Chat, text: str) -> InlineQuery:
    query = ana.ask_inline(chat, text)
    await bot.world.journal.until(lambda: query.answer is not None)
    return query


async def test_an_answer_is_one_result_with_its_source(
    bot: Running, ana: Person, friends: Chat
) -> None:
    """It is titled with what it claims; the message has the quote and buttons."""
    query = await _results(bot, ana, friends, QUESTION)
    (result,) = query.results
    message = ana.choose(friends, query, result["id"])

    assert (ANSWER, "Old Town News, 7 May 2025") == (result["title"], result["description"])
    assert message.text.startswith(f"{ANSWER}\n“Ana Ruiz of Norland visited Suder")
    assert ["More", "Source", "Wrong?", "Copy"] == [b["text"] for b in message.buttons]
    assert [] == bot.world.complaints()


@pytest.mark.parametrize("text", [UNKNOWN, "asdf", "thanks", "Ana Ruiz visited Georgia"])
async def test_what_is_not_sure_is_no_result(
    bot: Running, ana: Person, private: Chat, friends: Chat, text: str
) -> None:
    """A button leads to the private chat instead, where the bot introduces itself."""
    query = await _results(bot, ana, friends, text)
    call = next(c for c in bot.world.calls if c.method == "answerInlineQuery")

    assert [] == query.results
    assert "inline" == call.values["button"]["start_parameter"]
    assert call.values["is_personal"]
    greeting = await bot.ask(ana, private, "/start inline")
    assert "2 news articles" in greeting.text


async def test_nothing_typed_shows_examples(bot: Running, ana: Person, friends: Chat) -> None:
    """Each of them is an answer that may be sent."""
    query = await _results(bot, ana, friends, "")

    assert query.results
    assert len(query.results) == len({result["id"] for result in query.results})


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (QUESTION, '[["ruiz-visit", 1]]'),
        ("timeline of Ana Ruiz", '[["ruiz-visit", 1], ["letter", 1]]'),
    ],
)
async def test_a_chosen_answer_can_be_corrected(
    bot: Running, ana: Person, friends: Chat, text: str, facts: str
) -> None:
    """Where it stands is kept, with every fact it tells."""
    query = await _results(bot, ana, friends, text)
    ana.choose(friends, query, query.results[0]["id"])
    await bot.handled()
    await bot.end()
    with bot.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT facts, language FROM inline_answers").all()

    assert [(facts, "en")] == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("label", "note"),
    [
        ("Source", "Old Town News, 7 May 2025."),
        ("More", "Ana Ruiz and Bo Lind signed a letter"),
        ("Wrong?", "Thank you. The curators"),
    ],
)
async def test_buttons_of_an_inline_answer_are_answered_by_a_note(
    bot: Running, ana: Person, boris: Person, friends: Chat, label: str, note: str
) -> None:
    """The bot cannot write into that chat."""
    query = await _results(bot, ana, friends, QUESTION)
    message = ana.choose(friends, query, query.results[0]["id"])
    tap = boris.press(message, label)
    await bot.world.journal.until(lambda: tap.answer is not None)

    assert note_of(tap).startswith(note)
    assert len(note_of(tap)) <= 200


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        (f"@playground_bot {QUESTION}", ANSWER),
        (f"@playground_bot {UNKNOWN}", "My sources do not tell that."),
        ("@playground_bot", "Ask with /ask"),
    ],
)
async def test_a_mention_where_it_is_no_member_is_answered_once(
    bot: Running, ana: Person, friends: Chat, text: str, beginning: str
) -> None:
    """One cited answer, or one short line; the bot sends nothing else there."""
    ana.send(friends, text)
    await bot.handled()
    calls = [call for call in bot.world.calls if call.method == "answerGuestQuery"]
    sent = [message for message in friends.messages.values() if message.text.startswith(beginning)]

    assert (1, 1) == (len(calls), len(sent))
    assert [] == bot.world.complaints()


async def test_what_also_comes_as_a_message_is_answered_once(
    bot: Running, world: World, ana: Person, friends: Chat
) -> None:
    """Where the bot is a member, a mention may come in both ways."""
    world.bot.privacy_mode = False
    world.bot.guest_everywhere = True
    ana.add_bot(friends)
    ana.send(friends, f"@playground_bot {QUESTION}")
    await bot.handled()
    answers = [m for m in friends.messages.values() if m.text.startswith(ANSWER)]

    assert 1 == len(answers)
