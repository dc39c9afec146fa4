"""Measure a cold `attache ask` on the shipped base, beside an interpreter that loads two libraries.

python -m benchmarks.cold     into RESULTS.md
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.report import machine, put, table

ROOT = Path(__file__).resolve().parents[1]
RUNS = 11
QUESTION = "When did Vietnam and Azerbaijan establish diplomatic relations?"
UNWANTED = ("babel", "sqlalchemy", "telegram", "numpy", "spellchecker", "starlette", "yaml")
FORBIDDEN = frozenset({"babel", "sqlalchemy", "telegram", "numpy"})
BARE = [sys.executable, "-c", "import rapidfuzz, yaml"]
ASK = [sys.executable, "-m", "bot", "ask", QUESTION]


def main() -> int:
    """Measure both in turn, write the section, and say whether a forbidden library was loaded."""
    with tempfile.TemporaryDirectory() as cache:
        environ = {"XDG_CACHE_HOME": cache, "PATH": "/usr/bin:/bin", "HOME": cache}
        first, said = _run(ASK, environ)
        times: dict[str, list[float]] = {"bare": [], "ask": []}
        for _ in range(RUNS):
            times["bare"].append(_run(BARE, environ)[0])
            times["ask"].append(_run(ASK, environ)[0])
        loaded = _loaded(environ)
    found = sorted(name for name in UNWANTED if name in loaded)
    medians = {name: median(took) for name, took in times.items()}
    ratio = medians["ask"] / medians["bare"]
    rows = [
        ["an interpreter that imports rapidfuzz and yaml", f"{medians['bare'] * 1000:.0f} ms"],
        ["`attache ask`, index there", f"{medians['ask'] * 1000:.0f} ms ({ratio:.2f}×)"],
        ["`attache ask`, index built first", f"{first * 1000:.0f} ms"],
        ["modules loaded by it", f"{len(loaded)}, of bot {_count(loaded, 'bot')}"],
        ["of those meant to stay out", ", ".join(found) or "none"],
    ]
    head = (
        f"## Cold start\n\n`python -m benchmarks.cold`, 2026-11-22, {machine()}. The median of "
        f"{RUNS} alternating runs each; the shipped base; asked “{QUESTION}”, said: “{said}”"
    )
    text = f"{head}\n\n{table(['what', 'wall time'], rows)}"
    print(text)
    put("cold", text)
    return 1 if FORBIDDEN.intersection(found) else 0


def _run(command: list[str], environ: dict[str, str]) -> tuple[float, str]:
    start = time.perf_counter()
    run = subprocess.run(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, check=True, text=True
    )
    lines = run.stdout.splitlines()
    return time.perf_counter() - start, lines[0] if lines else ""


def _loaded(environ: dict[str, str]) -> set[str]:
    """The modules that an answer loads, from the interpreter's own list of imports."""
    command = [sys.executable, "-X", "importtime", *ASK[1:]]
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True, text=True)
    lines = (line for line in run.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}


def _count(loaded: set[str], package: str) -> int:
    return sum(name == package or name.startswith(package + ".") for name in loaded)


if __name__ == "__main__":
    sys.exit(main())
