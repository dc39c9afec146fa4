"""The database of a run, and what of its settings must stand in no log."""

from __future__ import annotations

import contextlib
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings import Settings
from bot.store.engine import Store, open_store


def open_state(settings: Settings, state: Path) -> Store:
    """The database of the settings, else the one in a folder.

    Raises:
        StoreError: it cannot be opened.
    """
    return open_store(settings.database_url or f"sqlite:///{state / 'attache.db'}")


def secrets_of(settings: Settings) -> list[str]:
    """What must stand in no log."""
    url = settings.database_url or ""
    found = [settings.telegram_token, settings.webhook_secret]
    with contextlib.suppress(ValueError):
        found.append(urlsplit(url).password)
    return [secret for secret in found if secret]
