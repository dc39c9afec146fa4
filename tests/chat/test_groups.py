"""Groups and forum topics, end to end: when the bot speaks, where, and when it does not."""

from __future__ import annotations

import pytest

from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import ANSWER, QUESTION, UNKNOWN, Running, note_of


@pytest.fixture
def group(bot: Running, world: World, ana: Person, boris: Person) -> Chat:
    """A supergroup of Ana's, where the bot is a member and its privacy mode is off."""
    assert bot.task is not None
    world.bot.privacy_mode = False
    found = world.supergroup("Friends <of> facts", ana, boris)
    ana.add_bot(found)
    return found


async def test_a_command_is_answered_quietly_in_reply(
    bot: Running, group: Chat, boris: Person
) -> None:
    """/ask gets a reply to that very message, without a sound."""
    asked = boris.send(group, f"/ask {QUESTION}")
    answer = await bot.world.answer(group, after=asked)

    assert answer.text.startswith(ANSWER)
    assert asked.id == answer.json()["reply_to_message"]["message_id"]
    call = [call for call in bot.world.calls if call.method == "sendMessage"][-1]
    assert call.values["disable_notification"]


@pytest.mark.parametrize(
    "text",
    [
        f"@playground_bot {QUESTION}",
        f"Hey @Playground_Bot, {QUESTION}",
        f"/ask@playground_bot {QUESTION}",
        f"/check {ANSWER}",
    ],
)
async def test_whoever_names_the_bot_is_answered(
    bot: Running, group: Chat, boris: Person, text: str
) -> None:
    """A mention anywhere, in any case of letters, and commands that are for us."""
    answer = await bot.ask(boris, group, text)

    assert ANSWER in answer.text


@pytest.mark.parametrize(
    "text",
    [QUESTION, f"/ask@other_bot {QUESTION}", "/nonsense", f"@other_bot {QUESTION}", "hello all"],
)
async def test_it_is_silent_where_nobody_asks_it(
    bot: Running, group: Chat, boris: Person, text: str
) -> None:
    """Neither talk nor what is meant for other bots is answered."""
    assert await bot.silent(group, boris.send(group, text))


async def test_a_reply_to_it_is_a_follow_up_whoever_asks(
    bot: Running, group: Chat, ana: Person, boris: Person
) -> None:
    """A reply goes on where that answer left."""
    answer = await bot.ask(ana, group, f"/ask {QUESTION}")
    again = await bot.ask(boris, group, "source?", reply=answer)

    assert again.text.startswith("Old Town News, 7 May 2025.")


async def test_what_it_does_not_know_is_one_short_line(
    bot: Running, group: Chat, ana: Person
) -> None:
    """No suggestions, no buttons; a group is not the place for them."""
    answer = await bot.ask(ana, group, f"/ask {UNKNOWN}")

    assert "My sources do not tell that." == answer.text
    assert not answer.buttons


async def test_thanks_are_not_answered(bot: Running, group: Chat, ana: Person) -> None:
    """Small talk in reply to it gets no further message."""
    answer = await bot.ask(ana, group, f"/ask {QUESTION}")

    assert await bot.silent(group, ana.send(group, "thanks", reply=answer))


async def test_ask_in_reply_to_a_question_answers_that_one(
    bot: Running, group: Chat, ana: Person, boris: Person
) -> None:
    """A command without words is about the message that it replies to."""
    asked = boris.send(group, QUESTION)
    answer = await bot.ask(ana, group, "/ask", reply=asked)

    assert answer.text.startswith(ANSWER)


async def test_check_takes_the_words_that_are_quoted(
    bot: Running, group: Chat, ana: Person, boris: Person
) -> None:
    """A quote in a reply is exactly what is checked."""
    claim = boris.send(group, "So. Ana Ruiz visited Suder on 9 May 2025. Trust me.")
    asked = ana.send(group, "/check", reply=claim, quote="Ana Ruiz visited Suder on 9 May 2025.")
    answer = await bot.world.answer(group, after=asked)

    assert answer.text.startswith("The source says otherwise")


