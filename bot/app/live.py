"""A fact base that changes while the bot runs: checked aside, then taken, or refused."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app import Folders
from bot.errors import AttacheError
from bot.facts.index import Index
from bot.telemetry.logs import note
from bot.telemetry.metrics import Metrics

EVERY = 2.0  # seconds between looks at the folder
_MOST_LINES = 50  # problems that are logged

State = frozenset[tuple[str, int, int]]
Build = Callable[[Folders], Awaitable[str | None]]


def state_of(folders: Folders) -> State:
    """Names, sizes and times of the files that the base is made from."""
    files = [*folders.knowledge.rglob("*.yaml")]
    if folders.seeds.is_dir():
        files += [path for path in folders.seeds.rglob("*") if path.is_file()]
    found = set()
    for path in files:
        try:
            stat = path.stat()
        except OSError:  # gone since it was listed
            continue
        found.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)


async def build_aside(folders: Folders) -> str | None:
    """Check and compile the base in a process of its own, so that answering goes on meanwhile.

    None where that worked, else what is wrong.
    """
    package = Path(__file__).resolve().parents[2]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot", "build"),
        *("--knowledge", str(folders.knowledge), "--seeds", str(folders.seeds)),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, err = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    return err.decode("utf-8", "replace").strip() if process.returncode else None


async def watch(
    folders: Folders,
    take: Callable[[Index], None],
    metrics: Metrics,
    build: Build = build_aside,
    every: float = EVERY,
) -> None:
    """Look at the folder now and then; `take` gets each changed base that passes its check."""
    known = await asyncio.to_thread(state_of, folders)
    while True:
        await asyncio.sleep(every)
        now = await asyncio.to_thread(state_of, folders)
        if now == known:
            continue
        await asyncio.sleep(every)
        if await asyncio.to_thread(state_of, folders) != now:
            continue  # files are still being written
        known = now
        await _renew(folders, take, metrics, build)


async def _renew(
    folders: Folders, take: Callable[[Index], None], metrics: Metrics, build: Build
) -> None:
    try:
        problems = await build(folders)
        index = None if problems is not None else await asyncio.to_thread(folders.open)
    except (AttacheError, OSError) as error:
        problems, index = str(error), None
    if index is None:
        lines = (problems or "").splitlines()
        metrics.set("attache_knowledge_refused", 1)
        note(logging.ERROR, "knowledge_refused", problems=lines[:_MOST_LINES])
        return
    take(index)
    metrics.set("attache_knowledge_refused", 0)
    metrics.set("attache_facts", len(index.ids))
    note(logging.INFO, "knowledge_taken", facts=len(index.ids))
