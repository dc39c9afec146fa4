"""Posting: how a message of a person comes into a chat, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground.chats import Chat, Topic
from bot.playground.membership import unblock
from bot.playground.messages import Content, Message
from bot.playground.people import ANONYMOUS_ADMIN, SENT_AS_CHANNEL, TELEGRAM, User
from bot.playground.replies import reply_fields
from bot.playground.visibility import hears, mentions

if TYPE_CHECKING:
    from bot.playground.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """A message that a person is about to send; `sent_as` is a chat that they speak for."""

    sender: User
    chat: Chat
    content: Content
    reply: Message | None = None
    quote: str = ""
    topic: Topic | None = None
    sent_as: Chat | None = None

    def fields(self) -> Json:
        """What the message carries beside its content."""
        found: Json = {}
        if self.chat.is_channel:
            found["sender_chat"] = self.chat.json()
        elif self.sent_as is not None:
            found["sender_chat"] = self.sent_as.json()
        if self.reply is not None:
            found |= reply_fields(self.chat, self.reply, Content(self.quote))
        if self.chat.is_forum:
            found |= self._topic_fields(found)
        return found

    def _topic_fields(self, found: Json) -> Json:
        """In a topic a message that answers none answers the one that opened the topic."""
        thread = self.topic.id if self.topic else self.reply.thread if self.reply else 0
        found.pop("message_thread_id", None)
        if thread <= 1:
            return {}
        fields: Json = {"message_thread_id": thread, "is_topic_message": True}
        if self.reply is None and thread in self.chat.messages:
            fields["reply_to_message"] = self.chat.messages[thread].json()
        return fields

    def shown_sender(self) -> User | None:
        """Who stands in `from`: chats that speak are stood in for by an account of Telegram's."""
        if self.chat.is_channel:
            return None
        if self.sent_as is None:
            return self.sender
        return ANONYMOUS_ADMIN if self.sent_as is self.chat else SENT_AS_CHANNEL


def post(world: World, draft: Draft, **extra: Any) -> Message:
    """Send what a person wrote: everybody sees it, the bot is told if it may hear it."""
    chat = draft.chat
    if chat.is_private:
        chat.started = True
        unblock(world, chat)
    markup = extra.pop("reply_markup", None)
    message = world.store(chat, draft.shown_sender(), draft.content, draft.fields() | extra, markup)
    world.tell(message)
    invite_guest(world, message, draft.sender)
    discuss(world, message)
    return message


def invite_guest(world: World, message: Message, caller: User) -> None:
    """Tell the bot of a mention in a chat where it is a guest."""
    bot, chat = world.bot, message.chat
    heard = hears(bot.user, message)
    wanted = not heard or bot.guest_everywhere
    if bot.guest_mode and wanted and not chat.is_private and mentions(bot.user, message):
        query = world.queries.add_guest(caller, message)
        payload = message.json() | {"guest_query_id": query.id}
        world.updates.add("guest_message", caller.id, payload)


def discuss(world: World, post: Message) -> None:
    """Forward a channel's post into its discussion group, as Telegram does by itself."""
    channel, group = post.chat, post.chat.linked
    if channel.is_channel and group is not None:
        extra: Json = {
            "sender_chat": channel.json(),
            "forward_origin": post.origin(),
            "is_automatic_forward": True,
        }
        post.discussed = world.store(group, TELEGRAM, post.content, extra, post.markup)
        world.tell(post.discussed)
