"""Faults of form: each is named by file, line, id and field."""

from __future__ import annotations

import pytest

from bot.facts.read import read_base
from tests.facts.sample import Sample, Where

FACTS, KINDS, ENTITIES = "facts/all.yaml", "kinds/all.yaml", "entities/all.yaml"
SOURCES, ENTRIES = "sources.yaml", "entries/all.yaml"
DURING = "  during: ruiz-visit"  # a line of the fact `letter`


def _found(sample: Sample) -> dict[Where, str]:
    sample.write()
    problems = read_base(sample.folder, sample.seeds_folder)[1]
    return {(p.file, p.line, p.id, p.field): p.message for p in problems}


@pytest.mark.parametrize(
    ("old", "new", "id", "field", "message"),
    [
        (DURING, "  durring: ruiz-visit", "letter", "durring", "did you mean 'during'?"),
        (DURING, f"  mode: maybe\n{DURING}", "letter", "mode", "use one of done, agreed"),
        (DURING, f"  mode: agred\n{DURING}", "letter", "mode", "did you mean 'agreed'?"),
        (DURING, f"  revision: two\n{DURING}", "letter", "revision", "whole number"),
        (DURING, f"  revision: 1.5\n{DURING}", "letter", "revision", "whole number"),
        (DURING, f"  revision: true\n{DURING}", "letter", "revision", "whole number"),
        (DURING, f"  open: {{a: b}}\n{DURING}", "letter", "open", "a list, not a mapping"),
        ("kind: trade", "kind: 7", "trade-rise", "kind", "a text, not the number 7"),
        ("kind: trade", 'kind: " "', "trade-rise", "kind", "must not be empty"),
        ('when: "2024"', "when: 2024", "trade-rise", "roles.when", "not the number 2024"),
        ('when: "2024"', "when: null", "trade-rise", "roles.when", "not null"),
        ('when: "2024"', "when: []", "trade-rise", "roles.when", "the list is empty"),
        ("amount: 39", 'amount: "39"', "trade-rise", "roles.growth.amount", "without quotes"),
        ("amount: 39", "amount: true", "trade-rise", "roles.growth.amount", "not true"),
        ("unit: percent", "unit: 1", "trade-rise", "roles.growth.unit", "not the number 1"),
        ("unit: percent", "unit: x, per: y", "trade-rise", "roles.growth.per", "unknown field"),
        ("[norland, suder]", "[norland, 1]", "trade-rise", "roles.parties.2", "number 1"),
        ("[norland, suder]", "[[suder]]", "trade-rise", "roles.parties.1", "not a list"),
        ("when: dateline", "when: guess", "ruiz-visit", "completion.when", "use dateline, context"),
        ("[partner, topic]", "[partner, 3]", "letter", "evidence.1.roles.2", "number 3"),
        ('{en: "The', '{english: "The', "line-opening", "says.english", "not a language code"),
        ('{en: "The', '{en: 1, az: "The', "line-opening", "says.en", "not the number 1"),
    ],
)
def test_a_wrong_value_of_a_fact_is_named(
    sample: Sample, old: str, new: str, id: str, field: str, message: str
) -> None:
    """The line is that of the value, and the message says what to write."""
    sample.change(FACTS, old, new)

    assert message in _found(sample)[FACTS, sample.line(FACTS, new), id, field]


@pytest.mark.parametrize(
    "case",
    [
        (KINDS, "main: when", "reported: maybe", "visit", "reported", "true or false"),
        (KINDS, "partner: {type: person}", "partner: x", "signing", "roles.partner", "a mapping"),
        (
            KINDS,
            "partner: {type: person}",
            "partner: {}",
            "signing",
            "roles.partner.type",
            "'type'",
        ),
        (KINDS, "{type: line}", "{type: line, lst: true}", "opening", "roles.what.lst", "'list'?"),
        (KINDS, "{en: [trade]}", "{en: trade}", "trade", "words.en", "must be a list"),
        (KINDS, "{en: [trade]}", "{en: [null]}", "trade", "words.en.1", "not null"),
        (KINDS, "words: {en: [trade]}", "words: x", "trade", "words", "must be a list"),
        (SOURCES, "title: null", "titel: null", "one", "titel", "did you mean 'title'?"),
        (SOURCES, '"2025-05-07"', "2025-05-07", "one", "", 'write "2025-05-07"'),
        (SOURCES, "seed: two.txt", "seed: three.txt", "two", "seed", "cannot be read"),
        (SOURCES, "seed: two.txt", "seed: ../two.txt", "two", "seed", "without a folder"),
        (ENTRIES, "source: curator", "source: one", "hours", "source", "use one of curator"),
        (ENTRIES, "evidence: [", "source: curator\n  evidence: [", "paper", "source", "not both"),
        (ENTRIES, 'asks: {en: ["wh', 'ask: {en: ["wh', "hours", "ask", "did you mean 'asks'?"),
        (ENTITIES, "- {id: norland", "- {id: 5", "", "id", "not the number 5"),
    ],
)
def test_a_wrong_value_elsewhere_is_named(
    sample: Sample, case: tuple[str, str, str, str, str, str]
) -> None:
    """Kinds, sources, entries and entities are read as strictly as facts."""
    file, old, new, id, field, message = case
    sample.change(file, old, new)

    assert message in _found(sample)[file, sample.line(file, new), id, field]


@pytest.mark.parametrize(
    ("file", "text", "at", "id", "field"),
    [
        (FACTS, "  kind: trade\n", "- id: trade-rise", "trade-rise", "kind"),
        (FACTS, '  says: {en: "The Green Line opened."}\n', "- id: line", "line-opening", "says"),
        (FACTS, ", unit: percent", "growth: ", "trade-rise", "roles.growth.unit"),
        (ENTITIES, ", names: {en: Norland}", "- {id: norland", "norland", "names"),
        (ENTITIES, "id: norland, ", "- {type: country, names: {en: Norland}}", "", "id"),
        (SOURCES, "  seed: two.txt\n", "- id: two", "two", "seed"),
        (ENTRIES, "  says: Old Town News.\n", "- id: paper", "paper", "says"),
        (ENTRIES, "  asks: [which paper is it]\n", "- id: paper", "paper", "asks"),
    ],
)
def test_a_missing_field_is_named(
    sample: Sample, file: str, text: str, at: str, id: str, field: str
) -> None:
    """What must be given and is not has the line of the thing that lacks it."""
    sample.change(file, text, "")

    assert "is missing" in _found(sample)[file, sample.line(file, at), id, field]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FACTS, DURING, f"  mode: agreed\n{DURING}"),
        (FACTS, "amount: 39", "amount: 39.0"),
        (FACTS, "  during: ruiz-visit\n", "  during: ruiz-visit\n  open: []\n"),
        (FACTS, '{en: "The', '{az-Latn: "Xətt", en: "The'),
        (FACTS, DURING, f"  retired: null\n{DURING}"),
        (KINDS, "main: when", "main: when\n  reported: true"),
        (KINDS, "{type: line}", "{type: [line], list: false}"),
        (KINDS, "{en: [trade]}", "[trade]"),
        (SOURCES, "title: null", "title: A title"),
        (SOURCES, '"2025-05-07"', "null"),
        (ENTITIES, "names: {en: Georgia}, ", ""),  # CLDR names it
        (ENTRIES, "  source: curator\n", ""),
    ],
)
def test_a_right_value_is_not(sample: Sample, file: str, old: str, new: str) -> None:
    """The near case of each guard reads without a problem."""
    sample.change(file, old, new)

    assert {} == _found(sample)
