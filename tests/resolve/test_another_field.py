"""A field with amounts of every sort, and with plans: all that it needs comes from its base."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import Conversations
from bot.facts.build import open_base
from bot.model import Decision
from tests.resolve.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]
ORBIT = ROOT / "tests" / "bases" / "orbit"


@pytest.fixture(scope="module", name="orbit")
def _orbit(cache_home: Path) -> Conversations:
    index = open_base(ORBIT, ORBIT / "seeds", ROOT / "knowledge", cache_home)
    return Conversations(index, TODAY)


def ask(orbit: Conversations, text: str) -> Decision:
    """The decision on one message."""
    return orbit.ask(text)[0].decision


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("How many kilograms does Kestrel 4 weigh?", 840),
        ("How many euros did Kestrel 4 cost?", 312_000_000),
        ("how many months did the mirror of the Skarn Telescope take to polish", 26),
        ("How long did the mirror of the Skarn Telescope take to polish?", 26),
        ("How long will Nadia Karim stay at Halo Station?", 180),
        ("How many days will Karim stay?", 180),
        ("At what temperature does the Skarn Telescope work?", -40),
        ("how cold is the Skarn Telescope", -40),
        ("How expensive was Kestrel 4?", 312_000_000),
    ],
)
def test_an_amount_is_asked_for_by_its_unit(orbit: Conversations, text: str, value: float) -> None:
    """Also as a length of time, where the source gives no dates."""
    decision = ask(orbit, text)

    assert ("answer", value) == (decision.outcome, decision.value)


@pytest.mark.parametrize(
    "text",
    [
        "How many euros does Kestrel 4 weigh?",
        "How many tonnes does Kestrel 4 weigh?",
        "How many days does Kestrel 4 weigh?",
        "How long does Kestrel 4 weigh?",
        "Who will stay for 90 days?",
        "Who will stay for 180 months?",
    ],
)
def test_another_unit_asks_for_another_thing(orbit: Conversations, text: str) -> None:
    """Nothing is converted, and no other amount of the fact is told."""
    assert "abstain" == ask(orbit, text).outcome


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Kestrel 4 weighs 840 kilograms", "supported"),
        ("Kestrel 4 weighs 840 kg", "supported"),
        ("Kestrel 4 weighs 940 kg", "refuted"),
        ("Did Kestrel 4 cost 312 million euros?", "supported"),
        ("Did Kestrel 4 cost €312m?", "supported"),
        ("Did Kestrel 4 cost 312,000,000 euros?", "supported"),
        ("Did Kestrel 4 cost €312bn?", "refuted"),
        ("Did Kestrel 4 cost 312 euros?", "refuted"),
        ("Did Kestrel 4 cost $312 million?", "not_in_sources"),
        ("Does the Skarn Telescope work at minus 40 degrees Celsius?", "supported"),
        ("Does the Skarn Telescope work at -40 degrees Celsius?", "supported"),
        ("Does the Skarn Telescope work at 40 degrees Celsius?", "refuted"),
        ("Paul Okafor is the first Ghanaian in space", "supported"),
        ("Paul Okafor is the first Kenyan in space", "not_in_sources"),
        ("Paul Okafor is the second Ghanaian in space", "not_in_sources"),
    ],
)
def test_a_claim_is_held_against_the_amount(orbit: Conversations, text: str, verdict: str) -> None:
    """With its scale, its sign and its unit, however they are written; and a rank with its sort."""
    assert verdict == ask(orbit, text).verdict


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("When will Kestrel 5 be launched?", "answer"),
        ("When was Kestrel 5 launched?", "abstain"),
        ("When will Kestrel 4 be launched?", "abstain"),
    ],
)
def test_a_plan_is_asked_for_as_one(orbit: Conversations, text: str, outcome: str) -> None:
    """What "will be launched" is no past, for all its participle."""
    assert outcome == ask(orbit, text).outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Where is the Skarn Telescope?", "answer"),
        ("Where was Kestrel 4 launched?", "answer"),
        ("Where is Kestrel 4?", "abstain"),
        ("Where is Kestrel 4 going?", "abstain"),
    ],
)
def test_where_something_is_is_not_where_it_was(
    orbit: Conversations, text: str, outcome: str
) -> None:
    """An event tells where it took place, and not where its things are now."""
    assert outcome == ask(orbit, text).outcome


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Whom did Brandl thank?", "Nadia Karim"),
        ("Who thanked Karim?", "Ada Brandl"),
        ("Why did Ada Brandl thank Nadia Karim?", "finding the fault"),
    ],
)
def test_who_says_it_does_it(orbit: Conversations, text: str, value: str) -> None:
    """The speaker of a kind that is itself no report, though a wider one is, does what its own word
    says.
    """
    assert value == ask(orbit, text).value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("What is Kestrel 4 paid with?", 312_000_000),
        ("what was kestrel 5 paid with", None),
        ("What is Kestrel 4 bought with?", None),
        ("What is Mount Skarn paid with?", None),
        ("With what was Kestrel 4 paid?", None),
    ],
)
def test_a_phrasing_needs_no_word_of_its_kind(
    orbit: Conversations, text: str, value: float | None
) -> None:
    """Its own words say what is asked, as long as all of them are there, in order."""
    assert value == ask(orbit, text).value


@pytest.mark.parametrize(
    "text",
    [
        "Did Kestrel 4 cost more than 312 million euros?",
        "Did Kestrel 4 cost at least 300 million euros?",
        "Does Kestrel 4 weigh over 840 kg?",
    ],
)
def test_a_bound_is_no_amount(orbit: Conversations, text: str) -> None:
    """What is more or less than an amount is neither supported nor refuted by it."""
    assert "not_in_sources" == ask(orbit, text).verdict


@pytest.mark.parametrize(
    "text", ["Who made Halo Station?", "Who ran the Meridian Agency?", "What is Halo Station?"]
)
def test_who_heads_a_thing_is_not_what_it_is(orbit: Conversations, text: str) -> None:
    """Nor who did anything to it, be the verb ever so little."""
    assert "abstain" == ask(orbit, text).outcome


def test_which_agency_asks_of_a_fact_first(orbit: Conversations) -> None:
    """A word for papers may be one for the things of the base."""
    assert "the Meridian Agency" == ask(orbit, "Which agency launched Kestrel 4?").value


def test_countries_are_no_little_word(orbit: Conversations) -> None:
    """Where a fact has none, a claim about them is not what it says."""
    text = "Kestrel 4 was launched by both countries on 12 March 2024"

    assert "not_in_sources" == ask(orbit, text).verdict
