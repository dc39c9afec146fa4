"""The server over HTTP: what a client sees, failures included."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.errors import UsageError
from bot.playground.clock import ManualClock
from bot.playground.server import Server, listen, serve
from bot.playground.trouble import Trouble
from bot.playground.world import World


@pytest.fixture
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """A plain HTTP client of the server."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=5) as found:
        yield found


async def _get(client: httpx.AsyncClient, path: str) -> tuple[int, Any]:
    response = await client.get(path)
    return response.status_code, response.json()


async def test_tokens_and_methods(server: Server, client: httpx.AsyncClient) -> None:
    """A right token and a known method are answered; others as Telegram refuses them."""
    status, body = await _get(client, f"/bot{server.token}/getme")
    assert (status, body["ok"]) == (200, True)
    for path, code, why in (
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 404, "Not Found"),
        (f"/bot{server.token}/getMoon", 404, "Not Found: method not found"),
        (f"/bot{server.token}/sendMessage?text=x", 400, "Bad Request: chat_id is empty"),
    ):
        refused = {"ok": False, "error_code": code, "description": why}
        assert await _get(client, path) == (code, refused)
    assert (await client.put(f"/bot{server.token}/getMe")).status_code == 405


@pytest.mark.parametrize("how", ["params", "data", "json", "files"])
async def test_ways_to_give_arguments(
    world: World, server: Server, client: httpx.AsyncClient, how: str
) -> None:
    """Query, form, JSON and multipart all carry arguments."""
    chat = world.private(world.person("Ana"), started=True)
    given = {"chat_id": str(chat.id), "text": "é & b"}
    ways: dict[str, dict[str, Any]] = {
        "params": {"params": given},
        "data": {"data": given},
        "json": {"json": given},
        "files": {"files": {name: (None, value) for name, value in given.items()}},
    }
    response = await client.post(f"/bot{server.token}/sendMessage", **ways[how])
    assert response.json()["result"]["text"] == "é & b"


@pytest.mark.parametrize(("after", "stored"), [(False, 0), (True, 1)])
@pytest.mark.parametrize(
    "trouble", [Trouble("cut"), Trouble("status", status=502), Trouble("hang")]
)
async def test_failures(
    world: World,
    server: Server,
    client: httpx.AsyncClient,
    trouble: Trouble,
    after: bool,
    stored: int,
) -> None:
    """A failure comes before the message is stored or after it; then all is well again."""
    chat = world.private(world.person("Ana"), started=True)
    trouble.after, trouble.times = after, 1
    world.troubles.add(trouble)
    path = f"/bot{server.token}/sendMessage?chat_id={chat.id}&text=x"
    if trouble.kind == "status":
        assert (await client.get(path)).status_code == 502
    else:
        wrong = httpx.RemoteProtocolError if trouble.kind == "cut" else httpx.ReadTimeout
        with pytest.raises(wrong):
            await client.get(path, timeout=0.2)
    assert len(chat.messages) == stored
    assert (await client.get(path)).status_code == 200


async def test_slow_and_flood(
    world: World, server: Server, client: httpx.AsyncClient, clock: ManualClock
) -> None:
    """A slow answer comes when the clock says; a flood error says how long to wait."""
    world.troubles.add(Trouble("slow", seconds=30))
    slow = asyncio.create_task(client.get(f"/bot{server.token}/getMe"))
    await asyncio.sleep(0.1)
    assert not slow.done()
    clock.advance(30)
    assert (await slow).json()["ok"] is True
    world.troubles.add(Trouble("flood", seconds=7))
    status, body = await _get(client, f"/bot{server.token}/getMe")
    assert (status, body["parameters"]) == (429, {"retry_after": 7})


async def test_calls_are_noted(world: World, server: Server, client: httpx.AsyncClient) -> None:
    """Each call is noted with its arguments and refusal, polling aside."""
    await client.get(f"/bot{server.token}/getMe")
    await client.get(f"/bot{server.token}/getUpdates")
    await client.get(f"/bot{server.token}/sendMessage?chat_id=5&text=x")
    await client.get(f"/bot{server.token}/deleteWebhook")
    assert [(call.method, call.refused) for call in world.calls] == [
        ("getMe", ""),
        ("sendMessage", "Bad Request: chat not found"),
        ("deleteWebhook", ""),
    ]


async def test_port_in_use(server: Server) -> None:
    """A port that somebody has is named."""
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(UsageError, match=f"cannot listen on 127.0.0.1:{port}"):
        async with serve(World(), port):
            pass


def test_small_answers_go_at_once() -> None:
    """The protocol of the socket is named: without it asyncio holds each answer for 40 ms."""
    with listen(0) as listener:
        assert (listener.proto, listener.getsockname()[0]) == (socket.IPPROTO_TCP, "127.0.0.1")


async def test_ends_with_a_poll_under_way(world: World) -> None:
    """The server ends though a client still waits for updates."""
    async with httpx.AsyncClient(trust_env=False) as client:
        async with serve(world) as server:
            url = f"{server.url}/bot{server.token}/getUpdates?timeout=50"
            poll = asyncio.create_task(client.get(url, timeout=60))
            await asyncio.sleep(0.1)
        assert (await poll).status_code == 409
