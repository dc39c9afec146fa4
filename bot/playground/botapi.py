"""The Bot API over HTTP: `/bot<token>/<method>`, answered as Telegram answers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.playground.arguments import Arguments, decode, read_arguments
from bot.playground.delivery import Delivery
from bot.playground.loopback import is_own
from bot.playground.methods import METHODS
from bot.playground.parameters import METHODS as PARAMETERS
from bot.playground.refusal import (
    METHOD_NOT_FOUND,
    NOT_FOUND,
    NOT_OWN,
    UNAUTHORIZED,
    RefusedError,
    bad_request,
    too_many_requests,
)
from bot.playground.trouble import Trouble
from bot.playground.world import Call, World

Json = dict[str, Any]

LONGEST_HANG = 3600.0  # seconds
QUIET = frozenset({"getUpdates"})  # not noted among the calls
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_NAMES = {name.casefold(): name for name in PARAMETERS}


class BotApi:
    """The bot's face of the server, an ASGI application."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.delivery = Delivery(world, self._run_quietly)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            method = self._method(request)
            trouble = self.world.troubles.next_for(method)
            if trouble is None:
                response: Response | None = _response(await self._answer(method, request))
            else:
                response = await self._troubled(trouble, method, request)
        except RefusedError as refusal:
            response = _response(refusal.json(), refusal.code)
        if response is None:
            await _cut(send)
        else:
            await response(scope, receive, send)

    def _method(self, request: Request) -> str:
        token, method = request.path_params["token"], request.path_params["method"]
        if not is_own(request):
            raise NOT_OWN
        if not _TOKEN.fullmatch(token):
            raise NOT_FOUND
        if token != self.world.bot.token:
            raise UNAUTHORIZED
        if request.method not in ("GET", "POST"):
            raise RefusedError(405, "Method Not Allowed")
        known = _NAMES.get(method.casefold())
        if known is None:
            raise METHOD_NOT_FOUND
        return known

    async def _answer(self, method: str, request: Request) -> Json:
        """Carry out a call: the body of its answer."""
        body = await request.body()
        content_type = request.headers.get("content-type", "")
        given = decode(content_type, request.url.query, body)
        own = self.delivery.methods.get(method)
        if own is None:
            return {"ok": True, "result": self.run(method, given)}
        args = read_arguments(method, given)
        if method not in QUIET:
            self.world.calls.append(Call(method, dict(args.values)))
        return {"ok": True, "result": await own(args)}

    def run(self, method: str, given: Mapping[str, Any]) -> Any:
        """The result of a method; the call is noted, refused or not.

        Raises:
            RefusedError: it is not carried out.
        """
        args = Arguments({})
        try:
            args = read_arguments(method, given)
            result = METHODS[method](self.world, args)
        except RefusedError as refusal:
            self.world.calls.append(Call(method, dict(given), refusal.description))
            raise
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            # What a nested object holds is not in the table; Telegram refuses what it cannot parse.
            raise bad_request(f"can't parse the arguments: {error!r}") from error
        self.world.calls.append(Call(method, dict(args.values)))
        return result

    def _run_quietly(self, method: str, given: Json) -> None:
        """Carry out what a webhook gave as its answer; nobody is told how it went."""
        name = _NAMES.get(method.casefold())
        if name in METHODS:
            try:
                self.run(name, given)
            except RefusedError:
                return  # the call is noted with its refusal

    async def _troubled(self, trouble: Trouble, method: str, request: Request) -> Response | None:
        """Fail as was asked for: None is a connection cut."""
        answer = await self._answer(method, request) if trouble.after else {}
        if trouble.kind == "slow":
            await self.world.clock.sleep(trouble.seconds)
            return _response(await self._answer(method, request))
        if trouble.kind == "hang":
            await self.world.journal.until(lambda: self.world.journal.closed, LONGEST_HANG)
        if trouble.kind == "flood":
            raise too_many_requests(int(trouble.seconds))
        if trouble.kind == "status":
            page = b"<html><body>Bad Gateway</body></html>"
            return Response(page, trouble.status, media_type="text/html")
        return _response(answer) if trouble.kind == "none" else None


def _response(body: Json, status: int = 200) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")


async def _cut(send: Send) -> None:
    """Begin an answer and break off, so that uvicorn closes the connection."""
    headers = [(b"content-length", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
