"""Write an index file, and open the one that belongs to a folder: by content, never by date."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.errors import IndexDamagedError, KnowledgeError
from bot.facts.index import Index

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (id TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE alias (key TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE first (word TEXT PRIMARY KEY, longest INTEGER) WITHOUT ROWID;
CREATE TABLE spelling (key TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID;
CREATE TABLE known (word TEXT PRIMARY KEY, languages TEXT) WITHOUT ROWID;
CREATE TABLE named (word TEXT PRIMARY KEY, languages TEXT) WITHOUT ROWID;
CREATE TABLE term (term TEXT PRIMARY KEY, facts BLOB) WITHOUT ROWID;
CREATE TABLE fact (no INTEGER PRIMARY KEY, id TEXT UNIQUE, data TEXT);
"""


def content_key(folder: Path, seeds: Path, default: Path) -> str:
    """A hash of everything that the index is made from: the base, its seeds, and the program."""
    digest = hashlib.sha256()
    program = Path(__file__).resolve().parent.parent
    parts = [
        ("base", folder, "*.yaml"),
        ("seeds", seeds, "*"),
        ("default", default, "lexicon/*.yaml"),
    ]
    parts += [("bot", program / room, "*.py") for room in ("facts", "text", "match")]
    parts.append(("model", program, "model.py"))
    for name, place, pattern in parts:
        found = place.rglob(pattern) if place.is_dir() else ()
        for path in sorted(p for p in found if p.is_file()):
            data = path.read_bytes()
            digest.update(f"{name}/{path.relative_to(place)}:{len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:32]


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where indexes lie: beside the user's other caches."""
    root = environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "attache"


def open_base(folder: Path, seeds: Path, default: Path, cache: Path) -> Index:
    """The index of a folder, from the cache or built now.

    Raises:
        KnowledgeError: the base fails its check; carries every problem.
    """
    key = content_key(folder, seeds, default)
    path = cache / f"{key}.index"
    try:
        return open_index(path)
    except IndexDamagedError:
        build(folder, seeds, default, path)
        return open_index(path)


def build(folder: Path, seeds: Path, default: Path, path: Path) -> None:
    """Check a base and write its index, whole or not at all.

    Raises:
        KnowledgeError: the base fails its check; nothing is written.
    """
    from bot.facts.check import check  # the compiler's libraries: not for opening an index
    from bot.facts.compile import compile_base
    from bot.facts.read import read_base

    base, problems, locations = read_base(folder, seeds, default)
    if not problems:
        problems = check(base, locations)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise KnowledgeError(errors)
    write(compile_base(base), path)


def write(compiled: Any, path: Path) -> None:
    """Write compiled rows as an index beside its checksum; a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        _fill(part, compiled)
        part.with_suffix(".sum").write_text(_checksum(part), encoding="ascii")
        os.replace(part.with_suffix(".sum"), path.with_suffix(".sum"))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
        part.with_suffix(".sum").unlink(missing_ok=True)


def open_index(path: Path) -> Index:
    """The index in a file, its checksum proven.

    Raises:
        IndexDamagedError: the file is missing, incomplete or altered.
    """
    try:
        expected = path.with_suffix(".sum").read_text(encoding="ascii")
        found = _checksum(path)
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(f"there is no whole index {path.name}; build it") from error
    if expected != found:
        raise IndexDamagedError(f"{path.name} is not what was written; build it again")
    return Index(path)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fill(path: Path, compiled: Any) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + _SCHEMA
    )
    dump = json.dumps
    first: dict[str, int] = {}
    for alias in compiled.aliases:
        parts = alias.split(" ")
        first[parts[0]] = max(first.get(parts[0], 0), len(parts))
    meta = [(k, dump(v, ensure_ascii=False)) for k, v in sorted(compiled.meta.items())]
    rows: list[tuple[str, Any]] = [
        ("INSERT INTO meta VALUES (?, ?)", meta),
        ("INSERT INTO entity VALUES (?, ?)", compiled.entities),
        (
            "INSERT INTO alias VALUES (?, ?)",
            ((k, dump(v, ensure_ascii=False)) for k, v in compiled.aliases.items()),
        ),
        ("INSERT INTO first VALUES (?, ?)", sorted(first.items())),
        (
            "INSERT INTO spelling VALUES (?, ?)",
            ((k, " ".join(v)) for k, v in compiled.spellings.items()),
        ),
        ("INSERT INTO known VALUES (?, ?)", compiled.known.items()),
        ("INSERT INTO named VALUES (?, ?)", compiled.named.items()),
        (
            "INSERT INTO term VALUES (?, ?)",
            ((t, array("I", numbers).tobytes()) for t, numbers in compiled.terms.items()),
        ),
        ("INSERT INTO fact VALUES (?, ?, ?)", compiled.facts),
    ]
    for query, values in rows:
        db.executemany(query, values)
    db.commit()
    db.execute("VACUUM")
    db.close()
