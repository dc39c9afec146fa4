"""The page of the playground in a real browser, with the whole bot behind it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

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


@asynccontextmanager
async def playground(knowledge: Path) -> AsyncIterator[str]:
    """The address of a playground that runs as its own process, and ends well when told to."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"ATTACHE_KNOWLEDGE": str(knowledge)},
    )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        yield next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
async def address(sample_folder: Path) -> AsyncIterator[str]:
    """The address of a playground with the small base of the tests."""
    async with playground(sample_folder) as found:
        yield found


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
