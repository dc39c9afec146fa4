"""What is remembered while the bot runs: where its answers stand, and how admins were read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.resolve.resolver import Answered

MOST = 20_000  # answers


@dataclass(frozen=True)
class Standing:
    """An answer of ours in a chat: to which message, to whom (a hash), what it told."""

    chat: int
    answer: int
    question: int | None
    asker: str | None
    facts: tuple[str, ...] = ()
    conversation: str = ""
    language: str = "en"


class Memory:
    """The newest answers by question and by place; of too many the oldest are forgotten."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._by_answer: OrderedDict[tuple[int, int], Standing] = OrderedDict()
        self._by_question: dict[tuple[int, int], Standing] = {}
        self._read: dict[int, Answered] = {}

    def keep(self, standing: Standing) -> None:
        """Remember where an answer stands."""
        self.drop(standing.chat, standing.answer)
        self._by_answer[standing.chat, standing.answer] = standing
        if standing.question is not None:
            self._by_question[standing.chat, standing.question] = standing
        if len(self._by_answer) > self._most:
            oldest = next(iter(self._by_answer))
            self.drop(*oldest)

    def to_question(self, chat: int, question: int) -> Standing | None:
        """The answer to a message."""
        return self._by_question.get((chat, question))

    def at(self, chat: int, answer: int) -> Standing | None:
        """What a message of ours told."""
        return self._by_answer.get((chat, answer))

    def drop(self, chat: int, answer: int) -> None:
        """Forget one answer."""
        standing = self._by_answer.pop((chat, answer), None)
        if standing is not None and standing.question is not None:
            self._by_question.pop((chat, standing.question), None)

    def forget(self, *, asker: str | None = None, chat: int | None = None) -> None:
        """Forget the answers to a person, and those in a chat."""
        self._drop_all(
            s
            for s in self._by_answer.values()
            if s.chat == chat or (asker is not None and s.asker == asker)
        )

    def read(self, person: int, answered: Answered | None = None) -> Answered | None:
        """How somebody's last question was read; with `answered`, remember it."""
        if answered is not None:
            self._read[person] = answered
        return self._read.get(person)

    def forget_read(self, person: int) -> None:
        """Forget how somebody's last question was read."""
        self._read.pop(person, None)

    def _drop_all(self, standings: Iterable[Standing]) -> None:
        for standing in list(standings):
            self.drop(standing.chat, standing.answer)
