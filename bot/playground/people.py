"""Users and bots, as Telegram shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str = ""
    language: str = ""
    last_name: str = ""
    is_bot: bool = False

    def json(self) -> Json:
        """The user as Telegram writes it."""
        found: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        given = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language,
        }
        return found | {name: value for name, value in given.items() if value}


# Telegram's own accounts, which stand in `from` where a chat is the sender.
TELEGRAM = User(777000, "Telegram")
ANONYMOUS_ADMIN = User(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
SENT_AS_CHANNEL = User(136817688, "Channel", "Channel_Bot", is_bot=True)


@dataclass
class Bot:
    """The one bot of a world: who it is, how its maker set it up, what it says of itself."""

    user: User
    token: str
    privacy_mode: bool = True
    inline_mode: bool = True
    inline_feedback: bool = True
    guest_mode: bool = True
    guest_everywhere: bool = False  # a guest message also comes where the bot is a member
    can_join_groups: bool = True
    # By scope (as JSON) and language, and by field name and language.
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    about: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)

    def json(self) -> Json:
        """The answer to getMe."""
        return self.user.json() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": not self.privacy_mode,
            "supports_guest_queries": self.guest_mode,
            "supports_inline_queries": self.inline_mode,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_join_request_queries": False,
        }
