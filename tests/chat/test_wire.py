"""HTTP to Telegram's server: what is read, what is kept, and what is known to have left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.chat import wire
from bot.chat.line import line_to
from bot.chat.wire import NotSentError, Wire

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Peer:
    """A server that gives fixed answers; None closes the connection, "hang" says nothing."""

    answers: list[bytes | str | None] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
                self.requests.append(head + await reader.readexactly(length))
                answer = self.answers.pop(0) if self.answers else OK
                if answer is None:
                    break
                if isinstance(answer, str):
                    await asyncio.sleep(30)
                else:
                    writer.write(answer)
        except (EOFError, ConnectionError):
            pass
        finally:
            writer.close()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A server on loopback."""
    found = Peer()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()


@pytest.fixture
async def ours(peer: Peer) -> AsyncIterator[Wire]:
    """The line to it."""
    found = Wire(f"http://127.0.0.1:{peer.port}", 2, 1.0)
    await found.initialize()
    yield found
    await found.shutdown()


async def _ask(ours: Wire, peer: Peer, data: RequestData | None = None) -> tuple[int, bytes]:
    return await ours.do_request(f"http://127.0.0.1:{peer.port}/bot1:a/getMe", "POST", data)


async def test_a_request_is_what_telegram_reads(ours: Wire, peer: Peer) -> None:
    """Path, host, and parameters as JSON; the answer comes back with its status."""
    peer.answers = [b"HTTP/1.1 429 Too Many\r\ncontent-length: 4\r\n\r\nwait"]
    assert (429, b"wait") == await _ask(ours, peer)

    assert peer.requests[0].startswith(b"POST /bot1:a/getMe HTTP/1.1\r\nHost: 127.0.0.1:")
    assert peer.requests[0].endswith(b"\r\n\r\n{}")


async def test_a_connection_is_used_again(ours: Wire, peer: Peer) -> None:
    """One after the other needs one connection; two at once need two, and no third is made."""
    for _ in range(3):
        await _ask(ours, peer)
    assert 1 == peer.connections
    await asyncio.gather(*(_ask(ours, peer) for _ in range(6)))

    assert 2 == peer.connections


@pytest.mark.parametrize(
    "answer",
    [
        CHUNKED + b'2\r\n{"\r\n3;x=y\r\na"}\r\n0\r\n\r\n',
        b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n{"a"}',
    ],
    ids=["chunked", "close"],
)
async def test_bodies_come_in_several_forms(ours: Wire, peer: Peer, answer: bytes) -> None:
    """All at once, in pieces, and with a farewell; the next request works, too."""
    peer.answers = [answer]

    assert (200, b'{"a"}') == await _ask(ours, peer)
    assert (200, b"{}") == await _ask(ours, peer)


async def test_without_a_connection_nothing_has_left(peer: Peer) -> None:
    """Which may be tried again."""
    nobody = Wire("http://127.0.0.1:1", 1, 1.0)
    with pytest.raises(NotSentError):
        await _ask(nobody, peer)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n",
        CHUNKED + b"zz\r\n",
        b"x" * 100_000,
    ],
    ids=["cut", "no status", "no length", "too long", "bad chunk", "no end"],
)
async def test_a_broken_answer_may_have_been_a_done_deed(
    ours: Wire, peer: Peer, answer: bytes | None
) -> None:
    """The request has left: the error is not the one that allows another try."""
    peer.answers = [answer]
    with pytest.raises(NetworkError) as caught:
        await _ask(ours, peer)

    assert not isinstance(caught.value, NotSentError)
    assert (200, b"{}") == await _ask(ours, peer)


async def test_an_answer_is_not_waited_for_for_ever(ours: Wire, peer: Peer) -> None:
    """A call may say how long; the connection is not used again."""
    peer.answers = ["hang"]
    with pytest.raises(TimedOut):
        await ours.do_request(f"http://127.0.0.1:{peer.port}/x", "POST", None, 0.05)
    await _ask(ours, peer)

    assert 2 == peer.connections


async def test_a_connection_that_was_closed_meanwhile_is_not_used(
    ours: Wire, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is one that was idle for too long: its server may be closing it."""
    await _ask(ours, peer)
    peer.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"]
    monkeypatch.setattr(wire, "IDLE", 0.0)
    await _ask(ours, peer)

    assert 2 == peer.connections


@pytest.mark.parametrize(
    ("name", "kind"),
    [("HTTPS_PROXY", "HTTPXRequest"), ("ALL_PROXY", "HTTPXRequest"), ("HTTP_PROXY", "Wire")],
)
def test_a_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """Where Telegram can be reached by a proxy only, the library that knows them is taken."""
    for other in ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(other, raising=False)
        monkeypatch.delenv(other.lower(), raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:3128")
    line = line_to("123456:ABCdefGHIjkl", "https://api.telegram.org")

    assert kind == type(line.request).__name__
