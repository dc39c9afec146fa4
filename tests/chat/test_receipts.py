"""Receipts: the bot knows its own words again, and tells what became of them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import receipts
from bot.chat.receipts import Receipt, code_of, differences, genuine, read, signed
from bot.facts.index import Index
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.world import World
from tests.chat.conftest import ANSWER, QUESTION, Running
from tests.chat.test_announcing import until
from tests.chat.test_corrections import take

KEPT, CORRECTED = "✅ I said that", "✏️ I said that, but it has been corrected"
ALTERED, UNKNOWN = "⚠️ These are not my words", "I do not know this receipt"
FACTS = [("ruiz-visit", 1), ("letter", 12)]


def _seal(text: str) -> bytes:
    return hmac.new(b"key", text.encode(), hashlib.sha256).digest()


def _text(html: str) -> str:
    return html.replace("<i>", "").replace("</i>", "")


async def test_a_forwarded_answer_is_known_again(bot: Running, ana: Person, private: Chat) -> None:
    """As a whole, quote and all."""
    answer = await bot.ask(ana, private, QUESTION)

    checked = await bot.world.answer(private, after=ana.forward(private, answer))

    assert checked.text.startswith(KEPT)


async def test_pasted_words_are_known_again(bot: Running, ana: Person, private: Chat) -> None:
    """Without the quote, in other case and spacing."""
    answer = await bot.ask(ana, private, QUESTION)
    receipt = answer.text.rpartition("\n")[2]

    checked = await bot.ask(ana, private, f"{ANSWER.upper()}  \n\n{receipt}")

    assert checked.text.startswith(KEPT)


async def test_an_altered_quote_is_not_ours(bot: Running, ana: Person, private: Chat) -> None:
    """The words above it are, and that is said."""
    text = (await bot.ask(ana, private, QUESTION)).text

    checked = await bot.ask(ana, private, text.replace("Norland visited", "Norland attacked"))

    assert checked.text.startswith(f"⚠️ Of this, only “{ANSWER}” is mine.")


@pytest.mark.parametrize(
    "text",
    [
        "the bot said: {}\n{}",
        "“{}”\n{}",
        "Norland has attacked Suder.\n{}\n{}",
        "{}\n{}\nNorland has attacked Suder.",
        "Norland has attacked Suder: {}\n{}",
    ],
)
async def test_words_around_ours_are_not_ours(
    bot: Running, ana: Person, private: Chat, text: str
) -> None:
    """What was added before or behind does not get our word: what is ours is said."""
    receipt = (await bot.ask(ana, private, QUESTION)).text.rpartition("\n")[2]

    checked = await bot.ask(ana, private, text.format(ANSWER, receipt))

    assert checked.text.startswith(f"⚠️ Of this, only “{ANSWER}” is mine.\n{KEPT}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("7 May 2025", "8 May 2025"),
        ("Ana Ruiz", "Bo Lind"),
        ("visited", "never visited"),
    ],
)
async def test_altered_words_are_not_ours(
    bot: Running, ana: Person, private: Chat, old: str, new: str
) -> None:
    """Another day, name, negation, or another word in the quote; what the fact says is told."""
    answer = await bot.ask(ana, private, QUESTION)

    checked = await bot.ask(ana, private, answer.text.replace(old, new, 1))

    assert checked.text.startswith(ALTERED)
    assert ANSWER in checked.text


async def test_an_entry_has_a_receipt_too(bot: Running, ana: Person, private: Chat) -> None:
    """The curators' own words are known again, and altered ones are told."""
    answer = await bot.ask(ana, private, "When do you open?")

    assert (await bot.ask(ana, private, answer.text)).text.startswith(KEPT)
    altered = answer.text.replace("nine", "ten")
    assert (await bot.ask(ana, private, altered)).text.startswith(ALTERED)


async def test_the_difference_is_named(bot: Running, ana: Person, private: Chat) -> None:
    """Theirs beside ours."""
    answer = await bot.ask(ana, private, QUESTION)

    checked = await bot.ask(ana, private, answer.text.replace("7 May", "9 May"))

    assert checked.text.count("≠") == 1  # in the quote, too, but it is the same
    assert "“9” ≠ “7”" in checked.text


async def test_a_difference_in_the_quote_is_named(bot: Running, ana: Person, private: Chat) -> None:
    """Beside what the source has, where the words above it are ours."""
    answer = await bot.ask(ana, private, QUESTION)

    checked = await bot.ask(ana, private, answer.text.replace("“open”", "“secret”"))

    assert checked.text.count("≠") == 1
    assert "“secret” ≠ “open”" in checked.text.replace("““", "“").replace("””", "”")


