"""The commands as a person calls them: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import Folders
from bot.settings import SETTINGS
from tests.conftest import ROOT, Run
from tests.facts.sample import ENTRIES, FACTS, KINDS, Sample

WHEN = "When did Ana Ruiz visit Suder?"
VISIT = "Ana Ruiz visited Suder on 7 May 2025."
REQUEST = json.dumps({"id": 1, "text": WHEN}).encode()


def test_a_question_is_answered_with_its_quote(run: Run) -> None:
    """The answer stands first, the quote and where it stands under it."""
    code, out, _ = run("ask", *WHEN.split())

    assert (0, VISIT) == (code, out.splitlines()[0])
    assert "“Ana Ruiz of Norland visited Suder on 7 May for “open” talks.”" in out


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_language_can_be_asked_for(run: Run, language: str) -> None:
    """An answer in a language that the base has not is in English, and says so."""
    code, out, _ = run("ask", "--json", "--lang", language, WHEN)

    assert (0, "en", VISIT) == (code, json.loads(out)["language"], json.loads(out)["text"])


def test_why_is_shown_under_the_answer(run: Run) -> None:
    """Each word's reading comes from the same path as the answer."""
    code, out, _ = run("ask", "--why", WHEN)

    assert 0 == code
    assert "name 'Ana Ruiz': ana-ruiz" in out


def test_a_conversation_in_the_terminal(run: Run) -> None:
    """Lines are answered in turn until an empty one; /why explains the last."""
    code, out, _ = run("chat", stdin=f"{WHEN}\n/why\nsource?\n\nnot read\n".encode())

    assert 0 == code
    assert out.index(VISIT) < out.index("name 'Ana Ruiz'") < out.index("Old Town News, 7 May 2025.")


