"""`attache reports`: what readers called wrong, for the curators."""

from __future__ import annotations

from pathlib import Path

from bot.app.state import open_state
from bot.errors import UsageError
from bot.settings import Settings
from bot.store.reports import Report, reports, settle_reports


def open_reports(settings: Settings, state: Path) -> list[Report]:
    """The reports that are still to be dealt with, the most frequent first.

    Raises:
        StoreError: the database cannot be opened.
    """
    return [one for one in all_reports(settings, state) if one.open]


def all_reports(settings: Settings, state: Path) -> list[Report]:
    """All reports, also those that were dealt with.

    Raises:
        StoreError: the database cannot be opened.
    """
    store = open_state(settings, state)
    try:
        with store.read() as db:
            return reports(db)
    finally:
        store.close()


def settle(settings: Settings, state: Path, fact: str, role: str | None) -> int:
    """Mark what was reported of a fact, or of one role of it, as dealt with; how many reports.

    Raises:
        UsageError: nobody has called it wrong since it was last dealt with.
        StoreError: the database cannot be opened.
    """
    store = open_state(settings, state)
    try:
        with store.write() as db:
            count = settle_reports(db, fact, role)
    finally:
        store.close()
    if not count:
        what = f"{role} of {fact!r}" if role else repr(fact)
        raise UsageError(f"no report of {what} is open; see attache reports for those that are")
    return count
