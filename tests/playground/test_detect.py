"""Entities that Telegram finds by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.detect import detect, part
from bot.playground.entities import Entity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nothing here", []),
        ("/start now", [("bot_command", "/start")]),
        ("/ask@a_bot who", [("bot_command", "/ask@a_bot")]),
        ("and/or a/b", []),
        ("😀 @a_bot, hi", [("mention", "@a_bot")]),
        ("me@example.org", [("email", "me@example.org")]),
        ("see https://example.org/a?b=c.", [("url", "https://example.org/a?b=c")]),
        ("(t.me/a_bot?start=x)", [("url", "t.me/a_bot?start=x")]),
        ("#one #1 ##two", [("hashtag", "#one")]),
    ],
)
def test_finds(text: str, found: list[tuple[str, str]]) -> None:
    """Commands, mentions, tags and addresses are found, counted in UTF-16 units."""
    assert [(entity.type, part(text, entity)) for entity in detect(text)] == found


def test_marked_parts_are_left_alone() -> None:
    """Nothing is found within code or a link; what was marked stays."""
    marked = [Entity("code", 0, 6)]
    assert detect("/start @name", marked) == [Entity("code", 0, 6), Entity("mention", 7, 5)]


@given(st.text(alphabet="ab/@#.: 😀é_1"))
def test_entities_lie_in_the_text(text: str) -> None:
    """What is found can be cut out of the text again, and has no blanks."""
    for entity in detect(text):
        words = part(text, entity)
        assert words
        assert words in text
        assert " " not in words
