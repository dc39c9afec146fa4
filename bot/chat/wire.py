"""HTTP to Telegram's server: kept connections, and certainty about what has left.

The http library that python-telegram-bot brings costs more than half of a reply and does not say
whether a request has left. Behind a proxy it is used all the same: see `line.line_to`.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT = 5.0  # seconds for a connection to be made
IDLE = 4.0  # seconds that a connection is kept unused; servers close theirs after five or more
HEAD = 65_536  # bytes of a response's head
BODY = 64_000_000  # bytes of a response; a hundred updates are far less
_TYPE = "application/json"


class NotSentError(NetworkError):
    """There was no connection: no byte of the request has left."""


@dataclass
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    used: float

    @property
    def usable(self) -> bool:
        fresh = time.monotonic() - self.used < IDLE
        return fresh and not self.reader.at_eof() and not self.writer.transport.is_closing()

    def close(self) -> None:
        self.writer.close()


class Wire(BaseRequest):
    """Requests to one server, over at most so many connections at once."""

    def __init__(self, address: str, connections: int, answer: float) -> None:
        parts = urlsplit(address)
        self._host = parts.hostname or ""
        self._secure = parts.scheme == "https"
        self._port = parts.port or (443 if self._secure else 80)
        self._named = parts.netloc.rpartition("@")[2]
        self._answer = answer
        self._free = asyncio.Semaphore(connections)
        self._idle: list[_Connection] = []
        self._context: ssl.SSLContext | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call says nothing else."""
        return self._answer

    async def initialize(self) -> None:
        """Make ready; no connection is made yet."""
        if self._secure and self._context is None:
            self._context = ssl.create_default_context()

    async def shutdown(self) -> None:
        """Close what is open."""
        while self._idle:
            self._idle.pop().close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_timeouts: Any,
        **_named: Any,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises:
            NotSentError: there was no connection.
            TimedOut: no answer came in time.
            NetworkError: the connection broke, or the answer was none.
        """
        wait = read_timeout if isinstance(read_timeout, int | float) else self._answer
        body = request_data.json_payload if request_data is not None else b"{}"
        request = self._head(url, method, len(body)) + body
        async with self._connection() as connection:
            try:
                async with asyncio.timeout(wait):
                    return await _exchange(connection, request)
            except TimeoutError:
                connection.close()
                raise TimedOut from None
            except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
                connection.close()
                raise NetworkError(type(error).__name__) from None
            except asyncio.CancelledError:
                connection.close()
                raise

    def _head(self, url: str, method: str, length: int) -> bytes:
        path = urlsplit(url).path
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self._named}\r\nUser-Agent: {self.USER_AGENT}\r\n"
            f"Accept: {_TYPE}\r\nContent-Type: {_TYPE}\r\nContent-Length: {length}\r\n\r\n"
        ).encode("latin-1", "replace")

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[_Connection]:
        """A connection to use alone; it is kept afterwards if it still can be."""
        async with self._free:
            connection = self._kept() or await self._connect()
            try:
                yield connection
            finally:
                connection.used = time.monotonic()
                if connection.usable:
                    self._idle.append(connection)
                else:
                    connection.close()

    def _kept(self) -> _Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.usable:
                return connection
            connection.close()
        return None

    async def _connect(self) -> _Connection:
        try:
            async with asyncio.timeout(CONNECT):
                reader, writer = await asyncio.open_connection(
                    self._host, self._port, ssl=self._context, limit=HEAD
                )
        except (OSError, TimeoutError) as error:  # a certificate that is not right, too
            raise NotSentError(type(error).__name__) from None
        return _Connection(reader, writer, time.monotonic())


async def _exchange(connection: _Connection, request: bytes) -> tuple[int, bytes]:
    """Send a request and read the answer; a connection that is not kept is closed."""
    connection.writer.write(request)
    reader = connection.reader
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    version, _, rest = lines[0].partition(" ")
    status = int(rest[:3])
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines[1:-2])
    }
    kept = headers.get("connection", "").lower() != "close" and version == "HTTP/1.1"
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = await _chunks(reader)
    elif "content-length" in headers:
        length = int(headers["content-length"])
        if length > BODY:
            raise ValueError(length)
        body = await reader.readexactly(length)
    else:
        kept = False
        body = await reader.read(BODY)
    if not kept:
        connection.close()
    return status, body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    """A body in chunks, up to the one of length 0."""
    body = bytearray()
    while True:
        size = int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16)
        body += await reader.readexactly(size)
        await reader.readuntil(b"\r\n")
        if not size:
            return bytes(body)
        if len(body) > BODY:
            raise ValueError(len(body))
