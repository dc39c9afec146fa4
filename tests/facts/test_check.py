"""The check as a whole: all problems at once, each once, in order."""

from __future__ import annotations

from bot.facts.check import check, check_folder
from bot.model import Base
from tests.facts.sample import ENTITIES, FACTS, SOURCES, Sample


def test_a_lone_field_problem_is_said_once(sample: Sample) -> None:
    """What reading refused is not refused a second time by a rule."""
    sample.change(FACTS, '  says: {en: "The Green Line opened."}\n', "")

    assert [("line-opening", "says")] == [(p.id, p.field) for p in sample.problems()]


def test_all_problems_are_told_at_once_in_order(sample: Sample) -> None:
    """Problems of form and of content come together, by file and line."""
    sample.change(FACTS, "direction: rise", "direction: up")
    sample.change(FACTS, "kind: visit", "kind: visits")
    sample.change(ENTITIES, "type: line", "type: lime")
    sample.change(SOURCES, "title: null", "titel: null")
    where = sample.where()

    assert sorted(where) == where
    assert {"one", "green-line", "trade-rise", "ruiz-visit"} <= {id for _, _, id, _ in where}


def test_an_empty_baseis_refused() -> None:
    """A base without facts and entries is most likely the wrong folder."""
    assert ["the base has neither facts nor entries"] == [p.message for p in check(Base())]


def test_a_base_without_its_seedsis_refused(sample: Sample) -> None:
    """Quotes cannot be proven without the articles."""
    sample.write()
    problems = check_folder(sample.folder, None)[1]

    assert {"one", "two"} == {p.id for p in problems if "--seeds" in p.message}
