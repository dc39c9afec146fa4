"""Decisions in words: what a person reads, as plain text and as Telegram HTML."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.facts.index import Index
from bot.model import Cited, Decision, Part
from bot.render.reply import LONGEST_TEXT, Renderer

VISIT = "Ana Ruiz visited Suder on 7 May 2025."
LETTER = "Ana Ruiz and Bo Lind signed a letter on school meals."
OPENING = "The Green Line <opened> & ran."
UNDATED = Cited("two", "two.txt", "Havn <opened> & ran", 0, 19)
DATED = Cited("one", "one.txt", "Ana Ruiz of Norland visited Suder", 0, 33)
DECISIONS = [
    Decision("answer", parts=(Part("ruiz-visit", "when"),), evidence=(DATED,)),
    Decision("answer", parts=(Part("line-opening"),), evidence=(UNDATED, DATED)),
    Decision("abstain", "off_topic", wording="off_topic"),
    Decision("clarify", parts=(Part("letter"), Part("line-opening")), wording="clarify"),
]


class _Tags(HTMLParser):
    """The tags of a text, and whether each that opens is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


@pytest.fixture(scope="module")
def renderer(sample_index: Index) -> Renderer:
    """English replies from the small base."""
    return Renderer(sample_index, "en")


def _parts(*ids: str, role: str | None = None) -> tuple[Part, ...]:
    return tuple(Part(one, role) for one in ids)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (_parts("ruiz-visit", role="when"), VISIT),
        (_parts("letter", role="topic"), LETTER),  # the kind has no answer for it
        (_parts("line-opening", role="when"), OPENING),
        (_parts("ruiz-visit", "letter"), f"{VISIT} {LETTER}"),
        (_parts("ruiz-visit", "ruiz-visit"), VISIT),
        ((Part("letter", "when", lender="ruiz-visit"),), VISIT),
        ((Part("letter", "when", lender="gone"),), LETTER),
    ],
)
def test_an_answer_is_told_by_its_facts(
    renderer: Renderer, parts: tuple[Part, ...], expected: str
) -> None:
    """The kind's answer for the role, else the fact's own sentence; each sentence once."""
    assert expected == renderer.reply(Decision("answer", parts=parts)).text


@pytest.mark.parametrize(
    ("verdict", "wording", "slots", "expected"),
    [
        ("supported", None, {}, f"Yes. {VISIT}"),
        (
            "refuted",
            None,
            {"claimed": "2024"},
            f"The source says otherwise: {VISIT} (You wrote: 2024.)",
        ),
        ("refuted", None, {}, f"The source says otherwise: {VISIT}"),
        ("refuted", "refuted_swap", {}, f"The source has it the other way: {VISIT}"),
        ("refuted", "refuted_negation", {}, f"The source says it is so: {VISIT}"),
        ("not_in_sources", None, {}, "My sources do not say that."),
    ],
)
def test_a_verdict_speaks_of_its_sources(
    renderer: Renderer, verdict: str, wording: str | None, slots: dict[str, Any], expected: str
) -> None:
    """A claim is never called false: the reply says what the source says."""
    decision = Decision(
        "verdict", verdict=verdict, parts=_parts("ruiz-visit"), wording=wording, slots=slots
    )

    assert expected == renderer.reply(decision).text


def test_a_claim_that_nothing_says_names_the_nearest(renderer: Renderer) -> None:
    """What the sources do have is offered."""
    decision = Decision("verdict", verdict="not_in_sources", suggestions=("ruiz-visit",))

    assert f"My sources do not say that. The nearest I have: {VISIT}" == (
        renderer.reply(decision).text
    )


@pytest.mark.parametrize(
    ("missing", "unknown", "expected"),
    [
        (None, [], "My sources do not tell that."),
        (None, ["Atlantis"], "My sources do not tell that: I found nothing about “Atlantis”."),
        (
            {"role": "place", "asked": "Havn", "known": ["suder"]},
            ["Havn"],
            "My sources do not tell that. I have Suder, not Havn.",
        ),
        (
            {"role": "when", "asked": "2014", "known": ["2025-05-07"]},
            ["2014"],
            "My sources do not tell that. I have 7 May 2025, not 2014.",
        ),
        (
            {"role": "parties", "asked": "Havn", "known": ["suder", "norland"]},
            ["Havn"],
            "My sources do not tell that. I have Suder and Norland, not Havn.",
        ),
        (
            {"role": "word", "asked": "sank", "known": ["x"]},
            ["sank"],
            "My sources do not tell that: I found nothing about “sank”.",
        ),
        ({"role": "direction", "asked": "", "known": []}, [], "My sources do not tell that."),
    ],
)
def test_a_refusal_says_what_is_missing(
    renderer: Renderer, missing: dict[str, Any] | None, unknown: list[str], expected: str
) -> None:
    """The slot that stopped it, with what is known there, or the word that nothing explains."""
    decision = Decision(
        "abstain",
        "no_such_fact",
        missing=missing,
        wording="no_such_fact",
        slots={"unknown": unknown, "known": (missing or {}).get("known", ())},
    )

    assert expected == renderer.reply(decision).text


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), f"My sources do not tell that. They say: {VISIT}"),
        (("2025",), f"My sources give only 2025. {VISIT}"),
    ],
)
def test_a_silent_source_is_told_with_what_it_says(
    renderer: Renderer, known: tuple[str, ...], expected: str
) -> None:
    """Where the fact has not what was asked, it is told as it is."""
    part = Part("ruiz-visit", "when", known)
    decision = Decision("abstain", "source_silent", parts=(part,), wording="source_silent")

    assert expected == renderer.reply(decision).text


