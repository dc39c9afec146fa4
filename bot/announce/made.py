"""What posts are made from and for: the base in use, what writes them, and where they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.announce.choose import Chooser
from bot.announce.corrections import Current
from bot.announce.due import Due
from bot.store.ledger import Shown


class Writes(Protocol):
    """Puts posts into words, as HTML."""

    def due(self, due: Due) -> str:
        """The post that a subscription is due."""

    def fact(self, fact: str, language: str) -> str | None:
        """The announcement of one fact; None where the base does not have it."""

    def corrected(self, one: Shown, why: Sequence[str]) -> str:
        """The new text of a message of which some facts are stale."""

    def note(self, fact: str, language: str) -> str:
        """The last correction of a fact in one line."""

    def replaced(self, fact: str, language: str) -> str | None:
        """What took the place of a retired fact; None for one that is in use or never was."""

    def upcoming(self, dues: Sequence[Due], language: str, *, news: bool) -> str:
        """The posts of the coming days; `news` where new facts or corrections are told, too."""

    def changes(self, language: str) -> str:
        """All corrections with their reasons, the newest first."""

    def failed(self, fact: str, chat: str, outcome: str, language: str) -> str:
        """A line to an admin: a fact could not be posted in a chat, by the chat's name."""


@dataclass(frozen=True)
class Target:
    """A chat, or a forum topic of it, and the language that is spoken there.

    `at` is the instant at which it is to be told; None is now.
    """

    chat: int
    topic: int = 0
    language: str = "en"
    silent: bool = False
    at: float | None = None


@dataclass(frozen=True)
class Made:
    """What the base in use makes posts from."""

    chooser: Chooser
    current: Current
    write: Writes