async def test_a_topic_is_answered_in_the_topic(bot: Running, world: World, ana: Person) -> None:
    """The reply stands where it was asked."""
    forum = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(forum)
    topic = world.topic(forum, "News")
    asked = ana.send(forum, f"/ask {QUESTION}", topic=topic)
    answer = await bot.world.answer(forum, after=asked)

    assert topic.id == answer.json()["message_thread_id"]


async def test_admins_choose_the_topics(bot: Running, world: World, ana: Person) -> None:
    """In the others it is silent, until all are allowed again."""
    forum = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(forum)
    news, talk = world.topic(forum, "News"), world.topic(forum, "Talk")
    page = await bot.world.answer(forum, after=ana.send(forum, "/settings", topic=news))
    ana.press(page, "Only in this topic")
    await bot.world.journal.until(lambda: "Topics: News" in page.text)

    assert await bot.silent(forum, ana.send(forum, f"/ask {QUESTION}", topic=talk))
    answer = await bot.world.answer(forum, after=ana.send(forum, f"/ask {QUESTION}", topic=news))
    assert answer.text.startswith(ANSWER)

    ana.press(page, "In all topics")
    await bot.world.journal.until(lambda: "Topics: all" in page.text)
    answer = await bot.world.answer(forum, after=ana.send(forum, f"/ask {QUESTION}", topic=talk))
    assert answer.text.startswith(ANSWER)


async def test_admins_choose_the_language(
    bot: Running, group: Chat, ana: Person, boris: Person
) -> None:
    """The bot speaks it to everybody there from then on, after a restart, too."""
    page = await bot.ask(ana, group, "/settings")
    ana.press(page, "Tiếng Việt")
    await bot.world.journal.until(lambda: page.text.startswith("Cài đặt của nhóm này"))
    await bot.handled()
    await bot.end()
    await bot.start()
    answer = await bot.ask(boris, group, f"/ask {UNKNOWN}")

    assert not answer.buttons
    assert (await bot.ask(boris, group, "/help")).text.startswith("Hãy hỏi bằng /ask")


async def test_others_change_nothing(bot: Running, group: Chat, ana: Person, boris: Person) -> None:
    """Telegram is asked at that moment: neither members nor former admins may."""
    refused = await bot.ask(boris, group, "/settings")
    page = await bot.ask(ana, group, "/settings")
    tap = boris.press(page, "Tiếng Việt")
    await bot.world.journal.until(lambda: tap.answer is not None)

    assert "Это могут только администраторы этого чата." == refused.text == note_of(tap)
    assert "Language: that of each person's Telegram" in page.text


async def test_an_anonymous_admin_may(bot: Running, group: Chat, ana: Person) -> None:
    """Who speaks as the group itself is one of its admins."""
    sent = ana.send(group, "/settings", sent_as=group)
    answer = await bot.world.answer(group, after=sent)

    assert "for its admins" in answer.text


async def test_it_leaves_on_request(bot: Running, group: Chat, ana: Person) -> None:
    """An admin is asked once more; then it goes and forgets the group."""
    page = await bot.ask(ana, group, "/settings")
    ana.press(page, "Leave the group")
    await bot.world.journal.until(lambda: "Shall I leave" in page.text)
    ana.press(page, "Yes, leave")
    await bot.world.journal.until(lambda: any(c.method == "leaveChat" for c in bot.world.calls))
    await bot.handled()

    assert "Goodbye!" in [message.text for message in bot.world.sent(group)]


async def test_it_stays_when_the_admin_thinks_again(bot: Running, group: Chat, ana: Person) -> None:
    """The settings are shown again."""
    page = await bot.ask(ana, group, "/settings")
    ana.press(page, "Leave the group")
    await bot.world.journal.until(lambda: "Shall I leave" in page.text)
    ana.press(page, "Stay")
    await bot.world.journal.until(lambda: "for its admins" in page.text)

    assert not [call for call in bot.world.calls if call.method == "leaveChat"]


