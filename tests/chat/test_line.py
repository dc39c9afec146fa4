"""Fetching updates: in order, again after trouble, and ended when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.chat.line import Line, poll
from bot.errors import ServeError

Raw = Mapping[str, Any]


class Fake(Line):
    """A line whose server gives what it is told to, then stops the polling."""

    def __init__(self, *given: Sequence[Raw] | TelegramError) -> None:
        super().__init__("123456:ABCdefGHIjkl")
        object.__setattr__(self, "given", list(given))
        object.__setattr__(self, "offsets", [])
        object.__setattr__(self, "stop", asyncio.Event())

    async def fetch(self, offset: int, wait: int) -> list[Raw]:
        self.offsets.append((offset, wait > 0))
        if not self.given:
            self.stop.set()
            return []
        found = self.given.pop(0)
        if isinstance(found, TelegramError):
            raise found
        return list(found)

    given: list[Any]
    offsets: list[tuple[int, bool]]
    stop: asyncio.Event


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without making them."""
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return pauses


async def _polled(line: Fake) -> list[int]:
    taken: list[int] = []

    async def deliver(raw: Raw) -> None:
        taken.append(raw["update_id"])

    await poll(line, deliver, line.stop, lambda: None)
    return taken


async def test_each_update_is_asked_for_once() -> None:
    """The next number confirms those before it; at the end the last ones are confirmed."""
    line = Fake([{"update_id": 7}, {"update_id": 8}], [], [{"update_id": 9}])

    assert [7, 8, 9] == await _polled(line)
    assert [(0, True), (9, True), (9, True), (10, True), (10, False)] == line.offsets


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (TimedOut(), 1.0),
        (NetworkError("Bad Gateway (502)"), 1.0),
        (Conflict("terminated by other getUpdates request"), 1.0),
        (RetryAfter(7), 7.0),
    ],
    ids=["time-out", "502", "conflict", "429"],
)
async def test_trouble_is_waited_out(
    slept: list[float], error: TelegramError, pause: float
) -> None:
    """Nothing is lost, and the server is not pushed."""
    line = Fake([{"update_id": 7}], error, [{"update_id": 8}])

    assert [7, 8] == await _polled(line)
    assert [pause] == slept


async def test_pauses_get_longer_until_it_answers(slept: list[float]) -> None:
    """At most half a minute; an answer sets them back."""
    down = [TimedOut() for _ in range(7)]
    line = Fake(*down, [], TimedOut())
    await _polled(line)

    assert [1, 2, 4, 8, 16, 30, 30, 1] == slept


async def test_a_token_that_is_taken_back_ends_it() -> None:
    """There is nothing to wait for."""
    with pytest.raises(ServeError, match="ATTACHE_TELEGRAM_TOKEN"):
        await _polled(Fake([], InvalidToken("Unauthorized")))


async def test_a_call_that_waits_is_given_up_when_told_to_stop() -> None:
    """Half a minute would be long for who pressed Ctrl-C."""
    line = Fake()

    async def forever(offset: int, wait: int) -> list[Raw]:
        del offset, wait
        await asyncio.Event().wait()
        return []

    object.__setattr__(line, "fetch", forever)
    task = asyncio.create_task(_polled(line))
    await asyncio.sleep(0)
    line.stop.set()

    assert [] == await asyncio.wait_for(task, 5)


def test_a_strange_update_harms_no_other() -> None:
    """What the library cannot read is left out."""
    line = Line("123456:ABCdefGHIjkl")

    assert line.read({"update_id": 7, "message": {"no": "message"}}) is None
    assert line.read({"update_id": 7, "something_new": {}}) is not None
