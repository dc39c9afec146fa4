"""Chats, their members and their topics, as Telegram shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground.messages import Message
from bot.playground.people import User

Json = dict[str, Any]

PRESENT = frozenset({"creator", "administrator", "member"})
ADMINS = frozenset({"creator", "administrator"})

# docs: ChatMemberAdministrator; what a group's admin and a channel's admin may be given.
GROUP_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
CHANNEL_RIGHTS = (
    *(right for right in GROUP_RIGHTS if right not in ("can_pin_messages", "can_manage_topics")),
    "can_post_messages",
    "can_edit_messages",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(frozen=True)
class Member:
    """What somebody is in a chat; `allowed` are an admin's rights or a muted one's permissions."""

    user: User
    status: str
    allowed: frozenset[str] = frozenset()
    anonymous: bool = False
    # A bot that joined while its privacy mode was on does not hear everything, whatever it is now.
    hears_all: bool = True

    @property
    def present(self) -> bool:
        """Whether they are in the chat; a restricted member is."""
        return self.status in PRESENT or self.status == "restricted"

    @property
    def is_admin(self) -> bool:
        """Whether they look after the chat."""
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        """Whether an admin has a right; a chat's creator has all."""
        return self.status == "creator" or (
            self.status == "administrator" and right in self.allowed
        )

    def json(self, *, channel: bool = False) -> Json:
        """The member as Telegram writes it."""
        found: Json = {"user": self.user.json(), "status": self.status}
        if self.status == "creator":
            found["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            rights = CHANNEL_RIGHTS if channel else GROUP_RIGHTS
            found |= {"can_be_edited": False, "is_anonymous": self.anonymous}
            found |= {right: right in self.allowed for right in rights}
        elif self.status == "restricted":
            found |= {"is_member": True, "until_date": 0}
            found |= {permission: permission in self.allowed for permission in PERMISSIONS}
        elif self.status == "kicked":
            found["until_date"] = 0
        return found


@dataclass
class Topic:
    """One topic of a forum; the one with the id 1 is "General"."""

    id: int
    name: str
    closed: bool = False


@dataclass
class Chat:
    """A private chat, group, supergroup or channel, with everything in it."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    description: str = ""
    is_forum: bool = False
    peer: User | None = None  # of a private chat
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    linked: Chat | None = None  # a channel's discussion group, and the other way round
    migrated_to: int = 0
    started: bool = False  # whether the person of a private chat ever wrote to the bot
    pinned: list[int] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether it is a person's own chat with the bot."""
        return self.type == "private"

    @property
    def is_channel(self) -> bool:
        """Whether it is a channel."""
        return self.type == "channel"

    def member(self, user: User) -> Member:
        """What somebody is here; `left` where they never came."""
        return self.members.get(user.id) or Member(user, "left")

    def json(self) -> Json:
        """The chat as it stands in messages."""
        found: Json = {"id": self.id, "type": self.type}
        if self.peer is not None:
            names = {"first_name": self.peer.first_name, "last_name": self.peer.last_name}
            found |= {name: value for name, value in names.items() if value}
        else:
            found["title"] = self.title
        username = self.peer.username if self.peer else self.username
        found |= {"username": username} if username else {}
        return found | ({"is_forum": True} if self.is_forum else {})

    def full_json(self) -> Json:
        """The answer to getChat."""
        found = self.json() | {"accent_color_id": 0, "max_reaction_count": 11}
        found["accepted_gift_types"] = dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        )
        if self.description:
            found["description"] = self.description
        if self.linked is not None:
            found["linked_chat_id"] = self.linked.id
        if self.type in ("group", "supergroup"):
            found["permissions"] = dict.fromkeys(PERMISSIONS, True)
        if self.pinned:
            found["pinned_message"] = self.messages[self.pinned[-1]].json()
        return found

    def shown(self) -> list[Message]:
        """The messages that can be seen, oldest first."""
        return list(self.messages.values())
