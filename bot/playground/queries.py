"""Queries: a button pressed, an inline query typed, a guest mention; each wants one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.playground.messages import Message
from bot.playground.people import User
from bot.playground.refusal import RefusedError, bad_request

Json = dict[str, Any]

# Seconds in which Telegram takes an answer; it does not publish them, these are what is seen.
CALLBACK_LIFE = 30.0
INLINE_LIFE = 10.0
GUEST_LIFE = 30.0
CACHE_SECONDS = 300

Kind = TypeVar("Kind", bound="Query")


@dataclass
class Query:
    """What all queries have: who asks, when, and the answer once it is given."""

    id: str
    user: User
    at: float
    life: float
    answer: Json | None = None


@dataclass
class CallbackQuery(Query):
    """A press of a button."""

    message: Message | None = None
    data: str = ""

    def __str__(self) -> str:
        return f"the press of {self.data!r} was not answered with answerCallbackQuery"


@dataclass
class InlineQuery(Query):
    """Words typed after the bot's name."""

    text: str = ""
    offset: str = ""
    chat_type: str = ""

    @property
    def results(self) -> list[Json]:
        """What the bot proposed; none where it has not answered."""
        return list((self.answer or {}).get("results", ()))

    def __str__(self) -> str:
        return f"the inline query {self.text!r} was not answered with answerInlineQuery"

    def json(self) -> Json:
        """The query as Telegram writes it."""
        found = {"id": self.id, "from": self.user.json(), "query": self.text, "offset": self.offset}
        return found | {"chat_type": self.chat_type}


@dataclass
class GuestQuery(Query):
    """A mention of the bot where it is not a member."""

    message: Message | None = None

    def __str__(self) -> str:
        return "a guest message was not answered with answerGuestQuery"


class Queries:
    """All queries of a world, and the inline answers that Telegram keeps for others."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline: dict[str, InlineQuery] = {}
        self.guests: dict[str, GuestQuery] = {}
        self._cache: dict[tuple[str, str, int], tuple[float, Json]] = {}
        self._now = now
        self._count = 0

    def _next(self) -> str:
        self._count += 1
        return str(7_000_000_000_000_000 + self._count)

    def add_callback(self, user: User, message: Message, data: str) -> CallbackQuery:
        """A press of a button that awaits its answer."""
        query = CallbackQuery(self._next(), user, self._now(), CALLBACK_LIFE, None, message, data)
        self.callbacks[query.id] = query
        return query

    def add_inline(self, user: User, text: str, offset: str, chat_type: str) -> InlineQuery:
        """A typed query; it has its answer already where Telegram still knows one."""
        kept = self._cached(user, text, offset)
        query = InlineQuery(
            self._next(), user, self._now(), INLINE_LIFE, kept, text, offset, chat_type
        )
        self.inline[query.id] = query
        return query

    def add_guest(self, user: User, message: Message) -> GuestQuery:
        """A mention of a guest that awaits its answer."""
        query = GuestQuery(self._next(), user, self._now(), GUEST_LIFE, None, message)
        self.guests[query.id] = query
        return query

    def open_callback(self, id: str) -> CallbackQuery:
        """The pressed button of an id, if it can be answered now."""
        return _open(self.callbacks, id, self._now())

    def open_inline(self, id: str) -> InlineQuery:
        """The inline query of an id, if it can be answered now."""
        return _open(self.inline, id, self._now())

    def open_guest(self, id: str) -> GuestQuery:
        """The guest query of an id, if it can be answered now."""
        return _open(self.guests, id, self._now())

    def answer_inline(self, query: InlineQuery, answer: Json) -> None:
        """Give an inline query its answer and keep that for as long as it says."""
        query.answer = answer
        life = answer.get("cache_time", CACHE_SECONDS)
        if life > 0:
            owner = query.user.id if answer.get("is_personal") else 0
            self._cache[query.text, query.offset, owner] = (self._now() + life, answer)

    def _cached(self, user: User, text: str, offset: str) -> Json | None:
        for owner in (user.id, 0):
            until, answer = self._cache.get((text, offset, owner), (0.0, {}))
            if until > self._now():
                return answer
        return None

    def unanswered(self) -> list[str]:
        """The queries that have no answer, in words."""
        every: list[Query] = [
            *self.callbacks.values(),
            *self.inline.values(),
            *self.guests.values(),
        ]
        return [str(query) for query in every if query.answer is None]


def _open(known: dict[str, Kind], id: str, now: float) -> Kind:
    query = known.get(id)
    if query is None or query.answer is not None or now > query.at + query.life:
        raise _too_old()
    return query


def _too_old() -> RefusedError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
