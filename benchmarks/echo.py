"""What a reply costs beside a bare echo bot's: same server, same run, alternating pairs.

    python -m benchmarks.echo [PAIRS]     five pairs go into RESULTS.md

The server and the people run in this process, each bot in its own. Every person waits for an
answer before the next question; no person asks twice. Questions are made from the base's own facts.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from subprocess import DEVNULL, Popen

from benchmarks.report import machine, put, table
from bot.app import Folders
from bot.app.examples import candidates
from bot.facts.build import cache_folder
from bot.playground.server import Server, serve
from bot.playground.world import World

ROOT = Path(__file__).resolve().parents[1]
PAIRS = 5
WARM, MEASURED = 60, 400  # messages before and while it is measured
OUTSTANDING = 8  # people who wait at once
ECHO = (sys.executable, str(ROOT / "benchmarks" / "echo_bot.py"))
OURS = (sys.executable, "-m", "bot", "serve")


@dataclass(frozen=True)
class Run:
    """What one bot did: replies a second, seconds a reply, and CPU seconds a reply."""

    rate: float
    p50: float
    p99: float
    cpu: float


def questions() -> list[str]:
    """Questions that the facts answer, each once."""
    folders = Folders.choose(str(ROOT / "knowledge"), None, cache_folder(os.environ))
    found = [example.text for _, example in candidates(folders.open(), "en")]
    return list(dict.fromkeys(found))


@contextmanager
def started(command: tuple[str, ...], server: Server, database: str) -> Iterator[int]:
    """A bot in a process of its own; its number."""
    environ = {
        **os.environ,
        "ATTACHE_TELEGRAM_TOKEN": server.token,
        "ATTACHE_TELEGRAM_API_URL": server.url,
        "ATTACHE_DATABASE_URL": database,
        "ATTACHE_LOG_LEVEL": "info",
    }
    process = Popen(command, cwd=ROOT, env=environ, stderr=DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def cpu_seconds(process: int) -> float:
    """The CPU time that a process has used, of its own and of the system for it."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ask_all(world: World, texts: list[str]) -> list[float]:
    """The seconds that each message waited for its answer."""
    waiting = iter(texts)
    taken: list[float] = []

    async def people() -> None:
        for text in waiting:
            person = world.person("Somebody")
            chat = world.private(person)
            start = time.perf_counter()
            await world.answer(chat, after=person.send(chat, text))
            taken.append(time.perf_counter() - start)

    await asyncio.gather(*(people() for _ in range(OUTSTANDING)))
    return taken


async def measure(command: tuple[str, ...], server: Server, texts: list[str], folder: Path) -> Run:
    """One bot, from its start to its end."""
    with started(command, server, f"sqlite:///{folder / 'attache.db'}") as process:
        await _until_it_answers(server.world)
        await ask_all(server.world, texts[:WARM])
        before, start = cpu_seconds(process), time.perf_counter()
        taken = sorted(await ask_all(server.world, texts[WARM:]))
        seconds = time.perf_counter() - start
        cpu = (cpu_seconds(process) - before) / len(taken)
    at = len(taken) * 99 // 100
    return Run(len(taken) / seconds, statistics.median(taken), taken[at], cpu)


async def _until_it_answers(world: World) -> None:
    person = world.person("First")
    chat = world.private(person)
    asked = person.send(chat, "hello")
    await world.journal.until(lambda: any(m.id > asked.id for m in world.sent(chat)), timeout=60)


def _line(name: str, run: Run) -> str:
    return (
        f"{name:<6}{run.rate:8.0f}{run.p50 * 1000:10.1f}{run.p99 * 1000:10.1f}"
        f"{run.cpu * 1000:12.2f}"
    )


async def main() -> None:
    """Print each run, and the medians."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    texts = list(islice(cycle(questions()), WARM + MEASURED))
    print(f"{len(set(texts))} different questions; {OUTSTANDING} people wait at once")
    print("bot   replies/s    p50 ms    p99 ms  CPU ms/reply")
    ours, echo = [], []
    with tempfile.TemporaryDirectory() as folder:
        async with serve(World()) as server:
            for _ in range(pairs):
                echo.append(await measure(ECHO, server, texts, Path(folder)))
                print(_line("echo", echo[-1]), flush=True)
                ours.append(await measure(OURS, server, texts, Path(folder)))
                print(_line("ours", ours[-1]), flush=True)
    text = section(ours, echo, len(set(texts)))
    print(text)
    if pairs == PAIRS:
        put("echo", text)


def section(ours: list[Run], echo: list[Run], questions: int) -> str:
    """The medians of both, and the ratios of CPU pair by pair."""
    rows = [
        [
            name,
            f"{statistics.median(run.rate for run in runs):.0f}",
            f"{statistics.median(run.p50 for run in runs) * 1000:.0f} ms",
            f"{statistics.median(run.p99 for run in runs) * 1000:.0f} ms",
            f"{statistics.median(run.cpu for run in runs) * 1000:.2f} ms",
        ]
        for name, runs in (("a bare echo bot", echo), ("`attache serve`", ours))
    ]
    ratios = sorted(one.cpu / other.cpu for one, other in zip(ours, echo, strict=True))
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    header = ["bot", "replies/s", "p50", "p99", "CPU a reply"]
    return (
        f"## A reply beside an echo bot's\n\n`python -m benchmarks.echo`, {machine()}. "
        f"Alternating pairs on one local Bot API server; {questions} different questions, "
        f"{OUTSTANDING} people waiting at once; medians.\n\n{table(header, rows)}\n\n"
        f"CPU, ours / echo, by pair: {shown}; median {statistics.median(ratios):.2f}."
    )


if __name__ == "__main__":
    asyncio.run(main())
