"""Subscriptions of a chat: set by words and by buttons, previewed, kept to, and ended."""

from __future__ import annotations

import pytest

from bot.chat.subscribing import UnclearError, Wish, read_wish
from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import Running
from tests.chat.test_announcing import labels, tap, until


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("day", Wish("day")),
        ("daily 9:30 Asia/Baku", Wish("daily", 570, zone="Asia/Baku")),
        ("WEEK Sunday silent 18", Wish("weekly", 1080, 6, silent=True)),
        ("new about Ana Ruiz, Suder", Wish("new", names=("Ana Ruiz", "Suder"))),
        ("corrections UTC about  Havn ,", Wish("corrections", zone="UTC", names=("Havn",))),
    ],
)
def test_a_wish_is_read(text: str, wish: Wish) -> None:
    """Sort first, then hour, zone, weekday and sound in any order, and what it is about."""
    assert wish == read_wish(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("sometimes", "sometimes"),
        ("daily 25:00", "25:00"),
        ("daily Mars/Olympus", "Mars/Olympus"),
        ("daily monday", "monday"),
        ("day 9:00 please", "please"),
    ],
)
def test_what_is_unclear_is_named(text: str, word: str) -> None:
    """The word that was not understood stands in the error."""
    with pytest.raises(UnclearError) as error:
        read_wish(text)
    assert word == error.value.word


@pytest.fixture
async def club(bot: Running, world: World, ana: Person) -> Chat:
    """A group of Ana's, where the bot is."""
    found = world.supergroup("Club", ana)
    ana.add_bot(found)
    await bot.handled()
    return found


async def next_day(bot: Running, chat: Chat) -> Message:
    """What is posted a day later."""
    count = len(bot.world.sent(chat))
    bot.hurry(24 * 3600.0)
    await until(lambda: len(bot.world.sent(chat)) > count)
    return bot.world.sent(chat)[-1]


async def test_a_daily_fact_comes_every_day(bot: Running, ana: Person, club: Chat) -> None:
    """Set by a command, shown by /upcoming, posted once a day, another each day."""
    done = await bot.ask(ana, club, "/subscribe daily 9:30 silent")
    assert "A fact a day, 9:30 (UTC), without a sound" in done.text
    ahead = (await bot.ask(ana, club, "/upcoming")).text
    posts = [await next_day(bot, club) for _ in range(3)]

    assert 3 == len({post.text for post in posts})
    assert all(post.text.split("\n\n")[0] == "Fact of the day" for post in posts)
    first = [ahead.index(post.text.split("\n\n")[1].split("\n")[0]) for post in posts]
    assert sorted(first) == first


async def test_buttons_begin_and_end_subscriptions(bot: Running, ana: Person, club: Chat) -> None:
    """A tap toggles, and the page shows what holds now."""
    page = await bot.ask(ana, club, "/subscribe")
    assert "I post nothing here" in page.text
    await tap(bot, ana, page, "On this day")
    assert "✓ On this day" in labels(page)
    assert ["day"] == [one.sort for one in bot.board.subscribed(club.id)]
    await tap(bot, ana, page, "✓ On this day")
    assert [] == bot.board.subscribed(club.id)
    await tap(bot, ana, page, "New facts")
    await tap(bot, ana, page, "Nothing")
    assert [] == bot.board.subscribed(club.id)


async def test_only_admins_subscribe_a_group(
    bot: Running, ana: Person, boris: Person, club: Chat
) -> None:
    """Neither by the command nor by an admin's buttons."""
    boris.join(club)
    page = await bot.ask(ana, club, "/subscribe")
    refused = await bot.ask(boris, club, "/subscribe daily")
    assert "✓" not in refused.text
    assert await tap(bot, boris, page, "On this day")
    assert [] == bot.board.subscribed(club.id)


async def test_a_thing_that_no_fact_is_about_is_refused(
    bot: Running, ana: Person, club: Chat
) -> None:
    """A name that is not known is named, and nothing is subscribed."""
    unknown = await bot.ask(ana, club, "/subscribe daily about Atlantis")
    assert "Atlantis" in unknown.text
    about = await bot.ask(ana, club, "/subscribe daily about Bo Lind")
    assert "about Bo Lind" in about.text
    assert [("bo-lind",)] == [one.entities for one in bot.board.subscribed(club.id)]


async def test_what_a_group_gets_is_forgotten_with_it(
    bot: Running, ana: Person, club: Chat
) -> None:
    """/forget of an admin deletes subscriptions and posts."""
    await bot.ask(ana, club, "/subscribe daily")
    await bot.ask(ana, club, "/forget")

    assert [] == bot.board.subscribed(club.id)


async def test_a_group_that_grows_takes_its_subscriptions_along(
    bot: Running, world: World, ana: Person
) -> None:
    """The supergroup gets what the group got."""
    group = world.group("Small", ana)
    ana.add_bot(group)
    await bot.handled()
    await bot.ask(ana, group, "/subscribe daily")
    grown = ana.migrate(group)
    await bot.handled()

    assert ["daily"] == [one.sort for one in bot.board.subscribed(grown.id)]


async def test_a_command_that_is_passed_on_is_not_given(
    bot: Running, world: World, ana: Person, boris: Person, club: Chat
) -> None:
    """An admin who forwards somebody's words does not subscribe, nor announce."""
    theirs = world.private(boris)
    written = boris.send(theirs, "/subscribe daily")
    ana.forward(club, written)
    ana.forward(world.private(ana), boris.send(theirs, "/announce trade"))
    await bot.handled()

    assert [] == bot.board.subscribed(club.id)
    assert "Which fact" not in world.sent(world.private(ana))[-1].text
