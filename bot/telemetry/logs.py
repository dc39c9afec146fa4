"""Structured logs: one JSON object a line, with the secrets of the run cut out of every one."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TextIO

LOGGER = logging.getLogger("attache")
CUT = "[secret]"
# They log addresses with the token in them, or whole updates; what matters is logged by us.
_SILENCED = ("telegram", "httpx", "httpcore", "uvicorn", "starlette", "sqlalchemy")
_LONGEST = 2000  # characters of a value; an error may quote what it choked on


def note(level: int, event: str, **fields: Any) -> None:
    """Log one event: a word for what happened, and its fields. No text of a person goes here."""
    if LOGGER.isEnabledFor(level):
        LOGGER.log(level, event, extra={"fields": fields})


def failed(event: str, error: BaseException, **fields: Any) -> None:
    """Log an error that nobody expected, with the places in the program that it came through.

    Its message is left out: it may quote what a person wrote.
    """
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    note(logging.ERROR, event, error=type(error).__name__, places=places, **fields)


def set_up(level: str, secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Send the log of this process to a stream, standard error if none is named."""
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(_Lines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    LOGGER.setLevel(level.upper())
    for name in _SILENCED:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class _Lines(logging.Formatter):
    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage()[:_LONGEST],
        }
        for key, value in getattr(record, "fields", {}).items():
            if value is not None:
                line[key] = value[:_LONGEST] if isinstance(value, str) else value
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        text = json.dumps(line, ensure_ascii=False, default=str)
        for secret in self._secrets:
            text = text.replace(secret, CUT)
        return text
