"""Every role of every fact is found by several wordings, and by one with a slip of the finger."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from tests.right_or_silent.field import FOLDERS, LIGHTHOUSES, SHIPPED, read
from tests.right_or_silent.known import MISSED, differences
from tests.right_or_silent.role_questions import RoleQuestion, flat, missed, role_questions

FEWEST = {SHIPPED: 1000, LIGHTHOUSES: 80}
FEWEST_SLIPS = {SHIPPED: 100, LIGHTHOUSES: 10}
KINDS = [(name, kind) for name in FOLDERS for kind in sorted(read(name).kinds)]


@pytest.fixture(scope="module")
def asked(bots: dict[str, Conversations]) -> dict[str, dict[str, list[RoleQuestion]]]:
    """The role questions of each base by kind."""

    def knows(name: str) -> dict[str, list[RoleQuestion]]:
        index = bots[name].index
        return role_questions(
            read(name), lambda word: bool(index.known_in(word)) or bool(index.longest(word))
        )

    return {name: knows(name) for name in FOLDERS}


@pytest.mark.parametrize("name", FOLDERS)
def test_there_are_many_role_questions(
    name: str, asked: dict[str, dict[str, list[RoleQuestion]]]
) -> None:
    """Every fact has role questions, and some of them have a slip."""
    found = flat(asked[name])

    assert len(found) >= FEWEST[name]
    assert sum(question.slip for question in found) >= FEWEST_SLIPS[name]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_right_answer_comes_back(
    name: str,
    kind: str,
    asked: dict[str, dict[str, list[RoleQuestion]]],
    bots: dict[str, Conversations],
) -> None:
    """A fact's own role, asked for in the kind's wordings, is answered from that fact."""
    assert ([], []) == _misses(name, [q for q in asked[name].get(kind, []) if not q.slip], bots)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_right_answer_comes_back_despite_a_slip(
    name: str,
    kind: str,
    asked: dict[str, dict[str, list[RoleQuestion]]],
    bots: dict[str, Conversations],
) -> None:
    """One wrong letter in a long word does not hide the answer."""
    assert ([], []) == _misses(name, [q for q in asked[name].get(kind, []) if q.slip], bots)


def _misses(
    name: str, asked: list[RoleQuestion], bots: dict[str, Conversations]
) -> tuple[list[str], list[str]]:
    field = read(name)
    said = [(q, missed(q, bots[name].ask(q.text)[0].decision, field)) for q in asked]
    faults = {q.text: f"{q}: {fault}" for q, fault in said if fault}
    return differences(MISSED, name, [q.text for q in asked], faults)
