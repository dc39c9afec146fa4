"""Both bases with the bot over them, opened once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import Conversations
from tests.right_or_silent.field import FOLDERS, converse


@pytest.fixture(scope="session")
def bots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Conversations]:
    """The bot over each base, by the base's name."""
    folder: Path = tmp_path_factory.mktemp("indexes")
    return {name: converse(name, folder) for name in FOLDERS}
