"""Rules on quotes and seeds."""

from __future__ import annotations

import hashlib

import pytest

from tests.facts.sample import Sample

FACTS, SOURCES = "facts/all.yaml", "sources.yaml"
QUOTE = "The Green Line of Havn opened on 3 March"
SEED = "The Green Line of Havn opened on 3 March, Old Town News says.\nRead more\n"


def _messages(sample: Sample, quote: str, seed: str = SEED) -> list[str]:
    sample.change(FACTS, QUOTE, quote)
    sample.seeds["two.txt"] = seed
    return [p.message for p in sample.problems() if p.field == "evidence.1.quote"]


@pytest.mark.parametrize(
    ("quote", "seed", "message"),
    [
        ("The Green Line of Havn opened on 4 March", SEED, "does not stand in two.txt"),
        ("Green Line", SEED.replace("Line", "Lane"), "does not stand in two.txt"),
        ("The green line of Havn opened", SEED, "only capital letters differ"),
        ("Green Line café", "Green Line cafe\u0301 \nRead more\n", "Unicode form differs (NFC)"),
        ("Green Line ﬁeld", "Green Line field\nRead more\n", "Unicode form differs (NFKC"),
        ("Green Line of", "Green\u00a0Line of\nRead more\n", "Unicode form differs (NFKC"),
        ("Green Line's end", "Green Line’s end\nRead more\n", "curly and straight"),
        ("Green Line - end", "Green Line — end\nRead more\n", "only dashes"),
        ("Green  Line of Havn", SEED, "only blanks"),
        ("News says. Read more", SEED, "goes over a line break"),
        (r"News says.\nRead more", SEED, "spans a line break"),
        (r"News says.\rRead more", "News says.\rRead more\n", "spans a line break"),
        ("The Green", SEED, "at least 10 characters; this one has 9"),
    ],
)
def test_a_quote_that_does_not_stand_in_its_seed_is_refused(
    sample: Sample, quote: str, seed: str, message: str
) -> None:
    """The message tells a wrong quote from one that differs only in form."""
    found = _messages(sample, quote, seed)

    assert 1 == len(found)
    assert message in found[0]


@pytest.mark.parametrize(
    ("quote", "seed"),
    [
        ("Green Line", SEED),  # ten characters
        ("Green Line’s end", "Green Line’s end\nRead more\n"),
        ("Green Line", "Green Line and Green Line\nRead more\n"),  # twice is no fault
        ("Green Line", "A\r\nGreen Line\r\nRead more\r\n"),
    ],
)
def test_a_quote_that_stands_in_its_seed_passes(sample: Sample, quote: str, seed: str) -> None:
    """Letter for letter, once or more often, within a line."""
    assert [] == _messages(sample, quote, seed)


def test_the_line_of_a_bad_quote_is_given(sample: Sample) -> None:
    """The problem leads to the quote's own line, not to its fact's."""
    sample.change(FACTS, QUOTE, "The Green Line is gone")

    assert [
        (FACTS, sample.line(FACTS, "is gone"), "line-opening", "evidence.1.quote")
    ] == sample.where()


def test_a_quote_of_an_entry_is_proven_too(sample: Sample) -> None:
    """Entries quote letter for letter like facts."""
    sample.change("entries/all.yaml", '"Old Town News"}', '"New Town News"}')

    assert [("paper", "evidence.1.quote")] == [(p.id, p.field) for p in sample.problems()]


def test_a_seed_that_was_altered_is_refused(sample: Sample) -> None:
    """The hash is of the bytes as they were taken in; the message gives the hash found."""
    sample.change(SOURCES, "SHA:two.txt", "0" * 64)
    problem = sample.problems()[0]

    assert ("two", "sha256") == (problem.id, problem.field)
    assert hashlib.sha256(SEED.encode()).hexdigest() in problem.message


def test_the_case_of_a_hash_does_not_matter(sample: Sample) -> None:
    """Hexadecimal digits may be capitals."""
    digest = hashlib.sha256(SEED.encode()).hexdigest()
    sample.change(SOURCES, "SHA:two.txt", digest.upper())

    assert [] == sample.problems()


def test_a_seed_has_one_source(sample: Sample) -> None:
    """Two sources for one article would cite it twice."""
    sample.change(SOURCES, "seed: two.txt", "seed: one.txt")
    problems = [p for p in sample.problems() if p.field == "seed"]

    assert [("two", "the source 'one' has this seed already")] == [
        (p.id, p.message) for p in problems
    ]
