"""Rules on values."""

from __future__ import annotations

import pytest

from tests.facts.sample import (
    FACTS,
    KINDS,
    SOURCES,
    Change,
    Sample,
    is_refused,
    passes,
)


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        (
            (FACTS, "partner: bo-lind", "partner: havn"),
            "letter",
            "roles.partner",
            "'havn' is a city",
        ),
        (
            (FACTS, "place: suder", "place: green-line"),
            "ruiz-visit",
            "roles.place",
            "takes country, city",
        ),
        (
            (FACTS, "partner: bo-lind", "partner: bo-lindd"),
            "letter",
            "roles.partner",
            "did you mean 'bo-lind'?",
        ),
        (
            (FACTS, "partner: bo-lind", "partner: [bo-lind, ana-ruiz]"),
            "letter",
            "roles.partner",
            "takes one value, not 2",
        ),
        ((FACTS, 'when: "2024"', 'when: "2024-13"'), "trade-rise", "roles.when", "no calendar has"),
        ((FACTS, 'when: "2024"', 'when: "in 2024"'), "trade-rise", "roles.when", "is not a date"),
        (
            (FACTS, 'when: "2024"', "when: {amount: 1, unit: day}"),
            "trade-rise",
            "roles.when",
            "not a quantity",
        ),
        ((FACTS, 'when: "2024"', 'when: {en: "2024"}'), "trade-rise", "roles.when", "no text"),
        (
            (FACTS, "direction: rise", "direction: up"),
            "trade-rise",
            "roles.direction",
            "known: rise, fall",
        ),
        (
            (FACTS, "direction: rise", "direction: rice"),
            "trade-rise",
            "roles.direction",
            "did you mean 'rise'?",
        ),
        (
            (FACTS, "growth: {amount: 39, unit: percent}", "growth: suder"),
            "trade-rise",
            "roles.growth",
            "takes quantity",
        ),
        (
            (FACTS, "[norland, suder]", "[norland, havn]"),
            "trade-rise",
            "roles.parties.2",
            "'havn' is a city",
        ),
        (
            (FACTS, "[norland, suder]", "[norland, iso-ge]"),
            "trade-rise",
            "roles.parties.2",
            "use that id",
        ),
        ((SOURCES, '"2025-05-07"', '"May 2025"'), "one", "published", "is not a date"),
    ],
)
def test_a_value_that_does_not_fitis_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """A value is of a type that its role takes, and a single role has one value."""
    is_refused(sample, change, id, field, message)


def test_an_entity_of_a_narrower_type_fits(sample: Sample) -> None:
    """A role that takes places takes a country."""
    passes(sample, (KINDS, "place: {type: [country, city],", "place: {type: place,"))
