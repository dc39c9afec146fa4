"""Replies within Telegram's limits, and what a group is spared."""

from __future__ import annotations

import pytest

from bot.chat import outgoing, receipts
from bot.chat.buttons import LONGEST_COPY, units
from bot.chat.outgoing import LONGEST, Outgoing, copied, fitting, in_group
from bot.chat.wording import read_wordings
from bot.model import Decision
from bot.render.reply import Reply

ENGLISH = read_wordings().of("en")
FULL = Outgoing("the whole reply")


def test_a_reply_that_fits_goes_as_it_is() -> None:
    """Tags and escapes do not count."""
    room = LONGEST - receipts.LONGEST  # a receipt comes below
    html = f"<blockquote expandable>{'&amp;' * room}</blockquote>"

    assert html == fitting(Reply("text", html, "en"))


@pytest.mark.parametrize("letter", ["a", "🙂"])
def test_a_reply_that_is_too_long_loses_its_quotes(letter: str) -> None:
    """The fact stays, escaped; it is cut only where it is too long itself."""
    html = f"a &lt; b\n<blockquote expandable>{letter * LONGEST}</blockquote>"
    assert "a &lt; b" == fitting(Reply("a < b", html, "en"))
    cut = fitting(Reply(f"{letter} " * LONGEST, f"{letter} " * LONGEST, "en"))

    assert units(cut) <= LONGEST
    assert cut.endswith("…")


@pytest.mark.parametrize(
    ("text", "cited", "expected"),
    [
        ("Fact.", "Paper, 2025", "Fact. (Paper, 2025)"),
        ("Fact.", "", "Fact."),
        ("x" * 250, "Paper, 2025", "x" * 250),
    ],
)
def test_the_copy_has_its_source_where_there_is_room(text: str, cited: str, expected: str) -> None:
    """At most 256 units."""
    assert expected == copied(text, cited)
    assert units(copied("word " * 200, cited)) <= LONGEST_COPY


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("answer"), FULL),
        (Decision("clarify"), FULL),
        (Decision("verdict", verdict="supported"), FULL),
        (Decision("verdict", verdict="refuted"), FULL),
        (Decision("verdict", verdict="not_in_sources"), "My sources do not tell that."),
        (Decision("abstain", reason="no_such_fact"), "My sources do not tell that."),
        (Decision("abstain", reason="source_silent"), "My sources do not tell that."),
        (Decision("abstain", reason="off_topic"), "My sources do not tell that."),
        (Decision("abstain", reason="not_understood"), ENGLISH.say("group_unclear")),
        (Decision("abstain", reason="chitchat", wording="chitchat_thanks"), None),
        (Decision("abstain", reason="chitchat", wording="chitchat_greeting"), FULL),
    ],
)
def test_a_group_hears_what_it_asked_for(
    decision: Decision, expected: Outgoing | str | None
) -> None:
    """Answers whole, refusals in a line, small talk not at all."""
    found = in_group(decision, FULL, ENGLISH)

    assert (Outgoing(expected) if isinstance(expected, str) else expected) == found


def test_answers_about_the_source_have_no_buttons() -> None:
    """There is nothing more to tell of it."""
    decision = Decision("answer", kind=outgoing.SOURCE, facts=("a",))
    made = outgoing.answer(decision, Reply("Paper.", "Paper.", "en"), ENGLISH, "Paper")

    assert made.keyboard is None
