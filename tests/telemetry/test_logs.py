"""Log lines: one object each, without secrets and without what people write."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from bot.telemetry.logs import CUT, failed, note, set_up

TOKEN = "123456:ABCdefGHIjkl-mno_pqr"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What is logged; logging is afterwards as it was before."""
    root, names = logging.getLogger(), ("attache", "telegram", "httpx", "httpcore", "uvicorn")
    before = (list(root.handlers), root.level, {n: logging.getLogger(n).level for n in names})
    found = io.StringIO()
    set_up("info", [TOKEN, ""], found)
    yield found
    logging.captureWarnings(capture=False)
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line(stream: io.StringIO) -> None:
    """Time, level, what happened, and its fields; one that is not there is left out."""
    note(logging.INFO, "decided", outcome="answer", facts=["a", "b"], reason=None, text="a\nb")
    found = _lines(stream)[0]

    assert found.pop("at").endswith("+00:00")
    assert {
        "level": "info",
        "event": "decided",
        "outcome": "answer",
        "facts": ["a", "b"],
        "text": "a\nb",
    } == found


def test_what_is_less_grave_than_asked_for_is_left_out(stream: io.StringIO) -> None:
    """The level is that of the settings."""
    note(logging.DEBUG, "detail")

    assert "" == stream.getvalue()


@pytest.mark.parametrize("logger", ["attache", "some.library", "asyncio"])
def test_the_token_is_in_no_line(stream: io.StringIO, logger: str) -> None:
    """Whoever logs it, in a message, in an argument or in an exception."""
    log = logging.getLogger(logger)
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("at %s", f"/bot{TOKEN}/")
    note(logging.ERROR, "x", url=f"/bot{TOKEN}/")

    assert TOKEN not in stream.getvalue()
    assert CUT in stream.getvalue()


@pytest.mark.parametrize("logger", ["httpx", "telegram.Bot", "telegram.ext", "httpcore.connection"])
def test_libraries_that_log_addresses_and_updates_are_silent(
    stream: io.StringIO, logger: str
) -> None:
    """Even where they cry out."""
    logging.getLogger(logger).critical("update %s", {"text": "secret question"})

    assert "" == stream.getvalue()


def test_an_unexpected_error_is_told_by_its_places(stream: io.StringIO) -> None:
    """Its message may quote what a person wrote, and is left out."""
    try:
        int("what a person wrote")
    except ValueError as error:
        failed("failed", error, update=7)
    found = _lines(stream)[0]

    assert ("error", "ValueError", 7) == (found["level"], found["error"], found["update"])
    assert found["places"][-1].startswith("test_logs.py:")
    assert "person" not in stream.getvalue()


def test_a_warning_is_a_line_too(stream: io.StringIO) -> None:
    """What Python warns of does not stand between the lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("old way", DeprecationWarning, stacklevel=1)

    assert "warning" == _lines(stream)[0]["level"]


def test_a_long_value_is_cut(stream: io.StringIO) -> None:
    """A line stays a line."""
    note(logging.INFO, "x", problem="y" * 100_000)

    assert len(stream.getvalue()) < 3000
