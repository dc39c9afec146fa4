"""Requests of a batch: one JSON object a line, each read by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import UsageError

LONGEST_LINE = 200_000  # characters of one request; a longer line is refused, and the run goes on


def read_lines(name: str) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`.

    Raises:
        UsageError: the file cannot be read.
    """
    if name == "-":
        yield from sys.stdin or ()
        return
    try:
        with Path(name).open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from error


def read_request(line: str) -> tuple[dict[str, Any], str]:
    """A request, and what is wrong with it: nothing, or only its id is read."""
    if len(line) > LONGEST_LINE:
        return {"id": None}, f"longer than {LONGEST_LINE} characters"
    try:
        request = json.loads(line.removeprefix("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        request = None
    problem = _problem(request)
    if problem:
        named = isinstance(request, dict) and _is_id(request.get("id"))
        return {"id": request["id"] if named else None}, problem
    return request, ""


def _no_number(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _is_id(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _problem(request: Any) -> str:
    """What is wrong with a request; empty where it is a right one."""
    if not isinstance(request, dict):
        return 'not a JSON object; a line is {"id": …, "text": …}'
    if not _is_id(request.get("id")):
        return 'no "id": give a text or a whole number'
    if not isinstance(request.get("text"), str):
        return 'no "text": give the question as a text'
    for key in ("conversation", "language"):
        if request.get(key) is not None and not isinstance(request[key], str):
            return f'"{key}" is not a text'
    return ""
