"""The comments under a channel's posts: questions there, and words of a post that are quoted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import ANSWER, QUESTION, Running

POST = "News! Ana Ruiz visited Suder on 9 May 2025. Trade rose by 39 percent in 2024."


@dataclass(frozen=True)
class Channel:
    """A channel's post, and its copy in the group where it is discussed."""

    comments: Chat
    copy: Message


@pytest.fixture
async def channel(bot: Running, world: World, ana: Person, boris: Person) -> Channel:
    """A channel of Ana's with comments, where the bot is a member, and a post."""
    assert bot.task is not None
    news = world.channel("News", ana)
    comments = world.discussion(news, ana, boris)
    ana.add_bot(comments)
    await bot.handled()
    copy = ana.send(news, POST, sent_as=news).discussed
    assert copy is not None
    return Channel(comments, copy)


async def test_the_post_itself_is_left_alone(bot: Running, channel: Channel) -> None:
    """The copy that Telegram makes of a post asks for nothing."""
    assert await bot.silent(channel.comments, channel.copy)


async def test_a_question_in_the_comments_is_answered(
    bot: Running, channel: Channel, boris: Person
) -> None:
    """As in any group: to who asked, without a sound."""
    answer = await bot.ask(boris, channel.comments, f"/ask {QUESTION}", reply=channel.copy)

    assert answer.text.startswith(ANSWER)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Ana Ruiz visited Suder on 9 May 2025.", "The source says otherwise"),
        ("Trade rose by 39 percent in 2024.", "Yes."),
    ],
)
@pytest.mark.parametrize("text", ["/check", "@playground_bot true?"])
async def test_exactly_the_words_quoted_are_checked(
    bot: Running, channel: Channel, boris: Person, quote: str, expected: str, text: str
) -> None:
    """Not the rest of the post, right or wrong."""
    asked = boris.send(channel.comments, text, reply=channel.copy, quote=quote)
    answer = await bot.world.answer(channel.comments, after=asked)

    assert answer.text.startswith(expected)


async def test_a_post_is_quoted_in_private(bot: Running, channel: Channel, boris: Person) -> None:
    """There nothing else is needed than the quote, which is of another chat."""
    quote = "Ana Ruiz visited Suder on 9 May 2025."
    private = bot.world.private(boris)
    asked = boris.send(private, "?", reply=channel.copy, quote=quote)
    answer = await bot.world.answer(private, after=asked)

    assert "external_reply" in asked.json()
    assert answer.text.startswith("The source says otherwise")
