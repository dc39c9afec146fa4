"""The menu of commands that somebody sees in a chat, by Telegram's order of scopes."""

from __future__ import annotations

import json
from typing import Any

from bot.playground.chats import Chat
from bot.playground.people import User
from bot.playground.world import World

Json = dict[str, Any]


def commands_for(world: World, chat: Chat, user: User) -> list[Json]:
    """The commands of the narrowest scope that has some, in the person's language or the common."""
    known = world.bot.commands
    for scope in _scopes(chat, user):
        key = json.dumps(scope, sort_keys=True)
        for language in (user.language, ""):
            found = known.get((key, language))
            if found:
                return found
    return []


def _scopes(chat: Chat, user: User) -> list[Json]:
    """The scopes that a person is in, the narrowest first."""
    here: Json = {"chat_id": chat.id}
    if chat.is_private:
        return [here | {"type": "chat"}, {"type": "all_private_chats"}, {"type": "default"}]
    scopes: list[Json] = [here | {"type": "chat_member", "user_id": user.id}]
    admin = chat.member(user).is_admin
    if admin:
        scopes.append(here | {"type": "chat_administrators"})
    scopes.append(here | {"type": "chat"})
    if admin:
        scopes.append({"type": "all_chat_administrators"})
    return [*scopes, {"type": "all_group_chats"}, {"type": "default"}]
