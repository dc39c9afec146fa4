"""Writes that can wait are gathered, and written soon."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.errors import StoreError
from bot.store.engine import Store
from bot.store.writer import Writer


class Broken(Store):
    """A database that fails as long as it is told to."""

    def __init__(self) -> None:
        self.fails = True
        self.transactions = 0

    @contextmanager
    def write(self) -> Iterator[Connection]:
        self.transactions += 1
        if self.fails:
            raise StoreError("down")
        yield None  # type: ignore[misc]


class Rows:
    """Takes rows, as a table does."""

    def __init__(self) -> None:
        self.calls: list[list[Any]] = []

    def __call__(self, _connection: Connection, rows: Sequence[Any]) -> None:
        self.calls.append(list(rows))

    @property
    def all(self) -> list[Any]:
        return [row for call in self.calls for row in call]


@pytest.fixture
def told() -> list[tuple[str, int]]:
    """What the writer told of failures."""
    return []


@pytest.fixture
def broken() -> Broken:
    """A database that does not answer."""
    return Broken()


def _writer(store: Store, told: list[tuple[str, int]], delay: float = 0.01) -> Writer:
    return Writer(store, lambda error, lost: told.append((str(error), lost)), delay)


async def test_rows_are_written_together(broken: Broken, told: list[tuple[str, int]]) -> None:
    """Rows of one sort go in one call, all sorts in one transaction."""
    broken.fails = False
    writer, numbers, letters = _writer(broken, told), Rows(), Rows()
    for write, row in [(numbers, 1), (letters, "a"), (numbers, 2)]:
        writer.add(write, row)
    assert [] == numbers.calls
    while not letters.calls:
        await asyncio.sleep(0.005)
    await writer.close()

    assert ([[1, 2]], [["a"]]) == (numbers.calls, letters.calls)
    assert (1, []) == (broken.transactions, told)


async def test_rows_wait_for_a_database_that_is_down(
    broken: Broken, told: list[tuple[str, int]]
) -> None:
    """A failing attempt loses nothing; the rows are written when it answers again."""
    writer, written = _writer(broken, told, 60), Rows()
    writer.add(written, 1)
    with pytest.raises(StoreError):
        await writer.flush()
    broken.fails = False
    await writer.close()

    assert ([1], [("down", 0)]) == (written.all, told)


async def test_too_many_rows_are_not_kept(
    broken: Broken, told: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest go first, and how many is told."""
    monkeypatch.setattr("bot.store.writer.MOST_WAITING", 2)
    writer, written = _writer(broken, told, 60), Rows()

    for number in range(5):
        writer.add(written, number)
    with pytest.raises(StoreError):
        await writer.flush()
    broken.fails = False
    await writer.close()

    assert ([3, 4], [("down", 3)]) == (written.all, told)


async def test_closing_does_not_wait_for_a_database_that_is_down(
    broken: Broken, told: list[tuple[str, int]]
) -> None:
    """What cannot be written at the end is told and given up."""
    writer = _writer(broken, told)
    writer.add(Rows(), 1)
    await writer.close()

    assert told


async def test_closing_writes_at_once(store: Store, told: list[tuple[str, int]]) -> None:
    """The delay is not waited for."""
    writer, written = _writer(store, told, 60), Rows()
    writer.add(written, 1)
    await writer.close()

    assert ([1], []) == (written.all, told)
