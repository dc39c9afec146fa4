"""One question a line: objects in, objects out, in order, whatever a line has in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.requests import LONGEST_LINE
from tests.conftest import Run
from tests.facts.sample import Sample

WHEN = "When did Ana Ruiz visit Suder?"
VISIT = "Ana Ruiz visited Suder on 7 May 2025."
KEYS = [
    *("id", "text", "html", "language", "outcome", "reason", "verdict", "kind", "asked", "value"),
    *("facts", "confidence", "missing", "suggestions", "evidence"),
]


def _line(**fields: Any) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def _batch(run: Run, *lines: bytes, options: tuple[str, ...] = ()) -> tuple[int, list[Any]]:
    code, out, err = run("ask", "--json", "--batch", "-", *options, stdin=b"".join(lines))
    assert "" == err
    return code, [json.loads(line) for line in out.splitlines()]


def test_an_object_has_exactly_the_fields_of_the_contract(run: Run) -> None:
    """Programs find every field, in every outcome, with quotes that stand in the seed."""
    code, (found,) = _batch(run, _line(id="q1", text=WHEN))
    seed = Sample(Path()).seeds["one.txt"]
    quote = found["evidence"][0]

    assert (0, KEYS) == (code, list(found))
    assert ("q1", VISIT, "en", "answer", None, None, "visit", "when", "2025-05-07") == tuple(
        found[key]
        for key in (
            "id",
            "text",
            "language",
            "outcome",
            "reason",
            "verdict",
            "kind",
            "asked",
            "value",
        )
    )
    assert (["ruiz-visit"], None, []) == (found["facts"], found["missing"], found["suggestions"])
    assert 0 < found["confidence"] <= 1
    assert ["source", "seed", "quote", "start", "end"] == list(quote)
    assert quote["quote"] == seed[quote["start"] : quote["end"]]


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        (WHEN, "answer", None),
        ("Did Ana Ruiz visit Suder in 2014?", "verdict", None),
        ("Did Ana Ruiz visit Armenia?", "verdict", None),
        ("When did Ana Ruiz visit Armenia?", "abstain", "no_such_fact"),
        ("hello", "abstain", "chitchat"),
        ("", "abstain", "not_understood"),
        ("xqzvw", "abstain", "not_understood"),
        ("best pizza recipe", "abstain", "off_topic"),
        ("which paper is it", "answer", None),
        ("w" * 5000, "abstain", "not_understood"),
    ],
)
def test_each_outcome_is_an_object_of_the_same_shape(
    run: Run, text: str, outcome: str, reason: str | None
) -> None:
    """Refusals and verdicts are done work: the code is 0, and the same fields are there."""
    code, (found,) = _batch(run, _line(id=1, text=text))

    assert (0, outcome, reason) == (code, found["outcome"], found["reason"])
    assert KEYS == list(found)
    assert found["text"]


def test_replies_come_one_a_line_in_order(run: Run) -> None:
    """Line breaks in a text are escaped; empty lines ask nothing."""
    texts = ["hello", WHEN, "two\nlines", "who are you"]
    lines = [_line(id=n, text=text) for n, text in enumerate(texts)]
    code, found = _batch(run, lines[0], b"\n  \r\n", *lines[1:3], lines[3].rstrip(b"\n"))

    assert (0, [0, 1, 2, 3]) == (code, [one["id"] for one in found])


OBJECT = 'not a JSON object; a line is {"id": …, "text": …}'
ID, TEXT = 'no "id": give a text or a whole number', 'no "text": give the question as a text'


@pytest.mark.parametrize(
    ("line", "id", "error"),
    [
        (b"not json", None, OBJECT),
        (b'{"id": "a", "text": "x"', None, OBJECT),
        (b"[1, 2]", None, OBJECT),
        (b'"text"', None, OBJECT),
        (b"null", None, OBJECT),
        (b"[" * 50_000, None, OBJECT),
        (b'{"id": ' + b"1" * 9_000 + b', "text": "x"}', None, OBJECT),
        (b'{"id": NaN, "text": "x"}', None, OBJECT),
        (b'{"text": "x"}', None, ID),
        (b'{"id": null, "text": "x"}', None, ID),
        (b'{"id": true, "text": "x"}', None, ID),
        (b'{"id": 1e999, "text": "x"}', None, ID),
        (b'{"id": ["a"], "text": "x"}', None, ID),
        (b'{"id": "a"}', "a", TEXT),
        (b'{"id": 0, "text": 5}', 0, TEXT),
        (b'{"id": "a", "text": null}', "a", TEXT),
        (b'{"id": "a", "text": "x", "conversation": 5}', "a", '"conversation" is not a text'),
        (b'{"id": "a", "text": "x", "language": ["en"]}', "a", '"language" is not a text'),
        (b"\xff\xfe\x00", None, OBJECT),
        (_line(id="a", text="x" * LONGEST_LINE), None, f"longer than {LONGEST_LINE} characters"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_line_is_told_and_the_run_goes_on(
    run: Run, line: bytes, id: str | int | None, error: str
) -> None:
    """The error stands in the place of the reply, and the code says that there was one."""
    code, found = _batch(run, line.strip() + b"\n", _line(id="next", text=WHEN))

    assert (1, {"id": id, "error": error}) == (code, found[0])
    assert ("next", VISIT) == (found[1]["id"], found[1]["text"])


@pytest.mark.parametrize(
    "line",
    [
        b'\xef\xbb\xbf{"id": "a", "text": "%s"}' % WHEN.encode(),  # a mark that some editors put
        b'{"id": "a", "text": "\xff%s"}' % WHEN.encode(),
        b'{"id": "a", "text": "\\ud800%s"}' % WHEN.encode(),  # half of a pair
        b'{"id": "a", "text": "\\u0000%s", "conversation": null, "more": 1}' % WHEN.encode(),
    ],
    ids=["mark", "bytes", "half", "null"],
)
def test_odd_bytes_do_not_stop_a_question(run: Run, line: bytes) -> None:
    """What is no letter is passed over."""
    code, (found,) = _batch(run, line)

    assert (0, VISIT) == (code, found["text"])


def test_a_conversation_goes_on_from_line_to_line(run: Run) -> None:
    """A follow-up leans on its own conversation, and on no other."""
    code, found = _batch(
        run,
        _line(id=1, text=WHEN, conversation="a"),
        _line(id=2, text="source?", conversation="b"),
        _line(id=3, text="source?"),
        _line(id=4, text="source?", conversation="a"),
    )

    assert (0, ["answer", "abstain", "abstain", "answer"]) == (code, [o["outcome"] for o in found])
    assert "Old Town News, 7 May 2025." == found[3]["text"]


@pytest.mark.parametrize("text", [WHEN, "When did Ana Ruiz visit Armenia?", "opening hours"])
def test_candidates_are_added_whatever_the_outcome(run: Run, text: str) -> None:
    """At most N, best first, each with a confidence from 0 to 1."""
    _, (found,) = _batch(run, _line(id=1, text=text), options=("--candidates", "2"))
    scores = [one["confidence"] for one in found["candidates"]]

    assert [*KEYS, "candidates"] == list(found)
    assert 1 <= len(scores) <= 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert {"fact", "confidence"} == set(found["candidates"][0])


def test_a_batch_can_be_a_file(run: Run, tmp_path: Path) -> None:
    """A file is read as standard input is."""
    (tmp_path / "q.jsonl").write_bytes(_line(id="a", text=WHEN))
    code, out, _ = run("ask", "--json", "--batch", str(tmp_path / "q.jsonl"))

    assert (0, VISIT) == (code, json.loads(out)["text"])
