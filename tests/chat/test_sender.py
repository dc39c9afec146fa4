"""Calls of Telegram: repeated only where nothing can have arrived, and what errors mean."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.sender import ATTEMPTS, LONGEST_PAUSE, CallError, call


class Method:
    """Fails as it is told to, then works."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.calls = 0
        self.slept: list[float] = []

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def _caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


UNSENT = [
    RetryAfter(3),
    _caused(NetworkError("x"), httpx.ConnectError("refused")),
    _caused(TimedOut(), httpx.ConnectTimeout("slow")),
    _caused(TimedOut(), httpx.PoolTimeout("busy")),
]
PERHAPS = [
    _caused(TimedOut(), httpx.ReadTimeout("slow")),
    _caused(TimedOut(), httpx.WriteTimeout("slow")),
    _caused(NetworkError("x"), httpx.ReadError("cut")),
    _caused(NetworkError("x"), httpx.RemoteProtocolError("cut")),
    NetworkError("Bad Gateway (502)"),
    NetworkError("Internal Server Error (500)"),
]


def _name(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__


@pytest.mark.parametrize("error", UNSENT, ids=_name)
async def test_what_never_left_is_sent_again(error: TelegramError) -> None:
    """A message that Telegram cannot have is sent again, after a pause."""
    method = Method(error)

    assert "done" == await call(method, repeatable=False, sleep=method.sleep)
    assert 2 == method.calls
    assert 1 == len(method.slept)


@pytest.mark.parametrize("error", PERHAPS, ids=_name)
async def test_what_may_have_arrived_is_not_sent_again(error: TelegramError) -> None:
    """Twice the same answer is worse than none."""
    method = Method(error)
    with pytest.raises(CallError, match="unknown"):
        await call(method, repeatable=False, sleep=method.sleep)

    assert (1, []) == (method.calls, method.slept)


@pytest.mark.parametrize("error", [*UNSENT, *PERHAPS], ids=_name)
async def test_what_does_no_harm_twice_is_repeated(error: TelegramError) -> None:
    """An edit or the answer to a tap is the same after the second time."""
    method = Method(error)

    assert "done" == await call(method, repeatable=True, sleep=method.sleep)


async def test_telegram_says_how_long_to_wait() -> None:
    """Its own number is taken."""
    method = Method(RetryAfter(7), RetryAfter(2))
    await call(method, repeatable=False, sleep=method.sleep)

    assert [7, 2] == method.slept


@pytest.mark.parametrize(
    ("error", "calls", "outcome"),
    [
        (RetryAfter(1), ATTEMPTS, "slowed"),
        (RetryAfter(int(LONGEST_PAUSE) + 1), 1, "slowed"),
        (_caused(NetworkError("x"), httpx.ConnectError("no")), ATTEMPTS, "unknown"),
    ],
)
async def test_it_is_given_up_in_the_end(error: TelegramError, calls: int, outcome: str) -> None:
    """After some attempts, or at once where Telegram wants us to wait too long."""
    method = Method(*[error] * 9)
    with pytest.raises(CallError, match=outcome):
        await call(method, repeatable=False, sleep=method.sleep)

    assert calls == method.calls


async def test_pauses_get_longer() -> None:
    """A server in trouble is not pushed."""
    method = Method(*[_caused(NetworkError("x"), httpx.ConnectError("no")) for _ in range(3)])
    await call(method, repeatable=False, sleep=method.sleep)

    assert [0.5, 1.0, 2.0] == method.slept


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (BadRequest("Message is not modified: specified new content"), "unchanged"),
        (BadRequest("Query is too old and response timeout expired"), "late"),
        (BadRequest("Not enough rights to send text messages to the chat"), "muted"),
        (BadRequest("TOPIC_CLOSED"), "muted"),
        (BadRequest("Message to edit not found"), "gone"),
        (BadRequest("Chat not found"), "gone"),
        (BadRequest("Can't parse entities: unsupported start tag"), "refused"),
        (Forbidden("Forbidden: bot was blocked by the user"), "barred"),
        (InvalidToken("Unauthorized"), "refused"),
        (TelegramError("Invalid server response"), "refused"),
    ],
    ids=str,
)
async def test_a_refusal_is_final_and_has_a_meaning(error: TelegramError, outcome: str) -> None:
    """What Telegram refuses once it refuses again; a bad request is no trouble of the network."""
    method = Method(error)
    with pytest.raises(CallError) as caught:
        await call(method, repeatable=True, sleep=method.sleep)

    assert (outcome, 1) == (caught.value.outcome, method.calls)


async def test_a_group_that_moved_says_where_to() -> None:
    """The new chat's id comes with the refusal."""
    with pytest.raises(CallError) as caught:
        await call(Method(ChatMigrated(-1005)), repeatable=False)

    assert -1005 == caught.value.moved_to
