"""What conversations were about: for half an hour, and of no more than so many."""

from __future__ import annotations

import pytest

from bot.app import contexts
from bot.app.contexts import KEPT, Contexts
from bot.model import Context

VISIT = Context(facts=("ruiz-visit",))


def test_a_context_is_kept_for_half_an_hour() -> None:
    """Later, a follow-up has nothing to follow."""
    now = [0.0]
    kept = Contexts(lambda: now[0])
    kept.put("a", VISIT)
    now[0] = KEPT
    assert VISIT == kept.get("a")
    now[0] = KEPT + 1

    assert kept.get("a") is None


def test_the_longest_unused_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory is bounded."""
    monkeypatch.setattr(contexts, "MOST", 2)
    kept = Contexts()
    for name in ("a", "b", "a", "c"):
        kept.put(name, VISIT)

    assert [VISIT, None, VISIT] == [kept.get(name) for name in "abc"]


def test_some_can_be_forgotten() -> None:
    """By their names; no name is no conversation."""
    kept = Contexts()
    for name in ("1:0:7", "2:0:7", "2:0:8"):
        kept.put(name, VISIT)
    kept.put(None, VISIT)
    kept.forget(lambda name: name.endswith(":7"))

    assert [None, None, VISIT, None] == [kept.get(n) for n in ("1:0:7", "2:0:7", "2:0:8", None)]
