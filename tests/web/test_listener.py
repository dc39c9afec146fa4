"""The listener: health, metrics and deliveries."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from bot.errors import ServeError
from bot.web.listener import LONGEST_BODY, SECRET_HEADER, Listener, Webhook, bind, make_app

SECRET = "s3cret"
UPDATE = {"update_id": 7, "message": {"text": "hello"}}


class Taker:
    """Takes deliveries as long as there is room."""

    def __init__(self) -> None:
        self.taken: list[Mapping[str, Any]] = []
        self.room = True
        self.well = True

    async def take(self, update: Mapping[str, Any]) -> bool:
        if self.room:
            self.taken.append(update)
        return self.room


@pytest.fixture
def taker() -> Taker:
    """Where deliveries go."""
    return Taker()


@pytest.fixture
async def client(taker: Taker) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who calls the listener."""
    webhook = Webhook("/hook", SECRET, taker.take)
    app = make_app(lambda: taker.well, lambda: "attache_facts 5\n", webhook)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as found:
        yield found


async def _deliver(client: httpx.AsyncClient, body: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    return (await client.post("/hook", content=body, headers=headers)).status_code


async def test_an_update_is_taken(client: httpx.AsyncClient, taker: Taker) -> None:
    """With the secret, it is handed on as it came."""
    assert 200 == await _deliver(client, json.dumps(UPDATE).encode())
    assert [UPDATE] == taker.taken


@pytest.mark.parametrize("secret", [None, "", "wrong", "s3cre", "ünïcode"])
async def test_without_the_secret_nothing_is_taken(
    client: httpx.AsyncClient, taker: Taker, secret: str | None
) -> None:
    """Who does not know the secret learns nothing, not even whether the update was right."""
    header = None if secret is None else secret.encode()
    headers = {} if header is None else {SECRET_HEADER.encode(): header}
    for body in (json.dumps(UPDATE).encode(), b"not json"):
        response = await client.post("/hook", content=body, headers=headers)
        assert (403, b"") == (response.status_code, response.content)
    assert [] == taker.taken


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"{}", b'{"update_id": "7"}', b"\xff\xfe", b"[" * 100_000],
)
async def test_what_is_no_update_is_refused(
    client: httpx.AsyncClient, taker: Taker, body: bytes
) -> None:
    """A wrong body does not reach the bot."""
    assert 400 == await _deliver(client, body)
    assert [] == taker.taken


async def test_a_body_that_is_too_long_is_refused(client: httpx.AsyncClient) -> None:
    """It is not even read to its end."""
    assert 413 == await _deliver(client, b" " * (LONGEST_BODY + 1))


async def test_what_cannot_be_taken_now_is_delivered_again(
    client: httpx.AsyncClient, taker: Taker
) -> None:
    """Telegram repeats what was answered with 503."""
    taker.room = False

    assert 503 == await _deliver(client, json.dumps(UPDATE).encode())


async def test_only_deliveries_are_posted(client: httpx.AsyncClient) -> None:
    """The address is no page."""
    assert 405 == (await client.get("/hook")).status_code
    assert 404 == (await client.get("/")).status_code


@pytest.mark.parametrize(("well", "code", "status"), [(True, 200, "ok"), (False, 503, "failing")])
async def test_health(
    client: httpx.AsyncClient, taker: Taker, well: bool, code: int, status: str
) -> None:
    """What watches the bot can tell by the code alone."""
    taker.well = well
    response = await client.get("/healthz")

    assert (code, {"status": status}) == (response.status_code, response.json())


async def test_metrics(client: httpx.AsyncClient) -> None:
    """As Prometheus reads them."""
    response = await client.get("/metrics")

    assert "attache_facts 5\n" == response.text
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")


async def test_without_a_webhook_nothing_is_delivered(taker: Taker) -> None:
    """A bot that polls has health and metrics only."""
    app = make_app(lambda: True, lambda: "", None)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        assert 404 == await _deliver(client, json.dumps(UPDATE).encode())
    assert [] == taker.taken


async def test_it_listens_until_it_is_stopped() -> None:
    """Signals stay with the process."""
    with bind("127.0.0.1", 0) as bound:
        listener = Listener(make_app(lambda: True, lambda: "", None), bound)
        task = asyncio.create_task(listener.run_until_stopped())
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/healthz"
        async with httpx.AsyncClient() as client:
            assert 200 == (await client.get(url)).status_code
        listener.stop()
        await asyncio.wait_for(task, 10)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_small_answer_does_not_wait_for_more(host: str) -> None:
    """Each connection sends at once, or every answer would take 40 ms."""
    with bind(host, 0) as bound:
        listener = Listener(make_app(lambda: True, lambda: "", None), bound)
        task = asyncio.create_task(listener.run_until_stopped())
        async with httpx.AsyncClient() as client:
            await client.get(str(httpx.URL(scheme="http", host=host, port=bound.getsockname()[1])))
            (connection,) = listener.server_state.connections
            accepted = connection.transport.get_extra_info("socket")
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        listener.stop()
        await asyncio.wait_for(task, 10)


def test_a_port_in_use_is_told() -> None:
    """The error names the address and the variable."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"127.0.0.1:{port}: .*set ATTACHE_LISTEN"):
            bind("127.0.0.1", port)
