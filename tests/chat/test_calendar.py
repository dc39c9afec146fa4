"""What a calendar does to a bot that posts by itself: leap days, clocks that change, being down."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.app import Folders
from bot.app.answering import Answering
from bot.facts.build import open_base
from bot.facts.index import Index
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import TODAY, Running
from tests.facts.sample import FACTS, Sample


class Calendar:
    """A bot that runs at instants of our choice, and Ana's group with it."""

    def __init__(self, bot: Running, ana: Person, club: Chat) -> None:
        self.bot = bot
        self.ana = ana
        self.club = club

    def set(self, instant: str) -> None:
        """Make it this instant, in UTC."""
        now = datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp()
        self.bot.hurry(now - self.bot.now())

    async def begin(self, instant: str, wish: str) -> None:
        """Start the bot, and subscribe at an instant."""
        self.set(instant)
        await self.start()
        assert "Done" in (await self.bot.ask(self.ana, self.club, f"/subscribe {wish}")).text

    async def start(self) -> None:
        """Start the bot, or start it again after it was down."""
        await self.bot.end()
        await self.bot.start()
        while self.bot.service is None or self.bot.service.announcing is None:
            await asyncio.sleep(0.005)
        await self.bot.handled()

    async def posts(self, *instants: str) -> list[str]:
        """The first line of what was posted by each of some instants; empty for nothing."""
        found = []
        for instant in instants:
            before = len(self.bot.world.sent(self.club))
            self.set(instant)
            await asyncio.to_thread(self.bot.board.go)
            while await asyncio.to_thread(self.bot.board.outbox.wakes) is not None:
                self.bot.hurry(4)  # the group's pace
                await asyncio.sleep(0.005)
            new = self.bot.world.sent(self.club)[before:]
            assert len(new) <= 1
            found.append("".join(post.text.partition("\n")[0] for post in new))
        return found

    async def preview(self) -> str:
        """What /upcoming tells."""
        return (await self.bot.ask(self.ana, self.club, "/upcoming")).text


