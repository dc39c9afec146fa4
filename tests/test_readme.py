"""README.md shows only what works, with the output that it really has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXCHANGE = re.compile(
    r"<!-- exchange -->\n```\n\$ (.+)\n((?:.*\n)+?)```\n<!-- /exchange -->", re.MULTILINE
)
SCRIPT = "scripts/run"
SETS = re.compile(r"ATTACHE_[A-Z_]+=")  # a variable before a command
SAFE = {SCRIPT: True, "scripts/test": False}  # whether it is run here; the other runs the tests


def _commands() -> list[list[str]]:
    """The commands of the code blocks: behind a `$`, or indented by four blanks."""
    shown = re.findall(r"^(?:    |\$ )(\S.*)$", README, re.MULTILINE)
    return [[word for word in shlex.split(line) if not SETS.match(word)] for line in shown]


def _named() -> list[str]:
    """The commands that the table and the text name in `code`."""
    return re.findall(r"`(?:attache|scripts/run) ([a-z]+)", README)


@pytest.fixture
def at_home(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands as a reader in the checkout does, on the shipped base."""
    monkeypatch.delenv("ATTACHE_KNOWLEDGE")
    monkeypatch.chdir(ROOT)
    return run


def test_the_exchange_is_a_real_one(at_home: Run) -> None:
    """The question of README.md gets, letter for letter, the answer that stands under it."""
    found = EXCHANGE.search(README)
    assert found is not None
    program, *arguments = shlex.split(found[1])
    code, out, err = at_home(*arguments)

    assert (SCRIPT, 0, "") == (program, code, err)
    assert found[2] == out


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_every_command_that_is_shown_works(at_home: Run, command: list[str]) -> None:
    """The program is there and can be started, and what we can run here ends well."""
    program, *arguments = command
    assert program in SAFE
    assert (ROOT / program).stat().st_mode & 0o111
    if arguments[:1] == ["serve"]:  # tests/app/test_serve.py runs it beside a local Telegram
        arguments.append("--help")
    if SAFE[program]:
        assert 0 == at_home(*arguments)[0]


def test_enough_commands_are_looked_at() -> None:
    """The readers of code blocks find what README.md has."""
    assert len(_commands()) >= 3
    assert {"ask", "check"} <= set(_named())


@pytest.mark.parametrize("name", sorted(set(_named())))
def test_every_command_that_is_named_exists(at_home: Run, name: str) -> None:
    """What the table promises has a help of its own."""
    code, out, _ = at_home(name, "--help")

    assert 0 == code
    assert out.startswith(f"usage: attache {name} ")


def test_the_playground_is_what_opens_without_a_command() -> None:
    """`scripts/run` alone starts `playground`."""
    assert '[ "$#" -gt 0 ] || set -- playground' in (ROOT / SCRIPT).read_text(encoding="utf-8")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(link: str) -> None:
    """Files that README.md points to are there."""
    assert "://" in link or Path(ROOT, link).exists()
