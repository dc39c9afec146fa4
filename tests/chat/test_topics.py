"""The topics of a forum: learnt from what is said there, offered by name, posted into."""

from __future__ import annotations

import pytest

from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import ANSWER, Running
from tests.chat.test_announcing import FACT, dialogue, labels, tap, until

OTHERS = ("Send now", "Cancel")


@pytest.fixture
async def forum(bot: Running, world: World, ana: Person, private: Chat) -> Chat:
    """A forum of Ana's, where the bot is a member."""
    found = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(found)
    ana.send(private, "/start")
    await bot.handled()
    return found


async def offered(bot: Running, ana: Person, private: Chat) -> list[str]:
    """What Ana is offered to post in."""
    control = await dialogue(bot, ana, private, FACT)
    return [label for label in labels(control) if label not in OTHERS]


async def test_a_topic_is_offered_by_its_name_and_posted_into(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """It is known from its opening; the general one is offered, too."""
    trains = world.topic(forum, "Trains & <trams>")
    await bot.handled()
    control = await dialogue(bot, ana, private, FACT)
    assert ["Forum · General", "Forum · Trains & <trams>", *OTHERS] == labels(control)
    await tap(bot, ana, control, "Forum · Trains & <trams>")
    await tap(bot, ana, control, "Send now")
    bot.hurry()

    def posts() -> list[Message]:
        return [m for m in world.sent(forum) if ANSWER in m.text]

    await until(posts)
    assert [trains.id] == [post.thread for post in posts()]


async def test_the_general_topic_is_posted_into(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """A forum without any other topic has that one."""
    control = await dialogue(bot, ana, private, FACT)
    await tap(bot, ana, control, "Forum · General")
    await tap(bot, ana, control, "Send now")
    bot.hurry()

    await until(lambda: [m for m in world.sent(forum) if ANSWER in m.text])
    assert 0 == world.sent(forum)[-1].thread


async def test_an_older_topic_is_known_from_what_is_said_in_it(
    bot: Running, world: World, ana: Person, private: Chat
) -> None:
    """Messages in a topic answer the one that opened it; a command is seen by every bot."""
    forum = world.supergroup("Forum", ana, forum=True)
    old, quiet = world.topic(forum, "Old"), world.topic(forum, "Quiet")
    ana.add_bot(forum)
    ana.send(private, "/start")
    ana.send(forum, "/help", topic=old)
    await bot.handled()

    assert ["Forum · General", "Forum · Old"] == await offered(bot, ana, private)
    ana.rename_topic(forum, quiet, "Loud")
    ana.rename_topic(forum, old, "Ancient")
    ana.send(forum, "/help", topic=old)
    await bot.handled()
    known = await offered(bot, ana, private)
    assert ["Forum · General", "Forum · Ancient", "Forum · Loud"] == known


async def test_a_closed_topic_is_offered_where_both_may_post(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """That is, where both may manage topics; or once it is open again."""
    news = world.topic(forum, "News")
    ana.close_topic(forum, news)
    await bot.handled()
    assert ["Forum · General"] == await offered(bot, ana, private)

    ana.promote_bot(forum)
    await bot.handled()
    assert "Forum · News" in await offered(bot, ana, private)
    ana.demote_bot(forum)
    ana.reopen_topic(forum, news)
    await bot.handled()
    assert "Forum · News" in await offered(bot, ana, private)


async def test_only_topics_where_the_bot_may_speak_are_offered(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """Admins have chosen them, and see their names in the settings."""
    news, _ = world.topic(forum, "News"), world.topic(forum, "Talk")
    page = await bot.world.answer(forum, after=ana.send(forum, "/settings", topic=news))
    await tap(bot, ana, page, "Only in this topic")

    assert "Topics: News" in page.text
    assert ["Forum · News"] == await offered(bot, ana, private)


async def test_topics_are_kept_and_can_be_forgotten(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """A restart loses none; /forget of an admin deletes them all."""
    world.topic(forum, "News")
    await bot.handled()
    await bot.end()
    await bot.start()
    assert "Forum · News" in await offered(bot, ana, private)

    await bot.ask(ana, forum, "/forget")
    await bot.ask(ana, forum, "/settings")
    assert ["Forum · General"] == await offered(bot, ana, private)
    with bot.store.read() as connection:
        assert 0 == connection.exec_driver_sql("SELECT count(*) FROM topics").scalar_one()


async def test_a_topic_that_is_no_more_is_forgotten(
    bot: Running, world: World, ana: Person, forum: Chat, private: Chat
) -> None:
    """Telegram says so when it is posted into; the admin is told, and it is not offered again."""
    news = world.topic(forum, "News")
    await bot.handled()
    await bot.end()
    await bot.start()
    control = await dialogue(bot, ana, private, FACT)
    await tap(bot, ana, control, "Forum · News")
    await tap(bot, ana, control, "Send now")
    del forum.topics[news.id]
    bot.hurry()
    await until(lambda: "the topic is no more" in world.sent(private)[-1].text)
    await bot.end()
    await bot.start()

    assert ["Forum · General"] == await offered(bot, ana, private)
