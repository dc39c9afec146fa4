"""A person of a world, who writes, presses buttons, asks inline and looks after chats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.playground import membership
from bot.playground.chats import Chat, Member, Topic
from bot.playground.detect import detect
from bot.playground.messages import Content, Message
from bot.playground.people import User
from bot.playground.posting import Draft, post
from bot.playground.queries import CallbackQuery, InlineQuery

if TYPE_CHECKING:
    from bot.playground.world import World

Json = dict[str, Any]

PHOTO: Json = {
    "photo": [{"file_id": "photo-1", "file_unique_id": "p1", "width": 320, "height": 240}]
}
VOICE: Json = {"voice": {"file_id": "voice-1", "file_unique_id": "v1", "duration": 3}}


@dataclass(eq=False)
class Person:
    """Somebody with a Telegram account; what they do, the bot is told as Telegram would."""

    world: World
    user: User

    # Writing

    def send(
        self,
        chat: Chat,
        text: str,
        reply: Message | None = None,
        quote: str = "",
        topic: Topic | None = None,
        sent_as: Chat | None = None,
    ) -> Message:
        """Write a text: as an answer to a message, quoting it, in a topic, or for a chat.

        In a channel it is the channel's post. `sent_as` the group itself is an anonymous admin.
        """
        content = Content(text, tuple(detect(text)))
        return post(self.world, Draft(self.user, chat, content, reply, quote, topic, sent_as))

    def send_photo(self, chat: Chat, caption: str = "", reply: Message | None = None) -> Message:
        """Send a picture, with words under it or none."""
        content = Content(caption, tuple(detect(caption)), PHOTO)
        return post(self.world, Draft(self.user, chat, content, reply))

    def send_voice(self, chat: Chat) -> Message:
        """Send a spoken message."""
        return post(self.world, Draft(self.user, chat, Content(media=VOICE)))

    def forward(self, chat: Chat, message: Message) -> Message:
        """Forward a message from anywhere into a chat."""
        draft = Draft(self.user, chat, message.content)
        return post(self.world, draft, forward_origin=message.origin())

    def edit(self, message: Message, text: str) -> None:
        """Change the text or caption of a message."""
        media = message.content.media
        message.content = Content(text, tuple(detect(text)), media)
        message.edited = self.world.now()
        self.world.changed(message)
        self.world.tell(message)

    def delete(self, message: Message) -> None:
        """Take a message away; Telegram does not tell bots."""
        self.world.delete(message)

    # Pressing and asking

    def press(self, message: Message, button: str) -> CallbackQuery:
        """Press a button of a message, by its label or its data.

        Raises:
            LookupError: the message has no such button that sends data.
        """
        for known in message.buttons:
            data = known.get("callback_data")
            if data is not None and button in (data, known["text"]):
                return self.forge(message, data)
        labels = ", ".join(repr(known["text"]) for known in message.buttons) or "none"
        raise LookupError(f"no button {button!r} to press; there are: {labels}")

    def forge(self, message: Message, data: str) -> CallbackQuery:
        """Send data as if a button of a message had them, as a changed app can."""
        query = self.world.queries.add_callback(self.user, message, data)
        payload: Json = {"id": query.id, "from": self.user.json(), "data": data}
        payload["chat_instance"] = str(abs(message.chat.id))
        if message.inline_id:
            payload["inline_message_id"] = message.inline_id
        else:
            payload["message"] = message.json()
        self.world.updates.add("callback_query", message.chat.id, payload)
        self.world.journal.add("pressed", message.chat.id, lambda: payload)
        return query

    def ask_inline(self, chat: Chat, text: str, offset: str = "") -> InlineQuery:
        """Type the bot's name and some words in a chat; the answer comes into the query."""
        mine = chat.is_private and chat.peer == self.user
        query = self.world.queries.add_inline(
            self.user, text, offset, "sender" if mine else chat.type
        )
        if query.answer is None and self.world.bot.inline_mode:
            self.world.updates.add("inline_query", self.user.id, query.json())
        self.world.journal.add("asked", chat.id, query.json)
        return query

    def choose(self, chat: Chat, query: InlineQuery, result: str) -> Message:
        """Send one of the proposed results into a chat, by its id.

        Raises:
            LookupError: the bot did not propose it.
        """
        chosen = next((known for known in query.results if known["id"] == result), None)
        if chosen is None:
            raise LookupError(f"no result {result!r} among {[r['id'] for r in query.results]}")
        content: Content = chosen["content"]
        markup: Json | None = chosen.get("reply_markup")
        extra = {"via_bot": self.world.bot.user.json(), "reply_markup": markup}
        message = post(self.world, Draft(self.user, chat, content), **extra)
        payload: Json = {"result_id": result, "from": self.user.json(), "query": query.text}
        if markup is not None:
            payload["inline_message_id"] = self.world.make_inline(message)
        if self.world.bot.inline_feedback:
            self.world.updates.add("chosen_inline_result", self.user.id, payload)
        return message

    def speak(self, language: str) -> None:
        """Set the language of the person's app."""
        self.user = replace(self.user, language=language)
        for chat in self.world.chats.values():
            if chat.peer is not None and chat.peer.id == self.user.id:
                chat.peer = self.user
            if self.user.id in chat.members:
                known = chat.members[self.user.id]
                chat.members[self.user.id] = replace(known, user=self.user)
        self.world.journal.add("person", 0, self.user.json)

    # Looking after chats

    def add_bot(self, chat: Chat, *, admin: bool = False) -> None:
        """Bring the bot into a group or channel; in a channel it is always an admin."""
        status = "administrator" if admin or chat.is_channel else "member"
        membership.set_bot(self.world, chat, status, self.user)

    def promote_bot(self, chat: Chat, *rights: str) -> None:
        """Make the bot an admin, with the rights named, or all where none is."""
        given = frozenset(rights) or None
        membership.set_bot(self.world, chat, "administrator", self.user, given)

    def demote_bot(self, chat: Chat) -> None:
        """Make the bot an ordinary member again."""
        membership.set_bot(self.world, chat, "member", self.user)

    def remove_bot(self, chat: Chat) -> None:
        """Kick the bot out of a chat."""
        membership.set_bot(self.world, chat, "kicked", self.user)

    def mute_bot(self, chat: Chat, *, muted: bool = True) -> None:
        """Take away the bot's right to write, or give it back."""
        membership.set_muted(self.world, chat, self.world.bot.user, self.user, muted=muted)

    def promote(self, chat: Chat, other: Person, *, anonymous: bool = False) -> None:
        """Make somebody an admin of a chat."""
        rights = membership.bot_as(self.world, "administrator").allowed
        member = Member(other.user, "administrator", rights, anonymous)
        membership.set_member(self.world, chat, member, self.user)

    def demote(self, chat: Chat, other: Person) -> None:
        """Make an admin an ordinary member again."""
        membership.set_member(self.world, chat, Member(other.user, "member"), self.user)

    def join(self, chat: Chat) -> None:
        """Become a member of a chat."""
        membership.set_member(self.world, chat, Member(self.user, "member"), self.user)

    def leave(self, chat: Chat) -> None:
        """Leave a chat."""
        membership.set_member(self.world, chat, Member(self.user, "left"), self.user)

    def block_bot(self) -> None:
        """Block the bot in the private chat."""
        membership.block(self.world, self.world.private(self))

    def unblock_bot(self) -> None:
        """Take the block back."""
        membership.unblock(self.world, self.world.private(self))

    def migrate(self, chat: Chat) -> Chat:
        """Upgrade a basic group: the supergroup that it becomes."""
        return membership.migrate(self.world, chat, self.user)

    def close_topic(self, chat: Chat, topic: Topic) -> None:
        """Close a topic, so that only admins write there."""
        membership.set_topic(self.world, chat, topic, self.user, closed=True)

    def rename_topic(self, chat: Chat, topic: Topic, name: str) -> None:
        """Give a topic another name."""
        membership.rename_topic(self.world, chat, topic, self.user, name)

    def reopen_topic(self, chat: Chat, topic: Topic) -> None:
        """Open a closed topic again."""
        membership.set_topic(self.world, chat, topic, self.user, closed=False)
