"""Sentences, and which of them facts cover."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.coverage import coverage, sentences
from tests.facts.sample import Sample

SEEDS = Path(__file__).parents[2] / "seeds"


def _texts(text: str) -> list[str]:
    return [sentence for _, _, sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Is it? Yes! It is…", ["Is it?", "Yes!", "It is…"]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("It ended (so). “Good,” he said.", ["It ended (so).", "“Good,” he said."]),
        ("In 1992. 2014 followed.", ["In 1992.", "2014 followed."]),
        (
            "Ties began. Việt Nam agreed. Əliyev came.",
            ["Ties began.", "Việt Nam agreed.", "Əliyev came."],
        ),
        ("A title\nA line.\n\n\nAnother", ["A title", "A line.", "Another"]),
        ("A\r\nB\rC\u2028D", ["A", "B", "C", "D"]),
        ("The sector. — VNS", ["The sector.", "— VNS"]),
        ("---\nLoading...\nFollow us @x", ["---", "Loading...", "Follow us @x"]),
        ("  spaced out.  \n \n", ["spaced out."]),
        ("", []),
    ],
)
def test_sentences_are_cut(text: str, expected: list[str]) -> None:
    """A sentence ends at its stop, before another start, or at the end of its line."""
    assert expected == _texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "It grew, Caliber.Az reports, citing Azerbaijan’s Ministry.",
        "Mr. Lind met Gen. Ruiz and Prof. Havn.",
        "J. R. Lind of the U.S. Army spoke.",
        "By 3.5 percent, No. 7 of 10.",
        "On Sept. 23 they met.",
        "They met at 5 p.m. Monday afternoon.",
        "BAKU — President Aliyev spoke (local time), he said.",
        "It went on ... and on.",
        "4 October 2024 11:44 (UTC+04:00)",
    ],
)
def test_sentences_are_not_cut_within(text: str) -> None:
    """Abbreviations, initials, numbers, addresses and date lines have stops that end nothing."""
    assert [text] == _texts(text)


def test_every_letter_of_the_articles_is_in_one_sentence() -> None:
    """The shipped articles are cut without a gap or an overlap, at the right offsets."""
    seeds = sorted(SEEDS.glob("*.txt"))

    assert 5 == len(seeds)
    for path in seeds:
        text = path.read_bytes().decode()
        rest = list(text)
        end = 0
        for start, stop, sentence in sentences(text):
            assert end <= start < stop
            assert sentence == text[start:stop]
            end = stop
            rest[start:stop] = " " * (stop - start)
        assert not "".join(rest).strip()


def test_coverage_names_facts_reasons_and_gaps(sample: Sample) -> None:
    """Each sentence has the facts and entries that quote from it, a reason, or nothing."""
    found = [(c.source, c.facts, c.reason, c.open) for c in coverage(sample.check()[0])]

    assert [
        ("one", ("paper",), None, False),
        ("one", ("ruiz-visit",), None, False),
        ("one", ("letter",), None, False),
        ("one", ("trade-rise",), None, False),
        ("two", ("line-opening",), None, False),
        ("two", (), "a link of the page", False),
    ] == found

    sample.files["coverage.yaml"] = "[]\n"

    assert [True] == [c.open for c in coverage(sample.check()[0]) if c.text == "Read more"]


def test_a_quote_counts_only_where_it_overlaps(sample: Sample) -> None:
    """A quote that ends before a sentence does not cover it."""
    sample.seeds["two.txt"] = "The Green Line of Havn opened on 3 March. Another one.\nRead more\n"
    found = [c.facts for c in coverage(sample.check()[0]) if c.source == "two"]

    assert [("line-opening",), (), ()] == found


def test_a_sentence_printed_twice_is_covered_twice(sample: Sample) -> None:
    """The same words support the fact wherever the article has them."""
    sample.seeds["two.txt"] = "The Green Line of Havn opened on 3 March.\n" * 2 + "Read more\n"
    found = [c.facts for c in coverage(sample.check()[0]) if c.source == "two"]

    assert [("line-opening",), ("line-opening",), ()] == found
