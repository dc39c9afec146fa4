"""The files of the page and what is told to it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.pages import FOLDER, TYPES, page_routes
from bot.playground.server import Server, serve
from bot.playground.stage import furnish
from bot.playground.world import World


@pytest.fixture
async def pages() -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with a page that says why in one line."""
    stage = furnish()
    routes = page_routes(stage.you.user.id, lambda: ["so it was"])
    async with (
        serve(stage.world, pages=routes) as server,
        httpx.AsyncClient(base_url=server.url, trust_env=False) as client,
    ):
        yield client


async def test_files(pages: httpx.AsyncClient) -> None:
    """Every file that the page names is there, with its type and a policy that trusts no other."""
    names = [path.name for path in FOLDER.iterdir()]
    text = "".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
    named = set(re.findall(r'"(?:/page|\.)/([\w.]+)"', text))
    assert "main.js" in named
    assert named <= set(names)
    for path in ("/", *(f"/page/{name}" for name in names)):
        response = await pages.get(path)
        assert response.status_code == 200
        assert response.headers["content-type"] in TYPES.values()
        assert "default-src 'none'" in response.headers["content-security-policy"]


async def test_nothing_else_is_served(pages: httpx.AsyncClient) -> None:
    """Files outside the folder cannot be had."""
    for path in ("/page/pages.py", "/page/..%2Fpages.py", "/page/%2e%2e/pages.py", "/pages.py"):
        assert (await pages.get(path)).status_code == 404


async def test_what_the_page_is_told(pages: httpx.AsyncClient) -> None:
    """Who it speaks for, and why the last answer was given; the latter to no other site."""
    assert (await pages.get("/playground/start")).json() == {"you": 1001}
    assert (await pages.get("/playground/why")).json() == {"lines": ["so it was"]}
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert (await pages.get("/playground/why", headers=elsewhere)).status_code == 403


async def test_commands(server: Server, world: World) -> None:
    """The menu of commands is told for a chat and person that there are."""
    ana = world.person("Ana")
    chat = world.private(ana)
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        known = f"/world/commands?chat={chat.id}&person={ana.user.id}"
        assert (await client.get(known)).json() == {"commands": []}
        for path in ("/world/commands", "/world/commands?chat=5&person=x"):
            assert (await client.get(path)).status_code == 404


def test_stage() -> None:
    """There is a private chat, and groups and a channel in which the bot may hear and post."""
    stage = furnish()
    bot = stage.world.bot.user
    found = {
        chat.title: (chat.type, chat.member(bot).status) for chat in stage.world.chats.values()
    }
    assert found == {
        "": ("private", "member"),
        "Reading circle": ("supergroup", "member"),
        "News": ("channel", "administrator"),
        "News chat": ("supergroup", "member"),
        "Friends": ("supergroup", "left"),
    }
    assert "guest_message" not in [update.kind for update in stage.world.updates.pending]


def test_speaking_another_language(world: World) -> None:
    """A person's language is told with what they say from then on, everywhere."""
    ana = world.person("Ana")
    chat, group = world.private(ana), world.group("Readers", ana)
    ana.speak("vi")
    assert ana.send(chat, "x").json()["from"]["language_code"] == "vi"
    assert chat.peer == ana.user
    assert group.member(ana.user).user.language == "vi"
    assert ana.ask_inline(chat, "x").chat_type == "sender"
