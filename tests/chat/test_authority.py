"""Who may not: each way in which somebody might announce or subscribe for a chat, refused.

In the scene Ana owns a group and a channel with the bot in both, and is about to announce. Boris is
a member of the group and reads the channel; Carla was an admin of both when she got her buttons.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.playground.chats import Chat, Member
from bot.playground.detect import detect
from bot.playground.membership import set_member
from bot.playground.messages import Content, Message
from bot.playground.people import User
from bot.playground.person import Person
from bot.playground.posting import Draft, post
from bot.playground.world import World
from tests.chat.conftest import QUESTION, Running
from tests.chat.test_announcing import FACT, answered, dialogue, tap

SUBSCRIBE = "/subscribe daily"
OTHER_BOT = User(99, "Other", "other_bot", is_bot=True)


@dataclass
class Scene:
    """People, chats and the buttons that they have before them."""

    bot: Running
    ana: Person
    boris: Person
    carla: Person
    club: Chat
    channel: Chat
    control: Message  # of Ana's announcement, with the group chosen
    old: Message  # of Carla's, with group and channel chosen
    page: Message  # of the group's subscriptions
    post: Message  # of the channel's subscriptions

    @property
    def world(self) -> World:
        """Where they are."""
        return self.bot.world

    @property
    def theirs(self) -> Chat:
        """Boris's chat with the bot."""
        return self.world.private(self.boris)

    async def forge(self, person: Person, message: Message, *data: str) -> None:
        """Tap buttons that a message does not have."""
        for one in data:
            await answered(self.world, person.forge(message, one))
            await self.bot.handled()


@pytest.fixture
async def scene(bot: Running, world: World, ana: Person, boris: Person, private: Chat) -> Scene:
    """The group, the channel, and three people."""
    carla = world.person("Carla", "carla")
    club = world.supergroup("Club", ana, boris, carla)
    channel = world.channel("News", ana)
    for chat in (club, channel):
        ana.add_bot(chat, admin=True)
        ana.promote(chat, carla)
    boris.join(channel)
    for person in (ana, boris, carla):
        person.send(world.private(person), "/start")
    await bot.handled()
    control = await dialogue(bot, ana, private, FACT)
    await tap(bot, ana, control, "Club")
    old = await dialogue(bot, carla, world.private(carla), FACT)
    for name in ("Club", "News"):
        await tap(bot, carla, old, name)
    page = await bot.ask(carla, club, "/subscribe")
    carla.send(channel, "/subscribe")
    await bot.handled()
    for chat in (club, channel):
        ana.demote(chat, carla)
    await bot.handled()
    shown = world.sent(channel)[-1]
    return Scene(bot, ana, boris, carla, club, channel, control, old, page, shown)


Attack = Callable[[Scene], Awaitable[None]]
ATTACKS: dict[str, Attack] = {}


def attack(told: str) -> Callable[[Attack], Attack]:
    """Add a row to the table."""

    def add(attack: Attack) -> Attack:
        ATTACKS[told] = attack
        return attack

    return add


@attack("a tap of data that was never offered, in one's own chat")
async def _forged(scene: Scene) -> None:
    hello = await scene.bot.ask(scene.boris, scene.theirs, "/start")
    spots = (f"a.to.{scene.club.id}_0", f"a.to.{scene.channel.id}_0")
    await scene.forge(scene.boris, hello, "a.fact.ruiz-visit", *spots, "a.send.")


@attack("a chat that was not offered, put into one's own draft")
async def _not_offered(scene: Scene) -> None:
    scene.world.supergroup("Own", scene.boris)
    found = await scene.bot.ask(scene.boris, scene.theirs, f"/announce {FACT}")
    await scene.forge(scene.boris, found, "a.fact.ruiz-visit")
    nowhere = scene.world.sent(scene.theirs)[-1]
    await scene.forge(scene.boris, nowhere, f"a.to.{scene.club.id}_0", "a.send.")
    await scene.forge(scene.boris, found, f"a.to.{scene.club.id}_0", "a.send.")


