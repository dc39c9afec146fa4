"""The error tree: each error says what is wrong, where, and what to do next.

AttacheError
├── UsageError        a command was called wrongly (exit code 2)
├── KnowledgeError    a fact base has problems; carries all of them (exit code 1)
├── IndexDamagedError an index file is not what was written (it is rebuilt)
├── StoreError        the database cannot be opened or does not answer (exit code 1)
└── ServeError        the bot cannot start, or cannot go on (exit code 1)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AttacheError(Exception):
    """Base of all errors that Attaché raises on purpose."""


class UsageError(AttacheError):
    """A command or an option was used in a way that cannot be carried out."""


class IndexDamagedError(AttacheError):
    """An index file is damaged or of another format; it must be rebuilt."""


class StoreError(AttacheError):
    """The database of chats cannot be opened, or does not do what it is asked."""


class ServeError(AttacheError):
    """The bot cannot start: Telegram refuses it, or its port is taken."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a fact base: where it is and what to do about it.

    `line` counts from 1; 0 where the fault belongs to the file as a whole. `level` is `error` (the
    base is refused) or `warning`.
    """

    file: str
    line: int
    id: str
    field: str
    message: str
    level: str = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        what = ".".join(part for part in (self.id, self.field) if part)
        return f"{where}: {what + ': ' if what else ''}{self.message}"


class KnowledgeError(AttacheError):
    """A fact base is refused; `problems` lists every fault found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(
            f"the fact base has {len(self.problems)} problem(s); nothing was loaded:\n{lines}"
        )
