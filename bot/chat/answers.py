"""What the chat needs of the part that answers; the composition root has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.render.reply import Reply
from bot.resolve.resolver import Answered

Told = tuple[Answered, Reply]


@dataclass(frozen=True)
class Example:
    """A question that a fact answers, to be tried by a newcomer."""

    text: str
    language: str
    fact: str
    role: str  # empty for the fact as a whole


@dataclass(frozen=True)
class Stock:
    """How much the fact base holds, and from whom."""

    facts: int
    articles: int
    publishers: tuple[str, ...]


class Answers(Protocol):
    """Answers messages, and what buttons and links point at. Nothing here waits for anything."""

    def ask(
        self,
        text: str,
        conversation: str | None = None,
        language: str | None = None,
        hints: Sequence[str] = (),
    ) -> Told:
        """The reply to a message, from the same path as `attache ask`."""

    def search(self, text: str, limit: int, language: str) -> Sequence[str]:
        """The facts that some words are most likely about, the best first."""

    def tell(self, fact: str, role: str | None, conversation: str, language: str) -> Told | None:
        """A fact, or one role of it; None where the base does not have it (any more)."""

    def more(self, facts: Sequence[str], conversation: str, language: str) -> Told | None:
        """What else is known of the event of facts; None where the base does not have them."""

    def source(self, facts: Sequence[str], conversation: str, language: str) -> Told | None:
        """Where facts come from; None where the base does not have them, or they have no source."""

    def last(self, conversation: str) -> tuple[str, ...]:
        """The facts that were told last in a conversation."""

    def roles(self, fact: str) -> tuple[str, ...]:
        """The roles of a fact; empty where the base does not have it."""

    def revision(self, fact: str) -> int:
        """The revision of a fact as it is now; 0 where the base does not have it."""

    def coded(self, code: str) -> tuple[str, ...]:
        """The facts in use, and those that were retired, with a code of receipts."""

    def renderings(self, fact: str) -> Sequence[str]:
        """Everything that an answer may say of a fact, in each language."""

    def quotes(self, fact: str) -> Sequence[str]:
        """The sentences that support a fact, and the events that it happened in."""

    def sentence(self, fact: str, language: str) -> str:
        """The plain sentence of a fact; empty where the base does not have it."""

    def cited(self, answered: Answered, language: str) -> str:
        """Publisher and date of the first quote of a reply; empty where there is none."""

    def why(self, answered: Answered) -> list[str]:
        """How each word was read, a line each."""

    def examples(self, language: str) -> Sequence[Example]:
        """Three questions that are answered."""

    def stock(self) -> Stock:
        """What the base holds."""

    def forget(self, which: Callable[[str], bool]) -> None:
        """Forget the conversations with such names."""
