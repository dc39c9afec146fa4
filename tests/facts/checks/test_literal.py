"""What stands literally in a text."""

from __future__ import annotations

import pytest

from bot.facts.checks.literal import (
    Parts,
    has_amount,
    has_any,
    has_sense,
    names_of_entity,
    parts_in,
    parts_of,
    share_of_words,
)
from bot.model import Entity, Quantity, Role
from bot.text.normal import words


def _parts(years: set[int], months: set[int], days: set[int]) -> Parts:
    return Parts(frozenset(years), frozenset(months), frozenset(days))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1992", _parts({1992}, set(), set())),
        ("1992-09", _parts({1992}, {9}, set())),
        ("1992-09-23~", _parts({1992}, {9}, {23})),
        ("2025-05-07/2025-05-08", _parts({2025}, {5}, {7, 8})),
        ("2024-12-31/2025-01", _parts({2024, 2025}, {12, 1}, {31})),
    ],
)
def test_parts_of_a_date(value: str, expected: Parts) -> None:
    """A date names years, months and days; an interval those of both ends."""
    assert expected == parts_of(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on September 23, 1992", _parts({1992}, {9}, {23})),
        ("on 23rd Sept. 1992", _parts({1992}, {9}, {23})),
        ("from May 7 to 8", _parts(set(), {5}, {7, 8})),
        ("on May 7 afternoon", _parts(set(), {5}, {7})),
        ("date 2025-05-08 BAKU", _parts({2025}, {5}, {8})),
        ("on 07.05.2025", _parts({2025}, {5}, {7})),
        ("on 7/5/2025", _parts({2025}, {5}, {7})),
        ("they may meet", _parts(set(), set(), set())),
        ("12 ministers spoke for two hours in May", _parts(set(), {5}, set())),
        ("in 2014", _parts({2014}, set(), set())),
        ("on the 7th", _parts(set(), set(), {7})),
        ("up 39 percent", _parts({39}, set(), set())),
        ("1,992 people", _parts(set(), set(), set())),
        ("number 45-13-2025-1", _parts({45, 2025}, set(), {13, 1})),
    ],
)
def test_parts_in_a_text(text: str, expected: Parts) -> None:
    """A day counts near its month, where one is named; "may" in small letters is no month."""
    assert expected == parts_in([text])


def test_parts_of_several_texts_add_up() -> None:
    """Two quotes may give the year and the day."""
    assert _parts({2025}, {5}, {7}) == parts_in(["in 2025", "on May 7"])


def test_missing_parts_are_said_in_words() -> None:
    """What is missing is named as people do."""
    missing = parts_of("2025-05-07").without(parts_in(["in 2024"]))

    assert "the year 2025, the month May, the day 7" == str(missing)
    assert not missing.empty()
    assert parts_of("2024").without(parts_in(["in 2024"])).empty()


@pytest.mark.parametrize(
    ("amount", "text", "expected"),
    [
        (39, "a notable 39 percent increase", True),
        (39, "a 3.9 percent increase", False),
        (39, "a 139 percent increase", False),
        (39, "a 39% increase", True),
        (1500, "1,500 people", True),
        (1.5, "1,5 km", True),
        (1.5, "1.5 million", True),
        (1_500_000, "1.5 million", True),
        (1_500_000, "1.5 billion", False),
        (8, "the first eight months", True),
        (8, "the first eighty months", False),
        (35, "thirty-five years", True),
        (30, "thirty-five years", False),
        (5, "thirty-five years", False),
        (12500.5, "12,500.5 km", True),
        (12500.5, "12.500,5 km", True),
        (1500, "15,00", False),
        (3000, "three thousand", True),
        (0, "nothing", False),
        (0, "zero", True),
        (2, "postponed twice", True),
        (48e6, "€48m in cash", True),
        (2.1e9, "a budget of $2.1bn", True),
        (2.1e9, "a budget of 2.1 billion euros", True),
        (-40, "at minus 40 degrees", True),
        (-40, "at -40 °C", True),
        (-40, "at \N{MINUS SIGN}40 °C", True),
        (-40, "at 40 degrees", False),
        (-40, "sites 12-40", False),
    ],
)
def test_an_amount_stands_in_a_text(amount: float, text: str, expected: bool) -> None:
    """Numbers are read in digits, with either separator, in words, and before a scale word."""
    assert expected == has_amount(text, Quantity(amount, "x"))


@pytest.mark.parametrize(
    ("text", "quote", "share"),
    [
        ("military training", "training of the military", 1.0),
        ("training programmes", "they train in programs", 1.0),
        ("oil and gas", "gas and oil", 1.0),  # no long words: all of them count
        ("cooperation in trade", "trade", 0.5),
        ("cooperation", "trade", 0.0),
        ("!", "!", 0.0),
    ],
)
def test_the_share_of_words(text: str, quote: str, share: float) -> None:
    """Words of four letters and more are compared by their first five."""
    assert share == share_of_words(text, [quote])


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("the Viet Nam-Azerbaijan tie", "Việt Nam", True),
        ("the Viet and Nam tie", "Viet Nam", False),
        ("Vietnamese", "Vietnam", False),
        ("Aliyev’s visit", "Aliyev", True),
        ("", "Aliyev", False),
    ],
)
def test_a_name_stands_unbroken(text: str, phrase: str, expected: bool) -> None:
    """A name is found as whole words in their order; marks and case do not matter."""
    assert expected == has_any(words(text), [words(phrase)])


def test_everything_that_an_entity_is_called() -> None:
    """Names, aliases, adjectives and, for a country, the names of CLDR."""
    country = Entity(
        "x", "country", {"en": "Vee"}, {"en": ("V Land",)}, iso="VN", adjectives={"en": ("Veeish",)}
    )

    assert [["vee"], ["v", "land"], ["veeish"], ["vietnam"], ["viet", "nam"]] == names_of_entity(
        country, ("en", "vi")
    )


def test_a_sense_needs_one_of_its_words() -> None:
    """The words of another sense do not count."""
    role = Role("way", ("sense",), senses={"rise": {"en": ("grow up",)}, "fall": {"en": ("drop",)}})

    assert has_sense(role, "rise", ["trade will grow up"])
    assert not has_sense(role, "rise", ["trade will drop", "grow"])
    assert not has_sense(role, "other", ["trade will grow up"])
