"""Flood limits and failures on purpose."""

from __future__ import annotations

import pytest

from bot.playground.clock import ManualClock
from bot.playground.trouble import Limits, Trouble, Troubles


def _limited() -> tuple[Troubles, ManualClock]:
    clock = ManualClock()
    troubles = Troubles(clock.now)
    troubles.limits = Limits()
    return troubles, clock


def test_no_limits_unless_asked_for() -> None:
    """Tests that do not speak of limits meet none."""
    troubles = Troubles(ManualClock().now)
    assert [troubles.wait_for("send", 1) for _ in range(100)] == [0] * 100


def test_overall() -> None:
    """Thirty a second over all chats."""
    troubles, clock = _limited()
    assert [troubles.wait_for("send", chat) for chat in range(1, 32)] == [0] * 30 + [1]
    clock.advance(1)
    assert troubles.wait_for("send", 31) == 0


def test_one_a_second_in_a_chat() -> None:
    """One message a second in a chat, and beside it one edit; a refused one is not counted."""
    troubles, clock = _limited()
    assert [troubles.wait_for("send", 1) for _ in range(3)] == [0, 1, 1]
    assert [troubles.wait_for("edit", 1) for _ in range(2)] == [0, 1]
    clock.advance(1)
    assert troubles.wait_for("send", 1) == 0


def test_twenty_a_minute_in_a_group() -> None:
    """Twenty a minute in a group; the wait says when the oldest is a minute old."""
    troubles, clock = _limited()
    for _ in range(20):
        assert troubles.wait_for("send", -1) == 0
        clock.advance(1)
    assert troubles.wait_for("send", -1) == 40
    clock.advance(40)
    assert troubles.wait_for("send", -1) == 0


def test_inline_edits_have_no_chat() -> None:
    """An edit of an inline message counts overall alone."""
    troubles, _ = _limited()
    assert [troubles.wait_for("edit", 0) for _ in range(31)] == [0] * 30 + [1]


@pytest.mark.parametrize(
    ("methods", "times", "failed"),
    [
        (frozenset[str](), 1, ["a"]),
        (frozenset({"b"}), 1, ["b"]),
        (frozenset({"b"}), 2, ["b", "b"]),
    ],
)
def test_failures_are_used_up(methods: frozenset[str], times: int, failed: list[str]) -> None:
    """A failure meets the methods that it names, as often as it says."""
    troubles = Troubles(ManualClock().now)
    troubles.add(Trouble("cut", methods, times))
    assert [method for method in "abbb" if troubles.next_for(method)] == failed
    assert troubles.waiting == []