@pytest.fixture(scope="module")
def leap_index(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Index:
    """The small base, with a fact that came about on a 29 February."""
    sample = Sample(tmp_path_factory.mktemp("leap"))
    sample.change(FACTS, '    when: "2024"\n', '    when: "2024-02-29"\n')
    sample.files[FACTS] = sample.files[FACTS].replace("in 2024", "on 29 February 2024")
    sample.seeds["one.txt"] = sample.seeds["one.txt"].replace("in 2024", "on 29 February 2024")
    sample.write()
    return open_base(sample.folder, sample.seeds_folder, shipped.default, shipped.cache)


@pytest.fixture
def calendar(idle: Running, world: World, ana: Person) -> Calendar:
    """A group in which nothing is posted yet; the bot is not started."""
    club = world.supergroup("Club", ana)
    ana.add_bot(club, admin=True)
    return Calendar(idle, ana, club)


async def test_a_leap_day_is_told_every_year(calendar: Calendar, leap_index: Index) -> None:
    """On 28 February where there is no 29th, and once only where there is."""
    calendar.bot.answers = Answering(leap_index, TODAY)
    await calendar.begin("2027-02-27T12:00", "day 9:00")
    assert "28 February 2027" in await calendar.preview()

    assert ["On this day 3 years ago, in 2024", ""] == await calendar.posts(
        "2027-02-28T09:00", "2027-03-01T09:00"
    )
    assert ["", "On this day 4 years ago, in 2024", ""] == await calendar.posts(
        "2028-02-28T09:00", "2028-02-29T09:00", "2028-03-01T09:00"
    )


@pytest.mark.parametrize(
    ("begin", "before", "at", "again"),
    [
        # In Auckland the clock goes from 2:00 to 3:00 on 27 September 2026: half past two is not.
        ("2026-09-26T00:00", "2026-09-26T14:29", "2026-09-26T14:30", "2026-09-26T15:30"),
        # On 4 April 2027 it goes from 3:00 back to 2:00: half past two comes twice.
        ("2027-04-03T00:00", "2027-04-03T13:29", "2027-04-03T13:30", "2027-04-03T14:30"),
    ],
)
async def test_an_hour_that_the_clock_skips_or_repeats_comes_once(
    calendar: Calendar, begin: str, before: str, at: str, again: str
) -> None:
    """Not before, not twice; and the next day at its hour by the wall."""
    await calendar.begin(begin, "daily 2:30 Pacific/Auckland")

    assert ["", "Fact of the day", ""] == await calendar.posts(before, at, again)


@pytest.mark.parametrize(
    ("wish", "up", "posted"),
    [
        ("daily 9:00", "2026-05-07T12:30", True),  # later that day
        ("daily 9:00", "2026-05-08T00:30", False),  # the day is over
        ("daily 23:30", "2026-05-08T01:30", True),  # just past midnight
        ("daily 9:00", "2026-05-10T10:00", True),  # of four missed days, today's
        ("week thursday 9:00", "2026-05-08T18:00", True),  # the day after
        ("week thursday 9:00", "2026-05-10T18:00", False),  # three days after
        ("day 9:00", "2026-05-07T20:00", True),  # the anniversary is still today
        ("day 9:00", "2026-05-08T09:30", False),  # it was yesterday
    ],
)
async def test_what_was_missed_while_the_bot_was_down(
    calendar: Calendar, wish: str, up: str, posted: bool
) -> None:
    """It is made up for while somebody would still want it, and once."""
    await calendar.begin("2026-05-06T23:45", wish)
    before = len(calendar.bot.world.sent(calendar.club))
    await calendar.bot.end()
    calendar.set(up)
    await calendar.start()
    await calendar.posts(up, up)

    assert posted == len(calendar.bot.world.sent(calendar.club)) - before


async def test_no_fact_comes_again_before_all_others(calendar: Calendar) -> None:
    """Also not over a restart, nor where the hour is changed on the day; as /upcoming said."""
    await calendar.begin("2026-05-01T12:00", "daily 9:00")
    facts = len(calendar.bot.answers.index.ids)
    days = [f"2026-05-{day:02}T09:00" for day in range(2, 2 + 2 * facts)]

    async def told(*instants: str) -> list[str]:
        assert ["Fact of the day"] * len(instants) == await calendar.posts(*instants)
        sent = calendar.bot.world.sent(calendar.club)
        heads = [m.text.split("\n\n")[1] for m in sent if m.text.startswith("Fact of the day")]
        return heads[-len(instants) :]

    first = await told(days[0])
    await calendar.bot.ask(calendar.ana, calendar.club, "/subscribe daily 18:00")
    assert [""] == await calendar.posts("2026-05-02T18:00")
    await calendar.bot.ask(calendar.ana, calendar.club, "/subscribe daily 9:00")
    await calendar.start()
    ahead = await calendar.preview()
    first += await told(*days[1:facts])
    second = await told(*days[facts:])

    assert facts == len(set(first))
    assert first == second
    assert all(head.partition("\n")[0] in ahead for head in first[1:])


async def test_two_subscriptions_share_the_turns(calendar: Calendar) -> None:
    """A daily and a weekly post of one chat tell different facts, as /upcoming said."""
    await calendar.begin("2026-05-01T12:00", "daily 9:00")
    weekly = await calendar.bot.ask(calendar.ana, calendar.club, "/subscribe week sunday 18:00")
    assert "A fact a week, Sunday 18:00 (UTC)" in weekly.text
    ahead = await calendar.preview()
    await calendar.posts("2026-05-02T09:00", "2026-05-03T09:00", "2026-05-03T18:00")

    facts = [m.text.split("\n\n")[1] for m in calendar.bot.world.sent(calendar.club)[-3:]]
    told = [ahead.index(fact.partition("\n")[0]) for fact in facts]
    assert 3 == len(set(facts))
    assert sorted(told) == told


async def test_where_nothing_is_new_nothing_is_sent(calendar: Calendar) -> None:
    """Weeks without news and without anniversaries are quiet, and /upcoming says so."""
    await calendar.begin("2026-06-01T12:00", "new 9:00")
    for sort in ("corrections", "day"):
        await calendar.bot.ask(calendar.ana, calendar.club, f"/subscribe {sort} 9:00")
    assert "Nothing is due here" in await calendar.preview()

    days = [f"2026-06-{day:02}T09:00" for day in range(2, 16)]
    assert [""] * len(days) == await calendar.posts(*days)


async def test_one_followed_thing_has_its_turns_alone(calendar: Calendar) -> None:
    """Who follows one thing hears of nothing else; where no fact is about it, of nothing."""
    await calendar.begin("2026-05-01T12:00", "daily 9:00 about Green Line")
    posts = await calendar.posts("2026-05-02T09:00", "2026-05-03T09:00")

    assert ["Fact of the day"] * 2 == posts
    texts = [m.text for m in calendar.bot.world.sent(calendar.club)][-2:]
    assert all("Green Line" in text for text in texts)
