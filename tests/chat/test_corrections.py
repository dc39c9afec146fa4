"""What was shown in an old revision is edited where it stands, and told in /changes."""

from __future__ import annotations

import asyncio

from bot.facts.index import Index
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import ANSWER, QUESTION, Running
from tests.chat.test_announcing import tap, until


def take(bot: Running, index: Index) -> None:
    """Give a running bot another base, as a change of the folder does."""
    assert bot.service is not None
    bot.service._take(index)


async def test_an_answer_is_corrected_in_place(
    bot: Running, world: World, ana: Person, private: Chat, corrected_index: Index
) -> None:
    """The message says what holds, since when, and what it said before; others are left alone."""
    stale = await bot.ask(ana, private, QUESTION)
    other = await bot.ask(ana, private, "By how much did trade rise in 2024?")
    greeting = await bot.ask(ana, private, "hello")
    await asyncio.sleep(1.2)  # until it is written where the answers stand
    take(bot, corrected_index)

    await until(lambda: stale.edited)
    assert ANSWER in stale.text
    assert "Corrected on 3 December 2026: the source says 7 May 2025, not 8 May 2025" in stale.text
    assert "The day was misread." in stale.text
    assert ["Source", "Wrong?"] == [button["text"] for button in stale.buttons]
    await tap(bot, ana, stale, "Source")
    assert "Old Town News" in world.sent(private)[-1].text
    assert (0, 0) == (other.edited, greeting.edited)


async def test_a_retired_fact_gives_way_to_what_replaced_it(
    bot: Running, ana: Person, private: Chat, corrected_index: Index
) -> None:
    """The old message tells the new fact; the old link and /changes tell of it, too."""
    stale = await bot.ask(ana, private, "/start line-opening")
    assert "Green Line" in stale.text
    await asyncio.sleep(1.2)
    take(bot, corrected_index)
    await until(lambda: stale.edited)

    assert ANSWER in stale.text
    assert "Green Line" not in stale.text
    assert "Replaced on 22 November 2026" in stale.text
    again = await bot.ask(ana, private, "/start line-opening")
    assert ANSWER in again.text
    assert "Replaced on" in again.text
    changes = (await bot.ask(ana, private, "/changes")).text
    assert changes.index("3 December 2026") < changes.index("22 November 2026")


async def test_without_corrections_there_are_none_to_tell(
    bot: Running, ana: Person, private: Chat
) -> None:
    """A base that was never corrected says so."""
    assert "No fact has been corrected" in (await bot.ask(ana, private, "/changes")).text


async def test_a_channel_that_wishes_gets_the_correction(
    bot: Running, world: World, ana: Person, corrected_index: Index
) -> None:
    """The subscribed channel gets one post at its hour; the unsubscribed one gets none."""
    wished, other = world.channel("Facts", ana), world.channel("Other", ana)
    for channel in (wished, other):
        ana.add_bot(channel, admin=True)
        ana.promote_bot(channel, "can_post_messages", "can_edit_messages")
    await bot.handled()
    ana.send(wished, "/subscribe corrections 9:00", sent_as=wished)
    await until(lambda: len(world.sent(wished)) > 1)
    assert "Corrections" in world.sent(wished)[-1].text
    take(bot, corrected_index)
    await asyncio.sleep(0.2)
    bot.hurry(24 * 3600.0)

    await until(lambda: [m for m in world.sent(wished) if "✏️" in m.text])
    assert [] == [m for m in world.sent(other) if m.text]
