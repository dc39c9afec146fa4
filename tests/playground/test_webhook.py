"""Delivery to a webhook, against a listener of the test's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.playground.arguments import Arguments
from bot.playground.botapi import BotApi
from bot.playground.clock import ManualClock
from bot.playground.refusal import RefusedError
from bot.playground.webhook import SECRET_HEADER
from bot.playground.world import World


@dataclass
class Listener:
    """A bot that takes what it is sent: `answers` are the statuses and bodies, 200 after them."""

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers["content-length"]))
        self.secrets.append(headers.get(SECRET_HEADER.lower(), ""))
        self.got.append(json.loads(body))
        status, answer = self.answers.pop(0) if self.answers else (200, "")
        kind = "Content-Type: application/json\r\n" if answer else ""
        writer.write(
            f"HTTP/1.1 {status} X\r\n{kind}Content-Length: {len(answer)}\r\n"
            f"Connection: close\r\n\r\n{answer}".encode()
        )
        writer.close()
        await writer.wait_closed()
        self.came.set()

    async def count(self, number: int) -> None:
        """Return when so many requests came."""
        async with asyncio.timeout(5):
            while len(self.got) < number:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def listening(*answers: tuple[int, str]) -> AsyncIterator[Listener]:
    """A listener on a free loopback port."""
    listener = Listener(answers=list(answers))
    server = await asyncio.start_server(listener.take, "127.0.0.1", 0)
    async with server:
        listener.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
        yield listener


@pytest.fixture
async def api(world: World) -> AsyncIterator[BotApi]:
    """The server's face for the bot."""
    found = BotApi(world)
    yield found
    await found.delivery.stop()


async def _set(api: BotApi, url: str, **more: Any) -> None:
    await api.delivery.set_webhook(Arguments({"url": url, **more}))


async def test_delivers(world: World, api: BotApi) -> None:
    """Updates come in order, with the secret, and are gone from the queue."""
    ana = world.person("Ana")
    chat = world.private(ana)
    ana.send(chat, "one")
    async with listening() as listener:
        await _set(api, listener.url, secret_token="s3cret")
        ana.send(chat, "two")
        await listener.count(2)
        await api.delivery.stop()
    assert [update["message"]["text"] for update in listener.got] == ["one", "two"]
    assert listener.secrets == ["s3cret"] * 2


async def test_tries_again(world: World, api: BotApi, clock: ManualClock) -> None:
    """What was not taken is sent again, later and later; what came after it in the chat waits."""
    ana, ben = world.person("Ana"), world.person("Ben")
    async with listening((500, ""), (502, "")) as listener:
        await _set(api, listener.url)
        ana.send(world.private(ana), "one")
        await listener.count(1)
        ana.send(world.private(ana), "two")
        ben.send(world.private(ben), "other")
        await listener.count(2)
        info = await api.delivery.get_webhook_info(Arguments({}))
        assert info["last_error_message"] == "Wrong response from the webhook: 500 X"
        for _ in range(50):
            clock.advance(1)
            await asyncio.sleep(0.01)
        await listener.count(5)
    texts = [update["message"]["text"] for update in listener.got]
    assert [text for text in texts if text != "other"] == ["one", "one", "two"]


async def test_waits_for_what_came_before(world: World, api: BotApi, clock: ManualClock) -> None:
    """Of what waits in one chat nothing is sent before its predecessor was taken."""
    ana = world.person("Ana")
    ana.send(world.private(ana), "one")
    ana.send(world.private(ana), "two")
    async with listening((500, "")) as listener:
        await _set(api, listener.url)
        await listener.count(1)
        for _ in range(10):
            await asyncio.sleep(0.01)
        assert [update["message"]["text"] for update in listener.got] == ["one"]
        clock.advance(1)
        await listener.count(3)
    assert [update["message"]["text"] for update in listener.got] == ["one", "one", "two"]


async def test_nobody_listens(world: World, api: BotApi) -> None:
    """A webhook that cannot be reached is told of in getWebhookInfo, and nothing is lost."""
    async with listening() as gone:
        pass
    await _set(api, gone.url)
    ana = world.person("Ana")
    ana.send(world.private(ana), "one")
    async with asyncio.timeout(5):
        while "last_error_message" not in (
            info := await api.delivery.get_webhook_info(Arguments({}))
        ):
            await asyncio.sleep(0.01)
    assert (info["pending_update_count"], info["last_error_date"]) == (1, world.now())


async def test_answers_with_a_method(world: World, api: BotApi) -> None:
    """A method in the webhook's answer is carried out; a wrong one changes nothing."""
    ana = world.person("Ana")
    chat = world.private(ana)
    good = json.dumps({"method": "sendMessage", "chat_id": chat.id, "text": "hi"})
    bad = json.dumps({"method": "sendMessage", "chat_id": 1, "text": "hi"})
    async with listening((200, bad), (200, json.dumps({"method": "x"})), (200, good)) as listener:
        await _set(api, listener.url)
        ana.send(chat, "one")
        ana.send(chat, "two")
        asked = ana.send(chat, "three")
        assert (await world.answer(chat, after=asked)).text == "hi"


async def test_excludes_polling(world: World, api: BotApi) -> None:
    """With a webhook set, polling is refused; a poll under way ends; without it, polling works."""
    delivery = api.delivery
    poll = asyncio.create_task(delivery.get_updates(Arguments({"timeout": 5})))
    await asyncio.sleep(0)
    async with listening() as listener:
        await _set(api, listener.url, allowed_updates=["message"], max_connections=2)
        with pytest.raises(RefusedError, match="terminated"):
            await poll
        with pytest.raises(RefusedError, match="can't use getUpdates method while webhook is"):
            await delivery.get_updates(Arguments({}))
        info = await delivery.get_webhook_info(Arguments({}))
        assert (info["url"], info["max_connections"]) == (listener.url, 2)
        assert info["allowed_updates"] == ["message"]
    assert await delivery.delete_webhook(Arguments({}))
    ana = world.person("Ana")
    ana.send(world.private(ana), "one")
    assert len(await delivery.get_updates(Arguments({}))) == 1
    await delivery.delete_webhook(Arguments({"drop_pending_updates": True}))
    assert await delivery.get_updates(Arguments({})) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"url": "ftp://x"}, "bad webhook"),
        ({"url": "https://a.example", "secret_token": "a b"}, "unallowed characters"),
        ({"url": "https://a.example", "max_connections": -1}, "max_connections"),
    ],
)
async def test_refuses(api: BotApi, given: dict[str, Any], why: str) -> None:
    """An address, secret or number that Telegram would not take is refused."""
    with pytest.raises(RefusedError, match=why):
        await api.delivery.set_webhook(Arguments(given))
