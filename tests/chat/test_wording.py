"""The catalogues of the bot's own words: complete, alike in all languages, and within limits."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from bot.chat.wording import FOLDER, OWNER, Wordings, read_catalogue, read_wordings
from bot.errors import KnowledgeError
from tests.conftest import ROOT

CATALOGUES = {path.stem: read_catalogue(path) for path in sorted(FOLDER.glob("*.yaml"))}
LANGUAGES = ("az", "en", "ru", "vi")
BUTTON = 24  # characters: what a phone shows of one of three buttons in a row, or of one alone
DESCRIPTION = 256  # characters of a command's description
ALERT = 200  # characters of what a tap is answered with
MESSAGE = 4096
ALERTS = ("tap_again", "tap_gone", "wrong_thanks", "wrong_again", "only_admins", "admin_unknown")
LINE = 90  # characters: what a group reads of a refusal
NAMED = re.compile(r"\.(?:say|html)\(\s*\"([a-z_]+)\"|\.button\(\s*\"([a-z_]+)\"")


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _called_for() -> set[str]:
    """Every wording that a call in the room names at once."""
    found: set[str] = set()
    for path in sorted((ROOT / "bot" / "chat").glob("*.py")):
        for text, button in NAMED.findall(path.read_text(encoding="utf-8")):
            found.add(text or f"buttons.{button}")
    return found


def _strings() -> set[str]:
    """Every string of the room's program."""
    return {
        node.value
        for path in sorted((ROOT / "bot" / "chat").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_the_languages_are_there() -> None:
    """English, Vietnamese, Azerbaijani and Russian."""
    assert LANGUAGES == tuple(CATALOGUES) == read_wordings().codes


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_text_with_the_same_slots(code: str) -> None:
    """A text that one language lacks, or fills otherwise, would fail only when it is needed."""
    english = {name: _slots(text) for name, text in CATALOGUES["en"].items()}

    assert english == {name: _slots(text) for name, text in CATALOGUES[code].items()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_texts_fit_where_they_are_shown(code: str) -> None:
    """Buttons, descriptions, alerts, the line for a group, and messages with room for values."""
    texts = CATALOGUES[code]
    long = [n for n, t in texts.items() if n.startswith("buttons.") and len(t) > BUTTON]
    long += [n for n, t in texts.items() if n.startswith("commands.") and len(t) > DESCRIPTION]
    long += [n for n in ALERTS if len(texts[n]) > ALERT]
    long += [n for n in ("group_unknown", "group_unclear") if len(texts[n]) > LINE]
    long += [n for n, t in texts.items() if len(t) > MESSAGE // 2]

    assert [] == long
    assert all(text.strip() == text != "" for text in texts.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_command_of_the_menu_is_described_and_told_of_in_the_help(code: str) -> None:
    """The menu and /help speak of the same commands."""
    described = {n.partition(".")[2] for n in CATALOGUES[code] if n.startswith("commands.")}
    told = set(re.findall(r"/([a-z]+) [–—]", CATALOGUES[code]["help"]))

    assert set(OWNER) == described
    assert described - {"start", "help", "why"} == told


def test_the_program_says_only_what_the_catalogues_have() -> None:
    """Each name in the code is in the catalogues, and nothing there is left unused."""
    called_for = _called_for()
    assert len(called_for) > 30

    assert set() == called_for - set(CATALOGUES["en"])
    strings = _strings()
    assert [] == [name for name in CATALOGUES["en"] if name.rpartition(".")[2] not in strings]


def test_the_room_has_no_words_of_its_own() -> None:
    """No string of the room with a blank between letters goes to a person: all are in catalogues.

    Docstrings, log fields and errors for the operator are not for readers of a chat.
    """
    found = []
    for path in sorted((ROOT / "bot" / "chat").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spared = {id(n) for node in ast.walk(tree) for n in _spared(node)}
        found += [
            f"{path.name}:{node.lineno}: {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spared
            and re.search(r"[A-Za-z] [A-Za-z]", node.value)
        ]

    assert [] == found


def _spared(node: ast.AST) -> list[ast.AST]:
    """Strings that nobody in a chat reads: docstrings, errors, and what Telegram says to us."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
        return list(ast.walk(node))
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("_MEANT"):
        return list(ast.walk(node))
    return []


@pytest.mark.parametrize(
    ("codes", "chosen"),
    [
        (("vi",), "vi"),
        (("ru-RU",), "ru"),
        (("AZ",), "az"),
        ((None, "fr", "az"), "az"),
        (("vi", "ru"), "vi"),
        ((None,), "en"),
        (("fr-FR", ""), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_is_spoken_is_taken(
    codes: tuple[str | None, ...], chosen: str
) -> None:
    """The chat's setting, then what Telegram says, then English."""
    assert chosen == read_wordings().of(*codes).code


def test_values_are_escaped_for_telegram() -> None:
    """A group's name may have a `<` in it."""
    wording = Wordings({"en": {"added": "in “{group}”"}}).of("en")

    assert "in “&lt;b&gt; &amp; co”" == wording.html("added", group="<b> & co")
    assert "in “<b>”" == wording.say("added", group="<b>")


def test_a_broken_catalogue_is_told(tmp_path: Path) -> None:
    """File and line are named."""
    (tmp_path / "en.yaml").write_text("a: b\na: c\n")
    with pytest.raises(KnowledgeError, match=r"en\.yaml:2"):
        read_wordings(tmp_path)
