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
    """Any JSON reader reads it, and finds the labels sorted and the phrasings as texts."""
    values = json.loads(fit(MANY).to_json())
    assert values["labels"] == ["door", "shelf", "window"]
    assert values["texts"] == sorted(" ".join(words) for words, _ in MANY)


def test_empty_phrasings_are_left_out() -> None:
    """A phrasing without words teaches nothing, and its label does not appear by it."""
    assert fit([((), "a"), (("who",), "b")]).labels == ["b"]


def test_repeated_phrasings_count_once() -> None:
    """Saying the same twice does not make it weigh more."""
    assert len(fit([(("who",), "a"), (("who",), "a")]).texts) == 1


def test_only_what_falls_short_has_a_weight() -> None:
    """Each phrasing of a clear intent speaks for its own; most say nothing of the others."""
    model = fit(MANY)
    stored = [len(row) for row in model.weights]
    assert all(own in dict(row) for own, row in zip(model.label, model.weights, strict=True))
    assert sum(stored) < len(model.labels) * len(stored)


def test_a_phrasing_scores_high_for_its_own_and_low_for_others() -> None:
    """Near 1 for its own intent, and for another hardly more than what the fit allows."""
    model = fit(MANY)
    for words, label in MANY:
        first, second = rank(model, words, 2)
        assert first.label == label
        assert first.score > 0.7
        assert second.score < fitting.FAR + 0.1


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


def test_a_row_keeps_the_heaviest_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feature's row is cut to the intents that it tells most about, and ranks alike."""
    monkeypatch.setattr(fitting, "LARGEST_ROW", 1)
    model = fit(MANY)
    assert [rank(model, words)[0].label for words, _ in MANY] == [label for _, label in MANY]
