"""What every handler works with, and what they all do: say, note, and remember."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Chat, Message, User

from bot.announce.board import Board
from bot.chat.answers import Answers
from bot.chat.buttons import Pointed
from bot.chat.drafts import Draft
from bot.chat.incoming import GROUPS, Me, in_group, topic_of
from bot.chat.memory import Memory, Standing
from bot.chat.outgoing import Outgoing
from bot.chat.receipts import signed
from bot.chat.sender import BARRED, Place, Sender, Sent
from bot.chat.wording import Wording, Wordings
from bot.errors import UsageError
from bot.resolve.resolver import Answered
from bot.store.answers import Answer
from bot.store.book import Book
from bot.store.keys import Hashes
from bot.store.reports import Report
from bot.telemetry.logs import note
from bot.telemetry.metrics import Metrics


@dataclass
class Desk:
    """The bot's parts, put together once."""

    me: Me
    answers: Answers
    wordings: Wordings
    book: Book
    sender: Sender
    hashes: Hashes
    metrics: Metrics
    admins: frozenset[int] = frozenset()
    memory: Memory = field(default_factory=Memory)
    now: Callable[[], float] = time.time
    board: Board | None = None
    drafts: dict[int, Draft] = field(default_factory=dict)  # of announcements, by person
    tick: Callable[[], float] = time.perf_counter

    def wording(self, chat: Chat, person: User | None) -> Wording:
        """The language to speak: the chat's setting, else the person's Telegram, else English."""
        chosen = self.book.chat(chat.id, chat.type).language
        return self.wordings.of(chosen, person.language_code if person is not None else None)

    def announcer(self) -> Board:
        """What announces.

        Raises:
            UsageError: nothing does in this process.
        """
        if self.board is None:
            raise UsageError("announcing is not running")
        return self.board

    async def say(self, message: Message, out: Outgoing) -> Sent:
        """Send a message in reply to another, in its topic; without a sound where others read."""
        group = in_group(message)
        place = Place(
            message.chat.id, topic_of(message), message.message_id if group else None, quiet=group
        )
        return await self.send(place, message.chat, out)

    async def send(self, place: Place, chat: Chat, out: Outgoing) -> Sent:
        """Send a message; once more where the group has moved, and note where we are put out."""
        sent = await self.sender.send(place, out)
        if sent.moved_to is not None:
            await self.book.move(chat.id, sent.moved_to)
            sent = await self.sender.send(Place(sent.moved_to, quiet=place.quiet), out)
        if sent.outcome == BARRED:
            self.book.here(chat.id, chat.type, here=False)
        return sent

    def keep(self, standing: Standing) -> None:
        """Remember where an answer stands, in memory and a little later in the database."""
        self.memory.keep(standing)
        facts = tuple((fact, self.answers.revision(fact)) for fact in standing.facts)
        self.book.answered(
            Answer(
                standing.chat,
                standing.answer,
                standing.question,
                standing.asker,
                facts,
                int(self.now()),
                standing.language,
            )
        )

    def signed(self, html: str, facts: Sequence[str]) -> str:
        """A message with its receipt, where it tells facts."""
        told = [(fact, revision) for fact in facts if (revision := self.answers.revision(fact))]
        return signed(html, told, self.hashes.seal)

    def report(self, found: Pointed, facts: Sequence[str]) -> bool:
        """Count facts and the role asked for as called wrong; False where they are gone."""
        if not self.answers.sentence(found.fact, found.language):
            return False
        today = datetime.fromtimestamp(self.now(), UTC).date().isoformat()
        role = found.role(self.answers.roles(found.fact)) or ""
        for fact in facts:
            self.book.reported(Report(fact, role, self.answers.revision(fact), 1, today, today))
        return True

    def decided(
        self,
        surface: str,
        message: Message,
        person: User | None,
        answered: Answered,
        sent: Sent,
        began: float,
    ) -> None:
        """Log one decision: ids as hashes, what was decided and what became of it, no text."""
        decision, seconds = answered.decision, self.tick() - began
        self.metrics.observe("attache_reply_seconds", seconds)
        self.metrics.count("attache_questions_total", surface=surface, outcome=decision.outcome)
        note(
            logging.INFO,
            "decided",
            surface=surface,
            chat=self.hashes.of(message.chat.id),
            person=self.hashes.of(person.id) if person is not None else None,
            outcome=decision.outcome,
            verdict=decision.verdict,
            reason=decision.reason,
            facts=list(decision.facts) or None,
            language=answered.language,
            sent=sent.outcome,
            ms=round(seconds * 1000, 1),
        )


def surface_of(chat: Chat) -> str:
    """A word for where something was asked."""
    return "group" if chat.type in GROUPS else "private"


def conversation_of(message: Message, person: User | None) -> str:
    """The name of a conversation: a person's, in one chat and topic."""
    who = person.id if person is not None else 0
    return f"{message.chat.id}:{topic_of(message) or 0}:{who}"
