"""Where a command finds the fact base, and where it keeps its state."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:  # loaded by the commands that need it, when they do
    from bot.app import Folders

DONE, FAULTS, MISUSE = 0, 1, 2


def chosen_folders(args: argparse.Namespace, settings: Settings) -> Folders:
    """The folders that the arguments name, else the settings, else the usual ones."""
    from bot.app import Folders
    from bot.facts.build import cache_folder

    knowledge = args.knowledge if args.knowledge is not None else settings.knowledge
    return Folders.choose(knowledge, args.seeds, cache_folder(os.environ))


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where the database lies by default."""
    root = environ.get("XDG_STATE_HOME")
    return (Path(root) if root else Path.home() / ".local" / "state") / "attache"
