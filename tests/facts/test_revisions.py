"""Changed facts need a new revision."""

from __future__ import annotations

import pytest

from bot.facts.revisions import WRITE, check_revisions, digest, write_revisions
from bot.model import Base
from tests.facts.sample import DURING, FACTS, Sample

HISTORY = '{revision: 2, on: "2026-11-23", role: topic, was: a, now: b, why: c}'
RAISED = f"  revision: 2\n  history: [{HISTORY}]\n{DURING}"
QUOTE = "she signed a letter on school meals"
CHANGES = [
    (
        "{amount: 39, unit: percent}",
        "{amount: 39, unit: per cent}",
        "trade-rise",
        "the role 'growth'",
    ),
    ("Trade rose by 39 percent", "Trade grew by 39 percent", "trade-rise", "'says'"),
    (DURING, f"  mode: agreed\n{DURING}", "letter", "'mode'"),
    ('"she signed', '"During the visit she signed', "letter", "a quote"),
]
UNCHANGED = [
    ('2026-11-22"}\n- id: letter', '2026-11-24"}\n- id: letter'),  # a review
    (DURING, f"  words: {{en: [pact]}}\n{DURING}"),
    ("[norland, suder]", "\n    - norland\n    - suder"),
]


def _locked(sample: Sample) -> Base:
    """Check the sample, and keep its revisions as the lock file."""
    base = sample.check()[0]
    sample.files["revisions.yaml"] = write_revisions(base)
    return base


@pytest.mark.parametrize(("old", "new", "id", "what"), CHANGES)
def test_a_change_without_a_revision_is_refused(
    sample: Sample, old: str, new: str, id: str, what: str
) -> None:
    """Values, sentence, mode and quotes are watched, by the lock file and between two bases."""
    before = _locked(sample)
    sample.change(FACTS, old, new)
    after, problems = sample.check()

    assert [(id, "revision")] == [(p.id, p.field) for p in problems]
    assert "without a new revision" in problems[0].message
    assert [(id, f"{what} changed")] == [
        (p.id, p.message.partition(" without")[0]) for p in check_revisions(before, after)
    ]


@pytest.mark.parametrize(("old", "new"), UNCHANGED)
def test_what_says_the_same_needs_no_revision(sample: Sample, old: str, new: str) -> None:
    """Reviews, further words and the layout of a file may change freely."""
    before = _locked(sample)
    sample.change(FACTS, old, new)
    after, problems = sample.check()

    assert [] == problems == check_revisions(before, after)


def test_a_change_with_a_revision_passes_once_it_is_locked(sample: Sample) -> None:
    """A raised revision is right; the lock file then has to be written anew."""
    before = _locked(sample)
    sample.change(FACTS, DURING, RAISED)
    sample.change(FACTS, f'"{QUOTE}', f'"During the visit {QUOTE}')
    after, problems = sample.check()

    assert [] == check_revisions(before, after)
    assert [("letter", f"revisions.yaml still has revision 1; run {WRITE}")] == [
        (p.id, p.message) for p in problems
    ]

    _locked(sample)

    assert [] == sample.check()[1]


def test_a_revision_does_not_go_back(sample: Sample) -> None:
    """An older revision than the one known is refused."""
    sample.change(FACTS, DURING, RAISED)
    before = _locked(sample)
    sample.change(FACTS, RAISED, DURING)
    after, problems = sample.check()

    assert ["the revision went back from 2 to 1"] == [p.message for p in problems]
    assert ["the revision went back from 2 to 1"] == [
        p.message for p in check_revisions(before, after)
    ]


def test_a_fact_that_is_gone_is_refused(sample: Sample) -> None:
    """Facts are retired, not removed; the lock file remembers them."""
    before = _locked(sample)
    text = sample.files[FACTS]
    sample.change(FACTS, text[text.index("- id: line-opening") :], "")
    after, problems = sample.check()
    gone = [p for p in problems if "retired" in p.message]

    assert [("revisions.yaml", "line-opening", "id")] == [(p.file, p.id, p.field) for p in gone]
    assert sample.line("revisions.yaml", '"line-opening"') == gone[0].line
    assert ["line-opening"] == [p.id for p in check_revisions(before, after)]


def test_a_new_fact_is_to_be_locked(sample: Sample) -> None:
    """A fact that the lock file does not list is told with the command that lists it."""
    before = _locked(sample)
    lines = sample.files["revisions.yaml"].splitlines(keepends=True)
    sample.files["revisions.yaml"] = "".join(line for line in lines if '"letter"' not in line)
    after, problems = sample.check()

    assert [("letter", "revision")] == [(p.id, p.field) for p in problems]
    assert WRITE in problems[0].message
    assert [] == check_revisions(before, after)


def test_no_lock_file_is_no_fault(sample: Sample) -> None:
    """A base without a lock file is checked without it."""
    assert [] == sample.check()[1]


def test_the_lock_file_is_sorted_and_stable(sample: Sample) -> None:
    """The same base gives the same text, by id; a base of entries an empty list."""
    base = sample.check()[0]
    ids = [line.split('"')[1] for line in write_revisions(base).splitlines() if line[0] == "-"]

    assert ["letter", "line-opening", "ruiz-visit", "trade-rise"] == ids
    assert write_revisions(base) == write_revisions(sample.check()[0])
    assert write_revisions(Base()).endswith("\n[]\n")


def test_a_digest_is_twelve_hexadecimal_digits(sample: Sample) -> None:
    """The digest is short enough to read in a diff, and differs between facts."""
    digests = {digest(fact) for fact in sample.check()[0].facts}

    assert 4 == len(digests)
    assert all(12 == len(text) and int(text, 16) >= 0 for text in digests)
