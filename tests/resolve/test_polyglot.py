"""Messages in several languages: which one is read and which one is answered in."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from tests.resolve.conftest import TODAY

TIES, EXPORTS = "vn-az-diplomatic-relations", "vietnam-exports-azerbaijan"


@pytest.mark.parametrize(
    ("text", "fact", "language"),
    [
        ("When did Vietnam and Azerbaijan establish diplomatic relations?", TIES, "en"),
        ("Vyetnam və Azərbaycan diplomatik əlaqələri nə vaxt qurub?", TIES, "az"),
        ("vyetnam azerbaycan diplomatik elaqeler ne vaxt qurulub", TIES, "az"),
        ("Вјетнам вә Азәрбајҹан дипломатик әлагәләри нә вахт гуруб?", TIES, "az"),
        ("🇻🇳🇦🇿 ties since?", TIES, "en"),
        ("Asadov met Golovchenko on 3 October 2024", "asadov-golovchenko-meeting", "en"),
        ("when did Vyetnam ve Azerbaijan diplomatik elaqe established", TIES, "en"),
        ("Vietnam exports to Azerbaijan nedir", EXPORTS, "en"),
    ],
)
def test_a_message_is_read_in_whatever_language(
    bot: Conversations, text: str, fact: str, language: str
) -> None:
    """Marks or none, another script, or words of two languages: the fact is the same."""
    answered, reply = bot.ask(text)

    assert ((fact,), language) == (answered.decision.facts, reply.language)


@pytest.mark.parametrize(
    "text",
    [
        "when did Vyetnam ve Ermenistan diplomatik elaqe established",  # another country
        "Vietnam idxal to Azerbaijan xqzvw nedir",  # a word of no language
    ],
)
def test_mixed_words_are_guarded_all_the_same(bot: Conversations, text: str) -> None:
    """Each word must be explained in some language."""
    assert "abstain" == bot.ask(text)[0].decision.outcome


def test_a_language_that_is_asked_for_is_answered_in(bot: Conversations) -> None:
    """Whatever language the question has: only the wording changes."""
    plain, english = bot.ask("Vyetnam Azərbaycana nə ixrac edir?")
    forced, other = bot.ask("What does Vietnam export to Azerbaijan?", language="az")

    assert plain.decision.value == forced.decision.value
    assert (english.text, "az") == (other.text, other.language)


def test_the_language_of_the_reply_does_not_change_the_reading(bot: Conversations) -> None:
    """Little words that another language has, too, are still read in their own."""
    forced, _ = bot.ask("golovchenko met who in minsk", language="vi")

    assert ("asadov-golovchenko-meeting",) == forced.decision.facts


@pytest.mark.parametrize(
    ("hints", "language"), [((), "en"), (("xx", "az"), "az"), (("en", "az"), "en")]
)
def test_a_name_alone_takes_the_language_of_the_chat(
    bot: Conversations, hints: tuple[str, ...], language: str
) -> None:
    """The first hint that the base speaks, else English."""
    assert language == bot.ask("Baku?", hints=hints)[1].language


def test_a_conversation_keeps_its_language(shipped_index: Index) -> None:
    """A follow-up that tells no language is answered in that of the message before."""
    talk = Conversations(shipped_index, TODAY)
    talk.ask("Vyetnam və Azərbaycan diplomatik əlaqələri nə vaxt qurub?", "one")

    assert "az" == talk.ask("2014?", "one", hints=("en",))[1].language


def test_a_name_is_not_cut_by_another_language(bot: Conversations) -> None:
    """What is half of another person's name is no little word of a language, so nobody answers."""
    answered, _ = bot.ask("What position does Vo Thi Sau hold?")

    assert "abstain" == answered.decision.outcome


@pytest.mark.parametrize(
    "text", ["Who recieved Chinh?", "who recieved chinh", "Who welcommed Lam?"]
)
def test_a_name_is_no_little_word_of_another_language(bot: Conversations, text: str) -> None:
    """A slip in one language is no reason to read the name beside it as a word of another."""
    assert "vi" != bot.ask(text)[1].language
    assert len(bot.ask(text)[0].decision.facts) <= 1
