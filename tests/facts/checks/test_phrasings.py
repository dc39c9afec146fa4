"""Rules on names, questions, slots and kinds."""

from __future__ import annotations

import pytest

from tests.facts.sample import ENTITIES, ENTRIES, FACTS, KINDS, Change, Sample, is_refused, passes


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        (
            (ENTITIES, "{en: [Lind]}", "{en: [RUIZ]}"),
            "bo-lind",
            "aliases.en.1",
            "a name of 'ana-ruiz'",
        ),
        (
            (ENTITIES, "{en: Bo Lind}", "{en: Ana-Ruíz}"),
            "bo-lind",
            "names.en",
            "a name of 'ana-ruiz'",
        ),
        (
            (ENTITIES, "{en: Havn}", "{en: Havn}, aliases: {en: [Suder]}"),
            "havn",
            "aliases.en.1",
            "'suder' (country)",
        ),
        (
            (ENTITIES, "{en: Havn}", "{en: Havn}, aliases: {az: [Suder]}"),
            "havn",
            "aliases.az.1",
            "'suder' (country)",
        ),
        (
            (ENTITIES, "{en: [Lind]}", '{en: ["—"]}'),
            "bo-lind",
            "aliases.en.1",
            "no letter or digit",
        ),
    ],
)
def test_a_name_for_two_things_is_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """A name in its normal form belongs to one thing of a type, in all languages together."""
    is_refused(sample, change, id, field, message)


@pytest.mark.parametrize(
    "change",
    [
        (ENTITIES, "{en: [Lind]}", "{en: [Suder]}"),  # a person and a country share no type
        (ENTITIES, "{en: Havn}", "{en: Havn, az: Suder}"),  # the name of both, a city and a country
        (ENTITIES, "{en: [Lind]}", "{en: [Lind, LIND, bo lind]}"),  # twice for one thing
    ],
)
def test_a_shared_name_passes(sample: Sample, change: Change) -> None:
    """Things of unlike type may share a name, and so may a city and its country."""
    passes(sample, change)


def test_two_of_a_type_may_not_share_their_name(sample: Sample) -> None:
    """Two countries of the same name cannot be told apart."""
    sample.change(ENTITIES, "{en: Georgia}", "{en: Suder}")

    assert [("georgia", "names.en")] == [(p.id, p.field) for p in sample.problems()]


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        (
            (KINDS, '"who visited {place}"', '"When did {visitor} visit {place}?"'),
            "visit",
            "asks.visitor.en.1",
            "asks for 'when' of the kind 'visit'",
        ),
        (
            (KINDS, "what did {signer} sign", "who visited {}"),
            "signing",
            "asks.topic.en.1",
            "no role ''",
        ),
        (
            (KINDS, "what did {signer} sign", "what did {sign} sign"),
            "signing",
            "asks.topic.en.1",
            "no role 'sign'",
        ),
        (
            (KINDS, "what did {signer} sign", "did signer} sign"),
            "signing",
            "asks.topic.en.1",
            "without its partner",
        ),
        (
            (KINDS, "what did {signer} sign", "what did {signer sign"),
            "signing",
            "asks.topic.en.1",
            "without its partner",
        ),
        (
            (KINDS, '{visitor} visited {place}"]', '{visitor} went to {city}"]'),
            "visit",
            "frames.en.1",
            "no role 'city'",
        ),
        (
            (KINDS, "{visitor} visited {place} {when}.", "It was {then}."),
            "visit",
            "answers.when.en",
            "no role 'then'",
        ),
        (
            (KINDS, "    topic: {en: [", "    thing: {en: ["),
            "signing",
            "asks.thing",
            "no role 'thing'",
        ),
    ],
)
def test_a_bad_phrasing_is_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """A question asks for one role of one kind, and each slot is a role."""
    is_refused(sample, change, id, field, message)


def test_a_question_with_slots_of_other_types_passes(sample: Sample) -> None:
    """`when did {person} visit {person}` is another question than one with a place."""
    passes(sample, (KINDS, "what did {signer} sign", "when did {signer} visit {partner}"))


def test_the_same_question_of_two_kinds_is_refused(sample: Sample) -> None:
    """Slots count by the type that they take, whatever the roles are called."""
    sample.change(KINDS, '"who visited {place}"', '"who visited {visitor}"')
    sample.change(KINDS, "what did {signer} sign", "Who visited {partner}?")
    problem = sample.problems()[0]

    assert ("signing", "asks.topic.en.1") == (problem.id, problem.field)
    assert "'visitor' of the kind 'visit'" in problem.message


def test_a_question_given_twice_for_one_role_passes(sample: Sample) -> None:
    """Saying it twice changes nothing."""
    passes(
        sample, (KINDS, '"who visited {place}"', '"who visited {place}", "Who visited {place}?"')
    )


def test_the_same_question_of_two_entries_is_a_warning(sample: Sample) -> None:
    """Two entries may share a question; it cannot be decided between them."""
    sample.change(ENTRIES, "[which paper is it]", '["Opening hours?"]')

    assert [] == sample.problems()
    found = {(p.id, p.field) for p in sample.problems("warning")}
    assert {("hours", "asks.en.2"), ("paper", "asks.en.1")} == found


def test_a_question_that_no_fact_answers_is_refused(sample: Sample) -> None:
    """A role can be asked for only where at least one fact has it."""
    asks = '  asks: {when: {en: ["since when"]}}\n'
    sample.change(KINDS, "- id: opening\n", f"{asks}- id: opening\n")

    assert [] == sample.problems()

    sample.change(FACTS, '    when: "2024"\n', "")
    sample.change(FACTS, "direction, when]", "direction]")

    assert [(KINDS, sample.line(KINDS, asks), "trade", "asks.when")] == sample.where()


@pytest.mark.parametrize(
    ("role", "answerable"),
    [
        ("where: {type: city}", True),  # the visit's place takes cities too
        ("place: {type: line}", True),  # the visit has a role of that name
        ("where: {type: line}", False),
    ],
)
def test_a_borrowed_value_answers(sample: Sample, role: str, answerable: bool) -> None:
    """A role may also be lent by the fact that this one happened in."""
    name = role.partition(":")[0]
    sample.change(
        KINDS, '    topic: {en: ["what', f'    {name}: {{en: ["x"]}}\n    topic: {{en: ["what'
    )
    sample.change(KINDS, "    topic: {type: text}", f"    topic: {{type: text}}\n    {role}")

    assert ([] if answerable else [("signing", f"asks.{name}")]) == [
        (p.id, p.field) for p in sample.problems()
    ]


def test_a_retired_fact_answers_nothing(sample: Sample) -> None:
    """A kind whose only fact is retired is unused, and its questions find nothing."""
    sample.change(FACTS, "  during: ruiz-visit", "  retired: replaced\n  during: ruiz-visit")

    assert [("signing", "asks.topic")] == [(p.id, p.field) for p in sample.problems()]
    assert [("signing", "id")] == [(p.id, p.field) for p in sample.problems("warning")]
