"""A chat's settings: shown, and changed by those who may at that moment."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.announce.schedule import DEFAULT_ZONE
from bot.chat import buttons, subscribing, topics, zones
from bot.chat.buttons import Change, change
from bot.chat.desk import Desk
from bot.chat.incoming import in_group, topic_of
from bot.chat.outgoing import Outgoing
from bot.chat.rights import ADMINS, tap_refusal
from bot.chat.sender import Place
from bot.chat.wording import Wording
from bot.errors import StoreError
from bot.store.chats import Chat as Kept
from bot.store.topics import GENERAL
from bot.telemetry.logs import failed, note

AUTO = "auto"


def silenced(desk: Desk, message: Message) -> bool:
    """Whether admins keep the bot out of the topic of a message."""
    topics = desk.book.chat(message.chat.id, message.chat.type).topics
    return topics is not None and (topic_of(message) or GENERAL) not in topics


async def set_language(desk: Desk, chat: Chat, code: str | None) -> str:
    """Have a chat spoken to in a language; the name of the text that says so, or that it failed."""
    kept = replace(desk.book.chat(chat.id, chat.type), language=code)
    if not await _saved(desk, kept):
        return "settings_not_saved"
    return "lang_auto_set" if code is None else "lang_set"


def language_keyboard(desk: Desk, wording: Wording) -> InlineKeyboardMarkup:
    """A button for each language."""
    names = [(code, desk.wordings.of(code).name) for code in desk.wordings.codes]
    return buttons.languages(names, wording)


async def page(desk: Desk, message: Message, wording: Wording) -> tuple[str, InlineKeyboardMarkup]:
    """The settings of a chat as a text and buttons that change them."""
    kept = desk.book.chat(message.chat.id, message.chat.type)
    language = desk.wordings.of(kept.language).name if kept.language else None
    private = message.chat.type == ChatType.PRIVATE
    shown = language or wording.say("language_auto_mine" if private else "language_auto")
    zone = kept.zone or DEFAULT_ZONE
    rows = [[(wording.button("zone"), change(zones.SETTING))]]
    if in_group(message):
        listed = _topics(desk, kept, message, wording)
        text = wording.html("settings_group", language=shown, zone=zone, topics=listed)
        status = await desk.sender.status(message.chat.id, desk.me.id)
        if not desk.me.reads_all and status not in ADMINS:
            text += "\n\n" + wording.html("settings_privacy_mode", mention=desk.me.mention)
        rows += [*_topic_rows(kept, message, wording), [(wording.button("leave"), change("leave"))]]
    elif message.chat.type == ChatType.CHANNEL:
        text = wording.html("settings_channel", language=shown, zone=zone)
    else:
        text = wording.html("settings_private", language=shown, zone=zone)
    first = language_keyboard(desk, wording).inline_keyboard
    return text, InlineKeyboardMarkup([*first, *buttons.grid(rows).inline_keyboard])


async def set_zone(desk: Desk, message: Message, wording: Wording, text: str) -> Outgoing:
    """Have a chat live in the time zone that a text names, or show those that it may mean."""
    found = zones.named(text)
    if len(found) > 1:
        rows = [[(zone, change(zones.SETTING, zone))] for zone in found]
        return Outgoing(wording.html("zone_which"), buttons.grid(rows))
    if not found:
        return Outgoing(wording.html("zone_unknown", zone=text[:40]))
    kept = desk.book.chat(message.chat.id, message.chat.type)
    if not await _saved(desk, replace(kept, zone=found[0])):
        return Outgoing(wording.html("settings_not_saved"))
    return Outgoing(*await page(desk, message, wording))


def _topics(desk: Desk, kept: Kept, message: Message, wording: Wording) -> str:
    if not message.chat.is_forum and not message.is_topic_message:
        return wording.say("topics_without")
    if kept.topics is None:
        return wording.say("topics_all")
    return ", ".join(topics.name(desk, kept.id, topic, wording) for topic in kept.topics) or "–"


def _topic_rows(kept: Kept, message: Message, wording: Wording) -> list[list[tuple[str, str]]]:
    if not message.chat.is_forum and not message.is_topic_message:
        return []
    if kept.topics is None:
        return [[(wording.button("topic_here_only"), change("topic", "only"))]]
    here = (topic_of(message) or GENERAL) in kept.topics
    one = (wording.button("topic_add"), change("topic", "add"))
    if here:
        one = (wording.button("topic_remove"), change("topic", "remove"))
    return [[one, (wording.button("topics_all"), change("topic", "all"))]]


async def tapped(desk: Desk, query: CallbackQuery, message: Message, wanted: Change) -> None:
    """Change what a button of the settings stands for, if the person may now."""
    wording = desk.wording(message.chat, query.from_user)
    refused = await tap_refusal(desk, message.chat, query.from_user)
    if refused is not None:
        await desk.sender.answer_tap(query.id, wording.say(refused), alert=True)
        return
    if wanted.setting == subscribing.SETTING:
        await subscribing.tapped(desk, query, message, wording, wanted.value)
        return
    if wanted.setting == "leave":
        await _leave(desk, query, message, wanted.value)
        return
    if wanted.setting == zones.SETTING:
        await _zone(desk, query, message, wording, wanted.value)
        return
    kept = _changed(desk, message, wanted)
    if kept is None or not await _saved(desk, kept):
        name = "tap_again" if kept is None else "settings_not_saved"
        await desk.sender.answer_tap(query.id, wording.say(name), alert=True)
        return
    await desk.sender.answer_tap(query.id)
    wording = desk.wording(message.chat, query.from_user)
    text, keyboard = await page(desk, message, wording)
    await desk.sender.edit(message.chat.id, message.message_id, Outgoing(text, keyboard))


async def _zone(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, value: str
) -> None:
    """Show what clocks show, then the cities where they show it; then keep the one chosen."""
    minutes = zones.minutes_of(value)
    if not value:
        out = Outgoing(wording.html("zone_clock"), zones.clocks(desk.now()))
    elif minutes is not None:
        out = Outgoing(wording.html("zone_city"), zones.cities(minutes, desk.now(), wording))
    else:
        out = await set_zone(desk, message, wording, value)
    await desk.sender.answer_tap(query.id)
    await desk.sender.edit(message.chat.id, message.message_id, out)


def _changed(desk: Desk, message: Message, wanted: Change) -> Kept | None:
    """The settings after a tap; None where it wants nothing that there is."""
    kept = desk.book.chat(message.chat.id, message.chat.type)
    topic = topic_of(message) or GENERAL
    topics = set(kept.topics or ())
    if wanted == Change("lang", AUTO):
        return replace(kept, language=None)
    if wanted.setting == "lang" and wanted.value in desk.wordings.codes:
        return replace(kept, language=wanted.value)
    if wanted == Change("topic", "all"):
        return replace(kept, topics=None)
    if wanted == Change("topic", "only"):
        return replace(kept, topics=(topic,))
    if wanted == Change("topic", "add"):
        return replace(kept, topics=tuple(sorted(topics | {topic})))
    if wanted == Change("topic", "remove"):
        return replace(kept, topics=tuple(sorted(topics - {topic})))
    return None


async def _leave(desk: Desk, query: CallbackQuery, message: Message, value: str) -> None:
    """Ask first; then forget the group and go, or stay."""
    chat, wording = message.chat, desk.wording(message.chat, query.from_user)
    await desk.sender.answer_tap(query.id)
    if value == "yes":
        try:
            await desk.book.forget(chat=chat.id)
            if desk.board is not None:
                await asyncio.to_thread(desk.board.forget, chat.id)
        except StoreError as error:
            failed("leave", error)
        desk.memory.forget(chat=chat.id)
        place = Place(chat.id, topic_of(message), quiet=True)
        await desk.sender.send(place, Outgoing(wording.html("left")))
        outcome = await desk.sender.leave(chat.id)
        note(logging.INFO, "left", chat=desk.hashes.of(chat.id), outcome=outcome)
        return
    if value == "no":
        out = Outgoing(*await page(desk, message, wording))
    else:
        yes = (wording.button("leave_yes"), change("leave", "yes"))
        no = (wording.button("leave_no"), change("leave", "no"))
        out = Outgoing(wording.html("leave_sure"), buttons.grid([[yes, no]]))
    await desk.sender.edit(chat.id, message.message_id, out)


async def _saved(desk: Desk, kept: Kept) -> bool:
    """Keep a chat's settings, for what it gets by itself, too; False where that failed."""
    try:
        await desk.book.save(kept)
        if desk.board is not None:
            await asyncio.to_thread(desk.board.adjust, kept.id, kept.zone, kept.language)
    except StoreError as error:
        failed("settings", error)
        desk.metrics.count("attache_errors_total", kind="store")
        return False
    return True
