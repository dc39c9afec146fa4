"""Take the fields of a YAML block one by one, noting every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from bot.errors import Problem
from bot.facts.strict_yaml import Block, Items
from bot.model import Texts, Words

DEFAULT_LANGUAGE = "en"  # of a text given without a language
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Fields:
    """The fields of one block. Each `take` method gives a value of the right type in any case."""

    def __init__(
        self, file: str, id: str, block: Block, problems: list[Problem], path: str = ""
    ) -> None:
        self.file = file
        self.id = id
        self.block = block
        self.problems = problems
        self.path = path
        self.taken: set[str] = set()

    def fail(self, key: str, message: str, line: int | None = None) -> None:
        """Note a problem of a field."""
        at = line if line is not None else self.block.lines.get(key, self.block.line)
        self.problems.append(Problem(self.file, at, self.id, self._name(key), message))

    def done(self) -> None:
        """Note every field that was not taken: it is unknown."""
        for key in self.block:
            if key not in self.taken:
                near = get_close_matches(key, self.taken, n=1)
                hint = f"; did you mean '{near[0]}'?" if near else f"; known: {self._known()}"
                self.fail(key, f"unknown field '{key}'{hint}")

    def has(self, key: str) -> bool:
        """Whether a field is given and not null."""
        self.taken.add(key)
        return self.block.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text that must be given, unless it has a default."""
        if self.has(key):
            return self._checked_text(key, self.block[key], self._line(key)) or ""
        if default is None:
            self.fail(key, f"'{key}' is missing")
        return default or ""

    def text_or_none(self, key: str) -> str | None:
        """A text, or None where it is absent or null."""
        if not self.has(key):
            return None
        return self._checked_text(key, self.block[key], self._line(key))

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value and value not in choices:
            near = get_close_matches(value, choices, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(choices)}"
            self.fail(key, f"'{value}' is not a {key}; {hint}")
            return default or choices[0]
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self.block.get(key) if self.has(key) else False
        if not isinstance(value, bool):
            self.fail(key, f"must be true or false, not {said(value)}")
            return False
        return value

    def whole_number(self, key: str, default: int | None = None) -> int:
        """A whole number that must be given, unless it has a default."""
        value = self.block.get(key) if self.has(key) else default
        if value is None:
            self.fail(key, f"'{key}' is missing")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.fail(key, f"must be a whole number, not {said(value)}")
        else:
            return value
        return default or 0

    def texts(self, key: str, *, required: bool = False) -> Texts:
        """A text per language; a plain text is one in English."""
        if not self.has(key):
            if required:
                self.fail(key, f"'{key}' is missing")
            return {}
        return self.texts_of(key, self.block[key], self._line(key))

    def texts_of(self, key: str, value: Any, line: int) -> Texts:
        """A value as a text per language."""
        if not isinstance(value, Block):
            text = self._checked_text(key, value, line)
            return {} if text is None else {DEFAULT_LANGUAGE: text}
        found: dict[str, str] = {}
        for language, item in self._languages(key, value):
            text = self._checked_text(f"{key}.{language}", item, value.lines[language])
            if text is not None:
                found[language] = text
        return found

    def words(self, key: str, *, required: bool = False) -> Words:
        """A list of words or phrasings per language; a plain list is one in English."""
        if not self.has(key):
            if required:
                self.fail(key, f"'{key}' is missing")
            return {}
        return self.words_of(key, self.block[key], self._line(key))

    def words_of(self, key: str, value: Any, line: int) -> Words:
        """A value as a list of words per language."""
        if not isinstance(value, Block):
            return {DEFAULT_LANGUAGE: self._list_of_texts(key, value, line)}
        return {
            language: self._list_of_texts(f"{key}.{language}", item, value.lines[language])
            for language, item in self._languages(key, value)
        }

    def names(self, key: str) -> tuple[str, ...]:
        """A list of ids; a single one may stand alone."""
        if not self.has(key):
            return ()
        value = self.block[key]
        if isinstance(value, str):
            value = _single(value, self._line(key))
        return self._list_of_texts(key, value, self._line(key))

    def by_name(self, key: str, read: Callable[[str, Any, int], Any]) -> dict[str, Any]:
        """A mapping whose values are read by `read(path, value, line)`."""
        if not self.has(key):
            return {}
        value = self.block[key]
        if not isinstance(value, Block):
            self.fail(key, f"must be a mapping (name: …), not {said(value)}")
            return {}
        return {
            name: read(f"{key}.{name}", item, value.lines[name]) for name, item in value.items()
        }

    def inner(self, key: str, value: Any, line: int) -> Fields | None:
        """The fields of a block within this one; None, and a problem, for anything else."""
        if not isinstance(value, Block):
            self.fail(key, f"must be a mapping (field: value), not {said(value)}", line)
            return None
        return Fields(self.file, self.id, value, self.problems, self._name(key))

    def each(self, key: str) -> Iterator[Fields]:
        """The blocks of a list."""
        if not self.has(key):
            return
        value = self.block[key]
        if not isinstance(value, Items):
            self.fail(key, f"must be a list, not {said(value)}")
            return
        for number, (item, line) in enumerate(zip(value, value.lines, strict=True), 1):
            found = self.inner(f"{key}.{number}", item, line)
            if found is not None:
                yield found

    def _line(self, key: str) -> int:
        return self.block.lines.get(key, self.block.line)

    def _name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def _known(self) -> str:
        return ", ".join(sorted(self.taken))

    def _checked_text(self, key: str, value: Any, line: int) -> str | None:
        if not isinstance(value, str):
            self.fail(key, f"must be a text, not {said(value)}", line)
            return None
        if not value.strip():
            self.fail(key, "must not be empty", line)
            return None
        return value

    def _list_of_texts(self, key: str, value: Any, line: int) -> tuple[str, ...]:
        if not isinstance(value, Items):
            self.fail(key, f"must be a list, not {said(value)}", line)
            return ()
        found = (
            self._checked_text(f"{key}.{number}", item, at)
            for number, (item, at) in enumerate(zip(value, value.lines, strict=True), 1)
        )
        return tuple(text for text in found if text is not None)

    def _languages(self, key: str, value: Block) -> Iterator[tuple[str, Any]]:
        for language, item in value.items():
            if LANGUAGE.fullmatch(language):
                yield language, item
            else:
                line = value.lines[language]
                self.fail(f"{key}.{language}", f"'{language}' is not a language code", line)


def said(value: Any) -> str:
    """A value as a message names it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value} (put it in quotes to make it a text)"
    if isinstance(value, str):
        return f"the text '{value[:40]}'"
    return "a mapping" if isinstance(value, dict) else "a list"


def _single(value: str, line: int) -> Items:
    items = Items(line)
    items.append(value)
    items.lines.append(line)
    return items
