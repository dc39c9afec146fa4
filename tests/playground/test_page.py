"""The page of the playground in a real browser, with the whole bot behind it."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.app import Folders
from bot.app.rehearsal import Rehearsal
from bot.playground.botapi import BotApi
from bot.playground.pages import page_routes
from bot.playground.server import serve
from bot.playground.stage import Stage, furnish
from bot.settings import Settings

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTION = "When did Ana Ruiz visit Suder?"
CYRILLIC = re.compile("[а-я]{3}")
ANSWER = "Ana Ruiz visited Suder on 7 May 2025."

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")


@pytest.fixture
async def stage() -> Stage:
    """A furnished world."""
    return furnish()


@pytest.fixture
async def alone(stage: Stage) -> AsyncIterator[str]:
    """The address of a playground whose bot is played by the test."""
    pages = page_routes(stage.you.user.id, list)
    async with serve(stage.world, pages=pages) as server:
        yield server.url


@pytest.fixture
async def address(stage: Stage, sample_folder: Path, shipped: Folders) -> AsyncIterator[str]:
    """The address of a playground with the whole bot on the small base of the tests."""
    folders = Folders.choose(str(sample_folder), None, shipped.cache)
    rehearsal = Rehearsal(Settings.from_env({}), folders, date(2026, 11, 22))
    pages = page_routes(stage.you.user.id, rehearsal.why)
    stop = asyncio.Event()
    async with serve(stage.world, pages=pages) as server:
        running = asyncio.create_task(rehearsal.run(server.token, server.url, stop))
        yield server.url
        stop.set()
        await running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A headless Chromium."""
    async with async_playwright() as driver:
        found = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        await found.close()


@asynccontextmanager
async def opened(
    browser: Browser, address: str, width: int, height: int, scheme: str
) -> AsyncIterator[Page]:
    """The page at a size, in light or dark; whatever it complains of fails the test."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=width < 720,
        locale="en-GB",
    )
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    await page.goto(address)
    yield page
    await context.close()
    assert wrong == []


async def _ask(page: Page, text: str) -> None:
    await page.fill("#input", text)
    await page.press("#input", "Enter")


async def test_on_a_phone(browser: Browser, address: str) -> None:
    """A newcomer taps an example, asks, has a question corrected, and sees why."""
    async with opened(browser, address, 390, 844, "light") as page:
        await page.locator(".theirs .keys button").first.tap()
        await expect(page.locator(".theirs .bubble blockquote").first).to_be_visible()
        await page.tap("#why-button")
        await expect(page.locator("#why-lines")).to_contain_text("outcome answer")
        await page.tap("#why-close")
        await _ask(page, QUESTION)
        answer = page.locator(".theirs", has_text=ANSWER).last
        await expect(answer).to_be_visible()
        await page.tap("#why-button")
        await expect(page.locator("#why-lines")).to_contain_text("Ana Ruiz")
        await page.tap("#why-close")
        await page.locator(".mine .bubble").last.tap()
        await page.tap("#menu-box >> text=Edit")
        await _ask(page, "Who visited Suder in 2025?")
        await expect(page.locator(".theirs").last).to_contain_text("edited")
        await page.tap("#back")
        await expect(page.locator("#chats li")).to_have_count(5)
        overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow == 0


async def test_languages(browser: Browser, address: str) -> None:
    """The bot speaks the language of the person's app, and its commands are in it, too."""
    async with opened(browser, address, 1280, 800, "dark") as page:
        assert await page.evaluate("document.documentElement.dataset.theme") == "dark"
        await page.select_option("#language", "ru")
        await expect(page.locator(".theirs").last).to_contain_text(CYRILLIC)
        await page.fill("#input", "/")
        await expect(page.locator("#commands")).to_contain_text(CYRILLIC)


async def _open(page: Page, chat: str) -> None:
    await page.click(f'#chats strong:text-is("{chat}")')


async def test_in_a_group(browser: Browser, address: str) -> None:
    """The bot answers a command in a group and checks what is forwarded to it from a channel."""
    async with opened(browser, address, 1280, 800, "light") as page:
        await expect(page.locator(".theirs")).to_have_count(1)
        await _open(page, "Reading circle")
        await _ask(page, f"/ask {QUESTION}")
        await expect(page.locator(".theirs", has_text=ANSWER)).to_have_count(1)
        await _open(page, "News")
        await _ask(page, "Ana Ruiz visited Suder on 8 May 2025.")
        await page.locator(".theirs .bubble", has_text="8 May").click(button="right")
        await page.click("#menu-box >> text=Forward")
        await page.click('#menu-box button:text-is("Attaché")')
        await expect(page.locator(".mine", has_text="Forwarded from News")).to_have_count(1)
        await expect(page.locator(".theirs").last).to_contain_text("7 May")


async def test_inline_and_guest(browser: Browser, stage: Stage, address: str) -> None:
    """Words after the bot's name bring up results to send; sent as they are, they ask a guest."""
    name = f"@{stage.world.bot.user.username}"
    async with opened(browser, address, 390, 844, "light") as page:
        await expect(page.locator(".theirs")).to_have_count(1)
        await page.tap("#back")
        await _open(page, "Friends")
        await page.fill("#input", f"{name} {QUESTION}")
        await page.locator("#results button", has_text="7 May").tap()
        await expect(page.locator(".mine", has_text=f"via {name}")).to_contain_text(ANSWER)
        await page.tap("#why-button")
        await expect(page.locator("#why-lines")).to_contain_text("Ana Ruiz")
        await page.tap("#why-close")
        await _ask(page, f"{name} {QUESTION}")
        await expect(page.locator(".theirs", has_text=ANSWER)).to_have_count(1)
        await expect(page.locator("#results")).to_be_hidden()


async def test_what_a_page_shows(browser: Browser, stage: Stage, alone: str) -> None:
    """Markup is shown as markup and never run; answers to taps come up; messages go."""
    api = BotApi(stage.world)
    you = stage.you.user.id
    keyboard = {"inline_keyboard": [[{"text": "press", "callback_data": "d"}]]}
    text = "<b>bold</b> <code>&lt;img src=x onerror=alert(1)&gt;</code> <tg-spoiler>no</tg-spoiler>"
    async with opened(browser, alone, 1280, 800, "light") as page:
        await expect(page.locator(".mine", has_text="/start")).to_have_count(1)
        sent = {"chat_id": you, "text": text, "parse_mode": "HTML", "reply_markup": keyboard}
        made = api.run("sendMessage", sent)
        await expect(page.locator(".theirs b")).to_have_text("bold")
        await expect(page.locator(".theirs code")).to_have_text("<img src=x onerror=alert(1)>")
        await page.click(".keys button")
        await expect(page.locator(".keys button")).to_have_class("waiting")
        (query,) = stage.world.queries.callbacks.values()
        answer = {"callback_query_id": query.id, "text": "done", "show_alert": True}
        api.run("answerCallbackQuery", answer)
        await expect(page.locator("#alert-text")).to_have_text("done")
        await page.click("#alert button")
        api.run("deleteMessage", {"chat_id": you, "message_id": made["message_id"]})
        await expect(page.locator(".theirs")).to_have_count(0)
