"""What readers call wrong comes to the curators: counted by a tap, listed, and dealt with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.store.engine import open_store
from bot.store.reports import Report, add_reports
from tests.chat.conftest import QUESTION, Running
from tests.chat.test_announcing import tap
from tests.conftest import Run


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database that the command looks at."""
    path = tmp_path / "attache.db"
    monkeypatch.setenv("ATTACHE_DATABASE_URL", f"sqlite:///{path}")
    return path


def report(database: Path, *reports: Report) -> None:
    """Count something as reported."""
    store = open_store(f"sqlite:///{database}")
    with store.write() as db:
        add_reports(db, reports)
    store.close()


WHEN = Report("ruiz-visit", "when", 2, 1, "2026-11-20", "2026-11-20")
WHOLE = Report("letter", "", 1, 1, "2026-11-22", "2026-11-22")


async def test_a_tap_is_listed_for_the_curators(
    bot: Running, run: Run, database: Path, ana: Person, private: Chat
) -> None:
    """With the fact, its revision, the role that was asked for and the day; nobody's name."""
    del database  # the one that the bot of the tests uses, too
    answer = await bot.ask(ana, private, QUESTION)
    await tap(bot, ana, answer, "Wrong?")
    await bot.end()
    code, out, _ = run("reports")

    assert (0, "ruiz-visit (revision 1), when: 1 open, 2026-11-22\n") == (code, out)


def test_the_list_for_a_program(run: Run, database: Path) -> None:
    """The most frequent first; without --all only what is open."""
    report(database, WHOLE, WHEN, Report("ruiz-visit", "when", 2, 1, "2026-11-22", "2026-11-22"))
    run("reports", "done", "letter")
    (one,) = json.loads(run("reports", "--json")[1])

    assert {
        "fact": "ruiz-visit",
        "revision": 2,
        "role": "when",
        "open": 2,
        "count": 2,
        "first": "2026-11-20",
        "last": "2026-11-22",
    } == one
    assert [2, 0] == [one["open"] for one in json.loads(run("reports", "--json", "--all")[1])]


def test_what_is_dealt_with_is_open_again_when_it_is_reported_anew(
    run: Run, database: Path
) -> None:
    """Until then it is not listed; one role of a fact can be dealt with alone."""
    where = Report("ruiz-visit", "where", 2, 1, "2026-11-20", "2026-11-20")
    report(database, WHEN, where)
    code, out, _ = run("reports", "done", "ruiz-visit", "--role", "when")
    assert (0, "1 report(s) dealt with\n") == (code, out)
    assert "when" not in run("reports")[1]
    report(database, WHEN)

    assert "when: 1 open, 1 dealt with" in run("reports")[1]
    assert (0, "2 report(s) dealt with\n") == run("reports", "done", "ruiz-visit")[:2]
    assert (0, "nothing is reported as wrong\n") == run("reports")[:2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("done",), "attache reports done FACT_ID"),
        (("done", "nothing-such"), "no report of 'nothing-such' is open"),
        (("done", "ruiz-visit", "--role", "who"), "no report of who of 'ruiz-visit' is open"),
        (("erase",), "invalid choice"),
    ],
)
def test_wrong_use_is_explained(
    run: Run, database: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2 and one line that says what to do."""
    report(database, WHEN)
    code, _, err = run("reports", *arguments)

    assert code == 2
    assert said in err
