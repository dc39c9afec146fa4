"""Measure a world-sized base: compiling, opening and asking, beside what one would take instead.

    python -m benchmarks.speed                     all sizes, into RESULTS.md
    python -m benchmarks.speed --sizes 1000        some sizes
    python -m benchmarks.speed --no-others         without rapidfuzz and BM25

Each size is built, asked and compared in a fresh process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 2_000  # a set
TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Measure all that is asked for, and write the section."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--no-others", action="store_true")
    parser.add_argument("--phase", choices=("build", "ask"))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args(arguments)
    if given.phase:
        phase = build if given.phase == "build" else ask
        print(json.dumps(phase(given.sizes[0], given.folder, given.questions)))
        return 0
    from benchmarks.report import put
    from benchmarks.speed_table import section

    with tempfile.TemporaryDirectory() as folder:
        found = [_measure(size, Path(folder) / str(size), given) for size in given.sizes]
    text = section(found)
    print(text)
    if tuple(given.sizes) == SIZES and not given.no_others:
        put("world", text)
    return 0


def _measure(size: int, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """One size, each phase in its own process."""
    folder.mkdir()
    options = ["--sizes", str(size), "--questions", str(given.questions), "--folder", str(folder)]
    phases = {p: ["benchmarks.speed", "--phase", p, *options] for p in ("build", "ask")}
    if not given.no_others:
        phases["others"] = ["benchmarks.others", str(folder)]
    found: dict[str, Any] = {"size": size}
    for phase, command in phases.items():
        print(f"{size}: {phase}", file=sys.stderr)
        run = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        found[phase] = json.loads(run.stdout.splitlines()[-1])
    return found


def build(size: int, folder: Path, questions: int) -> dict[str, Any]:
    """Make a world, its index, and the questions about it."""
    from benchmarks.world import world
    from benchmarks.world_questions import SETS, phrasing
    from bot.facts.build import write
    from bot.facts.compile import compile_base

    made = world(size)
    compiling, compiled = _timed(lambda: compile_base(made.base))
    path = folder / "world.index"
    writing, _ = _timed(lambda: write(compiled, path))
    asked = {
        name: [[q.text, q.fact] for q in make(made, questions, random.Random(name))]
        for name, make in SETS.items()
    }
    _save(folder / "questions.json", asked)
    phrases = [[phrasing(fact, made.names), fact.id] for fact in made.base.facts]
    _save(folder / "phrases.json", phrases)
    return {
        "compile": compiling + writing,
        "bytes": path.stat().st_size,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "yaml": _from_yaml(made, folder / "yaml") if size == min(SIZES) else None,
    }


def _from_yaml(made: Any, folder: Path) -> dict[str, Any]:
    """How long the same base takes to read and check as YAML."""
    from benchmarks.world import write_yaml
    from bot.facts.check import check
    from bot.facts.read import read_base

    write_yaml(made, folder)
    reading, (base, problems, places) = _timed(lambda: read_base(folder, folder / "seeds", folder))
    checking, more = _timed(lambda: check(base, places))
    errors = [p for p in (*problems, *more) if p.level == "error"]
    for problem in errors[:5]:
        print(problem, file=sys.stderr)
    return {"read": reading, "check": checking, "errors": len(errors)}


def ask(size: int, folder: Path, questions: int) -> dict[str, Any]:  # noqa: ARG001
    """Open the index and put the questions to it, as a chat does: one by one, reply and all."""
    from bot.app import Conversations
    from bot.facts.build import open_index

    before = _resident()
    loading, index = _timed(lambda: open_index(folder / "world.index"))
    opened = _resident()
    conversations = Conversations(index, TODAY)
    starting, _ = _timed(lambda: conversations.ask("Hello!"))
    found: dict[str, Any] = {"load": loading, "before": before, "opened": opened, "first": starting}
    for name, asked in json.loads((folder / "questions.json").read_text("utf-8")).items():
        found[name] = _answered(conversations, asked)
    found["resident"] = _resident()
    return found


def _answered(conversations: Any, asked: list[tuple[str, str | None]]) -> dict[str, Any]:
    took: list[float] = []  # of the processor: others keep it busy, and that is no slowness of ours
    wall: list[float] = []
    counts = {"right": 0, "wrong": 0, "asked back": 0, "refused": 0}
    for text, fact in asked:
        begun, start = time.perf_counter(), time.thread_time()
        answered, _ = conversations.ask(text)
        took.append(time.thread_time() - start)
        wall.append(time.perf_counter() - begun)
        counts[_judged(answered.decision, fact)] += 1
    took.sort()
    wall.sort()
    return {
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
        "rate": len(took) / sum(took),
        "wall": wall[len(wall) // 2],
        "asked": len(took),
        **counts,
    }


def _judged(decision: Any, fact: str | None) -> str:
    """What became of a question; telling another fact, or any where none is asked for, is wrong."""
    if decision.outcome == "answer" or decision.verdict == "supported":
        return "right" if decision.facts == (fact,) else "wrong"
    return "asked back" if decision.outcome == "clarify" else "refused"


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def _resident() -> int:
    """Bytes of this process in memory."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize()


def _save(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
