"""Rules on support: values stand in their quotes, or their completion is proven."""

from __future__ import annotations

import pytest

from tests.facts.sample import DURING, ENTITIES, FACTS, SOURCES, Change, Sample, is_refused, passes

LETTER = "{signer: inherited, when: inherited}"  # the completion of the fact `letter`
QUOTE = "she signed a letter on school meals with her counterpart Bo Lind"


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        (
            (FACTS, "[norland, suder]", "[norland, georgia]"),
            "trade-rise",
            "roles.parties.2",
            "a name of 'georgia'",
        ),
        (
            (FACTS, "[norland, suder]", "[norland, iso-am]"),
            "trade-rise",
            "roles.parties.2",
            "a name of 'iso-am'",
        ),
        (
            (FACTS, 'when: "2024"', 'when: "2023"'),
            "trade-rise",
            "roles.when",
            "do not have the year 2023",
        ),
        (
            (FACTS, 'when: "2024"', 'when: "2024-06"'),
            "trade-rise",
            "roles.when",
            "do not have the month June",
        ),
        (
            (FACTS, "amount: 39", "amount: 38"),
            "trade-rise",
            "roles.growth",
            "do not have the number 38",
        ),
        (
            (FACTS, "direction: rise", "direction: fall"),
            "trade-rise",
            "roles.direction",
            "the sense 'fall'",
        ),
        (
            (FACTS, 'a letter on school meals"}\n    w', 'a treaty about bread"}\n    w'),
            "letter",
            "roles.topic",
            "most words of",
        ),
        (
            (FACTS, "what: green-line", "what: blue-line"),
            "line-opening",
            "roles.what",
            "unknown entity",
        ),
    ],
)
def test_a_value_that_its_quotes_lack_is_refused(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """Names, dates, amounts, senses and texts must stand in the quotes of their role."""
    is_refused(sample, change, id, field, message)


@pytest.mark.parametrize(
    "changes",
    [
        [(ENTITIES, "{en: Suder}", "{en: Suderland}, adjectives: {en: [Suder]}")],
        [(ENTITIES, "{en: Suder}", "{en: Suderland}, aliases: {en: [SUDER]}")],
        [(FACTS, 'a letter on school meals"}\n    w', 'the school meal letter"}\n    w')],
        [
            (
                FACTS,
                'a letter on school meals"}\n    w',
                'a letter about school meals and pupils"}\n    w',
            )
        ],
        [(FACTS, "amount: 39", "amount: 39.0")],
    ],
)
def test_a_value_in_other_clothes_passes(sample: Sample, changes: list[Change]) -> None:
    """Any name or adjective will do, and most of the words of a text."""
    passes(sample, *changes)


def test_a_role_without_quote_is_refused(sample: Sample) -> None:
    """Each value needs a quote that names its role, or a completion."""
    sample.change(FACTS, "[visitor, place, when]", "[visitor, place]")
    sample.change(FACTS, "  completion: {when: dateline}\n", "")
    problem = sample.problems()[0]

    assert ("ruiz-visit", "roles.when") == (problem.id, problem.field)
    assert "no quote names this role" in problem.message


def test_only_the_quotes_of_the_role_count(sample: Sample) -> None:
    """A value that stands in the quote of another role is not supported by it."""
    more = '\n    - {source: one, roles: [topic], quote: "Trade between Norland and Suder rose"}'
    sample.change(FACTS, f'quote: "{QUOTE}"}}', f'quote: "{QUOTE}"}}{more}')
    sample.change(FACTS, "[partner, topic]", "[topic]")
    sample.change(FACTS, LETTER, "{signer: inherited, when: inherited, partner: dateline}")

    assert [("letter", "roles.partner")] == [(p.id, p.field) for p in sample.problems()]


def test_two_quotes_support_a_value_together(sample: Sample) -> None:
    """The day may stand in one quote and the year in another."""
    more = '\n    - {source: one, roles: [when], quote: "HAVN, 7 May 2025 —"}'
    sample.change(FACTS, 'for “open” talks."}', 'for “open” talks."}' + more)
    sample.change(FACTS, "  completion: {when: dateline}\n", "")

    passes(sample)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([('2025-05-07"\n  says', '2024-05-07"\n  says')], "does not give the year 2024"),
        ([('2025-05-07"\n  says', '2025-05-08"\n  says')], "does not give the day 8"),
        ([('2025-05-07"\n  says', '2025-06-07"\n  says')], "does not give the month June"),
    ],
)
def test_a_wrong_dateline_is_refused(
    sample: Sample, changes: list[tuple[str, str]], message: str
) -> None:
    """What the quote lacks of a date must be what the article's own date says."""
    for old, new in changes:
        sample.change(FACTS, old, new)

    assert message in {p.id: p.message for p in sample.problems()}["ruiz-visit"]