@attack("somebody else's buttons, in their chat")
async def _foreign_draft(scene: Scene) -> None:
    await scene.forge(scene.boris, scene.control, "a.send.")
    await scene.forge(scene.carla, scene.control, "a.send.")


@attack("the buttons of an admin, in a group")
async def _in_a_group(scene: Scene) -> None:
    for person in (scene.ana, scene.boris, scene.carla):
        await scene.forge(person, scene.page, f"a.to.{scene.club.id}_0", "a.send.")


@attack("an admin's own buttons of an earlier search")
async def _earlier(scene: Scene) -> None:
    found = await scene.bot.ask(scene.ana, scene.control.chat, "/announce letter")
    await scene.forge(scene.ana, found, "a.fact.letter")
    await scene.forge(scene.ana, scene.control, f"a.to.{scene.club.id}_0", "a.send.")


@attack("buttons from before one was demoted")
async def _demoted(scene: Scene) -> None:
    await scene.forge(scene.carla, scene.old, "a.send.")
    for page in (scene.page, scene.post):
        await scene.forge(scene.carla, page, "g.sub.daily", "g.zone.Asia/Tokyo", "g.lang.vi")


@attack("the page of a group or channel, by who only reads it")
async def _reader(scene: Scene) -> None:
    for page in (scene.page, scene.post):
        changes = ("g.sub.day", "g.zone.Asia/Tokyo", "g.lang.vi", "g.topic.only", "g.leave.yes")
        await scene.forge(scene.boris, page, *changes)


@attack("commands of a member")
async def _member(scene: Scene) -> None:
    for text in (SUBSCRIBE, f"/announce {FACT}", "/settings tokyo", "/lang vi"):
        scene.boris.send(scene.club, text)
    scene.boris.send_photo(scene.club, SUBSCRIBE)


@attack("/announce in a group, also of its owner and of an anonymous admin")
async def _announced_in_a_group(scene: Scene) -> None:
    for sent_as in (None, scene.club):
        scene.ana.send(scene.club, f"/announce {FACT}", sent_as=sent_as)
    scene.ana.send(scene.channel, f"/announce {FACT}")


@attack("a command that an admin passes on, or quotes")
async def _passed_on(scene: Scene) -> None:
    written = scene.boris.send(scene.world.supergroup("Own", scene.boris), SUBSCRIBE)
    for chat in (scene.club, scene.channel):
        scene.ana.forward(chat, written)
    asked = scene.boris.send(scene.club, f"{SUBSCRIBE} please")
    scene.ana.send(scene.club, "/ask", reply=asked, quote=SUBSCRIBE)


@attack("a message that an admin edits into a command")
async def _edited(scene: Scene) -> None:
    for chat in (scene.club, scene.channel):
        written = scene.ana.send(chat, "good morning")
        await scene.bot.handled()
        scene.ana.edit(written, SUBSCRIBE)


@attack("a command that an admin has another bot write")
async def _via_bot(scene: Scene) -> None:
    for chat in (scene.club, scene.channel, scene.world.private(scene.ana)):
        content = Content(SUBSCRIBE, tuple(detect(SUBSCRIBE)))
        post(scene.world, Draft(scene.ana.user, chat, content), via_bot=OTHER_BOT.json())


@attack("a command of another bot, or for one")
async def _other_bot(scene: Scene) -> None:
    content = Content(SUBSCRIBE, tuple(detect(SUBSCRIBE)))
    said = scene.world.store(scene.club, OTHER_BOT, content)
    scene.world.updates.add("message", scene.club.id, said.json())
    scene.ana.send(scene.club, "/subscribe@other_bot daily")


@attack("a command in the name of a channel, its own or another")
async def _as_channel(scene: Scene) -> None:
    group = scene.world.discussion(scene.channel, scene.ana, scene.boris)
    scene.ana.add_bot(group)
    own = scene.world.channel("Own", scene.boris)
    for chat in (scene.club, group):
        scene.boris.send(chat, SUBSCRIBE, sent_as=own)
        scene.boris.send(chat, SUBSCRIBE, sent_as=scene.channel)
    said = scene.ana.send(scene.channel, "good morning")
    content = Content(SUBSCRIBE, tuple(detect(SUBSCRIBE)))
    extra = {"sender_chat": scene.channel.json(), "is_automatic_forward": True}
    copied = scene.world.store(group, None, content, extra | {"forward_origin": said.origin()})
    scene.world.tell(copied)


