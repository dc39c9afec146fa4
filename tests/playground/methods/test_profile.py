"""Methods about the bot itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.refusal import RefusedError
from bot.playground.world import World
from tests.playground.conftest import Call


def test_me(world: World, call: Call) -> None:
    """The bot is told how it was set up."""
    world.bot.privacy_mode = False
    me = call("getMe")
    assert me["username"] == "playground_bot"
    assert me["can_read_all_group_messages"] is True
    assert me["supports_guest_queries"] is True


def test_commands(call: Call) -> None:
    """Commands are kept by scope and language."""
    commands = [{"command": "ask", "description": "d"}]
    private = {"type": "all_private_chats"}
    call("setMyCommands", commands=commands, scope=private, language_code="vi")
    assert call("getMyCommands", scope=private, language_code="vi") == commands
    assert call("getMyCommands") == []
    call("deleteMyCommands", scope=private, language_code="vi")
    assert call("getMyCommands", scope=private, language_code="vi") == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"commands": [{"command": "Ask", "description": "d"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "d"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "ask", "description": ""}]}, "DESCRIPTION_INVALID"),
        ({"commands": [{"command": "ask", "description": "a" * 257}]}, "DESCRIPTION_INVALID"),
        ({"commands": [{"command": "ask", "description": "d"}] * 101}, "too many commands"),
        ({"commands": [], "scope": {"type": "moon"}}, "BotCommandScope"),
        ({"commands": [], "language_code": "english"}, "language code"),
    ],
)
def test_refuses_commands(call: Call, given: dict[str, Any], why: str) -> None:
    """Commands that Telegram would not take are refused."""
    with pytest.raises(RefusedError, match=why):
        call("setMyCommands", **given)


@pytest.mark.parametrize(
    ("method", "field", "limit", "default"),
    [
        ("MyName", "name", 64, "Bot"),
        ("MyDescription", "description", 512, ""),
        ("MyShortDescription", "short_description", 120, ""),
    ],
)
def test_about(call: Call, method: str, field: str, limit: int, default: str) -> None:
    """What the bot says of itself is kept by language, with the common one behind it."""
    assert call(f"get{method}") == {field: default}
    call(f"set{method}", **{field: "common"})
    call(f"set{method}", **{field: "tiếng Việt", "language_code": "vi"})
    assert call(f"get{method}", language_code="vi") == {field: "tiếng Việt"}
    assert call(f"get{method}", language_code="ru") == {field: "common"}
    with pytest.raises(RefusedError, match="too long"):
        call(f"set{method}", **{field: "a" * (limit + 1)})


def test_menu_and_rights(call: Call) -> None:
    """The menu button of a chat, and the rights asked for, are as they were set."""
    assert call("getChatMenuButton") == {"type": "default"}
    call("setChatMenuButton", chat_id=5, menu_button={"type": "commands"})
    assert call("getChatMenuButton", chat_id=5) == {"type": "commands"}
    assert call("getChatMenuButton", chat_id=6) == {"type": "default"}
    call("setMyDefaultAdministratorRights", rights={"can_pin_messages": True}, for_channels=True)
    assert call("getMyDefaultAdministratorRights", for_channels=True) == {"can_pin_messages": True}
    assert call("getMyDefaultAdministratorRights") == {}