def test_an_undated_article_completes_no_date(sample: Sample) -> None:
    """Nothing that is dated rests on the date line of an undated source."""
    sample.change(SOURCES, '"2025-05-07"', "null")
    problem = sample.problems()[0]

    assert ("ruiz-visit", "roles.when") == (problem.id, problem.field)
    assert "one is undated" in problem.message


def test_a_coarse_dateline_gives_what_it_has(sample: Sample) -> None:
    """An article dated to its year completes a year."""
    passes(sample, (SOURCES, '"2025-05-07"', '"2025"'))


@pytest.mark.parametrize(
    ("completion", "message"),
    [
        ("dateline", "'dateline' completes dates only"),
        ("inherited", "ruiz-visit does not have it"),
        ("context", "no sentence of the article names 'georgia'"),
    ],
)
def test_an_entity_with_a_wrong_completion_is_refused(
    sample: Sample, completion: str, message: str
) -> None:
    """Each completion is proven, in its own way."""
    sample.change(ENTITIES, "{id: georgia, type: country", "{id: georgia, type: person")
    sample.change(FACTS, "partner: bo-lind", "partner: georgia")
    sample.change(FACTS, LETTER, f"{{signer: inherited, when: inherited, partner: {completion}}}")
    problems = sample.problems()

    assert [("letter", "roles.partner")] == [(p.id, p.field) for p in problems]
    assert message in problems[0].message


@pytest.mark.parametrize(
    ("value", "completion"),
    [
        ("partner: ana-ruiz", "partner: context"),  # named elsewhere in the article
        ("partner: ana-ruiz", "partner: inherited"),
        ("partner: georgia", "partner: wording"),
    ],
)
def test_an_entity_with_a_true_completion_passes(
    sample: Sample, value: str, completion: str
) -> None:
    """A name elsewhere in the article, a lender that has it, or other words for it."""
    sample.change(ENTITIES, "{id: georgia, type: country", "{id: georgia, type: person")
    sample.change(FACTS, "partner: bo-lind", value)

    passes(sample, (FACTS, LETTER, f"{{signer: inherited, when: inherited, {completion}}}"))


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("when: inherited}", "when: wording}", "roles.when", "not dates and numbers"),
        ("when: inherited}", "when: context}", "roles.when", "named things only"),
        (DURING + "\n", "", "roles.when", "needs a fact in 'during'"),
        (DURING + "\n", "", "roles.signer", "needs a fact in 'during'"),
        (
            'when: "2025-05-07"\n  during',
            'when: "2025-05"\n  during',
            "roles.when",
            "does not have it",
        ),
    ],
)
def test_a_completion_that_does_not_hold_is_refused(
    sample: Sample, old: str, new: str, field: str, message: str
) -> None:
    """Dates are not completed by wording, and nothing is inherited without a lender."""
    sample.change(FACTS, old, new)

    assert message in {p.field: p.message for p in sample.problems()}[field]


@pytest.mark.parametrize("completion", ["wording", "context", "dateline", "inherited"])
def test_an_amount_needs_its_number(sample: Sample, completion: str) -> None:
    """No completion stands for a number that no quote has."""
    sample.change(FACTS, "amount: 39", "amount: 38")
    review = '  review: {status: approved, by: curators, on: "2026-11-22"}\n- id: line'
    sample.change(FACTS, review, f"  completion: {{growth: {completion}}}\n{review}")

    assert [("trade-rise", "roles.growth")] == [(p.id, p.field) for p in sample.problems()]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("direction: rise", "direction: fall"),
        ('a letter on school meals"}\n    w', 'a pact"}\n    w'),
    ],
)
def test_senses_and_texts_may_be_in_other_words(sample: Sample, old: str, new: str) -> None:
    """`wording` says that the source has the content in other words."""
    sample.change(FACTS, old, new)
    sample.change(FACTS, LETTER, "{signer: inherited, when: inherited, topic: wording}")
    review = '  review: {status: approved, by: curators, on: "2026-11-22"}\n- id: line'
    sample.change(FACTS, review, f"  completion: {{direction: wording}}\n{review}")

    assert [] == sample.problems()


def test_a_needless_completion_is_a_warning(sample: Sample) -> None:
    """A completion that nothing needs is told, and does not refuse the base."""
    sample.change(FACTS, LETTER, "{signer: inherited, when: inherited, partner: context}")
    warnings = sample.problems("warning")

    assert [] == sample.problems()
    assert [("letter", "completion.partner")] == [(p.id, p.field) for p in warnings]
