"""Rules on ids."""

from __future__ import annotations

import pytest

from tests.facts.sample import (
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
        ((FACTS, "- id: letter", "- id: Letter"), "Letter", "id", "1 to 48 characters"),
        ((FACTS, "- id: letter", "- id: " + "a" * 49), "a" * 49, "id", "1 to 48 characters"),
        ((FACTS, "- id: letter", "- id: trade_x"), "trade_x", "id", "1 to 48 characters"),
        ((ENTRIES, "- id: hours", "- id: letter"), "letter", "id", f"already, in {FACTS}:12"),
        ((ENTRIES, "- id: paper", "- id: hours "), "hours", "id", "used already"),
        ((ENTITIES, "{id: georgia,", "{id: iso-ge,"), "iso-ge", "id", "countries of CLDR"),
        ((KINDS, "    partner: {", "    Partner: {"), "signing", "roles.Partner", "a-z, 0-9"),
        ((TYPES, "{id: line,", "{id: time, is: []}\n- {id: line,"), "time", "id", "built in"),
    ],
)
def test_a_bad_idis_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """Ids have one form, are used once, and leave the names of others alone."""
    is_refused(sample, change, id, field, message)


@pytest.mark.parametrize(
    "change",
    [
        (FACTS, "- id: letter", "- id: " + "a" * 48),
        (FACTS, "- id: letter", "- id: norland"),  # entities have ids of their own
        (ENTITIES, "{id: georgia,", "{id: isolde,"),
    ],
)
def test_a_good_idpasses(sample: Sample, change: Change) -> None:
    """48 characters are enough, and a fact may be called as an entity is."""
    passes(sample, change)
