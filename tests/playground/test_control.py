"""The world over HTTP, for pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.playground.server import Server
from bot.playground.world import World
from tests.playground.conftest import Call


@pytest.fixture
async def page(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    """A client as a page of the server is one."""
    headers = {"Origin": server.url}
    async with httpx.AsyncClient(
        base_url=server.url, trust_env=False, timeout=5, headers=headers
    ) as found:
        yield found


async def _act(page: httpx.AsyncClient, action: str, **body: Any) -> Any:
    response = await page.post(f"/world/{action}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_conversation(world: World, call: Call, page: httpx.AsyncClient) -> None:
    """People come, write, press and edit through the page."""
    ana = (await _act(page, "person", name="Ana", language="ru"))["id"]
    chat = (await _act(page, "private", person=ana))["id"]
    asked = await _act(page, "send", person=ana, chat=chat, text="when?")
    keyboard = {"inline_keyboard": [[{"text": "b", "callback_data": "d"}]]}
    reply = {"message_id": asked["message_id"]}
    call("sendMessage", chat_id=chat, text="x", reply_markup=keyboard, reply_parameters=reply)
    query = await _act(page, "press", person=ana, chat=chat, message=2, button="b")
    assert world.queries.callbacks[query["id"]].data == "d"
    await _act(page, "edit", person=ana, chat=chat, message=1, text="where?")
    answer = await _act(page, "send", person=ana, chat=chat, text="so", reply=2, quote="x")
    assert answer["quote"]["text"] == "x"
    state = (await page.get("/world/state")).json()
    assert [m["text"] for m in state["chats"][0]["messages"]] == ["where?", "x", "so"]
    assert (state["people"][0]["id"], state["last"]) == (ana, world.journal.last)


async def test_groups(world: World, page: httpx.AsyncClient) -> None:
    """Groups, forums and channels are made and looked after through the page."""
    ana = (await _act(page, "person", name="Ana"))["id"]
    ben = (await _act(page, "person", name="Ben"))["id"]
    forum = (await _act(page, "supergroup", title="F", owner=ana, members=[ben], forum=True))["id"]
    topic = (await _act(page, "topic", chat=forum, name="News"))["id"]
    await _act(page, "add_bot", person=ana, chat=forum, admin=True)
    await _act(page, "send", person=ben, chat=forum, text="hi", topic=topic)
    await _act(page, "close_topic", person=ana, chat=forum, topic=topic)
    assert world.chats[forum].topics[topic].closed
    await _act(page, "promote_bot", person=ana, chat=forum, rights=["can_pin_messages"])
    assert world.chats[forum].member(world.bot.user).allowed == {"can_pin_messages"}
    channel = (await _act(page, "channel", title="C", owner=ana))["id"]
    post = await _act(page, "send", person=ana, chat=channel, text="post")
    source = {"chat": channel, "message": post["message_id"]}
    forwarded = await _act(page, "forward", person=ben, chat=forum, message=source)
    assert forwarded["forward_origin"]["type"] == "channel"
    group = (await _act(page, "group", title="G", owner=ana, members=[ben]))["id"]
    assert (await _act(page, "migrate", person=ana, chat=group))["type"] == "supergroup"


async def test_inline(world: World, call: Call, page: httpx.AsyncClient) -> None:
    """An inline query is typed, its answer shown, a result chosen."""
    ana = (await _act(page, "person", name="Ana"))["id"]
    chat = (await _act(page, "private", person=ana))["id"]
    query = await _act(page, "ask_inline", person=ana, chat=chat, text="q")
    assert query["answered"] is False
    content = {"message_text": "<b>a</b>", "parse_mode": "HTML"}
    article = {"type": "article", "id": "1", "title": "t", "input_message_content": content}
    call("answerInlineQuery", inline_query_id=query["id"], results=[article])
    found = (await page.get(f"/world/inline/{query['id']}")).json()
    assert found["results"][0]["message"]["text"] == "a"
    sent = await _act(page, "choose", person=ana, chat=chat, query=query["id"], result="1")
    assert sent["via_bot"]["id"] == world.bot.user.id
    assert (await page.get("/world/inline/5")).status_code == 404


@pytest.mark.parametrize(
    ("action", "body", "code"),
    [
        ("clock", {}, 404),
        ("__init__", {}, 404),
        ("send", {}, 400),
        ("send", {"person": 5, "chat": 5, "text": "x"}, 400),
        ("private", {"person": "x"}, 400),
        ("person", [], 400),
        ("person", {"name": "x" * 100_000}, 413),
    ],
)
async def test_refuses(page: httpx.AsyncClient, action: str, body: Any, code: int) -> None:
    """What is no action, or lacks something, is refused with a reason."""
    response = await page.post(f"/world/{action}", json=body)
    assert (response.status_code, list(response.json())) == (code, ["error"])


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Host": "elsewhere.example"}]
)
async def test_other_sites_are_refused(
    world: World, server: Server, headers: dict[str, str]
) -> None:
    """A page from elsewhere can neither act nor look, nor by another name of this machine."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, headers=headers) as stranger:
        assert (await stranger.post("/world/person", json={"name": "x"})).status_code == 403
        for path in ("/world/state", "/world/events", f"/bot{server.token}/getMe"):
            assert (await stranger.get(path)).status_code == 403
    assert world.people == {}


async def test_events(world: World, page: httpx.AsyncClient) -> None:
    """Changes are streamed as they come, from the number asked for."""
    world.person("Ana")
    numbers = []
    async with asyncio.timeout(5), page.stream("GET", "/world/events?since=0") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                numbers.append(json.loads(line.removeprefix("data: "))["number"])
                if len(numbers) == 2:
                    break
                world.person("Ben")
    assert numbers == [1, 2]
    assert (await page.get("/world/events?since=x")).status_code == 403
