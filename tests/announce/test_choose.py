from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announce.choose import Chooser
from bot.facts.index import Index


@pytest.fixture(scope="module")
def chooser(dated_index: Index) -> Chooser:
    """Chooses among the facts of the small base."""
    return Chooser(dated_index)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-05-07", {"ruiz-visit": 1, "letter": 1}),
        ("2035-05-07", {"ruiz-visit": 10, "letter": 10}),
        ("2025-05-07", {}),  # the very day is no anniversary
        ("2024-05-07", {}),
        ("2026-05-08", {}),
        ("2026-01-01", {}),  # "2024" is no day
    ],
)
def test_an_anniversary_has_the_day_and_an_earlier_year(
    chooser: Chooser, day: str, found: dict[str, int]
) -> None:
    """Only what has a day is told, with the years passed."""
    told = chooser.anniversaries(date.fromisoformat(day))
    assert found == {a.fact: a.years for a in told}


@pytest.mark.parametrize(
    ("day", "years"),
    [("2025-02-28", 1), ("2026-02-28", 2), ("2028-02-28", None), ("2028-02-29", 4)],
)
def test_a_leap_day_is_kept_every_year(chooser: Chooser, day: str, years: int | None) -> None:
    """29 February is told on the 28th where there is no 29th, and never twice in a year."""
    told = {a.fact: a.years for a in chooser.anniversaries(date.fromisoformat(day))}
    assert told.get("line-opening") == years


@pytest.mark.parametrize(
    ("entities", "found"),
    [
        (("bo-lind",), ["letter"]),
        (("green-line",), []),
        (("green-line", "suder"), ["letter", "ruiz-visit"]),
        (("nobody",), []),
    ],
)
def test_who_follows_something_is_told_only_of_that(
    chooser: Chooser, entities: tuple[str, ...], found: list[str]
) -> None:
    """A fact is about a thing that it names, or whose people it names."""
    told = chooser.anniversaries(date(2026, 5, 7), entities)
    assert found == [a.fact for a in told]


@given(st.text(max_size=5), st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_no_fact_comes_again_before_the_others_had_their_turn(
    dated_index: Index, seed: str, gaps: list[int]
) -> None:
    """Every run of as many posts as there are facts tells each fact once."""
    chooser, told, order = Chooser(dated_index), dict[str, str](), []
    for number, gap in enumerate(gaps):
        fact = chooser.next(told, seed)
        assert fact is not None
        order.append(fact)
        told[fact] = f"2026-01-01T{number:02}:{gap:02}"
    size = len(dated_index.ids)
    assert all(len(set(order[i : i + size])) == len(order[i : i + size]) for i in range(len(order)))


def test_a_new_fact_has_its_turn_next_and_not_more_often_than_others(chooser: Chooser) -> None:
    """A fact that was added late comes once, and then waits as the others do."""
    told = {i: f"2026-02-0{n}" for n, i in enumerate(["letter", "trade-rise", "line-opening"], 1)}

    assert chooser.next(told, "") == "ruiz-visit"
    assert chooser.next({**told, "ruiz-visit": "2026-02-09"}, "") == "letter"


def test_different_chats_begin_with_different_facts(chooser: Chooser) -> None:
    """The order of the untold facts depends on the chat."""
    assert len({chooser.next({}, str(seed)) for seed in range(30)}) > 1


def test_who_follows_what_no_fact_is_about_is_told_nothing(chooser: Chooser) -> None:
    """No fact, no post."""
    assert chooser.next({}, "", ("nobody",)) is None
