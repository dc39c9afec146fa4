"""The commands in private chats, and the buttons under answers, end to end."""

from __future__ import annotations

import pytest

from bot.errors import StoreError
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from bot.store.reports import Report, reports
from tests.chat.conftest import ANSWER, QUESTION, UNKNOWN, Running, note_of


async def test_start_shows_questions_that_work(bot: Running, ana: Person, private: Chat) -> None:
    """Each example is answered from the base, by a tap and by writing it."""
    greeting = await bot.ask(ana, private, "/start")
    labels = [button["text"] for button in greeting.buttons]

    assert "2 news articles" in greeting.text
    assert QUESTION in labels
    for label in labels:
        assert not (await bot.ask(ana, private, label)).text.startswith("My sources")
    ana.press(greeting, QUESTION)
    await bot.handled()
    assert bot.world.sent(private)[-1].text.startswith(ANSWER)


@pytest.mark.parametrize("fact", ["ruiz-visit", "letter", "trade-rise", "line-opening", "hours"])
async def test_every_fact_has_a_deep_link(
    bot: Running, ana: Person, private: Chat, fact: str
) -> None:
    """t.me/<bot>?start=<fact id> tells the fact; an entry, too."""
    answer = await bot.ask(ana, private, f"/start {fact}")

    assert bot.answers.sentence(fact, "en").casefold() in answer.text.casefold()


