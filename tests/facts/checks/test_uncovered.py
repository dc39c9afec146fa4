"""Rules on coverage.yaml."""

from __future__ import annotations

import pytest

from tests.facts.sample import Sample

LINE = '- {source: two, sentence: "Read more", reason: "a link of the page"}\n'
COVERED = "Trade between Norland and Suder rose by 39 percent in 2024."


@pytest.mark.parametrize(
    ("text", "level", "field", "message"),
    [
        (LINE.replace("two", "too"), "error", "source", "did you mean 'two'?"),
        (LINE.replace("Read more", "Read less"), "error", "sentence", "is no sentence of 'two'"),
        (LINE.replace("Read more", "more"), "error", "sentence", "a part of the sentence 'Read"),
        (LINE.replace("two", "one"), "error", "sentence", "is no sentence of 'one'"),
        (
            LINE.replace("Read more", COVERED).replace("two", "one"),
            "warning",
            "sentence",
            "covered by trade-rise",
        ),
    ],
)
def test_a_wrong_sentence_is_named(
    sample: Sample, text: str, level: str, field: str, message: str
) -> None:
    """A sentence of coverage.yaml is one of its article that no fact covers."""
    sample.files["coverage.yaml"] = LINE + text
    problems = sample.problems(level)

    assert [("coverage.yaml", 2, field)] == [(p.file, p.line, p.field) for p in problems]
    assert message in problems[0].message


def test_a_sentence_listed_twice_is_a_warning(sample: Sample) -> None:
    """One line for each sentence is enough."""
    sample.files["coverage.yaml"] = LINE + LINE

    assert ["'Read more' is listed twice"] == [p.message for p in sample.problems("warning")]
