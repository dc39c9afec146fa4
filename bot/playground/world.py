"""The world: a bot, people, chats and what was said in them; everything that a server answers from.

A world lives in one event loop and is changed only from there. People act through `Person`, the bot
through the methods of its server. `journal` tells what changed, `calls` what the bot asked for.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.playground.chats import GROUP_RIGHTS, Chat, Member, Topic
from bot.playground.clock import Clock, SystemClock
from bot.playground.journal import Journal
from bot.playground.messages import Content, Message
from bot.playground.people import Bot, User
from bot.playground.person import Person
from bot.playground.queries import Queries
from bot.playground.refusal import bad_request
from bot.playground.trouble import Troubles
from bot.playground.updates import Updates
from bot.playground.visibility import hears

Json = dict[str, Any]

FIRST_PERSON = 1001
BOT_ID = 700_000_001
TOKEN = f"{BOT_ID}:AAE-playground-token-of-no-real-bot"
SUPERGROUP_BASE = -1_000_000_000_000  # supergroups and channels have ids below it
CALLS_KEPT = 10_000


@dataclass(frozen=True)
class Call:
    """One method that the bot called, and whether it was refused."""

    method: str
    values: Json
    refused: str = ""


@dataclass
class World:
    """One bot among people and chats."""

    clock: Clock = field(default_factory=SystemClock)
    bot: Bot = field(
        default_factory=lambda: Bot(User(BOT_ID, "Bot", "playground_bot", is_bot=True), TOKEN)
    )
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))

    def __post_init__(self) -> None:
        self._chat_numbers = itertools.count(1)
        self.updates = Updates(self.clock.now)
        self.queries = Queries(self.clock.now)
        self.troubles = Troubles(self.clock.now)

    # People and chats

    def person(self, name: str, username: str = "", language: str = "en") -> Person:
        """A new person."""
        user = User(FIRST_PERSON + len(self.people), name, username, language)
        found = Person(self, user)
        self.people[user.id] = found
        self.journal.add("person", 0, user.json)
        return found

    def private(self, person: Person, *, started: bool = False) -> Chat:
        """The private chat of a person with the bot, which begins when the person writes."""
        known = self.chats.get(person.user.id)
        if known is not None:
            return known
        chat = Chat(person.user.id, "private", peer=person.user, started=started)
        chat.members[self.bot.user.id] = Member(self.bot.user, "member")
        return self._add(chat)

    def group(self, title: str, owner: Person, *members: Person) -> Chat:
        """A basic group with its creator and members, without the bot."""
        return self._populate(Chat(-next(self._chat_numbers), "group", title), owner, members)

    def supergroup(
        self, title: str, owner: Person, *members: Person, username: str = "", forum: bool = False
    ) -> Chat:
        """A supergroup, as a forum with the topic "General" where wished, without the bot."""
        return self._populate(self.new_supergroup(title, username, forum=forum), owner, members)

    def new_supergroup(self, title: str, username: str = "", *, forum: bool = False) -> Chat:
        """A supergroup with nobody in it yet."""
        chat = Chat(self._high_id(), "supergroup", title, username, is_forum=forum)
        if forum:
            chat.topics[1] = Topic(1, "General")
            chat.last_message_id = 1
        return self._add(chat)

    def channel(self, title: str, owner: Person, username: str = "") -> Chat:
        """A channel, without the bot."""
        return self._populate(Chat(self._high_id(), "channel", title, username), owner, ())

    def discussion(self, channel: Chat, owner: Person, *members: Person) -> Chat:
        """A new supergroup where the posts of a channel are discussed, without the bot."""
        chat = self.supergroup(f"{channel.title} chat", owner, *members)
        chat.linked, channel.linked = channel, chat
        return chat

    def topic(self, chat: Chat, name: str, creator: User | None = None) -> Topic:
        """A new topic of a forum."""
        creator = creator or next(iter(chat.members.values())).user
        made = {"name": name, "icon_color": 7322096}
        extra: Json = {"forum_topic_created": made, "is_topic_message": True}
        message = self.store(chat, creator, Content(), extra)
        message.extra["message_thread_id"] = message.id
        chat.topics[message.id] = Topic(message.id, name)
        self.tell(message)
        return chat.topics[message.id]

    def _high_id(self) -> int:
        return SUPERGROUP_BASE - next(self._chat_numbers)

    def _populate(self, chat: Chat, owner: Person, members: tuple[Person, ...]) -> Chat:
        rights = frozenset(GROUP_RIGHTS)
        chat.members[owner.user.id] = Member(owner.user, "creator", rights)
        for person in members:
            chat.members[person.user.id] = Member(person.user, "member")
        return self._add(chat)

    def _add(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.journal.add("chat", chat.id, chat.json)
        return chat

    def find_chat(self, name: int | str) -> Chat:
        """The chat of an id or of a public @name.

        Raises:
            RefusedError: there is none.
        """
        if isinstance(name, int):
            found = self.chats.get(name)
        else:
            wanted = name.removeprefix("@").casefold()
            found = next((c for c in self.chats.values() if c.username.casefold() == wanted), None)
        if found is None:
            raise bad_request("chat not found")
        return found

    def remove(self, chat: Chat) -> None:
        """Delete a chat: nobody finds it again."""
        del self.chats[chat.id]
        self.journal.add("chat removed", chat.id, dict)

    # What is said

    def now(self) -> int:
        """The time as Telegram writes it."""
        return int(self.clock.now())

    def store(
        self,
        chat: Chat,
        sender: User | None,
        content: Content,
        extra: Json | None = None,
        markup: Json | None = None,
    ) -> Message:
        """A new message of a chat, which everybody in it sees; the bot is not told."""
        chat.last_message_id += 1
        message = Message(
            chat, chat.last_message_id, self.now(), sender, content, extra or {}, markup
        )
        chat.messages[message.id] = message
        self.journal.add("message", chat.id, message.json)
        return message

    def make_inline(self, message: Message) -> str:
        """The id by which the bot may edit a message that it has no chat for."""
        message.inline_id = f"inline-{len(self.inline_messages) + 1}"
        self.inline_messages[message.inline_id] = message
        return message.inline_id

    def changed(self, message: Message) -> None:
        """Show a message as it is now; a channel's post is also changed where it is discussed."""
        self.journal.add("edited", message.chat.id, message.json)
        copy = message.discussed
        if copy is not None:
            copy.content, copy.markup, copy.edited = message.content, message.markup, message.edited
            self.journal.add("edited", copy.chat.id, copy.json)
            self.tell(copy)

    def delete(self, message: Message) -> None:
        """Take a message away for everybody."""
        if message.chat.messages.pop(message.id, None) is not None:
            if message.id in message.chat.pinned:
                message.chat.pinned.remove(message.id)
            gone = {"message_id": message.id}
            self.journal.add("deleted", message.chat.id, lambda: gone)

    def tell(self, message: Message) -> None:
        """Send a message to the bot as an update, if it may hear it."""
        if hears(self.bot.user, message):
            kind = "channel_post" if message.chat.is_channel else "message"
            kind = f"edited_{kind}" if message.edited else kind
            self.updates.add(kind, message.chat.id, message.json())

    # What tests ask

    def sent(self, chat: Chat) -> list[Message]:
        """What the bot said in a chat and is seen there, oldest first; in channels, all posts."""
        mine = self.bot.user
        return [m for m in chat.messages.values() if m.chat.is_channel or m.sender == mine]

    async def answer(
        self, chat: Chat, after: Message | None = None, timeout: float = 5.0
    ) -> Message:
        """The bot's first message in a chat later than another one, waited for.

        Raises:
            TimeoutError: none came within so many real seconds.
        """
        past = after.id if after is not None else 0
        mine = self.bot.user

        def found() -> Message | None:
            later = (m for m in reversed(chat.messages.values()) if m.id > past)
            answers = [m for m in later if m.sender == mine]
            return answers[-1] if answers else None

        await self.journal.until(lambda: found() is not None, timeout)
        message = found()
        assert message is not None, "it was there a moment ago"
        return message

    def complaints(self) -> list[str]:
        """What a well-behaved bot would not have left behind: queries without an answer."""
        return self.queries.unanswered()