async def test_a_deep_link_to_a_fact_that_is_gone_is_told(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Old links do not break."""
    answer = await bot.ask(ana, private, "/start no-such-fact")

    assert answer.text.startswith("I do not have that fact")


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("/help", "Write me a question, or a claim to check."),
        ("/about", "I have 6 facts from 2 articles by Old Town News."),
        ("/privacy", "What you write is read to answer it, and is not stored or logged."),
        (f"/ask {QUESTION}", ANSWER),
        (f"/check {ANSWER}", "Yes. Ana Ruiz"),
        ("/ask", "Write your question behind /ask"),
        ("/check", "Write the claim behind /check"),
        ("/source", "I have not told you anything yet."),
        ("/settings", "Language: that of your Telegram"),
        ("/lang", "In which language shall I speak here?"),
        ("/lang xx", "I do not speak “xx”. I speak: az, en, ru, vi."),
        ("/nonsense", "I do not know that command."),
        ("/why", "I do not know that command."),
        ("/HELP", "Write me a question"),
    ],
)
async def test_each_command_says_what_it_should(
    bot: Running, ana: Person, private: Chat, text: str, beginning: str
) -> None:
    """In the language of the person's Telegram."""
    assert (await bot.ask(ana, private, text)).text.startswith(beginning)


async def test_another_telegram_speaks_another_language(
    bot: Running, world: World, boris: Person
) -> None:
    """What the bot says of itself is in the person's language, an answer in the question's."""
    chat = world.private(boris)

    assert (await bot.ask(boris, chat, "/help")).text.startswith("Напишите мне вопрос")
    assert (await bot.ask(boris, chat, QUESTION)).text.startswith(ANSWER)


async def test_the_language_can_be_chosen_and_given_up(
    bot: Running, ana: Person, private: Chat
) -> None:
    """By command, by button, and back to what Telegram says."""
    assert "Теперь я говорю здесь по-русски." == (await bot.ask(ana, private, "/lang ru")).text
    page = await bot.ask(ana, private, "/lang")
    ana.press(page, "Azərbaycanca")
    await bot.handled()
    assert (await bot.ask(ana, private, "/help")).text.startswith("Mənə sual")
    assert (await bot.ask(ana, private, "/lang auto")).text.startswith("I follow the language")


async def test_source_is_of_the_answer_that_is_replied_to(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Or else of the last one."""
    first = await bot.ask(ana, private, "/start line-opening")
    await bot.ask(ana, private, QUESTION)
    last = await bot.ask(ana, private, "/source")
    replied = await bot.ask(ana, private, "/source", reply=first)

    assert "Ana Ruiz of Norland" in last.text
    assert "The Green Line of Havn" in replied.text


async def test_more_tells_what_belongs_to_the_fact(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Each tap tells something that was not told, until there is nothing; all are answered."""
    answer = await bot.ask(ana, private, QUESTION)
    for _ in range(4):
        ana.press(answer, "More")
        await bot.handled()
    told = [message.text.partition("\n")[0] for message in bot.world.sent(private)]

    assert "Ana Ruiz and Bo Lind signed a letter on school meals." == told[1]
    assert "That is all my sources say about it." == told[-1]
    assert [] == bot.world.complaints()


async def test_source_of_an_answer_by_its_button(bot: Running, ana: Person, private: Chat) -> None:
    """Publisher and date, with a link to the fact."""
    answer = await bot.ask(ana, private, QUESTION)
    ana.press(answer, "Source")
    told = await bot.world.answer(private, after=answer)

    assert told.text.startswith("Old Town News, 7 May 2025.")
    assert not told.buttons


async def test_wrong_leaves_the_fact_and_the_slot_and_nobody(
    bot: Running, ana: Person, private: Chat
) -> None:
    """The button is gone then; a second tap counts nothing."""
    answer = await bot.ask(ana, private, QUESTION)
    data = next(b["callback_data"] for b in answer.buttons if b["text"] == "Wrong?")
    first = ana.press(answer, "Wrong?")
    await bot.world.journal.until(lambda: first.answer is not None)
    await bot.handled()
    second = ana.forge(answer, data)
    await bot.world.journal.until(lambda: second.answer is not None)
    await bot.end()
    with bot.store.read() as connection:
        found = reports(connection)

    day = found[0].first_on
    assert [Report("ruiz-visit", "when", 1, 1, day, day)] == found
    assert note_of(first).startswith("Thank you. The curators will look at this fact.")
    assert note_of(second).startswith("This is noted already.")
    assert ["More", "Source", "Copy"] == [b["text"] for b in answer.buttons]


@pytest.mark.parametrize(
    "data", ["", "x", "men..no-such-fact", "wen..no-such-fact", "ten.zzzz.letter", "g.topic.all.x"]
)
async def test_a_forged_tap_is_answered_and_does_nothing(
    bot: Running, ana: Person, private: Chat, data: str
) -> None:
    """Buttons of a program's making do no harm."""
    answer = await bot.ask(ana, private, QUESTION)
    tap = ana.forge(answer, data)
    await bot.world.journal.until(lambda: tap.answer is not None)

    assert note_of(tap)
    assert 1 == len(bot.world.sent(private))
    assert 0 == bot.metrics.value("attache_updates_total", result="failed")


async def test_buttons_hold_after_a_restart(bot: Running, ana: Person, private: Chat) -> None:
    """What a button carries is enough."""
    answer = await bot.ask(ana, private, QUESTION)
    await bot.handled()
    await bot.end()
    bot.answers.forget(lambda _: True)
    await bot.start()
    for label in ("Source", "More"):
        ana.press(answer, label)
    await bot.handled()
    texts = [message.text for message in bot.world.sent(private)]

    assert texts[1].startswith("Old Town News, 7 May 2025.")
    assert texts[2].startswith("Ana Ruiz and Bo Lind signed a letter")


async def test_admins_see_how_their_last_question_was_read(
    idle: Running, ana: Person, private: Chat
) -> None:
    """/why is for those of ATTACHE_ADMINS, and forgets with a restart."""
    await idle.start(ATTACHE_ADMINS=str(ana.user.id))
    first = await idle.ask(ana, private, "/why")
    await idle.ask(ana, private, QUESTION)
    why = await idle.ask(ana, private, "/why")

    assert "You have not asked me anything since I was started." == first.text
    assert "outcome answer" in why.text
    assert "Ana Ruiz" in why.text


async def test_forget_leaves_nothing(bot: Running, ana: Person, private: Chat) -> None:
    """Settings, where answers stand, and what was talked of."""
    await bot.ask(ana, private, "/lang ru")
    await bot.ask(ana, private, QUESTION)
    done = await bot.ask(ana, private, "/forget")
    again = await bot.ask(ana, private, "/source")
    await bot.end()
    with bot.store.read() as connection:
        for table in ("answers", "chats"):
            count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            assert 0 == count

    assert done.text.startswith("Done. I have deleted what there was about you")
    assert again.text.startswith("I have not told you anything yet.")


async def test_a_database_that_is_down_stops_no_answer(
    bot: Running, ana: Person, private: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers need none; what does need it says that it did not work."""

    def down(*_: object) -> None:
        raise StoreError("down")

    monkeypatch.setattr(bot.store, "write", down)

    assert (await bot.ask(ana, private, QUESTION)).text.startswith(ANSWER)
    assert (await bot.ask(ana, private, "/forget")).text.startswith("That did not work just now")
    assert (await bot.ask(ana, private, "/lang ru")).text.startswith("That could not be saved")
    assert (await bot.ask(ana, private, UNKNOWN)).text.startswith("My sources")


async def test_the_menu_has_the_commands_by_scope_and_language(idle: Running, ana: Person) -> None:
    """Private chats, groups, their admins, and owners: in four languages, and for all others."""
    await idle.start(menus=True, ATTACHE_ADMINS=str(ana.user.id))
    for _ in range(400):
        if _menus(idle) >= 20:
            break
        await idle.handled()
    calls = [call.values for call in idle.world.calls if call.method == "setMyCommands"]
    scopes = {call["scope"]["type"] for call in calls}

    assert {"all_private_chats", "all_group_chats", "all_chat_administrators", "chat"} == scopes
    assert {None, "az", "en", "ru", "vi"} == {call.get("language_code") for call in calls}
    owner = next(call for call in calls if call["scope"]["type"] == "chat")
    assert "why" in [command["command"] for command in owner["commands"]]


def _menus(bot: Running) -> int:
    return len([call for call in bot.world.calls if call.method == "setMyCommands"])
