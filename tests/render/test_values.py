"""Values as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.index import Index
from bot.render.values import Values
from bot.text.lexicon import Lexicon
from bot.text.normal import words

TIME, PEOPLE = {"types": ["time"]}, {"types": ["person"]}
NUMBER, TEXT = {"types": ["quantity"]}, {"types": ["text"]}


@pytest.fixture(scope="module")
def values(sample_index: Index) -> Values:
    """English values of the small base."""
    return Values(sample_index, "en")


@pytest.mark.parametrize(
    ("edtf", "within", "bare"),
    [
        ("2025-05-07", "on 7 May 2025", "7 May 2025"),
        ("2023-05", "in May 2023", "May 2023"),
        ("2014", "in 2014", "2014"),
        ("1992~", "in 1992", "1992"),
        ("2025-05-07/2025-05-08", "from 7 to 8 May 2025", "7–8 May 2025"),
        ("2025-04-30/2025-05-02", "from 30 April to 2 May 2025", "30 April – 2 May 2025"),
        (
            "2024-12-30/2025-01-02",
            "from 30 December 2024 to 2 January 2025",
            "30 December 2024 – 2 January 2025",
        ),
        ("2024-01/2024-08", "from January 2024 to August 2024", "January 2024 – August 2024"),
        ("2014/2016", "from 2014 to 2016", "2014 – 2016"),
        ("1992-09/1994", "from 1992 to 1994", "1992 – 1994"),  # as fine as its coarser end
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(
    values: Values, edtf: str, within: str, bare: str
) -> None:
    """Each shape of a date has its wording, in a sentence and alone."""
    assert (within, bare) == (values.date(edtf), values.date(edtf, bare=True))


def test_any_interval_tells_both_its_ends(values: Values) -> None:
    """Whatever the days, both are in the text, and no slot is left unfilled."""

    @given(st.dates(min_value=date(1000, 1, 1)), st.integers(1, 500))
    def holds(first: date, days: int) -> None:
        last = first + timedelta(days=min(days, (date.max - first).days))
        told = values.date(f"{first.isoformat()}/{last.isoformat()}")

        assert {str(first.day), str(last.day), str(last.year)} <= set(told.split())
        assert "{" not in told

    holds()


@pytest.mark.parametrize(
    ("numbers", "ending"),
    [
        ((1, 21, 31, 101, 1001), "st"),
        ((2, 22, 102), "nd"),
        ((3, 23, 33), "rd"),
        ((0, 4, 10, 11, 12, 13, 14, 20, 35, 111, 112, 113), "th"),
    ],
)
def test_ordinals_have_their_ending(values: Values, numbers: tuple[int, ...], ending: str) -> None:
    """The first, second and third of each ten but 11 to 13 end otherwise than the rest."""
    assert [f"{n}{ending}" for n in numbers] == [values.ordinal(n) for n in numbers]


@pytest.mark.parametrize(
    ("texts", "is_open", "expected"),
    [
        ([], False, ""),
        (["rice"], False, "rice"),
        (["rice", "tea"], False, "rice and tea"),
        (["rice", "tea", "nuts"], False, "rice, tea, and nuts"),
        (["rice", "tea"], True, "including rice and tea"),
        (["rice", "tea", "nuts"], True, "including rice, tea, and nuts"),
    ],
)
def test_several_values_are_one_phrase(
    values: Values, texts: list[str], is_open: bool, expected: str
) -> None:
    """A list reads as a person writes it; one that its source leaves open says so."""
    assert expected == values.list(texts, is_open)


@pytest.mark.parametrize(
    ("value", "role", "expected"),
    [
        ({"amount": 39, "unit": "percent"}, NUMBER, "39 percent"),
        ({"amount": 312_000_000, "unit": "euros"}, NUMBER, "312,000,000 euros"),
        ({"amount": 4200, "unit": "km"}, NUMBER, "4200 km"),
        ({"amount": -40, "unit": "degrees"}, NUMBER, "-40 degrees"),
        ({"amount": 1.5, "unit": "million dollars"}, NUMBER, "1.5 million dollars"),
        ({"en": "a letter"}, TEXT, "a letter"),
        ({"fr": "une lettre"}, TEXT, "une lettre"),  # no English: what there is
        ("2014", TIME, "in 2014"),
        ("ana-ruiz", PEOPLE, "Ana Ruiz"),
        ("nobody", PEOPLE, "nobody"),
    ],
)
def test_a_value_is_told_by_its_type(
    values: Values, value: object, role: dict[str, list[str]], expected: str
) -> None:
    """Amounts with their unit, texts in the language, dates in words, things by their name."""
    assert expected == values.value(value, role)


@pytest.mark.parametrize(
    ("language", "told"), [("az", "39 faiz"), ("en", "39 percent"), ("ru", "39 %"), ("vi", "39%")]
)
def test_an_amount_has_its_unit_in_each_language(
    shipped_index: Index, language: str, told: str
) -> None:
    """As the lexicon of the language writes it."""
    assert told == Values(shipped_index, language).amount(39.0, "percent")


def test_a_large_amount_is_told_in_full(values: Values) -> None:
    """A number is not shortened to six digits."""
    assert "1,234,567 tonnes" == values.value({"amount": 1234567, "unit": "tonnes"}, NUMBER)


def test_a_template_is_filled_with_the_roles(sample_index: Index, values: Values) -> None:
    """Every slot becomes the value of its role."""
    kind = sample_index.kinds["visit"]
    roles = {"visitor": ["ana-ruiz", "bo-lind"], "place": ["suder"], "when": ["2025-05-07"]}

    assert "Ana Ruiz and Bo Lind visited Suder on 7 May 2025." == values.fill(
        "{visitor} visited {place} {when}.", roles, kind, frozenset()
    )


def test_a_template_without_its_value_is_not_filled(sample_index: Index, values: Values) -> None:
    """A missing role is named, for the caller to choose another wording."""
    with pytest.raises(KeyError, match="place"):
        values.fill("{place}", {}, sample_index.kinds["visit"], frozenset())


class _Foreign:
    """An index with a language that declines its months and counts in three forms."""

    def __init__(self, index: Index) -> None:
        self._index = index
        months = [f"{n}a" for n in range(1, 13)]
        self._lexicon = Lexicon(
            {
                "date_phrases": {
                    "month": "u {month_in} {year_ordinal}",
                    "bare_month": "",
                    "bare_day": "{day} {month}",
                },
                "months_in": [f"{n}u" for n in range(1, 13)],
                "ordinal_forms": {"default": "{n}-ci", "4": "{n}-cu"},
                "amounts": {"percent": "{n} %"},
            }
        )
        self._calendar = {
            "names": months,
            "alone": months,
            "decimal": ",",
            "group": ".",
            "plurals": ["few"] * 200,
        }

    def meta(self, key: str) -> Any:
        """The calendar of the language; the rest is that of the small base."""
        return {"xx": self._calendar} if key == "calendar" else self._index.meta(key)

    def lexicon(self, language: str) -> Lexicon:
        """The language's own words."""
        return self._lexicon if language == "xx" else self._index.lexicon(language)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def test_a_language_writes_in_its_own_forms(sample_index: Index) -> None:
    """Months in their case, years as ordinals, the decimal sign and the place of the unit."""
    values = Values(cast(Index, _Foreign(sample_index)), "xx")

    assert "u 5u 2024-cu" == values.date("2024-05")
    assert "7 5a" == values.date("2024-05-07", bare=True)
    assert "1,5 %" == values.value({"amount": 1.5, "unit": "percent"}, NUMBER)
    assert "12.500 %" == values.value({"amount": 12500, "unit": "percent"}, NUMBER)
    assert ("few", "few") == (values.plural(5), values.plural(2025))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ana-ruiz", "Ana Ruiz"),
        ("2014", "2014"),
        ({"en": "a letter"}, "a letter"),
        ({"amount": 2, "unit": "day"}, "2 day"),
        ("fall", "fall"),
    ],
)
def test_any_value_can_be_told(values: Values, value: Any, expected: str) -> None:
    """A thing by its name, a date, a text and an amount as they are written."""
    assert expected == values.plain(value)


@pytest.mark.parametrize("language", ["en", "vi", "az", "ru"])
def test_an_office_is_told_once(shipped_index: Index, language: str) -> None:
    """A title that names its body is not followed by the body again."""
    values = Values(shipped_index, language)
    told = [words(values.office(person) or "") for person in ("to-lam", "ilham-aliyev")]
    fillers = shipped_index.lexicon(language).fillers
    decisive = [[word for word in one if word not in fillers] for one in told]

    assert all(decisive)
    assert [] == [one for one in decisive if len(one) > len(set(one))]
