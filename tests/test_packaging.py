"""What is shipped is what is meant: the seeds byte for byte, plain pins, and the notices."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__
from bot.app import packaged_knowledge
from bot.facts.build import content_key, open_index
from scripts.packaged_index import PackagedIndex
from tests.facts.sample import Sample

ROOT = Path(__file__).resolve().parents[1]
PINS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
PIN = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9a-z.]*( ; [a-z_]+ [!<>=]+ '[A-Za-z0-9.]+')?")


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """A small base of its own."""
    return Sample(tmp_path)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def changed_seeds(sources: list[dict[str, Any]], seeds: Path) -> list[str]:
    """The seeds whose bytes are not those that their source vouches for."""
    return [
        source["seed"]
        for source in sources
        if source["sha256"] != hashlib.sha256((seeds / source["seed"]).read_bytes()).hexdigest()
    ]


def loose_pins(text: str) -> list[str]:
    """The lines of a requirements file that are neither a comment nor one exact version."""
    return [
        line
        for line in text.splitlines()
        if line and not line.startswith("#") and not PIN.fullmatch(line)
    ]


def changelog_faults(text: str) -> list[str]:
    """The headings of a changelog that are not of the form that we keep."""
    versions = re.findall(r"^## (.*)$", text, re.MULTILINE)
    kinds = re.findall(r"^### (.*)$", text, re.MULTILINE)
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    return (
        ([] if versions[:1] == ["[Unreleased]"] else ["[Unreleased] does not come first"])
        + [v for v in versions[1:] if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", v)]
        + [kind for kind in kinds if kind not in known]
    )


def test_the_seeds_are_what_their_sources_vouch_for() -> None:
    """Every seed has a source, and the bytes that its source gives the checksum of."""
    sources = yaml.safe_load(_text("knowledge/sources.yaml"))
    files = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
    assert len(files) >= 5

    assert files == sorted(source["seed"] for source in sources)
    assert [] == changed_seeds(sources, ROOT / "seeds")


def test_a_changed_seed_is_found(tmp_path: Path) -> None:
    """One byte more, and a seed is not the one that was quoted from."""
    (tmp_path / "a.txt").write_bytes(b"text\n")
    (tmp_path / "b.txt").write_bytes(b"text")
    sha256 = hashlib.sha256(b"text").hexdigest()
    sources = [{"seed": "a.txt", "sha256": sha256}, {"seed": "b.txt", "sha256": sha256}]

    assert ["a.txt"] == changed_seeds(sources, tmp_path)


def test_git_leaves_the_seeds_as_they_are() -> None:
    """No checkout changes the line ends of a seed, since quotes are found by offset."""
    assert "seeds/** -text" in _text(".gitattributes").splitlines()


@pytest.mark.parametrize("name", PINS)
def test_the_pins_are_exact_and_without_addresses(name: str) -> None:
    """Every line is one package with one version; nothing says where it comes from."""
    text = _text(name)
    assert "==" in text

    assert [] == loose_pins(text)
    assert "://" not in text


@pytest.mark.parametrize(
    "line",
    [
        "numpy>=2",
        "numpy",
        "numpy==2.*",
        "numpy @ https://example.org/numpy.whl",
        "--index-url https://example.org/simple",
        "numpy==2.0 --hash=sha256:00",
        "-e .",
    ],
)
def test_a_loose_pin_is_found(line: str) -> None:
    """A range, an address, an option or a hash is not a plain pin."""
    assert [line] == loose_pins(f"# comment\n\nruff==0.1.0\n{line}\n")


def test_every_dependency_is_pinned() -> None:
    """What pyproject.toml asks for to run, test and build stands among the pins."""
    project = tomllib.loads(_text("pyproject.toml"))
    extras = project["project"]["optional-dependencies"]
    asked = project["project"]["dependencies"] + extras["dev"] + project["build-system"]["requires"]
    pins = f"{_text('requirements.txt')}\n{_text('requirements-dev.txt')}"
    pinned = {line.partition("==")[0] for line in pins.splitlines()}
    assert len(asked) >= 10

    assert [] == [name for name in asked if re.split(r"[<>=!~\[]", name)[0] not in pinned]


def test_the_package_and_the_project_have_one_version() -> None:
    """The version that the program tells is the one that is installed."""
    assert __version__ == tomllib.loads(_text("pyproject.toml"))["project"]["version"]


def test_the_wheel_takes_the_fact_base_and_not_the_articles() -> None:
    """A wheel holds the package and the quotes; the articles stay with their publishers."""
    project = tomllib.loads(_text("pyproject.toml"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert ["bot", "knowledge"] == wheel["only-include"]
    assert {"knowledge": "bot/packaged/knowledge"} == wheel["sources"]


def _hook(root: Path) -> PackagedIndex:
    """The build hook as it would run on a checkout."""
    return PackagedIndex(str(root), {}, None, None, str(root), "wheel")  # type: ignore[arg-type]


def test_the_wheel_carries_the_index_of_its_base(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the key that the base has where it is installed: without any articles."""
    monkeypatch.setattr("sys.path", list(sys.path))
    sample.write()
    root = tmp_path / "checkout"
    shutil.copytree(sample.folder, root / "knowledge")
    lexicon = packaged_knowledge() / "lexicon"
    shutil.copytree(lexicon, root / "knowledge" / "lexicon", dirs_exist_ok=True)
    shutil.copytree(sample.seeds_folder, root / "seeds")
    key = content_key(root / "knowledge", tmp_path / "nowhere", root / "knowledge")
    hook, data = _hook(root), dict[str, Any](force_include={})

    hook.initialize("standard", data)
    made = {inside: Path(path) for path, inside in data["force_include"].items()}

    assert {f"bot/packaged/{key}.index", f"bot/packaged/{key}.sum"} == set(made)
    assert open_index(made[f"bot/packaged/{key}.index"]).ids
    hook.finalize("standard", data, "")
    assert not any(path.exists() for path in made.values())


def test_an_editable_install_compiles_nothing(tmp_path: Path) -> None:
    """A checkout compiles its base when it is asked, from the files as they are then."""
    data = dict[str, Any](force_include={})

    _hook(tmp_path).initialize("editable", data)

    assert not data["force_include"]


def test_a_source_that_brings_its_index_compiles_nothing(tmp_path: Path) -> None:
    """What is built from a released source has no articles, and takes the index in it."""
    (tmp_path / "bot" / "packaged").mkdir(parents=True)
    (tmp_path / "bot" / "packaged" / "a.index").touch()
    data = dict[str, Any](force_include={})

    _hook(tmp_path).initialize("standard", data)

    assert not data["force_include"]


def test_the_changelog_keeps_its_form() -> None:
    """Unreleased changes come first; versions are dated; changes are of the known kinds."""
    assert [] == changelog_faults(_text("CHANGELOG.md"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## [1.0.0] - 2026-01-01\n", "[Unreleased] does not come first"),
        ("## [Unreleased]\n## 1.0\n", "1.0"),
        ("## [Unreleased]\n### New\n", "New"),
    ],
)
def test_a_changelog_out_of_form_is_found(text: str, fault: str) -> None:
    """A missing heading, an undated version and an unknown kind are faults."""
    assert [fault] == changelog_faults(text)


def test_the_notice_names_every_publisher() -> None:
    """Whoever is quoted is named in NOTICE."""
    sources = yaml.safe_load(_text("knowledge/sources.yaml"))
    publishers = {source["publisher"].partition(" (")[0] for source in sources}
    assert publishers

    assert [] == [name for name in sorted(publishers) if name not in _text("NOTICE")]
