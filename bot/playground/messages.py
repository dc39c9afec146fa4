"""Messages: who sent them where, and their content in the Bot API's own form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.playground.entities import Entity, units
from bot.playground.people import User

if TYPE_CHECKING:
    from bot.playground.chats import Chat

Json = dict[str, Any]

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "forum_topic_edited",
        "pinned_message",
    }
)


@dataclass(frozen=True)
class Content:
    """What a message says: a text or a caption with its entities, and a medium if it has one."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    media: Json = field(default_factory=dict)

    def json(self) -> Json:
        """The content's fields of a message."""
        found = dict(self.media)
        if self.text:
            found["caption" if self.media else "text"] = self.text
        if self.entities:
            name = "caption_entities" if self.media else "entities"
            found[name] = [entity.json() for entity in self.entities]
        return found

    @property
    def size(self) -> int:
        """Its length in UTF-16 units."""
        return units(self.text)


@dataclass
class Message:
    """One message of a chat; `extra` holds the fields that are neither content nor keyboard."""

    chat: Chat
    id: int
    date: int
    sender: User | None
    content: Content
    extra: Json = field(default_factory=dict)
    markup: Json | None = None
    inline_id: str = ""
    edited: int = 0
    discussed: Message | None = None  # of a channel's post: its copy in the discussion

    @property
    def text(self) -> str:
        """Its text or caption."""
        return self.content.text

    @property
    def is_service(self) -> bool:
        """Whether Telegram itself says it: somebody came, something was pinned."""
        return not SERVICE.isdisjoint(self.extra)

    @property
    def thread(self) -> int:
        """The topic or thread that it is in, 0 for none."""
        return int(self.extra.get("message_thread_id", 0))

    @property
    def buttons(self) -> list[Json]:
        """The buttons under it, row after row."""
        return [button for row in (self.markup or {}).get("inline_keyboard", ()) for button in row]

    @property
    def replied_to(self) -> Json | None:
        """The message that it answers, as it stood then."""
        found: Json | None = self.extra.get("reply_to_message")
        return found

    def json(self) -> Json:
        """The message as Telegram writes it."""
        found: Json = {"message_id": self.id}
        if self.sender is not None:
            found["from"] = self.sender.json()
        found |= {"chat": self.chat.json(), "date": self.date}
        if self.edited:
            found["edit_date"] = self.edited
        found |= self.extra
        found |= self.content.json()
        if self.markup is not None and "inline_keyboard" in self.markup:
            found["reply_markup"] = self.markup
        return found

    def origin(self) -> Json:
        """Where it came from, for those who forward it or answer it elsewhere."""
        if "forward_origin" in self.extra:
            origin: Json = self.extra["forward_origin"]
            return origin
        if self.chat.is_channel:
            place = {"chat": self.chat.json(), "message_id": self.id}
            return {"type": "channel", "date": self.date} | place
        if "sender_chat" in self.extra:
            return {"type": "chat", "date": self.date, "sender_chat": self.extra["sender_chat"]}
        assert self.sender is not None, "only channel posts have no sender"
        return {"type": "user", "date": self.date, "sender_user": self.sender.json()}
