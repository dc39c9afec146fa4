"""Questions in private chats, end to end: what is answered, with which buttons, and edited."""

from __future__ import annotations

import pytest

from bot.chat.receipts import MARK
from bot.playground.chats import Chat
from bot.playground.person import Person
from tests.chat.conftest import ANSWER, QUESTION, UNKNOWN, Running


def _labels(buttons: object) -> list[str]:
    assert isinstance(buttons, list)
    return [button["text"] for button in buttons]


async def test_an_answer_has_the_fact_first_and_its_quote_folded(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Fact, then quote, publisher and date in an expandable block; no preview; no sound is lost."""
    answer = await bot.ask(ana, private, QUESTION)
    quoted = "“Ana Ruiz of Norland visited Suder on 7 May for “open” talks.”"

    told, _, receipt = answer.text.rpartition("\n")
    assert f"{ANSWER}\n{quoted}\n— Old Town News, 7 May 2025" == told
    assert receipt.startswith(MARK)
    assert ["expandable_blockquote", "italic"] == [e.type for e in answer.content.entities]
    assert answer.text[answer.content.entities[0].offset] == "“"
    assert ["More", "Source", "Wrong?", "Copy"] == _labels(answer.buttons)
    sent = next(call for call in bot.world.calls if call.method == "sendMessage")
    assert {"is_disabled": True} == sent.values["link_preview_options"]
    assert not sent.values.get("disable_notification")


async def test_what_stands_in_the_base_is_escaped(bot: Running, ana: Person, private: Chat) -> None:
    """A fact with `<` and `&` in it arrives as it is written."""
    answer = await bot.ask(ana, private, "/start line-opening")

    assert "<opened> & ran" in answer.text
    assert not [call for call in bot.world.calls if call.refused]


async def test_the_copy_button_has_the_answer_with_its_source(
    bot: Running, ana: Person, private: Chat
) -> None:
    """What is pasted elsewhere says where it is from."""
    answer = await bot.ask(ana, private, QUESTION)
    copied = next(b["copy_text"]["text"] for b in answer.buttons if "copy_text" in b)

    assert f"{ANSWER} (Old Town News, 7 May 2025)" == copied


async def test_a_refusal_says_what_is_missing_and_has_no_buttons(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Nothing to copy, and nothing to call wrong."""
    answer = await bot.ask(ana, private, UNKNOWN)

    assert answer.text.startswith("My sources do not tell that")
    assert not answer.buttons


async def test_a_follow_up_is_of_the_same_conversation(
    bot: Running, ana: Person, private: Chat
) -> None:
    """What was asked last is remembered."""
    await bot.ask(ana, private, QUESTION)
    answer = await bot.ask(ana, private, "source?")

    assert answer.text.startswith("Old Town News, 7 May 2025.")
    assert "https://t.me/playground_bot?start=ruiz-visit" in answer.text


async def test_an_edited_question_edits_its_answer(
    bot: Running, ana: Person, private: Chat
) -> None:
    """No second message: the answer changes where it stands."""
    asked = ana.send(private, UNKNOWN)
    answer = await bot.world.answer(private, after=asked)
    ana.edit(asked, QUESTION)
    await bot.world.journal.until(lambda: answer.edited != 0)

    assert answer.text.startswith(ANSWER)
    assert 1 == len(bot.world.sent(private))
    assert ["More", "Source", "Wrong?", "Copy"] == _labels(answer.buttons)


async def test_an_edit_that_changes_nothing_is_no_error(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Telegram says "not modified", and that is fine."""
    asked = ana.send(private, QUESTION)
    await bot.world.answer(private, after=asked)
    ana.edit(asked, QUESTION + " ")
    await bot.handled()

    assert 1 == len(bot.world.sent(private))
    assert 0 == bot.metrics.value("attache_updates_total", result="failed")


async def test_an_edited_question_edits_its_answer_after_a_restart(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Where an answer stands is in the database a moment later."""
    asked = ana.send(private, UNKNOWN)
    answer = await bot.world.answer(private, after=asked)
    await bot.handled()
    await bot.end()
    await bot.start()
    ana.edit(asked, QUESTION)
    await bot.world.journal.until(lambda: answer.edited != 0)

    assert answer.text.startswith(ANSWER)
    assert 1 == len(bot.world.sent(private))


async def test_a_forwarded_message_is_a_claim_to_check(
    bot: Running, ana: Person, boris: Person, private: Chat
) -> None:
    """What somebody else said is compared with the source."""
    theirs = boris.send(bot.world.private(boris), "Ana Ruiz visited Suder on 9 May 2025.")
    answer = await bot.world.answer(private, after=ana.forward(private, theirs))

    assert answer.text.startswith("The source says otherwise: Ana Ruiz visited Suder")


async def test_a_reply_with_a_quote_checks_the_words_quoted(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Only what is marked counts, not the rest of the message nor the words of the reply."""
    text = "They say that she is rich. Ana Ruiz visited Suder on 7 May 2025."
    own = ana.send(private, text)
    await bot.world.answer(private, after=own)
    asked = ana.send(private, "is it so?", reply=own, quote="Ana Ruiz visited Suder on 7 May 2025")
    answer = await bot.world.answer(private, after=asked)

    assert answer.text.startswith(f"Yes. {ANSWER}")


@pytest.mark.parametrize("sort", ["photo", "voice"])
async def test_what_is_no_text_is_told_so(
    bot: Running, ana: Person, private: Chat, sort: str
) -> None:
    """Pictures and voice are not read."""
    sent = ana.send_photo(private) if sort == "photo" else ana.send_voice(private)
    answer = await bot.world.answer(private, after=sent)

    assert "I read text. Please write your question." == answer.text


async def test_words_under_a_picture_are_read(bot: Running, ana: Person, private: Chat) -> None:
    """A caption is a question, too."""
    answer = await bot.world.answer(private, after=ana.send_photo(private, QUESTION))

    assert answer.text.startswith(ANSWER)


async def test_no_text_and_no_name_is_kept(bot: Running, ana: Person, private: Chat) -> None:
    """After questions, settings and taps the database holds neither what was written nor who."""
    answer = await bot.ask(ana, private, QUESTION)
    ana.press(answer, "Wrong?")
    await bot.ask(ana, private, "/lang vi")
    await bot.handled()
    await bot.end()
    with bot.store.read() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        dump = "\n".join(raw.iterdump())

    assert "ruiz-visit" in dump
    assert not [word for word in ("Ana", "Suder", "ana", "visit Suder") if word in dump]


async def test_each_update_is_answered_once(bot: Running, ana: Person, private: Chat) -> None:
    """An update that comes again after a restart was answered already."""
    asked = ana.send(private, QUESTION)
    await bot.world.answer(private, after=asked)
    await bot.handled()
    await bot.end()
    await bot.start()
    bot.world.updates.add("message", private.id, {"message": asked.json()})
    await bot.handled()

    assert 1 == len(bot.world.sent(private))
