"""Where each thing of a fact base stands in its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import Problem
from bot.facts.strict_yaml import Block, Items


@dataclass(frozen=True)
class Place:
    """The block that one thing was read from, and its file."""

    file: str
    block: Block

    def line(self, path: str = "") -> int:
        """The line of a dotted path such as `evidence.2.quote` (items count from 1), or of the
        nearest thing above it that the file has.
        """
        line = self.block.line
        here: Block | Items = self.block
        for step in path.split(".") if path else ():
            found = _step(here, step)
            if found is None:
                break
            line, inner = found
            if not isinstance(inner, Block | Items):
                break
            here = inner
        return line


def _step(here: Block | Items, step: str) -> tuple[int, object] | None:
    """The line and the value one step down a path."""
    if isinstance(here, Block):
        return (here.lines[step], here[step]) if step in here.lines else None
    index = int(step) - 1 if step.isdecimal() else -1
    return (here.lines[index], here[index]) if 0 <= index < len(here) else None


@dataclass
class Locations:
    """The places of everything with an id, by section (`facts`, `entities`, `kinds`, …) and id.

    `revisions` is what the lock file of revisions says, id → (revision, digest); None without one.
    """

    places: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    translations: dict[tuple[str, str], dict[str, Place]] = field(default_factory=dict)
    revisions: Mapping[str, tuple[int, str]] | None = None

    def add(self, section: str, id: str, place: Place) -> None:
        """Note where a thing stands; of an id used twice both places are kept."""
        self.places.setdefault((section, id), []).append(place)

    def add_translation(self, section: str, id: str, language: str, place: Place) -> None:
        """Note where a thing is worded in a language that has files of its own."""
        self.translations.setdefault((section, id), {})[language] = place

    def where(self, section: str, id: str, path: str = "", nth: int = 0) -> tuple[str, int]:
        """File and line of a thing or a field of it; the section and 0 for what was not read."""
        steps = path.split(".")
        for language, place in self.translations.get((section, id), {}).items():
            if language in steps:
                return place.file, place.line(".".join(s for s in steps if s != language))
        places = self.places.get((section, id), [])
        if nth >= len(places):
            return section, 0
        return places[nth].file, places[nth].line(path)

    def problem(
        self, section: str, id: str, path: str, message: str, level: str = "error"
    ) -> Problem:
        """A problem of a thing, with its file and line."""
        file, line = self.where(section, id, path)
        return Problem(file, line, id, path, message, level)
