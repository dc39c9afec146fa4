"""Telegram's HTML subset."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import Entity, units
from bot.playground.html import parse_html
from bot.playground.refusal import RefusedError


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [Entity("bold", 0, 1)]),
        ("😀<i>é</i>", "😀é", [Entity("italic", 2, 1)]),
        ("&lt;b&gt; &amp; &#39;&#x1F600;", "<b> & '😀", []),
        (
            '<a href="https://a.example/?x=1&amp;y">l</a>',
            "l",
            [Entity("text_link", 0, 1, "https://a.example/?x=1&y")],
        ),
        (
            "<blockquote expandable>q</blockquote>",
            "q",
            [Entity("expandable_blockquote", 0, 1, "expandable")],
        ),
        ("<tg-spoiler>s</tg-spoiler>", "s", [Entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [Entity("spoiler", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [Entity("pre", 0, 1, "python")],
        ),
        ("<b>a<i>b</i></b>", "ab", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
        ("<code>a<b>b</b></code>", "ab", [Entity("code", 0, 2)]),
        ("  <b> a </b> ", "a", [Entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ('<a href="nowhere">x</a>', "x", []),
    ],
)
def test_marks(source: str, text: str, entities: list[Entity]) -> None:
    """Marked-up text becomes plain text with entities counted in UTF-16 units."""
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("a & b", 'Unescaped "&" at byte offset 2'),
        ("&nbsp;", 'Unescaped "&" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x!>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refuses(source: str, why: str) -> None:
    """Wrong markup is refused in Telegram's words."""
    with pytest.raises(RefusedError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    """Any text, escaped, is parsed to itself without the blanks around it, and has no entities."""
    assert parse_html(escape(text)) == (text.strip(), [])


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "b", "i", "u", "code"]), st.text("aé😀<& ")), max_size=6
    )
)
def test_entities_stand_where_their_words_are(parts: list[tuple[str, str]]) -> None:
    """Each entity's UTF-16 span lies within the text and holds what was marked, blanks aside."""
    source = "".join(
        f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text) for tag, text in parts
    )
    text, entities = parse_html(source)
    raw = text.encode("utf-16-le")
    marked = [words.strip() for tag, words in parts if tag and words.strip()]
    found = [raw[2 * e.offset : 2 * e.end].decode("utf-16-le").strip() for e in entities]
    assert [words for words in found if words] == marked
    assert all(0 <= e.offset < e.end <= units(text) for e in entities)
