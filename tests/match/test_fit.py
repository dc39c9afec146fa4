"""Fitting the intent matcher."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match import fit as fitting
from bot.match.fit import fit
from bot.match.phrasings import Model, rank

WORDS = ["who", "what", "when", "came", "signed", "visit", "trade", "the"]
PHRASING = st.tuples(
    st.lists(st.sampled_from(WORDS), max_size=5).map(tuple),
    st.sampled_from(["a", "b", "c"]),
)
PHRASINGS = st.lists(PHRASING, max_size=12)
MANY = [
    ((f"{verb}{at}", "the", noun), noun)
    for verb in ("open", "close", "move")
    for noun in ("door", "window", "shelf")
    for at in range(8)
]


@given(PHRASINGS, st.randoms())
def test_the_order_of_phrasings_does_not_matter(
    rows: list[tuple[tuple[str, ...], str]], chance: object
) -> None:
    """The same phrasings, shuffled or repeated, give the same bytes."""
    again = rows + rows[:2]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert fit(rows).to_json() == fit(again).to_json()


@given(PHRASINGS)
def test_a_model_survives_json(rows: list[tuple[tuple[str, ...], str]]) -> None:
    """Written, read and written again, a model is the same text."""
    text = fit(rows).to_json()
    assert Model.from_json(text).to_json() == text


def test_a_model_is_plain_json() -> None:
    """Any JSON reader reads it, and finds the labels and words sorted."""
    values = json.loads(fit(MANY).to_json())
    assert values["labels"] == sorted(values["labels"])
    assert values["words"] == sorted(values["words"])


def test_empty_phrasings_are_left_out() -> None:
    """A phrasing without words teaches nothing, and its label does not appear by it."""
    assert fit([((), "a"), (("who",), "b")]).labels == ["b"]


def test_repeated_phrasings_count_once() -> None:
    """Saying the same twice does not make it weigh more."""
    assert len(fit([(("who",), "a"), (("who",), "a")]).texts) == 1


def test_small_weights_are_dropped() -> None:
    """No stored weight is below the smallest, and each phrasing of a clear label has its own."""
    model = fit(MANY)
    stored = [weight for row in model.weights for _, weight in row]
    assert min(map(abs, stored)) >= fitting.SMALLEST
    assert all(own in dict(row) for own, row in zip(model.label, model.weights, strict=True))


@pytest.mark.parametrize(("name", "value"), [("COMMON", 5), ("ROWS", 7)])
def test_working_in_blocks_changes_no_model(
    monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    """How the kernel is cut into blocks is only a matter of memory and time."""
    whole = fit(MANY)
    monkeypatch.setattr(fitting, name, value)
    parts = fit(MANY)
    assert parts.texts == whole.texts
    for one, other in zip(parts.weights, whole.weights, strict=True):
        assert dict(one) == pytest.approx(dict(other), abs=0.002)


def test_single_precision_ranks_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large base is fitted in single precision; the first places stay."""
    double = fit(MANY)
    monkeypatch.setattr(fitting, "EXACT", 0)
    single = fit(MANY)
    for words, _ in MANY:
        assert rank(single, words)[0].label == rank(double, words)[0].label


def test_frequent_letter_groups_weigh_nothing_in_a_large_base(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What most phrasings have tells nothing, is not walked, and does not count as unknown."""
    monkeypatch.setattr(fitting, "LARGE", 10)
    model = fit(MANY)
    assert model.grams["the"] == (0.0, [])
    assert rank(model, ("open1", "the", "door"))[0].label == "door"