async def test_a_receipt_of_another_answer_does_not_fit(
    bot: Running, ana: Person, private: Chat
) -> None:
    """The words of one answer above the receipt of another."""
    first = await bot.ask(ana, private, QUESTION)
    other = await bot.ask(ana, private, "/start line-opening")
    words, receipt = first.text.partition("\n")[0], other.text.rpartition("\n")[2]

    assert (await bot.ask(ana, private, f"{words}\n{receipt}")).text.startswith(ALTERED)


async def test_an_unknown_receipt_is_told_so(bot: Running, ana: Person, private: Chat) -> None:
    """A code that no fact has."""
    checked = await bot.ask(ana, private, "It is so.\n№ aaaaaa·1 – bbbbbb")

    assert checked.text.startswith(UNKNOWN)


async def test_what_was_corrected_since_is_told(
    bot: Running, ana: Person, private: Chat, corrected_index: Index
) -> None:
    """Genuine words of an old revision: with the correction, and what holds now."""
    stale = await bot.ask(ana, private, QUESTION)
    text = stale.text
    gone = (await bot.ask(ana, private, "/start line-opening")).text
    await asyncio.sleep(1.2)  # until it is written where the answers stand
    take(bot, corrected_index)
    await until(lambda: stale.edited)

    checked = await bot.ask(ana, private, text)
    replaced = await bot.ask(ana, private, gone)

    assert checked.text.startswith(CORRECTED)
    assert "Corrected on 3 December 2026: the source says 7 May 2025, not 8 May" in checked.text
    assert ANSWER in checked.text
    assert replaced.text.startswith(CORRECTED)
    assert "Replaced on 22 November 2026" in replaced.text


async def test_a_receipt_alone_tells_its_fact(bot: Running, ana: Person, private: Chat) -> None:
    """Without words there is nothing to compare."""
    receipt = (await bot.ask(ana, private, QUESTION)).text.rpartition("\n")[2]

    checked = await bot.ask(ana, private, receipt)

    assert "I cannot see the words" in checked.text
    assert ANSWER in checked.text


async def test_in_a_group_it_is_known_when_asked(bot: Running, ana: Person, world: World) -> None:
    """With a mention before the words."""
    group = world.supergroup("Readers", ana)
    ana.add_bot(group)
    await bot.handled()
    answer = await bot.ask(ana, group, f"/ask {QUESTION}")

    checked = await bot.ask(ana, group, f"@{world.bot.user.username} {answer.text}")

    assert checked.text.startswith(KEPT)


async def test_a_refusal_has_no_receipt(bot: Running, ana: Person, private: Chat) -> None:
    """Nothing was told of a fact."""
    assert receipts.MARK not in (await bot.ask(ana, private, "Who is the king?")).text


def test_any_other_word_is_another_text() -> None:
    """Whatever is put in the place of any word, the seal no longer fits."""

    @given(st.integers(0, 5), st.text("abcdefg 0123456789", min_size=1))
    def holds(place: int, other: str) -> None:
        words = ["Ana", "Ruiz", "visited", "Suder", "in", "2025"]
        found = read(_text(signed(" ".join(words), FACTS, _seal)))
        assert found is not None
        receipt, text = found
        assert genuine(text, receipt, (), _seal)
        words[place] = other
        changed = " ".join(words)
        assert bool(genuine(changed, receipt, (), _seal)) == (changed.split() == text.split())

    holds()


def test_revisions_cannot_be_swapped() -> None:
    """The seal is of the words and of what the receipt says itself."""
    found = read(_text(signed("It is so.", FACTS, _seal)))
    assert found is not None
    receipt = found[0]
    newer = Receipt(tuple((code, revision + 1) for code, revision in receipt.facts), receipt.seal)

    assert genuine("It is so.", receipt, (), _seal)
    assert not genuine("It is so.", newer, (), _seal)


def test_what_tells_too_much_has_no_receipt() -> None:
    """A line has room for a few facts only."""
    many = [(f"fact-{n}", 1) for n in range(receipts.MOST_FACTS)]

    longest = signed("so", [(fact, 9999) for fact, _ in many], _seal).partition("\n")[2]
    assert len(_text(longest)) <= receipts.LONGEST
    assert signed("so", [*many, ("one-more", 1)], _seal) == "so"


@pytest.mark.parametrize(
    "text", ["", "7·1 – 8", "My phone is 123456·1 - 234567", "№ short·1 – aaaaaa", "1992–2025"]
)
def test_other_texts_have_no_receipt(text: str) -> None:
    """Numbers and dashes alone are none."""
    assert read(text) is None


def test_texts_without_likeness_have_no_differences() -> None:
    """Naming every word would tell nothing."""
    assert [] == differences("Something else altogether, said by nobody.", [ANSWER], ())
    assert code_of("ruiz-visit") != code_of("ruiz-visits")
