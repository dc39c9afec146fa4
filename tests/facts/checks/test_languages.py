"""Every language says all that the others say."""

from __future__ import annotations

import pytest

from tests.facts.sample import FACTS, KINDS, Sample

ENGLISH = """\
language: en
wording: {clarify: "Which?", gap: "{years} years.", fields: {author: author}}
date_phrases: {year: "in {year}"}
list_phrases: {two: "{first} and {last}"}
"""
OTHER = """\
language: xx
wording: {clarify: "Kiu?", gap: {one: "unu jaro", other: "{years} jaroj"}, fields: {author: a}}
date_phrases: {year: "{year_ordinal} jaro"}
list_phrases: {two: "{last}, {first}"}
"""


def _faults(sample: Sample) -> set[tuple[str, str]]:
    return {(p.id, p.field) for p in sample.problems() if "xx" in (p.id, *p.field.split("."))}


def test_two_complete_catalogues_pass(sample: Sample) -> None:
    """Slots in another order, plural forms and other parts of a date are no fault."""
    sample.files |= {"lexicon/en.yaml": ENGLISH, "lexicon/xx.yaml": OTHER}

    assert set() == _faults(sample)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('clarify: "Kiu?", ', "", "wording.clarify"),
        ("Kiu?", "{n} Kiu?", "wording.clarify"),
        ("{years} jaroj", "jaroj", "wording.gap"),
        ("{author: a}", "{autor: a}", "wording.fields.author"),
        ("{author: a}", "{author: a, b: c}", "wording.fields.b"),
        ("{two:", "{three:", "list_phrases.two"),
        ("{year:", "{jaro:", "date_phrases.year"),
        ("{last}, {first}", "{first}", "list_phrases.two"),
    ],
)
def test_a_text_that_differs_is_told(sample: Sample, old: str, new: str, field: str) -> None:
    """A text that is missing, that no other language has, or that has other slots."""
    sample.files |= {"lexicon/en.yaml": ENGLISH, "lexicon/xx.yaml": OTHER.replace(old, new, 1)}

    assert ("xx", field) in _faults(sample)


def test_a_word_that_is_read_as_a_truth_is_told(sample: Sample) -> None:
    """A bare "true" in a list of words is none of them."""
    for tags, faults in (('["true", so]', set()), ("[so, [true]]", {("xx", "tags")})):
        sample.files |= {"lexicon/en.yaml": ENGLISH, "lexicon/xx.yaml": f"{OTHER}tags: {tags}\n"}
        assert faults == _faults(sample)


def test_what_a_language_does_not_word_is_told(sample: Sample) -> None:
    """Names of told things, words, frames and questions of kinds, sentences and texts of facts."""
    sample.files["languages/xx/facts.yaml"] = 'letter: {says: "Letero."}\n'
    found = _faults(sample)

    assert {("ana-ruiz", "names.xx"), ("country", "nouns.xx")} <= found
    assert {("visit", "words.xx"), ("visit", "frames.xx"), ("visit", "asks.when.xx")} <= found
    assert {("ruiz-visit", "says.xx"), ("letter", "roles.topic.xx")} <= found
    assert ("letter", "says.xx") not in found
    assert {FACTS, KINDS} <= {p.file for p in sample.problems()}


def test_a_base_in_one_language_lacks_nothing(sample: Sample) -> None:
    """Only a language with files of its own must word everything."""
    assert [] == sample.problems()
