"""Sections of RESULTS.md: each benchmark replaces its own and leaves the others alone."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
TITLE = "# Measured\n"


def put(name: str, text: str, path: Path = RESULTS) -> None:
    """Write a section between its markers, in place or at the end."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n{text.strip()}\n{end}"
    found = path.read_text(encoding="utf-8") if path.is_file() else TITLE
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(found):
        found = pattern.sub(lambda _: section, found)
    else:
        found = f"{found.rstrip()}\n\n{section}\n"
    path.write_text(found, encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """Cores, Python, and how busy others kept the machine."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} shared cores (load {load:.1f}), Python {platform.python_version()}"
