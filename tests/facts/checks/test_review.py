"""Rules on reviews, revisions and histories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.facts.check import check
from tests.facts.sample import (
    DURING,
    FACTS,
    Change,
    Sample,
)


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        ((FACTS, DURING, f"  revision: 0\n{DURING}"), "letter", "history", "count from 1"),
        ((FACTS, DURING, f"  revision: 2\n{DURING}"), "letter", "history", "ends at 1"),
    ],
)
def test_a_revision_needs_its_history(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """The history tells of every revision up to the fact's own."""
    sample.change(*change)

    assert [message in p.message and (p.id, p.field) == (id, field) for p in sample.problems()] == [
        True
    ]


@pytest.mark.parametrize(
    ("revision", "history", "message"),
    [
        (3, [2, 3], None),
        (3, [2, 2, 3], None),  # two roles changed at once
        (3, [3], "from revision 1 to 3"),
        (3, [2], "ends at 2"),
        (2, [2, 3], "ends at 3"),
        (3, [3, 2], "from revision 1 to 3"),
    ],
)
def test_a_history_counts_up(
    sample: Sample, revision: int, history: list[int], message: str | None
) -> None:
    """Revisions follow one another from 2, and the last is the fact's."""
    items = ", ".join(
        f'{{revision: {n}, on: "2026-11-23", role: when, was: a, now: b, why: c}}' for n in history
    )
    sample.change(FACTS, DURING, f"  revision: {revision}\n  history: [{items}]\n{DURING}")
    found = [p.message for p in sample.problems()]

    assert bool(message) == bool(found)
    assert not message or message in found[0]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("status: approved, by: curators, on", "status: unsure, by: curators, on", "review.status"),
        ('on: "2026-11-22"}', 'on: "2026-11"}', "review.on"),
        ('on: "2026-11-22"}', 'on: "soon"}', "review.on"),
        ("by: curators, ", "", "review.by"),
    ],
)
def test_a_fact_needs_an_approved_and_dated_review(
    sample: Sample, old: str, new: str, field: str
) -> None:
    """Only what somebody approved on a day is answered from."""
    head, tail = sample.files[FACTS].rsplit(old, 1)
    sample.files[FACTS] = head + new + tail

    assert [("line-opening", field)] == [(p.id, p.field) for p in sample.problems()]


def test_a_fact_needs_a_quote(sample: Sample) -> None:
    """Every word has a source: a fact without evidence is refused."""
    text = sample.files[FACTS]
    quote = text[text.rindex("  evidence:") : text.rindex("  review:")]
    sample.change(FACTS, quote, "  completion: {what: wording}\n")

    assert [("line-opening", "evidence")] == [(p.id, p.field) for p in sample.problems()]


def test_a_base_made_by_a_program_keeps_the_same_rules(sample: Sample) -> None:
    """Facts and entries without their sentence are refused, also where no file was read."""
    base = sample.check()[0]
    broken = replace(
        base,
        facts=(replace(base.facts[0], says={}), *base.facts[1:]),
        entries=(replace(base.entries[0], asks={"en": ()}), replace(base.entries[1], says={})),
    )
    found = {(p.id, p.field) for p in check(broken) if p.level == "error"}

    assert {("ruiz-visit", "says"), ("hours", "asks"), ("paper", "says")} == found
