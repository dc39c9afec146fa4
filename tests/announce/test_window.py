"""How many sends can arrive within one second, wherever between beginning and end they do."""

from __future__ import annotations

import heapq
from random import Random

import pytest

from bot.announce.window import SECOND, Window

MOST = 30


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """The instant it shows."""
        return self.now


def arrivals(seed: int, sends: int) -> list[float]:
    """When sends arrive that a busy machine and network hold up and bunch at will."""
    chance, clock = Random(seed), Clock()
    window, flying, found = Window(MOST, clock), list[float](), list[float]()

    def go_to(instant: float) -> None:
        while flying and flying[0] <= instant:
            clock.now = heapq.heappop(flying)
            window.end()
        clock.now = instant

    for _ in range(sends):
        go_to(clock.now + chance.choice((0.0, 0.001, 0.03)))
        while (wait := window.wait()) > 0:
            go_to(clock.now + wait)
        window.begin()
        takes = chance.choice((0.002, 0.04, 0.9, 2.5))
        found.append(clock.now + chance.choice((0.0, chance.random(), 1.0)) * takes)
        heapq.heappush(flying, clock.now + takes)
    return sorted(found)


@pytest.mark.parametrize("seed", range(20))
def test_no_second_has_more_than_the_limit(seed: int) -> None:
    """Also where sends that were held up arrive all at once."""
    found = arrivals(seed, 400)
    pairs = zip(found, found[MOST:], strict=False)

    assert all(later - earlier >= SECOND - 1e-9 for earlier, later in pairs)


def test_what_was_quick_makes_room_after_a_second() -> None:
    """Thirty may go at once, the next waits for the first of them to be a second old."""
    clock = Clock()
    window = Window(MOST, clock)
    for _ in range(MOST):
        assert 0 == window.wait()
        window.begin()
    assert 0 < window.wait() < SECOND
    clock.now = 0.25
    window.end()

    assert SECOND == window.wait()
    clock.now = 1.25
    assert 0 == window.wait()