@attack("buttons under an inline answer")
async def _inline(scene: Scene) -> None:
    query = scene.boris.ask_inline(scene.club, QUESTION)
    await scene.world.journal.until(lambda: query.answer is not None)
    sent = scene.boris.choose(scene.club, query, query.results[0]["id"])
    await scene.bot.handled()
    for person in (scene.boris, scene.ana):
        await scene.forge(person, sent, "a.send.", "g.sub.daily", f"a.to.{scene.club.id}_0")


@attack("a deep link")
async def _deep_link(scene: Scene) -> None:
    for rest in ("a.send.", "announce", f"a.to.{scene.club.id}_0", "g.sub.daily", SUBSCRIBE[1:]):
        await scene.bot.ask(scene.boris, scene.theirs, f"/start {rest}")


@attack("a guest's mention where the bot is not")
async def _guest(scene: Scene) -> None:
    away = scene.world.supergroup("Away", scene.boris)
    for text in (SUBSCRIBE, f"/announce {FACT}"):
        scene.boris.send(away, f"@{scene.world.bot.user.username} {text}")


@attack("a channel's admin without the right to post")
async def _no_right_to_post(scene: Scene) -> None:
    chats = scene.world.supergroup("Own", scene.boris)
    scene.boris.add_bot(chats)
    rights = frozenset({"can_manage_chat", "can_edit_messages"})
    weak = Member(scene.boris.user, "administrator", rights)
    set_member(scene.world, scene.channel, weak, scene.ana.user)
    await scene.bot.handled()
    found = await scene.bot.ask(scene.boris, scene.theirs, f"/announce {FACT}")
    await scene.forge(scene.boris, found, "a.fact.ruiz-visit")
    control = scene.world.sent(scene.theirs)[-1]
    assert ["Own"] == [b["text"] for b in control.buttons][:-2]
    await scene.forge(scene.boris, control, f"a.to.{scene.channel.id}_0", "a.send.")


@pytest.mark.parametrize("told", ATTACKS)
async def test_nobody_else_announces_or_subscribes(scene: Scene, told: str) -> None:
    """Nothing is queued, nothing subscribed and no setting changed, and every tap is answered."""
    await ATTACKS[told](scene)
    await scene.bot.handled()
    await scene.bot.end()

    assert [] == scene.bot.board.announced()
    for chat in scene.world.chats.values():
        assert [] == scene.bot.board.subscribed(chat.id)
    with scene.bot.store.read() as connection:
        set_up = connection.exec_driver_sql("SELECT language, zone, topics FROM chats").all()
    assert {(None, None, None)} == set(set_up)
    assert not [call for call in scene.world.calls if call.method == "leaveChat"]
    assert [] == scene.world.complaints()


async def test_whose_right_it_is_may(scene: Scene) -> None:
    """The scene itself is sound: Ana's own taps do all that."""
    await tap(scene.bot, scene.ana, scene.page, "On this day")
    await tap(scene.bot, scene.ana, scene.post, "On this day")
    await tap(scene.bot, scene.ana, scene.control, "Send now")

    assert 1 == len(scene.bot.board.announced())
    assert all(scene.bot.board.subscribed(chat.id) for chat in (scene.club, scene.channel))


async def test_nobody_else_undoes(scene: Scene) -> None:
    """What Ana sent is hers to undo, by its number as well."""
    await tap(scene.bot, scene.ana, scene.control, "Send now")
    undo = scene.control.buttons[0]["callback_data"]
    hello = await scene.bot.ask(scene.boris, scene.theirs, "/start")
    await scene.forge(scene.boris, hello, undo)
    await scene.forge(scene.carla, scene.old, undo)
    await scene.forge(scene.ana, scene.page, undo)

    assert ["waiting"] == [row.state for row in scene.bot.board.announced()[0][1]]