def test_a_clarification_names_its_choices(renderer: Renderer) -> None:
    """Each choice stands on a line of its own, numbered."""
    assert f"Which do you mean?\n1. {VISIT}\n2. {LETTER}" == (
        renderer.reply(
            Decision("clarify", parts=_parts("ruiz-visit", "letter"), wording="clarify")
        ).text
    )


@pytest.mark.parametrize(
    ("wording", "slots", "expected"),
    [
        (
            "years-since",
            {"years": 33, "since": "1992-09-23"},
            "33 years (since 23 September 1992).",
        ),
        ("years-since", {"years": 1, "since": "2024"}, "One year (since 2024)."),
        ("years-since", {"years": 0, "since": "2025-05"}, "Less than a year (since May 2025)."),
        ("anniversary", {"years": 21, "since": "1992"}, "The 21st anniversary (since 1992)."),
        (
            "duration",
            {"days": 2, "when": "2025-05-07/2025-05-08"},
            "2 days, from 7 to 8 May 2025.",
        ),
        ("duration", {"days": 1, "when": "2025-05-07"}, "One day, on 7 May 2025."),
        ("days-until", {"days": 9, "when": "2025-05-07"}, "9 days, until 7 May 2025."),
        ("order", {"first": "letter", "second": "ruiz-visit"}, f"First: {LETTER} Then: {VISIT}"),
    ],
)
def test_a_derived_value_is_told_with_what_it_comes_from(
    renderer: Renderer, wording: str, slots: dict[str, Any], expected: str
) -> None:
    """A number that was worked out comes with its dates or facts."""
    assert expected == renderer.reply(Decision("answer", wording=wording, slots=slots)).text


@pytest.mark.parametrize(
    ("curator", "expected"),
    [(False, "We open at <nine>."), (True, "We open at <nine>. (The curators' own word.)")],
)
def test_an_entry_without_a_quote_is_the_curators_word(
    renderer: Renderer, curator: bool, expected: str
) -> None:
    """An entry is told as it is written; without a quote, it says whose word it is."""
    slots = {"says": {"en": "we open at <nine>."}, "curator": curator}
    reply = renderer.reply(Decision("answer", kind="entry", wording="entry", slots=slots))

    assert expected == reply.text
    assert expected == unescape(reply.html)
    assert "&lt;nine&gt;" in reply.html


@pytest.mark.parametrize("wording", ["timeline", "list"])
@pytest.mark.parametrize("size", [1, 3, 40])
def test_a_list_ends_before_it_is_too_long(renderer: Renderer, wording: str, size: int) -> None:
    """A list has a line for each fact, whole lines only, and no more than a phone shows."""
    decision = Decision("answer", parts=_parts("letter") * size, wording=wording)
    lines = renderer.reply(decision).text.splitlines()

    assert 1 <= len(lines) <= size
    assert len("\n".join(lines)) <= LONGEST_TEXT
    assert all(line.startswith("• ") and line.endswith(LETTER) for line in lines)


def test_a_timeline_says_when_each_thing_was(renderer: Renderer) -> None:
    """A fact with a date has it before it; one without has none."""
    decision = Decision("answer", parts=_parts("ruiz-visit", "line-opening"), wording="timeline")

    assert f"• 7 May 2025: {VISIT}\n• the{OPENING[3:]}" == renderer.reply(decision).text


def test_the_source_is_told_with_its_date(renderer: Renderer) -> None:
    """An article without a date is told as undated, and each source once."""
    sources = [
        {"publisher": "Old Town News", "published": "2025-05-07"},
        {"publisher": "Old Town News", "published": None},
        {"publisher": "Old Town News", "published": None},
    ]
    decision = Decision("answer", wording="source_publisher", slots={"sources": sources})

    assert (
        "Old Town News, 7 May 2025. Old Town News (the article is not dated)."
        == renderer.reply(decision).text
    )


def test_the_quotes_stand_folded_under_the_answer(renderer: Renderer) -> None:
    """Telegram HTML has the quote, its publisher and date in a block that opens on a tap."""
    html = renderer.reply(DECISIONS[0]).html

    assert (
        f"{VISIT}\n<blockquote expandable>“Ana Ruiz of Norland visited Suder”\n"
        "— Old Town News, 7 May 2025</blockquote>"
    ) == html


def test_signs_of_html_are_shown_as_they_are(renderer: Renderer) -> None:
    """Text and quote with `<` and `&` are escaped; an undated article has no date."""
    html = renderer.reply(
        Decision("answer", parts=_parts("line-opening"), evidence=(UNDATED,))
    ).html

    assert (
        "The Green Line &lt;opened&gt; &amp; ran.\n<blockquote expandable>"
        "“Havn &lt;opened&gt; &amp; ran”\n— Old Town News</blockquote>"
    ) == html


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda d: d.outcome)
def test_html_has_the_text_and_only_the_block(renderer: Renderer, decision: Decision) -> None:
    """The HTML begins with the plain text, escaped, and opens no tag but the quote block."""
    reply = renderer.reply(decision)
    tags = _Tags()
    tags.feed(reply.html)
    tags.close()

    assert unescape(reply.html).startswith(reply.text)
    assert tags.seen <= {"blockquote"}
    assert [] == tags.open
    assert "en" == reply.language


def test_only_those_asked_for_are_introduced(shipped_index: Index) -> None:
    """Who the question names needs no office in the answer; who it asks for does."""
    met = Part("asadov-golovchenko-meeting", "participants", ("roman-golovchenko",))

    told = Renderer(shipped_index, "en").reply(Decision("answer", parts=(met,))).text

    assert "Ali Asadov and Roman Golovchenko (Prime Minister of Belarus) met in Minsk." == told
