"""The rules of the package's shape, as functions from parsed source to a list of breaches."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

FILE_LINES = 400
FUNCTION_LINES = 50
ARGUMENTS = 6
NAME_LETTERS = 4  # shorter parts of a person's name are also words of the program

# docs/decisions/0001-rooms-and-ranks.md: a room imports rooms of a lower rank only.
RANKS = {
    "": 0,  # bot/__init__.py
    "errors": 0,
    "model": 0,
    "settings": 1,
    "text": 1,
    "match": 1,
    "telemetry": 1,
    "facts": 2,
    "store": 2,
    "resolve": 3,
    "render": 3,
    "announce": 3,
    "curate": 3,
    "chat": 4,
    "web": 4,
    "playground": 5,
    "app": 5,
    "cli": 6,
}
SETTINGS_READERS = frozenset({"app", "cli"})
DOORS = {
    "rapidfuzz": {"match"},
    "numpy": {"match"},
    "yaml": {"facts"},
    "babel": {"facts", "text"},
    "spellchecker": {"facts"},
    "Stemmer": {"text"},
    "sqlalchemy": {"store"},
    "telegram": {"chat"},
    "starlette": {"web", "playground"},
    "uvicorn": {"web", "playground"},
    "httpx": {"playground"},
}
COMPILE_ONLY = frozenset({"babel", "numpy", "spellchecker"})
JUNK_DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})


@dataclass(frozen=True)
class Import:
    """One imported module, and whether importing the file loads it at once."""

    target: str
    at_load: bool


@dataclass(frozen=True)
class Module:
    """One parsed file; `path` is relative to the checkout, as bot/text/stem.py."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @property
    def name(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        return room_of(self.name)

    def imports(self, known: frozenset[str]) -> list[Import]:
        """What the file imports; `from a import b` is `a.b` where `known` has that module."""
        return [
            Import(target, at_load)
            for node, at_load in _import_nodes(self.tree.body, at_load=True)
            for target in _targets(node, known)
        ]


def read_modules(root: Path, folder: str) -> list[Module]:
    """Every Python file below a folder of the checkout, in the order of their paths."""
    return [
        Module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((root / folder).rglob("*.py"))
    ]


def room_of(name: str) -> str:
    """The room of a module of the package: `bot.text.stem` is in `text`."""
    parts = name.split(".")
    room = parts[1] if len(parts) > 1 else ""
    return "cli" if room == "__main__" else room


def _import_nodes(
    body: Iterable[ast.AST], *, at_load: bool
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, at_load
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _import_nodes(node.body, at_load=False)
            yield from _import_nodes(node.orelse, at_load=at_load)
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _import_nodes(ast.iter_child_nodes(node), at_load=at_load and not inside)


def _targets(node: ast.Import | ast.ImportFrom, known: frozenset[str]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = "." * node.level + (node.module or "")
    names = [f"{base}.{alias.name}" for alias in node.names]
    return sorted({name if name in known else base for name in names})


def _names(modules: Iterable[Module]) -> frozenset[str]:
    return frozenset(module.name for module in modules)


def rank_breaches(modules: list[Module]) -> list[str]:
    """Imports between rooms that go up or sideways, or come from a room without a rank."""
    known = _names(modules)
    found = [f"{m.path}: the room {m.room!r} has no rank" for m in modules if m.room not in RANKS]
    for module in modules:
        for target in (found_import.target for found_import in module.imports(known)):
            if target.startswith("."):
                found.append(f"{module.path}: imports {target} relatively")
            elif target.split(".")[0] == "bot" and room_of(target) not in ("", module.room):
                above = RANKS.get(room_of(target), len(RANKS))
                if above >= RANKS.get(module.room, 0):
                    found.append(f"{module.path}: {module.room!r} imports {target}")
    return found


def settings_breaches(modules: list[Module]) -> list[str]:
    """Rooms that import the settings though they should be given their values."""
    known = _names(modules)
    return [
        f"{module.path}: {module.room!r} imports the settings"
        for module in modules
        if module.room not in SETTINGS_READERS | {"settings"}
        and any(room_of(i.target) == "settings" for i in _own(module.imports(known)))
    ]


def _own(imports: Iterable[Import]) -> list[Import]:
    return [found for found in imports if found.target.split(".")[0] == "bot"]


def door_breaches(modules: list[Module]) -> list[str]:
    """Outside libraries imported in a room that is not their door, or that have no door."""
    known = _names(modules)
    ours = sys.stdlib_module_names | {"bot", ""}
    return [
        f"{module.path}: {module.room!r} imports {library}"
        for module in modules
        for library in sorted({i.target.split(".")[0] for i in module.imports(known)} - ours)
        if module.room not in DOORS.get(library, ())
    ]


def _load_graph(modules: list[Module]) -> dict[str, list[str]]:
    known = _names(modules)
    return {m.name: [i.target for i in m.imports(known) if i.at_load] for m in modules}


def loaded_by(graph: Mapping[str, list[str]], start: str) -> frozenset[str]:
    """Everything that importing one module loads, of ours and the libraries it names."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph.get(name, [])
            waiting += [name.rpartition(".")[0]] if "." in name else []
    return frozenset(seen)


def compile_only_breaches(modules: list[Module], starts: Iterable[str]) -> list[str]:
    """Libraries of the compiler that the modules of answering load at once."""
    graph = _load_graph(modules)
    return [
        f"{start} loads {library}"
        for start in starts
        for library in sorted({name.split(".")[0] for name in loaded_by(graph, start)})
        if library in COMPILE_ONLY
    ]


def rings(modules: list[Module]) -> list[str]:
    """Modules that load themselves again by way of others."""
    graph = _load_graph(modules)
    found = []
    for start in sorted(graph):
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += graph.get(name, [])
        if start in seen:
            found.append(f"{start} is in an import ring")
    return found


def size_breaches(modules: list[Module]) -> list[str]:
    """Files and functions that are too long, and functions with too many arguments."""
    found = []
    for module in modules:
        lines = len(module.source.splitlines())
        if lines > FILE_LINES:
            found.append(f"{module.path}: {lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [f"{module.path}: {what}" for what in _function_breaches(node)]
    return found


def _function_breaches(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    own = positional[1:] if positional[:1] in (["self"], ["cls"]) else positional
    rest = [argument for argument in (node.args.vararg, node.args.kwarg) if argument is not None]
    arguments = len(own) + len(node.args.kwonlyargs) + len(rest)
    found = [f"{node.name} has {lines} lines"] if lines > FUNCTION_LINES else []
    return found + ([f"{node.name} has {arguments} arguments"] if arguments > ARGUMENTS else [])


def junk_drawers(modules: list[Module]) -> list[str]:
    """Files and folders whose name says nothing of what is in them."""
    return [m.path for m in modules if JUNK_DRAWERS & set(PurePosixPath(m.path[:-3]).parts)]


def plain(text: str) -> str:
    """A text as its words in small letters without marks, one space between and around them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " " + " ".join(re.findall(r"[^\W_]+", bare.casefold().replace("đ", "d"))) + " "


def _is_proper(name: str) -> bool:
    """Whether every word is a capital one: "the First Lady of …" describes, and names nobody."""
    return all(word[:1].isupper() for word in name.split())


def proper_names(
    entities: Iterable[Mapping[str, Any]], types: Iterable[Mapping[str, Any]]
) -> frozenset[str]:
    """The names of people and places of a base, and the longer parts of people's names."""
    wider = {row["id"]: list(row.get("is") or ()) for row in types}
    found: set[str] = set()
    for entity in entities:
        kinds, waiting = set(), [entity["type"]]
        while waiting:
            kinds.add(kind := waiting.pop())
            waiting += wider.get(kind, [])
        if kinds & {"person", "place"}:
            for name in filter(_is_proper, entity["names"].values()):
                parts = plain(name).split() if "person" in kinds else []
                found |= {plain(name), *(plain(p) for p in parts if len(p) >= NAME_LETTERS)}
    return frozenset(name for name in found if len(name.strip()) >= NAME_LETTERS)


def domain_breaches(modules: list[Module], names: frozenset[str]) -> list[str]:
    """Files of the program that name somebody or some place of the fact base."""
    return [
        f"{module.path}: names {name.strip()!r}"
        for module, text in ((module, plain(module.source)) for module in modules)
        for name in sorted(names)
        if name in text
    ]
