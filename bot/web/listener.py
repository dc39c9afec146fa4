"""What answers over HTTP: /healthz, /metrics, and the address that Telegram delivers updates to."""

from __future__ import annotations

import contextlib
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import ServeError

LONGEST_BODY = 1_000_000  # bytes of one update; Telegram's are a few thousand
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Webhook:
    """Where updates are delivered, the secret that comes along, and who takes them.

    `take` says whether there was room; Telegram delivers again what was not taken.
    """

    path: str
    secret: str
    take: Callable[[Mapping[str, Any]], Awaitable[bool]]


def make_app(
    healthy: Callable[[], bool], metrics: Callable[[], str], webhook: Webhook | None
) -> Starlette:
    """The listener as an application."""

    async def health(request: Request) -> Response:
        del request
        well = healthy()
        return JSONResponse({"status": "ok" if well else "failing"}, 200 if well else 503)

    async def numbers(request: Request) -> Response:
        del request
        return PlainTextResponse(metrics(), media_type=_METRICS_TYPE)

    routes = [Route("/healthz", health), Route("/metrics", numbers)]
    if webhook is not None:
        routes.append(Route(webhook.path, _delivery(webhook), methods=["POST"]))
    return Starlette(routes=routes)


def _delivery(webhook: Webhook) -> Callable[[Request], Awaitable[Response]]:
    async def deliver(request: Request) -> Response:
        """One update; who does not know the secret learns nothing."""
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, webhook.secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        return Response(status_code=200 if await webhook.take(update) else 503)

    return deliver


async def _body(request: Request) -> bytes | None:
    """The body of a request; None where it is longer than any update."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        ServeError: the port is in use, or is not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves small answers to wait for more (40 ms each).
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
        return bound
    except OSError as error:
        bound.close()
        raise ServeError(
            f"cannot listen on {host}:{port}: {error.strerror or error}; set ATTACHE_LISTEN to "
            "another host:port"
        ) from error


class Listener(uvicorn.Server):
    """Serves an application on a socket until it is told to stop; signals are not its business."""

    def __init__(self, app: Starlette, bound: socket.socket) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )
        self._bound = bound

    async def run_until_stopped(self) -> None:
        """Serve; ends after `stop`."""
        await self.serve(sockets=[self._bound])

    def stop(self) -> None:
        """Take no more requests."""
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals of the process to its start."""
        yield
