"""The menu of commands that somebody sees."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.menu import commands_for
from bot.playground.world import World
from tests.playground.conftest import Call


def _names(world: World, call: Call, scopes: list[dict[str, Any]]) -> tuple[str, str, str]:
    """What an admin and a member see in a group, and the member in private."""
    ana, ben = world.person("Ana"), world.person("Ben", language="vi")
    group = world.supergroup("Readers", ana, ben)
    for scope in scopes:
        given = {name: group.id if name == "chat_id" else value for name, value in scope.items()}
        language = str(given.pop("language", ""))
        commands = [{"command": f"c{scopes.index(scope)}", "description": "d"}]
        call("setMyCommands", commands=commands, scope=given, language_code=language)

    def first(chat: Any, user: Any) -> str:
        return "".join(str(found["command"]) for found in commands_for(world, chat, user))

    private = first(world.private(ben), ben.user)
    return first(group, ana.user), first(group, ben.user), private


DEFAULT = {"type": "default"}
GROUPS = {"type": "all_group_chats"}
ADMINS = {"type": "all_chat_administrators"}


@pytest.mark.parametrize(
    ("scopes", "seen"),
    [
        ([], ("", "", "")),
        ([DEFAULT], ("c0", "c0", "c0")),
        ([DEFAULT, {"type": "all_private_chats"}], ("c0", "c0", "c1")),
        ([DEFAULT, GROUPS, ADMINS], ("c2", "c1", "c0")),
        ([GROUPS, {"type": "chat", "chat_id": 0}], ("c1", "c1", "")),
        ([GROUPS, {"type": "chat_administrators", "chat_id": 0}], ("c1", "c0", "")),
        ([DEFAULT, {"type": "default", "language": "vi"}], ("c0", "c1", "c1")),
    ],
)
def test_scopes(
    world: World, call: Call, scopes: list[dict[str, Any]], seen: tuple[str, str, str]
) -> None:
    """The narrowest scope wins, in the person's language before the common one."""
    assert _names(world, call, scopes) == seen
