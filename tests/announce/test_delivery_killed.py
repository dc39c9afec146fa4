"""Processes that are killed with -9 in the middle of 200 chats, on both databases."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.announce.delivery import IN_FLIGHT
from bot.store.engine import Store, open_store
from bot.store.outbox import Outbox
from bot.store.posts import Post

CHATS = 200
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A database with one announcement to 200 chats."""
    opened = open_store(url)
    Outbox(opened).put([Post("a1", "once", n, "text") for n in range(1, CHATS + 1)])
    yield opened
    opened.close()


def start(url: str, file: Path, owner: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.announce.worker", url, str(file), owner]
    return subprocess.Popen(command, cwd=ROOT)


def sends(file: Path) -> Counter[int]:
    text = file.read_text() if file.exists() else ""
    return Counter(int(line) for line in text.splitlines())


def until(file: Path, number: int) -> None:
    """Wait until so many were sent."""
    end = time.monotonic() + 60
    while sends(file).total() < number:
        assert time.monotonic() < end, "the workers do not get on"
        time.sleep(0.01)


def sent(store: Store) -> set[int]:
    return {row.chat for row in Outbox(store).rows("a1") if row.state == "sent"}


def test_a_killed_process_goes_on_where_it_was(url: str, store: Store, tmp_path: Path) -> None:
    """Nobody is missed; twice come at most the sends in flight, and none that was recorded."""
    file = tmp_path / "sends"
    first = start(url, file, "first")
    until(file, CHATS // 2)
    first.kill()
    first.wait()
    recorded, before = sent(store), sends(file)
    assert len(recorded) < CHATS

    assert start(url, file, "again").wait(60) == 0
    after = sends(file)
    assert set(range(1, CHATS + 1)) == set(after) == sent(store)
    twice = {chat for chat, number in after.items() if number > 1}
    assert len(twice) <= IN_FLIGHT
    assert max(after.values()) <= 2
    assert not twice & recorded
    assert twice <= set(before)


def test_two_processes_share_the_work_and_one_takes_over(
    url: str, store: Store, tmp_path: Path
) -> None:
    """While both live each chat gets one; when one is killed the other finishes."""
    file = tmp_path / "sends"
    first, second = start(url, file, "first"), start(url, file, "second")
    until(file, CHATS // 2)
    assert set(sends(file).values()) == {1}
    second.kill()
    second.wait()
    recorded = sent(store)

    assert first.wait(60) == 0
    after = sends(file)
    assert set(range(1, CHATS + 1)) == set(after) == sent(store)
    twice = {chat for chat, number in after.items() if number > 1}
    assert len(twice) <= IN_FLIGHT
    assert not twice & recorded
