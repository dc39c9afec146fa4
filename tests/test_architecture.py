"""The package keeps its shape: ranks, doors, sizes, and no word of the shipped fact base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture import (
    Module,
    compile_only_breaches,
    domain_breaches,
    door_breaches,
    junk_drawers,
    plain,
    proper_names,
    rank_breaches,
    read_modules,
    rings,
    settings_breaches,
    size_breaches,
)

ROOT = Path(__file__).resolve().parents[1]
FEWEST_FILES = 20  # far fewer than there are; a rule that looks at less looks in the wrong place
FEWEST_NAMES = 20
# The rooms that answer, and what opens a compiled base: they load nothing of the compiler.
ANSWERING_ROOMS = frozenset({"resolve", "render", "chat", "web", "playground", "app", "cli"})
OPENING = ("bot.facts.build", "bot.facts.index", "bot.facts.record", "bot.match.phrasings")


@pytest.fixture(scope="module")
def package() -> list[Module]:
    """Every file of the package; fewer than there must be is a fault of the test."""
    modules = read_modules(ROOT, "bot")
    assert len(modules) >= FEWEST_FILES
    return modules


@pytest.fixture(scope="module")
def everything(package: list[Module]) -> list[Module]:
    """The package and its tests."""
    tests = read_modules(ROOT, "tests")
    assert "tests/test_architecture.py" in [module.path for module in tests]
    return package + tests


def _yaml(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def names() -> frozenset[str]:
    """The proper names of the shipped fact base."""
    files = sorted((ROOT / "knowledge" / "entities").glob("*.yaml"))
    entities = [entity for file in files for entity in _yaml(file)]
    found = proper_names(entities, _yaml(ROOT / "knowledge" / "types.yaml"))
    assert len(found) >= FEWEST_NAMES
    return found


def test_a_room_imports_lower_ranks_only(package: list[Module]) -> None:
    """No room imports a room of its own rank or above."""
    assert [] == rank_breaches(package)


def test_only_the_start_of_the_program_reads_settings(package: list[Module]) -> None:
    """Settings are imported by app and cli, and handed on as values."""
    assert [] == settings_breaches(package)


def test_each_outside_library_has_its_door(package: list[Module]) -> None:
    """An outside library is imported in the room that is its door, and in no other."""
    assert [] == door_breaches(package)


def test_answering_loads_nothing_of_the_compiler(package: list[Module]) -> None:
    """Neither babel nor numpy nor the word lists are loaded by what only answers."""
    starts = [m.name for m in package if m.room in ANSWERING_ROOMS or m.name in OPENING]
    assert set(OPENING) <= set(starts)

    assert [] == compile_only_breaches(package, starts)


def test_no_module_loads_itself_again(package: list[Module]) -> None:
    """There is no ring of imports while loading."""
    assert [] == rings(package)


def test_files_and_functions_stay_small(everything: list[Module]) -> None:
    """Files have at most 400 lines; functions at most 50, and at most 6 arguments."""
    assert [] == size_breaches(everything)


def test_no_file_is_a_junk_drawer(everything: list[Module]) -> None:
    """No file or folder is named for holding whatever is left over."""
    assert [] == junk_drawers(everything)


def test_the_program_names_nobody_of_the_fact_base(
    package: list[Module], names: frozenset[str]
) -> None:
    """No person and no place of the shipped fact base is named in the program."""
    assert [] == domain_breaches(package, names)


# Each rule finds the breach that it is for, in a made-up file.


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/text/a.py", "from bot.resolve import b"),
        ("bot/text/a.py", "import bot.match.names"),
        ("bot/text/a.py", "def f():\n    from bot.facts.index import Index"),
        (
            "bot/text/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import bot.cli",
        ),
        ("bot/errors.py", "from bot.model import Fact"),
        ("bot/text/a.py", "from . import b"),
        ("bot/unheard/a.py", ""),
    ],
    ids=["up", "sideways", "in a function", "for types", "rank 0", "relative", "no rank"],
)
def test_an_import_up_or_sideways_is_found(path: str, source: str) -> None:
    """An import of the same rank or above is a breach, wherever in the file it stands."""
    assert 1 == len(rank_breaches([Module(path, source)]))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/resolve/a.py", "from bot.text.normal import words"),
        ("bot/resolve/a.py", "from bot.resolve.b import c"),
        ("bot/__main__.py", "from bot.cli import main"),
        ("bot/text/a.py", "from bot import __version__\nimport re"),
    ],
    ids=["down", "within", "__main__", "the package"],
)
def test_an_import_down_or_within_is_allowed(path: str, source: str) -> None:
    """Lower ranks and the room itself may be imported."""
    assert [] == rank_breaches([Module(path, source)])


def test_settings_read_in_a_room_are_found() -> None:
    """A room that imports the settings is a breach; cli is not."""
    source = "from bot.settings import Settings"

    assert 1 == len(settings_breaches([Module("bot/chat/a.py", source)]))
    assert [] == settings_breaches([Module("bot/cli.py", source)])


@pytest.mark.parametrize(
    "source", ["import yaml", "from rapidfuzz.fuzz import ratio", "import httpx"]
)
def test_a_library_beside_its_door_is_found(source: str) -> None:
    """A library in another room, or one that has no door yet, is a breach."""
    assert 1 == len(door_breaches([Module("bot/text/a.py", source)]))


def test_a_library_at_its_door_is_allowed() -> None:
    """The standard library is free, and a library may be imported in its room."""
    assert [] == door_breaches([Module("bot/match/a.py", "import re\nimport numpy as np")])


def test_a_library_of_the_compiler_is_found_through_other_modules() -> None:
    """What is loaded at second hand counts; what a function loads when called does not."""
    fit = Module("bot/match/fit.py", "import numpy")
    at_load = Module("bot/resolve/a.py", "from bot.match.fit import fit")
    when_called = Module("bot/resolve/b.py", "def f():\n    from bot.match.fit import fit")
    starts = ["bot.resolve.a", "bot.resolve.b"]

    assert ["bot.resolve.a loads numpy"] == compile_only_breaches(
        [fit, at_load, when_called], starts
    )


def test_a_library_of_the_compiler_is_found_through_a_folder() -> None:
    """Loading a module loads the folder that it is in."""
    modules = [Module("bot/match/__init__.py", "import numpy"), Module("bot/match/a.py", "")]

    assert ["bot.match.a loads numpy"] == compile_only_breaches(modules, ["bot.match.a"])


def test_a_ring_of_imports_is_found() -> None:
    """Two modules that load each other are a ring; an import in a function opens it."""
    one = Module("bot/text/one.py", "from bot.text import two")
    two = Module("bot/text/two.py", "from bot.text.one import x")
    late = Module("bot/text/two.py", "def f():\n    from bot.text.one import x")

    assert 2 == len(rings([one, two]))
    assert [] == rings([one, late])


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("x = 1\n" * 401, "bot/a.py: 401 lines"),
        ("def f():\n" + "    x = 1\n" * 50, "bot/a.py: f has 51 lines"),
        ("def f(a, b, c, /, d, *e, g, **h): ...", "bot/a.py: f has 7 arguments"),
        (
            "class C:\n    async def f(self, a, b, c, d, e, g, h): ...",
            "bot/a.py: f has 7 arguments",
        ),
    ],
    ids=["file", "function", "arguments", "method"],
)
def test_what_is_too_big_is_found(source: str, breach: str) -> None:
    """One line or one argument over the limit is a breach."""
    assert [breach] == size_breaches([Module("bot/a.py", source)])


def test_what_just_fits_is_allowed() -> None:
    """The limits themselves are kept; self does not count."""
    fits = "class C:\n    def f(self, a, b, c, d, e, g):\n" + "        x = 1\n" * 49

    assert [] == size_breaches([Module("bot/a.py", fits + "x = 1\n" * 349)])


@pytest.mark.parametrize("path", ["bot/text/utils.py", "bot/common/a.py", "tests/helpers.py"])
def test_a_junk_drawer_is_found(path: str) -> None:
    """A file or a folder with such a name is a breach."""
    assert [path] == junk_drawers([Module(path, "")])


def test_a_name_of_the_fact_base_is_found_in_any_spelling() -> None:
    """Case, marks and the place in the file do not hide a name; part of a word is no name."""
    types: list[dict[str, Any]] = [
        {"id": "person"},
        {"id": "place"},
        {"id": "city", "is": ["place"]},
        {"id": "goods"},
    ]
    entities: list[dict[str, Any]] = [
        {"type": "person", "names": {"en": "the Lady of Oslo"}},
        {"type": "person", "names": {"en": "Åsa Đinh-Lund"}},
        {"type": "city", "names": {"en": "Oslo"}},
        {"type": "goods", "names": {"en": "cars"}},
    ]
    names = proper_names(entities, types)

    assert {plain("asa dinh lund"), plain("dinh"), plain("lund"), plain("oslo")} == names
    for source in ("# as in OSLO", 'x = "Dính"', "asa_dinh_lund = 1"):
        assert domain_breaches([Module("bot/a.py", source)], names)
    assert [] == domain_breaches([Module("bot/a.py", "cars = 'Oslovian asa'")], names)
