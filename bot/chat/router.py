"""An update to the handler that it is for; whatever goes wrong there stays there."""

from __future__ import annotations

import logging
from collections import OrderedDict

from telegram import Message, Update, User

from bot.chat import anywhere, incoming, membership, settings, taps, topics
from bot.chat.asking import Asking, ask
from bot.chat.commands import Given, run
from bot.chat.desk import Desk
from bot.chat.incoming import COMMAND, UNREADABLE
from bot.chat.outgoing import Outgoing
from bot.chat.sender import Place
from bot.telemetry.logs import failed, note

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "inline_query",
    "chosen_inline_result",
    "guest_message",
)
_ALBUMS = 1000  # albums whose first picture was seen, and guest messages that were answered
# Commands in a channel: what is posted there, in which language and at which hour.
CHANNEL = frozenset({"subscribe", "unsubscribe", "upcoming", "settings", "lang", "forget"})
_FOR_ADMINS = frozenset({"settings", "lang"})  # commands that a topic is not closed to


class Router:
    """Handles updates, one at a time or many."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._albums: OrderedDict[str, None] = OrderedDict()
        self._guests: OrderedDict[tuple[int, int], None] = OrderedDict()

    async def handle(self, update: Update) -> None:
        """Do what an update asks for; nothing is raised."""
        try:
            done = await self._handled(update)
        except Exception as error:
            failed("failed", error, update=update.update_id)
            self._desk.metrics.count("attache_errors_total", kind=type(error).__name__)
            await self._apologise(update)
            done = "failed"
        self._desk.metrics.count("attache_updates_total", result=done)

    async def _apologise(self, update: Update) -> None:
        """In private, whoever asked is not left without a word; a group is."""
        message, person = update.effective_message, update.effective_user
        if message is not None and not incoming.in_group(message):
            wording = self._desk.wordings.of(person.language_code if person is not None else None)
            place = Place(message.chat.id, quiet=True)
            await self._desk.sender.send(place, Outgoing(wording.html("something_failed")))

    async def _handled(self, update: Update) -> str:
        if update.my_chat_member is not None:
            await membership.changed(self._desk, update.my_chat_member)
        elif update.callback_query is not None:
            await taps.tap(self._desk, update.callback_query)
        elif update.message is not None:
            return await self._message(update.message, edited=False)
        elif update.edited_message is not None:
            return await self._message(update.edited_message, edited=True)
        elif update.channel_post is not None:
            return await self._channel_post(update.channel_post)
        elif update.inline_query is not None:
            await anywhere.inline(self._desk, update.inline_query)
        elif update.chosen_inline_result is not None:
            await anywhere.chosen(self._desk, update.chosen_inline_result)
        elif update.guest_message is not None:
            return await self._guest(update.guest_message)
        else:
            return "ignored"
        return "handled"

    async def _guest(self, message: Message) -> str:
        """A mention may also come as an ordinary message; whichever comes first is answered."""
        place = (message.chat.id, message.message_id)
        if self._desk.memory.to_question(*place) is not None:
            return "repeated"
        self._guests[place] = None
        if len(self._guests) > _ALBUMS:
            self._guests.popitem(last=False)
        return await anywhere.guest(self._desk, message)

    async def _channel_post(self, post: Message) -> str:
        """A channel is spoken in only where a command sets what is posted there."""
        wanted = incoming.channel_command(post, self._desk.me)
        if wanted is None or wanted.command not in CHANNEL:
            return "ignored"
        wording = self._desk.wording(post.chat, None)
        await run(self._desk, wanted.command, Given(post, None, wanted.text, wording))
        return "handled"

    async def _message(self, message: Message, *, edited: bool) -> str:
        """Handle a message, unless it is for somebody else, or was answered before a restart."""
        desk = self._desk
        topics.see(desk, message)
        if await membership.moved(desk, message):
            return "handled"
        place = (message.chat.id, message.message_id)
        if place in self._guests or (not edited and desk.memory.to_question(*place) is not None):
            return "repeated"
        wanted = incoming.wanted(message, desk.me)
        if wanted is None or self._seen_album(message):
            return "ignored"
        closed = settings.silenced(desk, message)
        if closed and wanted.command not in _FOR_ADMINS:
            return "silenced"
        person = message.from_user
        if wanted.what == COMMAND:
            if edited and wanted.command not in ("ask", "check"):
                return "ignored"
            wording = desk.wording(message.chat, person)
            await run(desk, wanted.command, Given(message, person, wanted.text, wording))
        elif wanted.what == UNREADABLE:
            await self._only_text(message, person, edited=edited)
        else:
            await ask(desk, Asking(message, person, wanted.text))
        return "handled"

    async def _only_text(self, message: Message, person: User | None, *, edited: bool) -> None:
        if not edited:
            note(logging.INFO, "unreadable", chat=self._desk.hashes.of(message.chat.id))
            wording = self._desk.wording(message.chat, person)
            await self._desk.say(message, Outgoing(wording.html("only_text")))

    def _seen_album(self, message: Message) -> bool:
        """Whether a message is a further picture of an album, without words of its own."""
        album = message.media_group_id
        if album is None:
            return False
        seen = album in self._albums
        self._albums[album] = None
        if len(self._albums) > _ALBUMS:
            self._albums.popitem(last=False)
        return seen and not message.caption
