"""The text that a bot sends."""

from __future__ import annotations

import pytest

from bot.playground.content import read_caption, read_quote, read_text
from bot.playground.entities import Entity
from bot.playground.refusal import RefusedError


@pytest.mark.parametrize(
    ("text", "mode", "fits"),
    [
        ("a" * 4096, "", True),
        ("a" * 4097, "", False),
        ("😀" * 2048, "", True),
        ("😀" * 2048 + "a", "", False),
        ("<b>" + "&amp;" * 4096 + "</b>", "HTML", True),
        ("<b>" + "&amp;" * 4097 + "</b>", "html", False),
    ],
)
def test_length_of_texts(text: str, mode: str, fits: bool) -> None:
    """A text has at most 4096 UTF-16 units after parsing."""
    if fits:
        assert read_text(text, mode, []).size == 4096
    else:
        with pytest.raises(RefusedError, match="message is too long"):
            read_text(text, mode, [])


def test_length_of_captions() -> None:
    """A caption has at most 1024, and may be empty."""
    assert read_caption("a" * 1024, "", [], {"photo": []}).size == 1024
    assert read_caption("", "", [], {"photo": []}).json() == {"photo": []}
    with pytest.raises(RefusedError, match="message caption is too long"):
        read_caption("a" * 1025, "", [], {"photo": []})


@pytest.mark.parametrize(("text", "mode"), [("", ""), (" \n", ""), ("<b> </b>", "HTML")])
def test_empty_texts(text: str, mode: str) -> None:
    """A text of blanks alone is none."""
    with pytest.raises(RefusedError, match="empty"):
        read_text(text, mode, [])


def test_given_entities() -> None:
    """Entities may be given beside the text; broken ones are refused."""
    given = [{"type": "bold", "offset": 1, "length": 1}]
    assert read_text(" a /b", "", given).entities == (
        Entity("bold", 0, 1),
        Entity("bot_command", 2, 2),
    )
    for broken in ({}, {"type": "bold", "offset": "x", "length": 1}, "x"):
        with pytest.raises(RefusedError, match="MessageEntity"):
            read_text("a", "", [broken])


def test_other_modes() -> None:
    """Only HTML is read."""
    with pytest.raises(RefusedError, match="unsupported parse_mode"):
        read_text("*a*", "MarkdownV2", [])


def test_quotes_find_nothing() -> None:
    """Quoted words have the entities that they were given, and no more."""
    assert read_quote("<b>/a</b>", "HTML", []).entities == (Entity("bold", 0, 2),)
