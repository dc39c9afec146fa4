"""Puts the compiled index of the fact base into what is built for others: the wheel and its source.

The index carries the quotes; the articles themselves stay with their publishers (see NOTICE), so a
wheel could not be made to compile its own.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGED = "bot/packaged"


class PackagedIndex(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the base, unless the checkout itself is installed or a source brings its index.

        Raises:
            AttacheError: the base fails its check.
        """
        root = Path(self.root)
        if version == "editable" or any((root / PACKAGED).glob("*.index")):
            return
        sys.path.insert(0, self.root)
        from bot.facts.build import build, content_key

        knowledge = root / "knowledge"
        self._made = tempfile.TemporaryDirectory()
        nowhere = Path(self._made.name) / "seeds"  # where it is installed there are no articles
        path = Path(self._made.name) / f"{content_key(knowledge, nowhere, knowledge)}.index"
        build(knowledge, root / "seeds", knowledge, path)
        for made in (path, path.with_suffix(".sum")):
            build_data["force_include"][str(made)] = f"{PACKAGED}/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was compiled."""
        made: tempfile.TemporaryDirectory[str] | None = getattr(self, "_made", None)
        if made is not None:
            made.cleanup()
