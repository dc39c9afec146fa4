"""The bot over the shipped base, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from bot.model import Decision
from bot.resolve.resolver import Resolver

TODAY = date(2026, 12, 1)
Ask = Callable[[str], Decision]
Talk = Callable[..., Decision]


@pytest.fixture(scope="session")
def bot(shipped_index: Index) -> Conversations:
    """Conversations over the shipped base."""
    return Conversations(shipped_index, TODAY)


@pytest.fixture(scope="session")
def resolver(shipped_index: Index) -> Resolver:
    """The resolver that the conversations use, for its parts."""
    return Resolver(shipped_index, "en", TODAY)


@pytest.fixture(scope="session")
def ask(bot: Conversations) -> Ask:
    """The decision on one message without a conversation."""
    return lambda text: bot.ask(text)[0].decision


@pytest.fixture
def talk(shipped_index: Index) -> Talk:
    """The decision on the last of several messages of a conversation of its own."""
    talks = Conversations(shipped_index, TODAY)

    def last(*texts: str) -> Decision:
        return [talks.ask(text, "one")[0].decision for text in texts][-1]

    return last
