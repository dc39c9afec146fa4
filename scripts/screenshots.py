"""Pictures of the playground for the documentation: phone and desktop, light and dark.

    .venv/bin/python scripts/screenshots.py [FOLDER]

Without a folder it renews the two of README.md, else it writes all four there.
Taps, asks and opens quotes in a headless Chromium, with the fact base as it is.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
SHOWN = [("phone", "light"), ("desktop", "dark")]
OTHERS = [("phone", "dark"), ("desktop", "light")]


async def main(folder: Path, pictures: list[tuple[str, str]]) -> None:
    """Take pictures, each of a device in light or dark."""
    folder.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for device, scheme in pictures:
            await _with_playground(browser, device, scheme, folder)
        await browser.close()


async def _with_playground(browser: Browser, device: str, scheme: Any, folder: Path) -> None:
    """Start a playground, so that each picture begins with an empty chat."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "playground", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        address = next(word for word in line.split() if word.startswith("http"))
        width, height = SIZES[device]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=device == "phone",
            locale="en-GB",
        )
        page = await context.new_page()
        await page.goto(address)
        await _use(page, device)
        await page.screenshot(path=folder / f"playground-{device}-{scheme}.png")
        await context.close()
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def _use(page: Page, device: str) -> None:
    """Tap an example, open its quote, ask for its source; on a desktop also see why."""
    answers = page.locator(".theirs")
    await page.locator(".theirs .keys button").first.click()
    await expect(answers).to_have_count(2)
    example = await page.locator(".theirs .keys button").nth(1).inner_text()
    await page.fill("#input", example)
    await page.press("#input", "Enter")
    await expect(answers).to_have_count(3)
    await page.locator(".theirs blockquote.folded").last.click()
    if device == "desktop":
        await page.click("#why-button")
        await expect(page.locator("#why-lines")).not_to_be_empty()
    await page.evaluate("document.getElementById('log').scrollTop = 1e9")
    await page.wait_for_timeout(400)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(main(Path(sys.argv[1]), SHOWN + OTHERS))
    else:
        asyncio.run(main(ROOT / "docs" / "images", SHOWN))
