"""Methods about the bot itself: who it is, its commands, its name and descriptions."""

from __future__ import annotations

import json
import re

from bot.playground.arguments import Arguments
from bot.playground.methods.kind import Json, Method
from bot.playground.refusal import RefusedError, bad_request
from bot.playground.world import World

MOST_COMMANDS = 100
COMMAND_LIMIT = 256  # characters of a command's description
ABOUT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")


def get_me(world: World, _args: Arguments) -> Json:
    """Who the bot is."""
    return world.bot.json()


def _scope(args: Arguments) -> tuple[str, str]:
    scope = args.object("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("unsupported BotCommandScope type specified")
    return json.dumps(scope, sort_keys=True), _language(args)


def _language(args: Arguments) -> str:
    code = args.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def set_commands(world: World, args: Arguments) -> bool:
    """Set the commands of a scope and language."""
    commands = args.list("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("too many commands")
    world.bot.commands[_scope(args)] = [_command(found) for found in commands]
    return True


def _command(found: Json) -> Json:
    name, description = str(found.get("command", "")), str(found.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= COMMAND_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def get_commands(world: World, args: Arguments) -> list[Json]:
    """The commands of a scope and language."""
    return world.bot.commands.get(_scope(args), [])


def delete_commands(world: World, args: Arguments) -> bool:
    """Forget the commands of a scope and language."""
    world.bot.commands.pop(_scope(args), None)
    return True


def _setter(field: str) -> Method:
    def set_about(world: World, args: Arguments) -> bool:
        text = args.text(field)
        if len(text) > ABOUT_LIMITS[field]:
            raise _too_long(field)
        world.bot.about[field, _language(args)] = text
        return True

    return set_about


def _too_long(field: str) -> RefusedError:
    return bad_request(f"bot {field.replace('_', ' ')} is too long")


def _getter(field: str) -> Method:
    def get_about(world: World, args: Arguments) -> Json:
        about = world.bot.about
        default = world.bot.user.first_name if field == "name" else ""
        return {field: about.get((field, _language(args))) or about.get((field, "")) or default}

    return get_about


def set_menu_button(world: World, args: Arguments) -> bool:
    """Set the button beside the input field."""
    world.bot.menu_buttons[args.integer("chat_id")] = args.object("menu_button") or {
        "type": "default"
    }
    return True


def get_menu_button(world: World, args: Arguments) -> Json:
    """The button beside the input field."""
    buttons = world.bot.menu_buttons
    return buttons.get(args.integer("chat_id")) or buttons.get(0) or {"type": "default"}


def set_default_rights(world: World, args: Arguments) -> bool:
    """Set the rights that the bot asks for when it is made an admin."""
    world.bot.default_rights[args.flag("for_channels")] = args.object("rights") or {}
    return True


def get_default_rights(world: World, args: Arguments) -> Json:
    """The rights that the bot asks for when it is made an admin."""
    return world.bot.default_rights.get(args.flag("for_channels"), {})


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setMyDefaultAdministratorRights": set_default_rights,
    "getMyDefaultAdministratorRights": get_default_rights,
}
