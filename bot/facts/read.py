"""Read a folder of YAML into a Base: every fault with file, line, id and field, all at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import Problem
from bot.facts import fact_fields, sections
from bot.facts.countries import country_ids
from bot.facts.fields import LANGUAGE, Fields, said
from bot.facts.locations import Locations, Place
from bot.facts.strict_yaml import MAX_BYTES, Block, Items, load, plain, too_large
from bot.facts.translations import SECTIONS, Translation
from bot.model import Base, Entry, Evidence, Fact, Source, Words

FILES = (
    "sources.yaml",
    "types.yaml",
    "examples.yaml",
    "coverage.yaml",
    "rejected.yaml",
    "revisions.yaml",
)
FOLDERS = ("entities", "kinds", "lexicon", "facts", "entries")
_Thing = TypeVar("_Thing")


@dataclass
class _Reader:
    """One reading of a folder, with what it found so far."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    locations: Locations = field(default_factory=Locations)

    def fail(self, file: str, line: int, message: str, id: str = "", path: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(file, line, id, path, message))

    def data(self, name: str, folder: Path | None = None) -> Any:
        """The data of a file of the base; None, and a problem, where it cannot be read."""
        path = (folder or self.folder) / name
        try:
            if path.stat().st_size > MAX_BYTES:
                self.problems.append(too_large(name))
                return None
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.fail(name, 0, f"cannot be read: {error.strerror}")
            return None
        except UnicodeDecodeError as error:
            self.fail(name, 0, f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
            return None
        data, problems = load(name, text)
        self.problems.extend(_with_ids(problems, data))
        return data

    def blocks(self, name: str, folder: Path | None = None) -> Iterator[Block]:
        """The mappings of a file that is a list of them."""
        data = self.data(name, folder)
        if data is None:
            return
        if not isinstance(data, Items):
            self.fail(name, 1, f"must be a list ('- id: …'), not {said(data)}")
            return
        for item, line in zip(data, data.lines, strict=True):
            if isinstance(item, Block):
                yield item
            else:
                self.fail(name, line, f"must be a mapping ('- id: …'), not {said(item)}")

    def section(
        self, section: str, names: list[str], build: Callable[[Fields], _Thing], root: Path
    ) -> tuple[_Thing, ...]:
        """Everything with an id that the files of a section hold, in order."""
        found = []
        for name in names:
            for block in self.blocks(name, root):
                id = block.get("id")
                if not isinstance(id, str) or not id.strip():
                    message = "'id' is missing" if id is None else f"must be a text, not {said(id)}"
                    self.fail(name, block.lines.get("id", block.line), message, "", "id")
                    id = ""
                fields = Fields(name, id, block, self.problems)
                fields.has("id")
                thing = build(fields)
                fields.done()
                if id:
                    self.locations.add(section, id, Place(name, block))
                    found.append(thing)
        return tuple(found)

    def files(self, section: str, folder: Path | None = None) -> list[str]:
        """The files of a section in name order, as paths within the base."""
        place = (folder or self.folder) / section
        return sorted(f"{section}/{path.name}" for path in place.glob("*.yaml") if path.is_file())

    def single(self, name: str) -> list[str]:
        """The file itself where the base has it."""
        return [name] if (self.folder / name).exists() else []


def read_base(
    folder: Path, seeds: Path | None, default_folder: Path | None = None
) -> tuple[Base, list[Problem], Locations]:
    """The base in a folder, the problems of its form, and where each thing stands.

    `lexicon/` and `types.yaml` come from `default_folder` where the folder lacks them. The base is
    as complete as the problems allow, so that `check` can look at the rest.
    """
    reader = _Reader(folder)
    if not folder.is_dir():
        reader.fail(str(folder), 0, "there is no such folder; give one with --knowledge DIR")
        return Base(), reader.problems, reader.locations
    _unknown_files(reader)
    home = folder if (folder / "types.yaml").exists() else default_folder or folder
    types = ["types.yaml"] if (home / "types.yaml").exists() else []
    base = Base(
        sources=reader.section("sources", reader.single("sources.yaml"), sections.source, folder),
        types=reader.section("types", types, sections.type_of, home),
        entities=reader.section("entities", reader.files("entities"), sections.entity, folder),
        kinds=reader.section("kinds", reader.files("kinds"), sections.kind, folder),
        entries=reader.section("entries", reader.files("entries"), sections.entry, folder),
        lexicons=_lexicons(reader, default_folder),
        examples=_examples(reader),
        uncovered=tuple(_uncovered(reader)),
        rejected=tuple(
            plain(block) for name in reader.single("rejected.yaml") for block in reader.blocks(name)
        ),
    )
    base = replace(base, facts=_facts(reader, base), seeds=_seeds(reader, base.sources, seeds))
    for translation in _translations(reader):
        base = translation.added_to(base)
    reader.locations.revisions = _revisions(reader)
    return _located(base), reader.problems, reader.locations


def _with_ids(problems: list[Problem], data: Any) -> list[Problem]:
    """Problems of a file that is a list, each with the id of the item that its line is in."""
    if not isinstance(data, Items):
        return problems
    starts = data.lines

    def id_at(line: int) -> str:
        index = bisect_right(starts, line) - 1
        item = data[index] if index >= 0 else None
        id = item.get("id") if isinstance(item, Block) else None
        return id if isinstance(id, str) else ""

    return [replace(problem, id=id_at(problem.line)) for problem in problems]


def _facts(reader: _Reader, base: Base) -> tuple[Fact, ...]:
    kinds = {kind.id: kind for kind in base.kinds}
    entities = {entity.id for entity in base.entities} | country_ids()
    return reader.section(
        "facts",
        reader.files("facts"),
        lambda fields: fact_fields.fact(fields, kinds, entities),
        reader.folder,
    )


def _unknown_files(reader: _Reader) -> None:
    """Note YAML files that the base would leave unread."""
    for path in sorted(reader.folder.rglob("*")):
        if path.suffix.lower() not in (".yaml", ".yml") or not path.is_file():
            continue
        name = path.relative_to(reader.folder).as_posix()
        known = (*FILES, *(f"{section}/{path.stem}.yaml" for section in FOLDERS))
        own = any(path.match(f"languages/*/{section}.yaml") for section in SECTIONS)
        if name not in known and not own and not name.startswith("seeds/"):
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            reader.fail(name, 0, f"is no part of a base, so it would not be read{hint}")


def _lexicons(reader: _Reader, default: Path | None) -> Mapping[str, Mapping[str, Any]]:
    home = default if default and not (reader.folder / "lexicon").is_dir() else reader.folder
    found: dict[str, Mapping[str, Any]] = {}
    for name in reader.files("lexicon", home):
        data = reader.data(name, home)
        if data is None:
            continue
        language = data.get("language") if isinstance(data, Block) else None
        if not isinstance(language, str):
            reader.fail(name, 1, "must be a mapping with a key 'language', such as language: en")
        elif language in found:
            reader.fail(name, 1, f"the language '{language}' has a lexicon already", "", "language")
        else:
            found[language] = plain(data)
    return found


def _translations(reader: _Reader) -> Iterator[Translation]:
    """The languages that have files of their own, by code."""
    for folder in sorted(reader.folder.glob("languages/*/")):
        files = {}
        for section in SECTIONS:
            name = f"languages/{folder.name}/{section}.yaml"
            data = reader.data(name) if (reader.folder / name).exists() else None
            if isinstance(data, Block):
                files[section] = (name, data)
            elif data is not None:
                reader.fail(name, 1, f"must be a mapping (id: …), not {said(data)}")
        if not LANGUAGE.fullmatch(folder.name):
            message = f"'{folder.name}' is not a language code"
            reader.fail(f"languages/{folder.name}", 0, message)
        elif files:
            yield Translation(folder.name, files, reader.problems, reader.locations)


def _examples(reader: _Reader) -> Words:
    """The questions that a newcomer is shown, per language."""
    for name in reader.single("examples.yaml"):
        data = reader.data(name)
        if isinstance(data, Block):
            return Fields(name, "", data, reader.problems).words_of("examples", data, 1)
        if data is not None:
            reader.fail(name, 1, f"must be a mapping (en: [question, …]), not {said(data)}")
    return {}


def _uncovered(reader: _Reader) -> Iterator[tuple[str, str, str]]:
    """The sentences of coverage.yaml, each also placed under its sentence."""
    for name in reader.single("coverage.yaml"):
        for block in reader.blocks(name):
            fields = Fields(name, "", block, reader.problems)
            found = (fields.text("source"), fields.text("sentence"), fields.text("reason"))
            fields.done()
            reader.locations.add("coverage", f"{found[0]}: {found[1]}", Place(name, block))
            yield found


def _revisions(reader: _Reader) -> Mapping[str, tuple[int, str]] | None:
    """The lock file of revisions; None where the base has none."""
    if not reader.single("revisions.yaml"):
        return None
    found: dict[str, tuple[int, str]] = {}
    for block in reader.blocks("revisions.yaml"):
        fields = Fields("revisions.yaml", str(block.get("id", "")), block, reader.problems)
        id, revision = fields.text("id"), fields.whole_number("revision")
        digest = fields.text("digest")
        fields.done()
        if id in found:
            fields.fail("id", f"'{id}' is listed twice")
        found[id] = (revision, digest)
        reader.locations.add("revisions", id, Place("revisions.yaml", block))
    return found


def _seeds(reader: _Reader, sources: tuple[Source, ...], seeds: Path | None) -> Mapping[str, str]:
    """The text of every seed that a source names, line ends as they are."""
    found: dict[str, str] = {}
    for source in sources:
        file, line = reader.locations.where("sources", source.id, "seed")
        if not source.seed or seeds is None:
            continue
        if Path(source.seed).name != source.seed:
            message = f"'{source.seed}' must be a file name, without a folder"
            reader.fail(file, line, message, source.id, "seed")
            continue
        try:
            found[source.seed] = (seeds / source.seed).read_bytes().decode("utf-8")
        except OSError:
            message = f"the seed {seeds / source.seed} cannot be read; is it there? (--seeds DIR)"
            reader.fail(file, line, message, source.id, "seed")
        except UnicodeDecodeError as error:
            message = f"the seed {source.seed} is not UTF-8 text (byte {error.start})"
            reader.fail(file, line, message, source.id, "seed")
    for path in sorted(seeds.glob("*.txt")) if seeds and sources else ():
        if path.name not in {source.seed for source in sources}:
            reader.fail("sources.yaml", 0, f"no source names the seed {path.name}; add it")
    return found


def _located(base: Base) -> Base:
    """The base with the offsets of every quote that stands in its seed."""
    seed_of = {source.id: base.seeds.get(source.seed, "") for source in base.sources}

    def place(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(_locate(item, seed_of.get(item.source, "")) for item in evidence)

    facts: tuple[Fact, ...] = tuple(replace(f, evidence=place(f.evidence)) for f in base.facts)
    entries: tuple[Entry, ...] = tuple(
        replace(e, evidence=place(e.evidence)) if e.evidence else e for e in base.entries
    )
    return replace(base, facts=facts, entries=entries)


def _locate(evidence: Evidence, seed: str) -> Evidence:
    start = seed.find(evidence.quote) if evidence.quote else -1
    if start < 0:
        return evidence
    return replace(evidence, start=start, end=start + len(evidence.quote))
