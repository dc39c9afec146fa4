"""Announcing from a private chat: searched, previewed, sent, undone; and nobody else can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.playground.chats import Chat
from bot.playground.messages import Message
from bot.playground.person import Person
from bot.playground.queries import CallbackQuery
from bot.playground.world import World
from tests.chat.conftest import ANSWER, Running

FACT = "visit of Ana Ruiz to Suder"


async def until(holds: Callable[[], object]) -> None:
    """Wait for something that happens by itself."""
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError


@pytest.fixture
def club(world: World, ana: Person) -> Chat:
    """A group of Ana's."""
    return world.supergroup("Club", ana)


@pytest.fixture
async def at_hand(bot: Running, ana: Person, club: Chat, private: Chat) -> Running:
    """A bot that is in Ana's group, and that she has started."""
    ana.add_bot(club)
    ana.send(private, "/start")
    await bot.handled()
    return bot


async def dialogue(bot: Running, person: Person, chat: Chat, text: str) -> Message:
    """The message under the preview, where chats are chosen."""
    found = await bot.ask(person, chat, f"/announce {text}")
    await tap(bot, person, found, ANSWER)
    return bot.world.sent(chat)[-1]


def labels(message: Message) -> list[str]:
    return [button["text"] for button in message.buttons]


async def answered(world: World, query: CallbackQuery) -> str:
    """What a tap is answered with."""
    await world.journal.until(lambda: query.answer is not None)
    return str((query.answer or {}).get("text") or "")


async def tap(bot: Running, person: Person, message: Message, button: str) -> str:
    """What a tap is answered with."""
    text = await answered(bot.world, person.press(message, button))
    await bot.handled()
    return text


async def test_a_fact_is_announced_after_ten_seconds(
    at_hand: Running, world: World, ana: Person, club: Chat, private: Chat
) -> None:
    """The preview is what is posted; it is posted once, in the chosen chat."""
    control = await dialogue(at_hand, ana, private, FACT)
    preview = world.sent(private)[-2]
    assert "Club" in labels(control)
    await tap(at_hand, ana, control, "Club")
    assert "✓ Club" in labels(control)
    await tap(at_hand, ana, control, "Send now")
    assert "10 seconds" in control.text

    assert at_hand.service is not None
    outbox = at_hand.board.outbox
    (row,) = outbox.rows(at_hand.board.announced()[0][0].id)
    assert row.state == "waiting"
    at_hand.hurry()
    await until(lambda: [m for m in world.sent(club) if ANSWER in m.text])
    (posted,) = [m for m in world.sent(club) if ANSWER in m.text]
    assert preview.json()["text"] == posted.json()["text"]
    assert preview.json()["entities"] == posted.json()["entities"]


async def test_it_can_be_undone_until_it_is_sent(
    at_hand: Running, world: World, ana: Person, club: Chat, private: Chat
) -> None:
    """Undone, nothing is posted; a second undo finds nothing more."""
    control = await dialogue(at_hand, ana, private, FACT)
    await tap(at_hand, ana, control, "Club")
    await tap(at_hand, ana, control, "Send now")
    undo = control.buttons[0]["callback_data"]
    await tap(at_hand, ana, control, "Undo")

    assert "Undone" in control.text
    at_hand.hurry()
    await asyncio.sleep(0.1)
    assert [] == [m for m in world.sent(club) if ANSWER in m.text]
    assert "Too late" in await answered(world, ana.forge(control, undo))


async def test_who_is_no_admin_is_offered_no_chat(
    at_hand: Running, world: World, club: Chat, boris: Person
) -> None:
    """A member of the group may not announce in it."""
    boris.join(club)
    theirs = world.private(boris)
    found = await at_hand.ask(boris, theirs, f"/announce {FACT}")
    await tap(at_hand, boris, found, ANSWER)

    assert "Я не знаю ни одной группы" in world.sent(theirs)[-1].text


async def test_an_admin_who_was_demoted_meanwhile_is_refused(
    at_hand: Running, world: World, ana: Person, club: Chat, boris: Person
) -> None:
    """What counts is what Telegram says when it is sent."""
    boris.join(club)
    ana.promote(club, boris)
    theirs = world.private(boris)
    boris.send(theirs, "/start")
    await at_hand.handled()
    control = await dialogue(at_hand, boris, theirs, FACT)
    await tap(at_hand, boris, control, "Club")
    ana.demote(club, boris)

    assert "Club" in await tap(at_hand, boris, control, "Отправить")
    assert [] == at_hand.board.announced()


async def test_a_forged_tap_announces_nothing(
    at_hand: Running, world: World, ana: Person, club: Chat, private: Chat, boris: Person
) -> None:
    """Neither in a group, nor with a chat that was not offered, nor somebody else's undo."""
    control = await dialogue(at_hand, ana, private, FACT)
    await tap(at_hand, ana, control, "Club")
    theirs = world.private(boris)
    hello = await at_hand.ask(boris, theirs, "/start")
    other = world.supergroup("Other", boris)
    for data in (f"a.to.{club.id}_0", "a.send.", f"a.to.{other.id}_0", "a.fact.ruiz-visit"):
        await answered(world, boris.forge(hello, data))
    assert [] == at_hand.board.announced()

    await tap(at_hand, ana, control, "Send now")
    undo = control.buttons[0]["callback_data"]
    await answered(world, boris.forge(hello, undo))
    assert "waiting" == at_hand.board.announced()[0][1][0].state


async def test_a_named_admin_may_announce_where_the_bot_is(
    idle: Running, world: World, ana: Person, club: Chat, boris: Person
) -> None:
    """ATTACHE_ADMINS need not be admins of the group."""
    await idle.start(ATTACHE_ADMINS=str(boris.user.id))
    ana.add_bot(club)
    theirs = world.private(boris)
    boris.send(theirs, "/start")
    await idle.handled()
    control = await dialogue(idle, boris, theirs, f"{FACT} at 2099-01-01 9:00")
    await tap(idle, boris, control, "Club")
    assert "по часам каждого чата (их задают там через /settings): 2099-01-01 9:00" in control.text
    await tap(idle, boris, control, "В это время")

    assert "2099-01-01 09:00 (UTC)" in control.text


async def test_forget_forgets_who_announced(at_hand: Running, ana: Person, private: Chat) -> None:
    """What was announced stays; that it was Ana does not."""
    control = await dialogue(at_hand, ana, private, f"{FACT} at 2099-01-01 9:00")
    await tap(at_hand, ana, control, "Club")
    await tap(at_hand, ana, control, "Post at that time")
    assert ana.user.id == at_hand.board.announced()[0][0].by
    await at_hand.ask(ana, private, "/forget")

    ((one, rows),) = at_hand.board.announced()
    assert one.by is None
    assert ["waiting"] == [row.state for row in rows]


async def test_the_admin_is_told_what_did_not_arrive(
    at_hand: Running, world: World, ana: Person, club: Chat, private: Chat
) -> None:
    """A group that put the bot out is named, and gets nothing any more."""
    control = await dialogue(at_hand, ana, private, FACT)
    await tap(at_hand, ana, control, "Club")
    await tap(at_hand, ana, control, "Send now")
    ana.remove_bot(club)
    await at_hand.handled()
    at_hand.hurry()

    await until(lambda: "could not be posted" in world.sent(private)[-1].text)
    assert f"“{ANSWER[:-1]}” could not be posted in Club: the bot was removed" == (
        world.sent(private)[-1].text
    )
