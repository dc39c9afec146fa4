"""A database with its tables, on each of the systems that the store is meant for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.store.engine import Store, open_store


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open database with its tables."""
    opened = open_store(url)
    yield opened
    opened.close()
