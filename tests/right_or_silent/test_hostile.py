"""Attacks by hand: look-alikes, swapped roles, denials, hopes as deeds, contexts that leak."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import Conversations
from tests.right_or_silent.field import SHIPPED

SILENT = "silent"
_TABLE = Path(__file__).with_name("hostile.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in _TABLE if line and not line.startswith("#")]
TURNS = " / "  # between the turns of a conversation
FEWEST = 150


def test_there_are_many_attacks() -> None:
    """The table is read, and not by mistake empty."""
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize(("wanted", "text"), CASES)
def test_an_attack_states_nothing_wrong(
    wanted: str, text: str, bots: dict[str, Conversations]
) -> None:
    """The last turn is answered right, refused or refuted, whatever was said before it."""
    conversation = f"attack {text}"
    told = [bots[SHIPPED].ask(turn, conversation) for turn in text.split(TURNS)]
    decision, reply = told[-1][0].decision, told[-1][1]
    stated = decision.outcome == "answer" or decision.verdict == "supported"

    if wanted == SILENT:
        assert not stated, reply.text
    elif wanted.startswith("="):
        assert decision.outcome != "abstain"
        assert re.search(wanted[1:], reply.text)
    else:
        assert wanted == decision.verdict, reply.text
