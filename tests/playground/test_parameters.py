"""The table of methods and parameters."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.playground.arguments import Arguments
from bot.playground.delivery import Delivery
from bot.playground.methods import METHODS as CARRIED_OUT
from bot.playground.parameters import METHODS, Parameter
from bot.playground.world import World

# A machine-readable description of the Bot API, as published by others; it is not ours to ship.
SPECIFICATION = "BOT_API_SPECIFICATION"


def test_every_method_is_carried_out(world: World) -> None:
    """The table and the methods name the same."""
    delivery = Delivery(world, lambda _name, _given: None)
    assert set(METHODS) == set(CARRIED_OUT) | set(delivery.methods)


def test_reads_the_table() -> None:
    """A row gives name, type and whether it must be there."""
    assert METHODS["deleteMessage"] == (
        Parameter("chat_id", "chat", required=True),
        Parameter("message_id", "int", required=True),
    )
    assert METHODS["getMe"] == ()


def test_missing_arguments_have_a_value() -> None:
    """What was not given reads as empty."""
    args = Arguments({})
    assert (args.integer("a"), args.text("a"), args.flag("a")) == (0, "", False)
    assert (args.list("a"), args.object("a"), "a" in args) == ([], None, False)


def _type(types: list[str]) -> str:
    if types[0].startswith("Array"):
        return "list"
    if "InputFile" in types:
        return "file"
    known = {"Integer": "int", "String": "str", "Boolean": "bool", "Integer|String": "chat"}
    return known.get("|".join(types), "object")


@pytest.mark.skipif(SPECIFICATION not in os.environ, reason=f"needs ${SPECIFICATION}")
def test_agrees_with_the_specification() -> None:
    """Each method has the parameters that Telegram documents."""
    found: Any = json.loads(Path(os.environ[SPECIFICATION]).read_text(encoding="utf-8"))
    for method, parameters in METHODS.items():
        fields = found["methods"][method].get("fields", [])
        known = {Parameter(f["name"], _type(f["types"]), required=f["required"]) for f in fields}
        assert set(parameters) == known, method
