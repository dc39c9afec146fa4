"""Building: the same bytes for the same base, whole or not at all, and never trusted unproven."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import packaged_knowledge
from bot.errors import IndexDamagedError, KnowledgeError
from bot.facts.build import build, cache_folder, content_key, open_base, open_index
from tests.facts.sample import FACTS, Sample

ROOT = Path(__file__).parents[2]
DEFAULT = packaged_knowledge()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample, to be copied by each test that spoils it."""
    sample = Sample(tmp_path_factory.mktemp("built"))
    sample.write()
    path = tmp_path_factory.mktemp("index") / "sample.index"
    build(sample.folder, sample.seeds_folder, DEFAULT, path)
    return path


def _spoilt(built: Path, sample: Sample, cache: Path, content: bytes) -> Path:
    """A cache in which the index of a sample has another content than was written."""
    sample.write()
    path = cache / f"{_key(sample)}.index"
    cache.mkdir()
    path.write_bytes(content)
    path.with_suffix(".sum").write_bytes(built.with_suffix(".sum").read_bytes())
    return path


def _key(sample: Sample) -> str:
    return content_key(sample.folder, sample.seeds_folder, DEFAULT)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_the_same_base_gives_the_same_bytes(sample: Sample, tmp_path: Path, built: Path) -> None:
    """Built again, in another folder, the index is byte for byte the same."""
    sample.write()
    again = tmp_path / "elsewhere" / "again.index"
    build(sample.folder, sample.seeds_folder, DEFAULT, again)

    assert built.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:0],
        lambda data: data.replace(b"1992", b"1993", 1).replace(b"Ana", b"Eve", 1),
        lambda data: data + b"x",
    ],
    ids=["truncated", "empty", "altered", "longer"],
)
def test_a_spoilt_index_is_built_again(
    sample: Sample, tmp_path: Path, built: Path, spoil: object
) -> None:
    """What is not byte for byte what was written is replaced before anything is read from it."""
    data = built.read_bytes()
    changed = spoil(data)  # type: ignore[operator]
    assert changed != data
    path = _spoilt(built, sample, tmp_path / "cache", changed)
    open_base(sample.folder, sample.seeds_folder, DEFAULT, path.parent).close()

    assert data == path.read_bytes()


@pytest.mark.parametrize("missing", [".index", ".sum"])
def test_half_an_index_is_no_index(tmp_path: Path, built: Path, missing: str) -> None:
    """File and checksum belong together; the error says to build."""
    for suffix in {".index", ".sum"} - {missing}:
        (tmp_path / f"a{suffix}").write_bytes(built.with_suffix(suffix).read_bytes())
    with pytest.raises(IndexDamagedError, match=r"there is no whole index a\.index; build it"):
        open_index(tmp_path / "a.index")


def test_a_proven_index_is_opened_without_building(
    sample: Sample, tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second start reads what the first one wrote."""
    path = _spoilt(built, sample, tmp_path / "cache", built.read_bytes())
    monkeypatch.setattr("bot.facts.build.build", lambda *_: pytest.fail("it was built again"))
    index = open_base(sample.folder, sample.seeds_folder, DEFAULT, path.parent)

    assert index.fact_number("letter") is not None


def test_a_changed_base_has_another_key(sample: Sample) -> None:
    """A stale index is not found: one changed byte of facts or seeds gives another name."""
    sample.write()
    first = _key(sample)
    sample.change(FACTS, "The Green Line opened.", "The Green Line opened!")
    sample.write()
    second = _key(sample)
    (sample.seeds_folder / "two.txt").write_text("other", encoding="utf-8")

    assert 3 == len({first, second, _key(sample)})


def test_the_key_does_not_depend_on_the_place(sample: Sample, tmp_path: Path) -> None:
    """The same files in another folder, or touched again, have the same key."""
    other = Sample(tmp_path / "elsewhere")
    sample.write()
    other.write()
    os.utime(other.folder / FACTS, (1, 1))

    assert _key(sample) == _key(other)


def test_a_base_with_a_fault_writes_nothing(sample: Sample, tmp_path: Path) -> None:
    """The error lists the fault, and no file is left behind."""
    sample.change(FACTS, "{amount: 39,", "{amount: 93,")
    sample.write()
    cache = tmp_path / "cache"
    with pytest.raises(KnowledgeError, match="trade-rise"):
        open_base(sample.folder, sample.seeds_folder, DEFAULT, cache)

    assert [] == _names(cache)


def test_no_part_is_left_behind(built: Path) -> None:
    """Beside the index lies its checksum, and nothing else."""
    assert ["sample.index", "sample.sum"] == _names(built.parent)


def _process(sample: Sample, path: Path, seed: str) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from pathlib import Path; from bot.facts.build import build, open_index;"
        "a = [Path(p) for p in sys.argv[1:]]; build(*a); open_index(a[3]).close()"
    )
    arguments = [str(p) for p in (sample.folder, sample.seeds_folder, DEFAULT, path)]
    environ = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, env=environ)


def test_two_builds_at_once_do_not_break_each_other(
    sample: Sample, tmp_path: Path, built: Path
) -> None:
    """Both find a whole index, the same whatever the order of sets in a process."""
    sample.write()
    path = tmp_path / "cache" / "same.index"
    running = [_process(sample, path, seed) for seed in ("1", "2")]

    assert [0, 0] == [process.wait(60) for process in running]
    assert ["same.index", "same.sum"] == _names(path.parent)
    assert built.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"XDG_CACHE_HOME": "/c"}, Path("/c/attache")),
        ({"XDG_CACHE_HOME": ""}, Path.home() / ".cache" / "attache"),
        ({}, Path.home() / ".cache" / "attache"),
    ],
)
def test_indexes_lie_beside_the_users_caches(environ: dict[str, str], expected: Path) -> None:
    """The cache folder of the desktop standard, with its usual default."""
    assert expected == cache_folder(environ)