async def test_whoever_adds_it_is_told_what_it_hears(
    bot: Running, world: World, ana: Person, private: Chat
) -> None:
    """In private, and not in the group, which did not ask."""
    asked = ana.send(private, "/help")
    shown = await bot.world.answer(private, after=asked)
    group = world.supergroup("Friends <of> facts", ana)
    ana.add_bot(group)
    told = await bot.world.answer(private, after=shown)

    assert "You added me to “Friends <of> facts”" in told.text
    assert "privacy mode is on" in told.text
    assert not bot.world.sent(group)


async def test_the_settings_tell_of_privacy_mode(bot: Running, world: World, ana: Person) -> None:
    """As long as mentions are hidden from it; as an admin it hears them."""
    group = world.supergroup("Friends", ana)
    ana.add_bot(group)
    hidden = await bot.ask(ana, group, "/settings")
    ana.promote_bot(group)
    heard = await bot.ask(ana, group, "/settings")

    assert "To be reached by @playground_bot, make me an admin" in hidden.text
    assert "privacy mode" not in heard.text


async def test_it_survives_being_put_out(
    bot: Running, group: Chat, ana: Person, private: Chat
) -> None:
    """Where it may not write any more it is silent, and others are answered."""
    ana.send(group, f"/ask {QUESTION}")
    ana.remove_bot(group)
    await bot.handled()

    assert (await bot.ask(ana, private, QUESTION)).text.startswith(ANSWER)
    assert 0 == bot.metrics.value("attache_updates_total", result="failed")


async def test_it_survives_being_muted(bot: Running, group: Chat, ana: Person) -> None:
    """What it may not say is not said, and nothing breaks."""
    ana.mute_bot(group)

    assert await bot.silent(group, ana.send(group, f"/ask {QUESTION}"))
    ana.mute_bot(group, muted=False)
    assert (await bot.ask(ana, group, f"/ask {QUESTION}")).text.startswith(ANSWER)
    assert 0 == bot.metrics.value("attache_updates_total", result="failed")


async def test_a_closed_topic_is_no_error(bot: Running, world: World, ana: Person) -> None:
    """Somebody may still ask there as an admin; the bot may not answer."""
    forum = world.supergroup("Forum", ana, forum=True)
    ana.add_bot(forum)
    topic = world.topic(forum, "News")
    ana.close_topic(forum, topic)
    ana.send(forum, f"/ask {QUESTION}", topic=topic)
    await bot.handled()

    assert 0 == bot.metrics.value("attache_updates_total", result="failed")


async def test_settings_follow_a_group_that_becomes_a_supergroup(
    bot: Running, world: World, ana: Person
) -> None:
    """The new chat has another id and the old settings."""
    group = world.group("Friends", ana)
    ana.add_bot(group)
    await bot.ask(ana, group, "/lang vi")
    new = ana.migrate(group)
    answer = await bot.ask(ana, new, "/help")

    assert answer.text.startswith("Hãy hỏi bằng /ask")


async def test_bots_and_channels_are_not_answered(bot: Running, world: World, ana: Person) -> None:
    """A channel's post that appears in its group is no question, unless somebody asks about it."""
    channel = world.channel("News", ana)
    group = world.discussion(channel, ana)
    ana.add_bot(group)
    await bot.handled()
    before = len(bot.world.sent(group))
    ana.send(channel, f"/ask {QUESTION}")
    await bot.handled()

    assert before == len(bot.world.sent(group))


async def test_a_member_can_have_themselves_forgotten(
    bot: Running, group: Chat, ana: Person, boris: Person
) -> None:
    """Only what is about that person goes; an admin's word is for the group."""
    await bot.ask(boris, group, f"/ask {QUESTION}")
    await bot.ask(ana, group, f"/ask {QUESTION}")
    await bot.ask(ana, group, "/lang vi")
    gone = await bot.ask(boris, group, "/forget")
    with bot.store.read() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM answers").scalar_one()
    whole = await bot.ask(ana, group, "/forget")
    with bot.store.read() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("answers", "chats")
        ]

    assert (1, [0, 0]) == (left, counts)
    assert gone.text.startswith("Xong. Tôi đã xóa mọi thứ về bạn")
    assert whole.text.startswith("Done. I have deleted what there was about this chat")
