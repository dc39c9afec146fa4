"""Rules on what is named."""

from __future__ import annotations

import pytest

from tests.facts.sample import (
    DURING,
    ENTITIES,
    ENTRIES,
    FACTS,
    KINDS,
    TYPES,
    Change,
    Sample,
    is_refused,
    passes,
)


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        ((TYPES, "city, is: [place]", "city, is: [plaec]"), "city", "is", "did you mean 'place'?"),
        ((ENTITIES, "type: line", "type: lime"), "green-line", "type", "did you mean 'line'?"),
        ((ENTITIES, "within: suder", "within: sudr"), "havn", "within", "did you mean 'suder'?"),
        ((ENTITIES, "home: suder", "home: iso-ge"), "bo-lind", "home", "use that id"),
        ((ENTITIES, "home: suder", "home: iso-xx"), "bo-lind", "home", "unknown entity"),
        ((ENTITIES, "iso: GE", "iso: ge"), "georgia", "iso", "no country code"),
        ((KINDS, "parent: visit", "parent: vist"), "signing", "parent", "did you mean 'visit'?"),
        ((KINDS, "main: when", "main: then"), "visit", "main", "did you mean 'when'?"),
        ((KINDS, "main: when", "describes: x"), "visit", "describes", "it has visitor, place"),
        ((KINDS, "type: quantity", "type: qty"), "trade", "roles.growth.type", "unknown type"),
        (
            (KINDS, "topic: {type: text}", "topic: {type: text, senses: {a: {en: [b]}}}"),
            "signing",
            "roles.topic",
            "'senses'",
        ),
        ((FACTS, DURING, "  during: ruiz"), "letter", "during", "unknown fact 'ruiz'"),
        ((FACTS, DURING, f"  open: [topic]\n{DURING}"), "letter", "open", "not a list"),
        ((FACTS, DURING, f"  open: [place]\n{DURING}"), "letter", "open", "no value for"),
        (
            (FACTS, "[partner, topic]", "[partner, topic, place]"),
            "letter",
            "evidence.1.roles",
            "no value",
        ),
        (
            (FACTS, "{when: dateline}", "{when: dateline, why: wording}"),
            "ruiz-visit",
            "completion",
            "'why'",
        ),
        (
            (FACTS, "source: two", "source: too"),
            "line-opening",
            "evidence.1.source",
            "did you mean 'two'?",
        ),
        ((ENTRIES, "source: one", "source: three"), "paper", "evidence.1.source", "unknown source"),
    ],
)
def test_an_unknown_nameis_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """What is named must be in the base, and the message knows the nearest name."""
    is_refused(sample, change, id, field, message)


@pytest.mark.parametrize(
    "change",
    [
        (ENTITIES, "home: suder", "home: iso-am"),
        (FACTS, DURING, f"  open: [signer]\n{DURING}"),
        (KINDS, "main: when", "describes: visitor"),
        (ENTITIES, "within: suder", "within: iso-am"),
    ],
)
def test_a_known_namepasses(sample: Sample, change: Change) -> None:
    """The countries of CLDR are known without being defined."""
    passes(sample, change)


def test_an_unknown_kindis_refused(sample: Sample) -> None:
    """A fact of an unknown kind is one fault; the kind that it left is unused."""
    sample.change(FACTS, "kind: opening", "kind: openning")

    assert [(FACTS, sample.line(FACTS, "kind: openning"), "line-opening", "kind")] == sample.where()
    assert [("opening", "id")] == [(p.id, p.field) for p in sample.problems("warning")]


def test_a_role_that_the_kind_lacksis_refused(sample: Sample) -> None:
    """The kind is named with the roles that it has."""
    sample.change(FACTS, "    what: green-line", "    waht: green-line")
    sample.change(FACTS, "roles: [what]", "roles: [waht]")
    problem = sample.problems()[0]

    assert ("line-opening", "roles.waht") == (problem.id, problem.field)
    assert "no role 'waht'; did you mean 'what'?" in problem.message


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            (
                FACTS,
                '    when: "2025-05-07"\n  says',
                '    when: "2025-05-07"\n  during: letter\n  says',
            ),
            {("ruiz-visit", "during"), ("letter", "during")},
        ),
        ((FACTS, DURING, "  during: letter"), {("letter", "during")}),
        (
            (KINDS, "  main: when", "  parent: signing"),
            {("visit", "parent"), ("signing", "parent")},
        ),
        (
            (TYPES, "{id: place, is: []}", "{id: place, is: [city]}"),
            {("place", "is"), ("city", "is")},
        ),
        ((ENTITIES, "within: suder", "within: havn"), {("havn", "within")}),
    ],
)
def test_a_ringis_refused(sample: Sample, change: Change, expected: set[tuple[str, str]]) -> None:
    """Nothing lends to itself, contains itself or is wider than itself, at any distance."""
    sample.change(*change)
    rings = {(p.id, p.field) for p in sample.problems() if "leads back" in p.message}

    assert expected == rings


def test_a_country_has_one_entity(sample: Sample) -> None:
    """The second entity with a country's code is the fault."""
    sample.change(ENTITIES, "{en: Suder}", "{en: Suder}, iso: GE")

    assert [(ENTITIES, sample.line(ENTITIES, "- {id: georgia"), "georgia", "iso")] == sample.where()
