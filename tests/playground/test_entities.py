"""Entities and their arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import MOST_ENTITIES, Entity, in_order, is_link, trim, units


@given(st.text())
def test_units(text: str) -> None:
    """Lengths are those of the text in UTF-16."""
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://t.me/x?start=a", True),
        ("http://127.0.0.1:8000/", True),
        ("tg://user?id=1", True),
        ("example.org", True),
        ("ftp://example.org", False),
        ("nowhere", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_links(url: str, good: bool) -> None:
    """An address is a link where Telegram makes it one."""
    assert is_link(url) is good


def test_order() -> None:
    """The outer comes first; nothing is marked within code, and no quotation holds another."""
    code, inner = Entity("code", 3, 4), Entity("bold", 4, 1)
    outer, quote = Entity("blockquote", 0, 9), Entity("expandable_blockquote", 1, 2)
    assert in_order([inner, code, quote, outer]) == [outer, code]


def test_not_too_many() -> None:
    """Telegram keeps a hundred entities and drops the rest."""
    assert len(in_order(Entity("bold", at, 1) for at in range(200))) == MOST_ENTITIES


@given(st.text(alphabet=" a😀\n"), st.integers(0, 5), st.integers(1, 5))
def test_trimming(text: str, offset: int, length: int) -> None:
    """Blanks around a text go, and its entities lie in what is left."""
    kept, entities = trim(text, [Entity("bold", offset, length)])
    assert kept == text.strip()
    assert all(0 <= e.offset < e.end <= units(kept) for e in entities)