@pytest.mark.parametrize(("day", "years"), [("2026-05-07", "One year"), ("2035-06-01", "10 years")])
def test_today_can_be_fixed(run: Run, day: str, years: str) -> None:
    """Years since an event are counted to the day that was given."""
    code, out, _ = run("ask", "--as-of", day, "how many years since Ana Ruiz visited Suder?")

    assert (0, f"{years} (since 7 May 2025).") == (code, out.splitlines()[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], 'give one question, as in: attache ask "…", or --batch FILE'),
        (["ask", "x", "--batch", "-"], "give one question"),
        (["ask", "--batch", "no/such.jsonl"], "cannot read no/such.jsonl: No such file"),
        (["ask", "x", "--knowledge", "no/such"], "there is no folder no/such; name the fact base"),
        (["check", "--seeds", "no/such"], "there is no folder no/such; name the seeds"),
        (["check", "--against", "no/such"], "there is no folder no/such; name an earlier base"),
        (["ask", "x", "--as-of", "yesterday"], "'yesterday' is not a day like 2026-11-22"),
        (["ask", "x", "--candidates", "0"], "'0' is not a number from 1 to 100"),
        (["ask", "x", "--candidates", "²"], "'²' is not a number from 1 to 100"),
        (["dance"], "invalid choice: 'dance'"),
        ([], "the following arguments are required: COMMAND"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_wrong_use_is_told_plainly(run: Run, arguments: list[str], message: str) -> None:
    """The code is 2, the message says what is wrong, and nothing is printed as an answer."""
    code, out, err = run(*arguments)

    assert (2, "") == (code, out)
    assert message in err
    assert "Traceback" not in err


def test_a_setting_that_cannot_be_is_wrong_use(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad variable is named before anything is done."""
    monkeypatch.setenv("ATTACHE_LOG_LEVEL", "loud")
    code, _, err = run("check")

    assert 2 == code
    assert err.startswith("attache: ATTACHE_LOG_LEVEL is 'loud'; it must be one of debug")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", WHEN],
        ["ask", "--json", "--batch", "-"],
        ["chat"],
        ["check"],
        ["build"],
        ["coverage"],
    ],
    ids=" ".join,
)
def test_a_base_with_one_bad_quote_is_refused_whole(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    """Every command lists the fault by file, line and id, answers nothing, and ends with 1."""
    sample = Sample(tmp_path)
    sample.change(
        FACTS, "signed a letter on school meals with", "burnt a letter on school meals with"
    )
    sample.write()
    code, out, err = run(*arguments, "--knowledge", str(sample.folder), stdin=REQUEST)

    assert 1 == code
    assert f"facts/all.yaml:{sample.line(FACTS, 'burnt')}: letter.evidence" in out + err
    assert VISIT not in out
    assert "Traceback" not in out + err


def test_a_shipped_base_with_one_bad_quote_is_refused(
    run: Run, tmp_path: Path, shipped: Folders
) -> None:
    """One changed word in one quote, and nothing is loaded."""
    quote = "officially established diplomatic ties on September 23, 1992"
    for path in sorted(shipped.knowledge.rglob("*.yaml")):
        copy = tmp_path / "knowledge" / path.relative_to(shipped.knowledge)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(text.replace(quote, quote.replace("23", "24")), encoding="utf-8")
    code, out, err = run(
        "build", "--knowledge", str(tmp_path / "knowledge"), "--seeds", str(shipped.seeds)
    )

    assert (1, "") == (code, out)
    assert "nothing was loaded" in err
    assert "vn-az-diplomatic-relations.evidence" in err


def test_every_quote_of_a_right_base_is_proven(run: Run) -> None:
    """The check says how many faults and warnings there are, and where it looked."""
    code, out, _ = run("check")

    assert 0 == code
    assert out.startswith("0 error(s), 0 warning(s) in ")


def test_the_revisions_are_recorded_on_request(run: Run, tmp_path: Path) -> None:
    """A changed value is refused once its revision was written down."""
    sample = Sample(tmp_path)
    sample.write()
    folder = str(sample.folder)
    assert 0 == run("check", "--write-revisions", "--knowledge", folder)[0]
    facts = sample.folder / FACTS
    facts.write_text(facts.read_text().replace('when: "2024"', 'when: "2024~"'), encoding="utf-8")
    code, out, _ = run("check", "--knowledge", folder)

    assert 1 == code
    assert "trade-rise" in out


def test_build_says_what_it_wrote(run: Run) -> None:
    """The index that is named is there, of the size that is told."""
    code, out, _ = run("build")
    path, _, size = out.strip().rpartition(": ")

    assert (0, f"{Path(path).stat().st_size} bytes") == (code, size)


def test_a_cache_that_cannot_be_written_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the system has a message, and no traceback."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    code, out, err = run("ask", WHEN)

    assert (1, "") == (code, out)
    assert err.startswith("attache: [Errno")


@pytest.mark.parametrize("missing", [True, False])
def test_coverage_tells_which_sentence_has_which_fact(run: Run, missing: bool) -> None:
    """Each sentence has its facts, or its reason; `--missing` leaves out those with facts."""
    code, out, _ = run("coverage", *["--missing"] * missing)

    assert 0 == code
    assert "(a link of the page)" in out
    assert missing != ("Ana Ruiz of Norland" in out)
    assert out.endswith(" sentences, 0 left without a fact or a reason\n")


def test_coverage_finds_what_is_left(run: Run, tmp_path: Path) -> None:
    """A sentence without fact and reason is a fault."""
    sample = Sample(tmp_path)
    sample.files["coverage.yaml"] = "[]\n"
    sample.write()
    code, out, _ = run("coverage", "--missing", "--knowledge", str(sample.folder))

    assert 1 == code
    assert "Read more\n    (NO FACT AND NO REASON)" in out


def test_the_help_of_settings_lists_each_one(run: Run) -> None:
    """Every variable is in the help, with what it does."""
    code, out, _ = run("settings", "--help")

    assert 0 == code
    for setting in SETTINGS:
        assert f"{setting.name} (default {setting.default}): {setting.help}" in out


def test_settings_shows_the_values_in_force(run: Run, sample_folder: Path) -> None:
    """A variable that is set is shown as it is, others with their default."""
    code, out, _ = run("settings")

    assert 0 == code
    assert f"ATTACHE_KNOWLEDGE={sample_folder}\n" in out
    assert "ATTACHE_LOG_LEVEL=info\n" in out


ENTRIES_ALONE = """\
- id: hours
  asks: {en: ["when do you open", "opening hours"]}
  says: {en: "We open at nine."}
  source: curator
- id: parking
  asks: {en: ["where can I park my car", "is there parking"]}
  says: {en: "Behind the house."}
  source: curator
"""


@pytest.mark.parametrize("text", ["When do you open?", "is there parking", "opening hours pls"])
def test_a_base_of_entries_alone_answers(run: Run, tmp_path: Path, text: str) -> None:
    """A folder with nothing but entries is valid, and its answers are always plain ones."""
    (tmp_path / "entries").mkdir()
    (tmp_path / ENTRIES).write_text(ENTRIES_ALONE, encoding="utf-8")
    assert 0 == run("check", "--knowledge", str(tmp_path))[0]
    code, out, _ = run("ask", "--json", text, "--knowledge", str(tmp_path))
    found = json.loads(out)

    assert (0, "answer", "entry", None, None) == (
        code,
        *(found[key] for key in ("outcome", "kind", "asked", "value")),
    )


def test_the_environment_names_the_base_and_the_option_goes_before_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--knowledge` before the variable, and the variable before ./knowledge."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knowledge").mkdir()
    sample = Sample(tmp_path / "other")
    sample.change(KINDS, "{visitor} visited {place} {when}.", "{visitor} came {when}.")
    sample.write()
    named = run("ask", WHEN, "--knowledge", str(sample.folder))[1].splitlines()

    assert "Ana Ruiz came on 7 May 2025." == named[0]
    assert VISIT == run("ask", WHEN)[1].splitlines()[0]


def _shell(script: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell script on a base, with `$0` for this Python."""
    environ = {**os.environ, "ATTACHE_KNOWLEDGE": str(folder), "PYTHONPATH": str(ROOT)}
    command = ["sh", "-c", script, sys.executable, *arguments]
    return subprocess.run(command, check=False, env=environ, capture_output=True, text=True)


HEAVY = ["babel", "numpy", "spellchecker", "sqlalchemy", "telegram", "starlette", "yaml"]


def test_asking_loads_no_heavy_library(run: Run, sample_folder: Path) -> None:
    """Once the index is built, an answer needs none of the compiler's or the chat's libraries."""
    run("build")
    code = (
        "import sys; from bot.cli import main; code = main(sys.argv[1:]);"
        f"print([name for name in {HEAVY} if name in sys.modules]); sys.exit(code)"
    )
    done = _shell('exec "$0" -c "$@"', code, "ask", WHEN, folder=sample_folder)

    assert (0, "", "[]") == (done.returncode, done.stderr, done.stdout.splitlines()[-1])


def test_the_package_runs_as_a_module(run: Run, sample_folder: Path) -> None:
    """`python -m bot` is the command, also with a closed standard input."""
    run("build")
    done = _shell('exec "$0" -m bot ask "$1" <&-', WHEN, folder=sample_folder)

    assert (0, "", VISIT) == (done.returncode, done.stderr, done.stdout.splitlines()[0])
