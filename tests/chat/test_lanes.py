"""Order within a chat, chats side by side, and a fair share for everybody."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat import lanes
from bot.chat.lanes import Lanes, Shares

ANA, BORIS, GROUP = 1, 2, -100


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Work:
    """Handles items; those that are held wait until they are let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.held: dict[str, asyncio.Event] = {}

    async def __call__(self, item: str) -> None:
        self.begun.append(item)
        if item in self.held:
            await self.held[item].wait()
        self.done.append(item)


@pytest.fixture
def work() -> Work:
    """A handler."""
    return Work()


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chat_is_handled_in_order_and_others_go_on(work: Work) -> None:
    """While one update of a chat is in hand, the next one waits, and other chats do not."""
    work.held["a1"] = asyncio.Event()
    run = Lanes(work, Shares(Clock()))
    for item, chat in [("a1", ANA), ("a2", ANA), ("b1", BORIS)]:
        assert run.put(item, chat, chat)
    await _settle()

    assert ["a1", "b1"] == work.begun
    work.held["a1"].set()
    await _settle()
    assert ["b1", "a1", "a2"] == work.done
    assert 0 == run.waiting


async def test_a_failing_handler_does_not_stop_the_chat() -> None:
    """What is behind a failure is handled."""
    done = []

    async def handle(item: str) -> None:
        done.append(item)
        if item == "bad":
            raise ValueError

    run = Lanes(handle, Shares(Clock()))
    run.put("bad", ANA, ANA)
    run.put("good", ANA, ANA)
    await _settle()

    assert ["bad", "good"] == done


async def test_who_floods_a_group_does_not_hold_up_others(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person over the share waits in a lane of their own, in order."""
    waits: list[asyncio.Event] = []

    async def sleep(_: float) -> None:
        waits.append(asyncio.Event())
        await waits[-1].wait()

    real = asyncio.sleep
    monkeypatch.setattr(lanes, "asyncio", _Patched(sleep))
    run = Lanes(work, Shares(Clock(), burst=2))
    for number in range(4):
        run.put(f"flood{number}", GROUP, ANA)
    run.put("boris", GROUP, BORIS)
    for _ in range(20):
        await real(0)

    assert ["flood0", "flood1", "boris"] == work.done
    for place in range(2):
        waits[place].set()
        for _ in range(20):
            await real(0)
    assert ["flood0", "flood1", "boris", "flood2", "flood3"] == work.done


async def test_too_much_of_one_person_is_dropped(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so many updates of one person wait; somebody else's still come in."""
    monkeypatch.setattr(lanes, "MOST_WAITING", 3)
    work.held["0"] = asyncio.Event()
    run = Lanes(work, Shares(Clock()))
    taken = [run.put(str(number), ANA, ANA) for number in range(5)]

    assert [True, True, True, False, False] == taken
    assert run.put("b", BORIS, BORIS)
    work.held["0"].set()
    await _settle()
    assert run.put("again", ANA, ANA)


async def test_no_more_is_fetched_while_too_much_waits(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`room` waits until there is some."""
    monkeypatch.setattr(lanes, "FULL", 2)
    work.held["0"] = asyncio.Event()
    run = Lanes(work, Shares(Clock()))
    run.put("0", ANA, ANA)
    run.put("1", ANA, ANA)
    waiting = asyncio.create_task(run.room())
    await _settle()
    assert not waiting.done()
    work.held["0"].set()
    await _settle()

    assert waiting.done()


async def test_what_is_in_hand_is_finished_at_the_end(work: Work) -> None:
    """And what takes too long is given up, and counted."""
    work.held["stuck"] = asyncio.Event()
    run = Lanes(work, Shares(Clock()))
    for item, chat in [("a1", ANA), ("a2", ANA), ("stuck", BORIS), ("behind", BORIS)]:
        run.put(item, chat, chat)

    assert 2 == await run.finish(0.05)
    assert ["a1", "a2"] == work.done


def test_a_share_comes_back_with_time() -> None:
    """So many at once, then one a second."""
    clock = Clock()
    shares = Shares(clock, burst=3)
    waits = [shares.wait(ANA) for _ in range(5)]
    assert [0, 0, 0, 1, 2] == waits
    assert shares.spent(ANA)
    assert not shares.spent(BORIS)
    clock.now += 10

    assert not shares.spent(ANA)
    assert [0, 0, 0, 1] == [shares.wait(ANA) for _ in range(4)]


def test_people_who_are_quiet_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those are remembered whose share is not full."""
    monkeypatch.setattr(lanes, "MOST_PEOPLE", 10)
    clock = Clock()
    shares = Shares(clock)
    for person in range(10):
        shares.wait(person)
    clock.now += 60
    shares.wait(99)

    assert {99} == set(shares._spent)


class _Patched:
    """The asyncio module with another sleep."""

    def __init__(self, sleep: object) -> None:
        self.sleep = sleep

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)
