"""A chat's time zone: chosen by its clock or a city, kept, and used for whatever has an hour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat import zones
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import Running
from tests.chat.test_announcing import FACT, dialogue, labels, tap

WINTER = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
SUMMER = datetime(2026, 7, 22, 12, tzinfo=UTC).timestamp()


@pytest.fixture
async def club(bot: Running, world: World, ana: Person, private: Chat) -> Chat:
    """A group of Ana's, where the bot is."""
    found = world.supergroup("Club", ana)
    ana.add_bot(found)
    ana.send(private, "/start")
    await bot.handled()
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pacific/Auckland", ["Pacific/Auckland"]),
        ("auckland", ["Pacific/Auckland"]),
        ("pacific/auckland", ["Pacific/Auckland"]),
        ("port moresby", ["Pacific/Port_Moresby"]),
        ("utc", ["UTC"]),
        ("louisville", ["America/Kentucky/Louisville", "America/Louisville"]),
        ("Pacific", []),
        ("Atlantis", []),
        ("../Auckland", []),
        ("localtime", []),
        ("right/Pacific/Auckland", []),
    ],
)
def test_a_zone_is_found_by_its_name_or_a_city(text: str, found: list[str]) -> None:
    """However it is written; a city that several zones have gives them all."""
    assert found == zones.named(text)


@pytest.mark.parametrize(("now", "clock"), [(WINTER, "01:00 (+13)"), (SUMMER, "00:00 (+12)")])
def test_clocks_lead_to_their_cities(now: float, clock: str) -> None:
    """What a clock shows there now is the first step, in summer and winter."""
    buttons = {b.text: b.callback_data for row in zones.clocks(now).inline_keyboard for b in row}
    data = str(buttons[clock])
    minutes = zones.minutes_of(data.rpartition(".")[2])

    assert zones.zones_at(minutes or 0, now).count("Pacific/Auckland") == 1
    assert all(len(str(data).encode()) <= 64 for data in buttons.values())


async def test_an_admin_chooses_by_clock_and_city(
    bot: Running, ana: Person, boris: Person, club: Chat
) -> None:
    """Two taps; it is kept over a restart. Who is no admin changes nothing."""
    boris.join(club)
    page = await bot.ask(ana, club, "/settings")
    assert "Time zone: UTC" in page.text
    await tap(bot, ana, page, "Time zone")
    await tap(bot, boris, page, "01:00 (+13)")
    await tap(bot, ana, page, "01:00 (+13)")
    await tap(bot, ana, page, "Auckland (Pacific)")
    assert "Time zone: Pacific/Auckland" in page.text
    await bot.end()
    await bot.start()

    assert "Time zone: Pacific/Auckland" in (await bot.ask(ana, club, "/settings")).text
    assert "администраторы" in (await bot.ask(boris, club, "/settings utc")).text


async def test_a_zone_is_written(bot: Running, ana: Person, club: Chat, private: Chat) -> None:
    """Behind /settings, in a group or in private; what is not known or not clear is said."""
    assert "no time zone “Atlantis”" in (await bot.ask(ana, club, "/settings Atlantis")).text
    several = await bot.ask(ana, club, "/settings Louisville")
    assert ["America/Kentucky/Louisville", "America/Louisville"] == labels(several)
    await tap(bot, ana, several, "America/Louisville")
    assert "Time zone: America/Louisville" in several.text
    assert "Time zone: Asia/Tokyo" in (await bot.ask(ana, private, "/settings tokyo")).text


async def test_what_a_chat_gets_comes_by_its_clock(bot: Running, ana: Person, club: Chat) -> None:
    """Subscriptions follow zone and language, new ones take them; a zone written first is kept."""
    await bot.ask(ana, club, "/subscribe daily 9:30 Asia/Tokyo")
    assert "Time zone: Asia/Tokyo" in (await bot.ask(ana, club, "/settings")).text
    await bot.ask(ana, club, "/settings Auckland")
    await bot.ask(ana, club, "/subscribe week monday 18:00")
    await bot.ask(ana, club, "/lang vi")

    assert {"vi"} == {one.language for one in bot.board.subscribed(club.id)}
    found = {one.sort: (one.zone, one.minute) for one in bot.board.subscribed(club.id)}
    assert {"daily": ("Pacific/Auckland", 570), "weekly": ("Pacific/Auckland", 1080)} == found


async def test_an_announcement_goes_out_by_the_clock_of_each_chat(
    bot: Running, world: World, ana: Person, club: Chat, private: Chat
) -> None:
    """Half past six is half past six in each, and both are told."""
    other = world.supergroup("Other", ana)
    ana.add_bot(other)
    await bot.handled()
    await bot.ask(ana, club, "/settings Auckland")
    control = await dialogue(bot, ana, private, f"{FACT} at 2026-12-24 18:30")
    for name in ("Club", "Other"):
        await tap(bot, ana, control, name)
    await tap(bot, ana, control, "Post at that time")

    assert "2026-12-24 18:30 (Pacific/Auckland)" in control.text
    assert "2026-12-24 18:30 (UTC)" in control.text
    with bot.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT chat, not_before FROM outbox").all()
    told = {chat: datetime.fromtimestamp(at, UTC).isoformat() for chat, at in rows}
    assert {club.id: "2026-12-24T05:30:00+00:00", other.id: "2026-12-24T18:30:00+00:00"} == told


async def test_a_channel_has_settings(bot: Running, world: World, ana: Person) -> None:
    """Whoever posts there sets its language and zone; its readers do not."""
    channel = world.channel("News", ana)
    ana.add_bot(channel)
    await bot.handled()
    ana.send(channel, "/settings Auckland")
    await bot.handled()
    page = world.sent(channel)[-1]
    assert "Time zone: Pacific/Auckland" in page.text
    await tap(bot, ana, page, "Русский")

    assert page.text.startswith("Настройки этого канала")
