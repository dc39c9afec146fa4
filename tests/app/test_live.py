"""A base that changes while the bot runs: taken when it passes its check, refused when not."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import Folders
from bot.app.live import build_aside, state_of, watch
from bot.facts.index import Index
from bot.telemetry.metrics import Metrics
from tests.facts.sample import FACTS, Sample
from tests.telemetry.test_logs import stream

__all__ = ["stream"]

Built = str | None


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """A base as files."""
    found = Sample(tmp_path)
    found.write()
    return found


@pytest.fixture
def folders(sample: Sample, shipped: Folders, tmp_path: Path) -> Folders:
    """Where it lies."""
    return Folders(sample.folder, sample.seeds_folder, shipped.default, tmp_path / "cache")


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError


async def _watched(
    folders: Folders, change: Callable[[], None], built: Callable[[], Built], metrics: Metrics
) -> list[Index]:
    """What is taken after a change, where a build gives what `built` says."""
    taken: list[Index] = []
    calls: list[Folders] = []

    async def build(which: Folders) -> Built:
        calls.append(which)
        return built()

    task = asyncio.create_task(watch(folders, taken.append, metrics, build, every=0.01))
    await asyncio.sleep(0.05)
    assert not calls
    change()
    await _until(lambda: bool(taken) or metrics.value("attache_knowledge_refused") == 1)
    await asyncio.sleep(0.05)
    task.cancel()
    assert 1 == len(calls)
    return taken


async def test_a_changed_base_is_taken(folders: Folders, sample: Sample) -> None:
    """Its new facts answer without a restart; an unchanged one is left alone."""
    metrics = Metrics()
    sample.change(FACTS, "id: letter", "id: school-letter")

    def built() -> Built:
        folders.open().close()
        return None

    (index,) = await _watched(folders, sample.write, built, metrics)

    assert index.fact_number("school-letter") is not None
    assert 4 == metrics.value("attache_facts")
    assert 0 == metrics.value("attache_knowledge_refused")
    index.close()


async def test_a_base_that_fails_its_check_is_refused(
    folders: Folders, sample: Sample, stream: io.StringIO
) -> None:
    """Its problems are logged, and the old one goes on; nothing is taken."""
    metrics = Metrics()
    sample.change(FACTS, "visited Suder on 7 May for", "visited Norland on 7 May for")
    taken = await _watched(folders, sample.write, lambda: "1 problem:\n  a.yaml:7: b", metrics)
    line = json.loads(stream.getvalue().splitlines()[0])

    assert [] == taken
    assert 1 == metrics.value("attache_knowledge_refused")
    assert ("knowledge_refused", ["1 problem:", "  a.yaml:7: b"]) == (
        line["event"],
        line["problems"],
    )


async def test_the_check_aside_lists_every_problem(folders: Folders, sample: Sample) -> None:
    """A process of its own says what is wrong, or builds the index."""
    assert await build_aside(folders) is None
    sample.change(FACTS, "visited Suder on 7 May for", "visited Norland on 7 May for")
    sample.change(FACTS, "opened on 3 March", "closed on 3 March")
    sample.write()
    problems = await build_aside(folders)

    assert problems is not None
    assert "the fact base has 3 problem(s)" in problems
    assert "Traceback" not in problems


def test_only_what_the_base_is_made_from_counts(folders: Folders, sample: Sample) -> None:
    """Editors leave other files there."""
    before = state_of(folders)
    (sample.folder / ".facts.swp").write_text("x")
    assert before == state_of(folders)
    (sample.folder / "facts" / "more.yaml").write_text("[]")

    assert before != state_of(folders)
