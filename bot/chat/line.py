"""The line to Telegram's server: who we are, what comes in, and the menu of commands."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.incoming import Me
from bot.chat.router import ALLOWED_UPDATES
from bot.chat.sender import CallError, Sleep, call
from bot.chat.wire import Wire
from bot.chat.wording import FALLBACK, GROUP, GROUP_ADMIN, OWNER, PRIVATE, Wordings
from bot.errors import ServeError
from bot.telemetry.logs import failed, note

POLL = 30  # seconds that Telegram holds a request for updates open while there are none
CONNECTIONS = 64  # calls under way at once
_SLOWEST = 30.0  # seconds between attempts while Telegram does not answer
_ANSWER = 15.0  # seconds to wait for Telegram's answer to a call


class Line(Bot):
    """A bot whose updates come one by one, so that a strange one harms no other."""

    async def fetch(self, offset: int, wait: int) -> list[Mapping[str, Any]]:
        """The updates from a number on; Telegram forgets those before it."""
        fetched: list[Mapping[str, Any]] = await self._post(
            "getUpdates",
            {"offset": offset, "timeout": wait, "allowed_updates": list(ALLOWED_UPDATES)},
            read_timeout=wait + _ANSWER,
        )
        return fetched

    async def say(self, data: Mapping[str, Any]) -> int:
        """Send a message, as Telegram's parameters; its id. Nobody needs the rest of the answer."""
        sent: Mapping[str, Any] = await self._post("sendMessage", dict(data))
        return int(sent["message_id"])

    def read(self, raw: Mapping[str, Any]) -> Update | None:
        """An update as the library knows it; None for one that it cannot read."""
        try:
            return Update.de_json(dict(raw), self)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            failed("strange_update", error, update=raw.get("update_id"))
            return None


def line_to(token: str, api_url: str) -> Line:
    """A line to a server of the Bot API; nothing is sent yet."""
    return Line(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_requests(api_url, CONNECTIONS),
        get_updates_request=_requests(api_url, 2),
    )


def _requests(api_url: str, connections: int) -> BaseRequest:
    """What carries requests: straight to the server, or by the proxy of the environment."""
    scheme = api_url.partition(":")[0]
    if {scheme, "all"} & getproxies().keys() and not proxy_bypass(urlsplit(api_url).hostname or ""):
        return HTTPXRequest(
            connection_pool_size=connections, read_timeout=_ANSWER, pool_timeout=_ANSWER
        )
    return Wire(api_url, connections, _ANSWER)


async def introduce(line: Line, sleep: Sleep = asyncio.sleep) -> Me:
    """Ask Telegram who we are, for as long as it does not answer.

    Raises:
        ServeError: Telegram does not know the token.
    """
    pause = 1.0
    while True:
        try:
            await line.initialize()
            break
        except (InvalidToken, Forbidden):
            raise refused() from None
        except (BadRequest, TelegramError) as error:
            note(logging.WARNING, "no_answer", error=type(error).__name__, again_in=pause)
        await sleep(pause)
        pause = min(pause * 2, _SLOWEST)
    user = line.bot
    return Me(user.id, user.username or "", bool(user.can_read_all_group_messages))


def refused() -> ServeError:
    """The error that says that Telegram does not know the token, without the token."""
    return ServeError(
        "Telegram does not accept the token in ATTACHE_TELEGRAM_TOKEN; copy it again from "
        "@BotFather, and see that ATTACHE_TELEGRAM_API_URL is the server that knows it"
    )


async def poll(
    line: Line,
    deliver: Callable[[Mapping[str, Any]], Awaitable[None]],
    stop: asyncio.Event,
    alive: Callable[[], None],
) -> None:
    """Fetch updates until told to stop; `deliver` takes each when there is room for it.

    Raises:
        ServeError: Telegram does not know the token any more.
    """
    offset, pause = 0, 1.0
    while not stop.is_set():
        try:
            fetched = await _unless(stop, line.fetch(offset, POLL))
        except (InvalidToken, Forbidden):
            raise refused() from None
        except TelegramError as error:
            wait = _wait(error, pause)
            note(logging.WARNING, "no_updates", error=type(error).__name__, again_in=wait)
            pause = min(pause * 2, _SLOWEST)
            await _unless(stop, asyncio.sleep(wait))
            continue
        pause = 1.0
        alive()
        for raw in fetched or ():
            await deliver(raw)
            offset = int(raw["update_id"]) + 1
    if offset:
        await _forget(line, offset)


async def _forget(line: Line, offset: int) -> None:
    """Let Telegram forget what we have; where that fails, it sends the last ones again."""
    try:
        await asyncio.wait_for(line.fetch(offset, 0), timeout=5)
    except (TelegramError, TimeoutError) as error:
        note(logging.WARNING, "not_confirmed", error=type(error).__name__)


def _wait(error: TelegramError, pause: float) -> float:
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return float(wait if isinstance(wait, int | float) else wait.total_seconds())
    # A conflict: another process polls with the token, or our own last request is not over there.
    return pause if isinstance(error, NetworkError | Conflict) else _SLOWEST


async def _unless(stop: asyncio.Event, work: Awaitable[Any]) -> Any:
    """The result of some work; None where we are told to stop before it is there."""
    task = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return None
    return task.result()


async def use_webhook(line: Line, url: str, secret: str) -> None:
    """Have Telegram deliver updates to an address.

    Raises:
        ServeError: Telegram does not take the address.
    """
    try:
        await call(
            lambda: line.set_webhook(
                url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
            ),
            repeatable=True,
        )
    except CallError as error:
        raise ServeError(
            f"Telegram does not take ATTACHE_WEBHOOK_URL ({error.outcome}); it must be an https "
            "address that the internet can reach, on port 443, 80, 88 or 8443"
        ) from None


async def use_polling(line: Line) -> None:
    """Have Telegram keep updates until we fetch them."""
    try:
        await call(lambda: line.delete_webhook(drop_pending_updates=False), repeatable=True)
    except CallError as error:
        note(logging.WARNING, "webhook_stays", outcome=error.outcome)


async def put_menus(line: Line, wordings: Wordings, admins: Iterable[int]) -> None:
    """Tell Telegram the commands of each sort of chat, in every language."""
    scopes: list[tuple[BotCommandScope, Sequence[str]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
        (BotCommandScopeAllChatAdministrators(), GROUP_ADMIN),
        *((BotCommandScopeChat(admin), OWNER) for admin in admins),
    ]
    for scope, names in scopes:
        for code in (None, *wordings.codes):
            wording = wordings.of(code or FALLBACK)
            commands = [BotCommand(name, wording.command(name)) for name in names]
            try:
                await call(
                    lambda c=commands, s=scope, code=code: line.set_my_commands(  # type: ignore[misc]
                        c, scope=s, language_code=code
                    ),
                    repeatable=True,
                )
            except CallError as error:  # an admin who never wrote to us, for one
                note(logging.WARNING, "no_menu", scope=scope.type, outcome=error.outcome)
                break
