"""Greetings, thanks and the like: a friendly line, and nothing more."""

from __future__ import annotations

import pytest

from bot.resolve.resolver import Resolver
from bot.resolve.smalltalk import smalltalk
from bot.text.normal import tokenise
from tests.resolve.conftest import Ask


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("hi", "chitchat_greeting"),
        ("Good morning!", "chitchat_greeting"),
        ("hello hello", "chitchat_greeting"),
        ("thanks", "chitchat_thanks"),
        ("bye", "chitchat_farewell"),
        ("what can you do?", "chitchat_about_bot"),
        ("hi, how are you", "chitchat_greeting"),
        ("hello, what can you do?", "chitchat_about_bot"),
    ],
)
def test_small_talk_has_a_line_of_its_sort(ask: Ask, text: str, wording: str) -> None:
    """The most telling sort where there are several."""
    decision = ask(text)

    assert ("abstain", "chitchat", wording, ()) == (
        decision.outcome,
        decision.reason,
        decision.wording,
        decision.facts,
    )


@pytest.mark.parametrize(
    "text", ["Who received Hasanov", "hi Hasanov", "thanks for nothing much", "", "?"]
)
def test_anything_else_is_no_small_talk(resolver: Resolver, text: str) -> None:
    """One word beside it is enough."""
    assert smalltalk(tokenise(text), resolver.lexicon) is None


@pytest.mark.parametrize(
    "text",
    ["hi, who received Hasanov?", "Hello! Who received Hasanov?", "Who received Hasanov? Thanks!"],
)
def test_a_greeting_does_not_hide_a_question(ask: Ask, text: str) -> None:
    """The question is answered."""
    assert "Pham Minh Chinh" == ask(text).value
