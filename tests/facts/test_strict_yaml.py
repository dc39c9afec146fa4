"""The strict reader of YAML."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import Problem
from bot.facts import strict_yaml
from bot.facts.strict_yaml import MAX_DEPTH, Block, Items, load, plain


def _lines(problems: list[Problem]) -> list[int]:
    return [problem.line for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain words", "plain words"),
        ('"no"', "no"),
        ("'1992-09-23'", "1992-09-23"),
        ('"017"', "017"),
        ("39", 39),
        ("-1", -1),
        ("0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("y", "y"),
        ("None", "None"),
        ("1.2.3", "1.2.3"),
        ("39%", "39%"),
        ("7 May 2025", "7 May 2025"),
        ("norland", "norland"),
        ("Nobody", "Nobody"),
    ],
)
def test_a_scalar_keeps_its_type(text: str, value: Any) -> None:
    """Quoted and plain texts stay texts; plain numbers, truths and null are themselves."""
    data, problems = load("a.yaml", f"key: {text}\n")

    assert ({"key": value}, []) == (data, problems)
    assert type(value) is type(data["key"])


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No",
        "NO",
        "yes",
        "Yes",
        "on",
        "Off",
        "True",
        "TRUE",
        "Null",
        "NULL",
        "1992-09-23",
        "1992-09",
        "2025-05-07/2025-05-08",
        "1992~/1994",
        "1992-09~",
        "1:30",
        "12:30:00",
        "017",
        "09",
        "0x1F",
        "0o17",
        "0b1",
        "1_000",
        "+1",
        "1e3",
        "1.",
        ".5",
        ".inf",
        ".NaN",
        "=",
        "1" * 31,
    ],
)
def test_a_bare_word_that_changes_its_type_is_refused(text: str) -> None:
    """What some YAML reader takes for a truth, a date or another number must be quoted."""
    data, problems = load("a.yaml", f"first: 1\nkey: {text}\n")

    assert [Problem("a.yaml", 2, "", "", problems[0].message)] == problems
    assert f'write "{text}"' in problems[0].message
    assert text == data["key"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice (first in line 1)"),
        ('- {a: 1, "a": 2}\n', 1, "'a' is given twice"),
        ("a: &x 1\n", 1, "anchors are refused (&x)"),
        ("a: 1\nb: *x\n", 2, "aliases are refused (*x)"),
        ("a: !!str 5\n", 1, "tags are refused"),
        ("a: ! 5\n", 1, "tags are refused"),
        ("- 1\n- !x {a: 1}\n", 2, "tags are refused"),
        ("a:\n  <<: 1\n", 2, "merge keys"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("a: 1\nb:\n", 2, "a value is missing"),
        ('"": 1\n', 1, "a key is missing"),
        ("? [1]\n: 2\n", 1, "a key must be a single word"),
        ("a: b: c\n", 1, "this is not YAML"),
        ("a: [1\n", 2, "this is not YAML"),
        ("a: \x01\n", 0, "cannot be read as YAML"),
    ],
)
def test_a_fault_of_form_is_refused(text: str, line: int, words: str) -> None:
    """Keys given twice, anchors, aliases, tags, merges and second documents are named by line."""
    problems = load("a.yaml", text)[1]

    assert ("a.yaml", line) == (problems[0].file, problems[0].line)
    assert words in problems[0].message


def test_all_problems_are_collected() -> None:
    """Reading goes on after a fault, so one run lists them all."""
    problems = load("a.yaml", "a: no\nb: [on, x]\na: 2\nc: &x 3\n")[1]

    assert [1, 2, 3, 4] == _lines(problems)


def test_the_first_of_two_values_stays() -> None:
    """A key that is given twice keeps its first value."""
    assert {"a": 1, "b": 3} == load("a.yaml", "a: 1\na: 2\nb: 3\n")[0]


def test_a_key_is_always_a_text() -> None:
    """Keys need no quotes: `on` is a field of a review."""
    assert ({"on": "x", "1992": 1}, []) == load("a.yaml", "on: x\n1992: 1\n")


def test_a_merge_sign_in_quotes_is_a_key() -> None:
    """Only the bare `<<` merges."""
    assert ({"<<": 1}, []) == load("a.yaml", '"<<": 1\n')


def test_lines_of_keys_and_items_are_kept() -> None:
    """Each key and each item knows its line, also where the value begins in the next one."""
    data = load("a.yaml", "- a\n- b:\n    2\n  c: [x,\n    y]\n")[0]

    assert isinstance(data, Items)
    assert isinstance(data[1], Block)
    assert [1, 2] == data.lines
    assert {"b": 2, "c": 4} == data[1].lines
    assert [4, 5] == data[1]["c"].lines


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_text_has_no_data(text: str) -> None:
    """A file of comments only is empty, and that is no fault."""
    assert (None, []) == load("a.yaml", text)


def test_nesting_has_a_limit() -> None:
    """Data may be nested twelve deep, and no deeper."""
    assert [] == load("a.yaml", "[" * MAX_DEPTH + "]" * MAX_DEPTH)[1]

    problems = load("a.yaml", "[" * 100_000)[1]

    assert 1 == len(problems)
    assert "nested deeper than 12" in problems[0].message


def test_size_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text over the limit, counted in bytes, is not read."""
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 6)

    assert [] == load("a.yaml", "a: bcd")[1]
    assert "over" in load("a.yaml", "a: éée")[1][0].message


def test_plain_data_has_no_lines() -> None:
    """`plain` gives ordinary dicts and lists with the same content."""
    data = plain(load("a.yaml", "a: [1, {b: c}]\n")[0])

    assert {"a": [1, {"b": "c"}]} == data
    assert (dict, list, dict) == (type(data), type(data["a"]), type(data["a"][1]))
