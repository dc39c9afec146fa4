"""The one place that talks to Telegram's methods: retried only where nothing can have arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import (
    Bot,
    ChatFullInfo,
    ChatMember,
    InlineQueryResult,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.outgoing import Outgoing
from bot.chat.wire import NotSentError

ATTEMPTS = 4
FIRST_PAUSE = 0.5  # seconds before the second attempt; each further one waits twice as long
LONGEST_PAUSE = 90.0  # seconds that Telegram may ask us to wait; a longer wait is given up
# What became of a call. Where it is `unknown`, Telegram may have done it, and it is not repeated.
DONE, UNCHANGED, UNKNOWN, GONE, MUTED, BARRED, REFUSED, LATE, SLOWED = (
    "done",
    "unchanged",
    "unknown",
    "gone",
    "muted",
    "barred",
    "refused",
    "late",
    "slowed",
)
# Errors of the http library that say that no byte of the request has left.
_NOT_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"})
_MEANT = (
    ("not modified", UNCHANGED),
    ("query is too old", LATE),
    ("query id is invalid", LATE),
    ("not enough rights", MUTED),
    ("have no rights", MUTED),
    ("chat_write_forbidden", MUTED),
    ("chat_restricted", MUTED),
    ("topic_closed", MUTED),
    ("topic_deleted", GONE),
    ("not found", GONE),
    ("can't be edited", GONE),
    ("message_id_invalid", GONE),
    ("deactivated", GONE),
    ("peer_id_invalid", GONE),
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]
Say = Callable[[Mapping[str, Any]], Awaitable[int]]


@dataclass(frozen=True)
class Place:
    """Where a message goes: the chat, its topic, and the message that it replies to."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Sent:
    """What became of a message; `id` where it stands now, `chat` where the group has moved to."""

    outcome: str
    id: int | None = None
    moved_to: int | None = None


class CallError(Exception):
    """A call that did not work, or may not have: `outcome` says which."""

    def __init__(self, outcome: str, moved_to: int | None = None) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.moved_to = moved_to


async def call(
    method: Callable[[], Awaitable[T]], *, repeatable: bool, sleep: Sleep = asyncio.sleep
) -> T:
    """The result of a call of Telegram; a `repeatable` one does the same when it arrives twice.

    Raises:
        CallError: it was refused, or nobody knows whether it arrived.
    """
    pause = FIRST_PAUSE
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await method()
        except RetryAfter as error:  # refused before anything was done
            wait = seconds_of(error)
            if attempt == ATTEMPTS or wait > LONGEST_PAUSE:
                raise CallError(SLOWED) from None
        except ChatMigrated as error:
            raise CallError(GONE, error.new_chat_id) from None
        except Forbidden:
            raise CallError(BARRED) from None
        except BadRequest as error:
            raise CallError(_meant(error)) from None
        except NetworkError as error:
            again = repeatable or never_left(error)
            if attempt == ATTEMPTS or not again:
                raise CallError(UNKNOWN) from None
            wait, pause = pause, pause * 2
        except TelegramError:
            raise CallError(REFUSED) from None
        await sleep(wait)
    raise AssertionError


class Sender:
    """Sends and edits messages, and answers taps."""

    def __init__(self, bot: Bot, say: Say, sleep: Sleep = asyncio.sleep) -> None:
        """`say` sends a message and gives its id: see `line.Line.say`."""
        self._bot = bot
        self._say = say
        self._sleep = sleep

    async def send(self, place: Place, out: Outgoing) -> Sent:
        """Send a message, once at most."""
        data: dict[str, Any] = {
            "chat_id": place.chat,
            "text": out.html,
            "parse_mode": ParseMode.HTML,
            "message_thread_id": place.topic,
            "disable_notification": place.quiet or None,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": out.keyboard,
        }
        if place.reply_to is not None:
            data["reply_parameters"] = ReplyParameters(
                place.reply_to, allow_sending_without_reply=True
            )
        try:
            id = await call(lambda: self._say(data), repeatable=False, sleep=self._sleep)
        except CallError as error:
            return Sent(error.outcome, moved_to=error.moved_to)
        return Sent(DONE, id)

    async def edit(self, chat: int, message: int, out: Outgoing) -> Sent:
        """Give a message of ours another text and other buttons."""

        async def method() -> Message | bool:
            return await self._bot.edit_message_text(
                out.html,
                chat,
                message,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=out.keyboard,
            )

        return await self._changed(method, message)

    async def edit_buttons(self, message: Message, out: Outgoing) -> Sent:
        """Give a message of ours other buttons."""
        return await self._changed(
            lambda: self._bot.edit_message_reply_markup(
                message.chat.id, message.message_id, reply_markup=out.keyboard
            ),
            message.message_id,
        )

    async def answer_tap(self, tap: str, text: str | None = None, *, alert: bool = False) -> str:
        """Tell Telegram that a tap is handled, with a note to the person or without."""
        try:
            await call(
                lambda: self._bot.answer_callback_query(tap, text, show_alert=alert or None),
                repeatable=True,
                sleep=self._sleep,
            )
        except CallError as error:
            return error.outcome
        return DONE

    async def answer_inline(
        self,
        query: str,
        results: Sequence[InlineQueryResult],
        cache: int,
        button: InlineQueryResultsButton | None,
    ) -> str:
        """Show results, which are this person's alone; what became of it."""
        try:
            await call(
                lambda: self._bot.answer_inline_query(
                    query, results, cache_time=cache, is_personal=True, button=button
                ),
                repeatable=True,
                sleep=self._sleep,
            )
        except CallError as error:
            return error.outcome
        return DONE

    async def answer_guest(self, query: str, result: InlineQueryResult) -> tuple[Sent, str | None]:
        """Answer where we are a guest, once; what became of it, and the inline message's id."""
        try:
            sent = await call(
                lambda: self._bot.answer_guest_query(query, result),
                repeatable=False,
                sleep=self._sleep,
            )
        except CallError as error:
            return Sent(error.outcome), None
        return Sent(DONE), sent.inline_message_id

    async def member(self, chat: int, person: int) -> ChatMember | None:
        """What somebody is in a chat at this moment; None where Telegram does not say."""
        try:
            return await call(
                lambda: self._bot.get_chat_member(chat, person),
                repeatable=True,
                sleep=self._sleep,
            )
        except CallError:
            return None

    async def status(self, chat: int, person: int) -> str | None:
        """As `member`, in one word."""
        member = await self.member(chat, person)
        return None if member is None else member.status

    async def about(self, chat: int) -> ChatFullInfo | None:
        """What Telegram tells of a chat; None where it does not."""
        try:
            return await call(lambda: self._bot.get_chat(chat), repeatable=True, sleep=self._sleep)
        except CallError:
            return None

    async def leave(self, chat: int) -> str:
        """Leave a group."""
        try:
            await call(lambda: self._bot.leave_chat(chat), repeatable=True, sleep=self._sleep)
        except CallError as error:
            return error.outcome
        return DONE

    async def _changed(self, method: Callable[[], Awaitable[Message | bool]], id: int) -> Sent:
        try:
            await call(method, repeatable=True, sleep=self._sleep)
        except CallError as error:
            return Sent(error.outcome, id if error.outcome == UNCHANGED else None)
        return Sent(DONE, id)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def never_left(error: NetworkError) -> bool:
    """Whether the request did not leave this machine: no connection, or none free."""
    return isinstance(error, NotSentError) or type(error.__cause__).__name__ in _NOT_SENT


def _meant(error: BadRequest) -> str:
    message = error.message.casefold()
    return next((outcome for words, outcome in _MEANT if words in message), REFUSED)
