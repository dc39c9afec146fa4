"""The one door to YAML: strict, with the line of every key and item, all problems at once.

Read from parser events, not from PyYAML's own values, so nothing changes its type on the way: a
quoted text stays a text, and a bare word that some YAML reader takes for a date, a truth or a
number of another base is refused with advice.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

import yaml

from bot.errors import Problem

MAX_BYTES = 16 * 1024 * 1024  # a file this long is no longer something that people review
MAX_DEPTH = 12  # nested lists and mappings
_MAX_DIGITS = 30  # characters of a number

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = yaml.SafeLoader("")
_STRING_TAG = "tag:yaml.org,2002:str"
_WORDS = {"true": True, "false": False, "null": None, "~": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
# What other YAML readers (1.2, or hand-made ones) take for a number or a date, beyond PyYAML's own
# rules: 0o17, 09, 1e3, 1992-09, 2025-05-07/2025-05-08.
_LOOKS_TYPED = re.compile(
    r"[-+]?0[0-9]+|0o[0-7]+|[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+"
    r"|[0-9]{4}(?:-[0-9]{2}){1,2}[~?]?|[0-9]{4}[0-9-]*[~?]?/[0-9]{4}[0-9-]*[~?]?"
)


class Block(dict[str, Any]):
    """A mapping that knows the line it starts in and the line of each key, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A list that knows the line it starts in and the line of each item, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


class _RefusedError(Exception):
    """Reading of this file stops; the problem is already noted."""


def load(name: str, text: str) -> tuple[Any, list[Problem]]:
    """The data of a YAML text as Block, Items and plain scalars, with every problem found.

    The data is None for an empty text, and incomplete where there are problems.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return None, [too_large(name)]
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError:
        pass
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        builder.note(line, f"this is not YAML: {error.problem or error.context}")
    except (yaml.YAMLError, UnicodeError) as error:
        builder.note(0, f"this cannot be read as YAML text: {str(error).splitlines()[0]}")
    return builder.root, builder.problems


def too_large(name: str) -> Problem:
    """The problem of a file over the limit."""
    return Problem(name, 0, "", "", f"the file is over {MAX_BYTES // 2**20} MB; split it")


def plain(data: Any) -> Any:
    """The same data as plain dicts and lists, without lines."""
    if isinstance(data, dict):
        return {key: plain(item) for key, item in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data


class _Builder:
    """Builds the data from parser events and notes the problems."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.problems: list[Problem] = []
        self.stack: list[Block | Items] = []
        # The key that waits for its value, with its line, per open container.
        self.keys: list[tuple[str, int] | None] = []
        self.documents = 0

    def note(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, "", "", message))

    def take(self, event: yaml.Event) -> None:
        """Handle one parser event; raises _RefusedError where reading cannot go on."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.note(line, "a second document begins here ('---'); keep one to a file")
                raise _RefusedError
        elif isinstance(event, yaml.AliasEvent):
            self.note(line, f"aliases are refused (*{event.anchor}); write the value out")
            self.add(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self.plain_node(event, line)
            self.scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.plain_node(event, line)
            self.open(Block(line) if isinstance(event, yaml.MappingStartEvent) else Items(line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.keys.pop()

    def plain_node(self, event: Any, line: int) -> None:
        """Refuse anchors and tags, which change what a value is."""
        if event.anchor is not None:
            self.note(line, f"anchors are refused (&{event.anchor}); write the value out")
        if event.tag is not None:
            self.note(line, f"tags are refused ({event.tag}); put texts in quotes")

    def scalar(self, event: Any, line: int) -> None:
        """Add a scalar as a key or as a value."""
        if self.stack and isinstance(self.stack[-1], Block) and self.keys[-1] is None:
            self.key(event, line)
            return
        bare = event.implicit[0] and not event.style
        self.add(self.value(event.value, line) if bare else event.value, line)

    def key(self, event: Any, line: int) -> None:
        """Note a key of the innermost mapping; a key is always a text."""
        block = self.stack[-1]
        if event.value == "<<" and not event.style:
            self.note(line, "merge keys ('<<') are refused; write the values out")
        elif not event.value.strip():
            self.note(line, "a key is missing before ':'")
        elif isinstance(block, Block) and event.value in block.lines:
            first = block.lines[event.value]
            self.note(line, f"the key '{event.value}' is given twice (first in line {first})")
        self.keys[-1] = event.value, line

    def value(self, text: str, line: int) -> Any:
        """A bare scalar as the value it stands for; refused ones are noted and stay texts."""
        if text in _WORDS:
            return _WORDS[text]
        if len(text) <= _MAX_DIGITS and _INTEGER.fullmatch(text):
            return int(text)
        if len(text) <= _MAX_DIGITS and _DECIMAL.fullmatch(text) and isfinite(float(text)):
            return float(text)
        if not text:
            self.note(line, "a value is missing here; write null if there is none")
        elif _changes_type(text):
            self.note(line, f'{text} without quotes is not a text everywhere; write "{text}"')
        return text

    def add(self, value: Any, line: int) -> None:
        """Put a value where the events have come to; of a key given twice the first one stays."""
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if isinstance(parent, Items):
            parent.append(value)
            parent.lines.append(line)
            return
        waiting = self.keys[-1]
        if waiting is None:
            self.note(line, "a key must be a single word or text")
            raise _RefusedError
        key, key_line = waiting
        if key not in parent.lines:
            parent[key] = value
            parent.lines[key] = key_line
        self.keys[-1] = None

    def open(self, container: Block | Items) -> None:
        """Go one level down."""
        self.add(container, container.line)
        if len(self.stack) >= MAX_DEPTH:
            self.note(container.line, f"this is nested deeper than {MAX_DEPTH} levels")
            raise _RefusedError
        self.stack.append(container)
        self.keys.append(None)


def _changes_type(text: str) -> bool:
    """Whether some YAML reader takes a bare text for something else than a text."""
    if _LOOKS_TYPED.fullmatch(text):
        return True
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag != _STRING_TAG)
