"""An admin announces a fact: searched, previewed, sent to chosen chats, and undone until then."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.announce.board import Target
from bot.announce.schedule import moment_of, zone_of
from bot.chat import buttons
from bot.chat.buttons import Announced, announce
from bot.chat.desk import Desk
from bot.chat.drafts import Draft, Spot
from bot.chat.outgoing import Outgoing
from bot.chat.wording import Wording
from bot.errors import StoreError, UsageError

MOST_FOUND = 5  # facts that a search shows
MOST_CHATS = 30  # chats that are offered
UNDO = 10  # seconds in which a post that goes out "now" can be undone
KEPT = 900.0  # seconds that a draft is remembered
_POSTERS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
_ABOARD = (*_POSTERS, ChatMemberStatus.MEMBER)


async def search(desk: Desk, message: Message, person: User, wording: Wording, text: str) -> None:
    """Offer the facts that some words are about; `at 18:30` behind them says when."""
    words, _, at = text.partition(" at ")
    if not words.strip():
        await desk.say(message, Outgoing(wording.html("announce_how")))
        return
    desk.drafts[person.id] = Draft("", at.strip(), desk.now())
    found = desk.answers.search(words.strip(), MOST_FOUND, wording.code)
    if not found:
        await desk.say(message, Outgoing(wording.html("announce_not_found")))
        return
    rows = [(desk.answers.sentence(fact, wording.code), announce("fact", fact)) for fact in found]
    await desk.say(message, Outgoing(wording.html("announce_found"), buttons.choices(rows)))


async def tapped(desk: Desk, query: CallbackQuery, message: Message, found: Announced) -> None:
    """Do what a button of the dialogue says, for the person whose private chat it is in."""
    person, wording = query.from_user, desk.wording(message.chat, query.from_user)
    draft = desk.drafts.get(person.id)
    private = message.chat.type == ChatType.PRIVATE and message.chat.id == person.id
    if not private or desk.board is None:
        await _alert(desk, query, wording, "announce_old")
    elif found.step == "undo":
        await _undo(desk, query, message, wording, found.value)
    elif draft is None or desk.now() - draft.made > KEPT:
        await _alert(desk, query, wording, "announce_old")
    elif found.step == "fact":
        await _preview(desk, query, message, wording, replace(draft, fact=found.value))
    elif found.step == "to":
        await _choose(desk, query, message, wording, draft, found.value)
    elif found.step == "send":
        await _send(desk, query, message, wording, draft)
    else:
        desk.drafts.pop(person.id, None)
        await desk.sender.answer_tap(query.id)
        await desk.sender.edit_buttons(message, Outgoing(""))


async def _preview(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft
) -> None:
    """Show the post as it will be, and the chats where it may go."""
    post = desk.announcer().post(draft.fact, wording.code)
    await desk.sender.answer_tap(query.id)
    if post is None:
        await desk.say(message, Outgoing(wording.html("fact_gone")))
        return
    offered = await _offered(desk, query.from_user)
    if not offered:
        await desk.say(message, Outgoing(wording.html("announce_nowhere")))
        return
    draft = replace(draft, offered=offered)
    desk.drafts[query.from_user.id] = draft
    await desk.say(message, Outgoing(post))
    keyboard = _keyboard(draft, wording)
    await desk.say(message, Outgoing(wording.html("announce_preview"), keyboard))


async def _offered(desk: Desk, person: User) -> dict[Spot, str]:
    """The chats and topics where both the person and the bot may post, with their names."""
    found: dict[Spot, str] = {}
    for chat in desk.book.shared()[:MOST_CHATS]:
        if await _may(desk, chat.id, person.id):
            title = await desk.sender.title(chat.id) or str(chat.id)
            for topic in chat.topics or (0,):
                found[chat.id, topic] = f"{title} #{topic}" if topic else title
    return found


async def _may(desk: Desk, chat: int, person: int) -> bool:
    """Whether somebody is an admin of a chat, or a named one in it, and the bot may post there."""
    kept = desk.book.chat(chat, "")
    mine = await desk.sender.status(chat, desk.me.id)
    if mine not in (_POSTERS if kept.type == ChatType.CHANNEL else _ABOARD):
        return False
    if person in desk.admins:
        return True
    return await desk.sender.status(chat, person) in _POSTERS


async def _choose(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft, value: str
) -> None:
    spot = _spot(value)
    if spot in draft.offered:
        draft = replace(draft, chosen=draft.chosen ^ {spot})
        desk.drafts[query.from_user.id] = draft
    await desk.sender.answer_tap(query.id)
    await desk.sender.edit_buttons(message, Outgoing("", _keyboard(draft, wording)))


async def _send(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft
) -> None:
    """Put the announcement into the outbox, if everybody may still post where it goes."""
    if not draft.chosen:
        await _alert(desk, query, wording, "announce_pick")
        return
    person = query.from_user
    for chat, _ in sorted(draft.chosen):
        if not await _may(desk, chat, person.id):
            title = next(name for spot, name in draft.offered.items() if spot[0] == chat)
            await _alert(desk, query, wording, "announce_refused", chat=title)
            return
    try:
        when, shown = _when(desk, draft)
    except UsageError:
        await _alert(desk, query, wording, "announce_time")
        return
    targets = [_target(desk, spot, wording) for spot in sorted(draft.chosen)]
    board = desk.announcer()
    try:
        id = await asyncio.to_thread(board.announce, draft.fact, targets, when, person.id)
    except UsageError:
        await _alert(desk, query, wording, "fact_gone")
        return
    desk.drafts.pop(person.id, None)
    await desk.sender.answer_tap(query.id)
    text = wording.html("announce_queued", seconds=UNDO, count=len(targets))
    if shown:
        text = wording.html("announce_queued_at", when=shown, count=len(targets))
    undo = buttons.grid([[(wording.button("undo"), announce("undo", id))]])
    await desk.sender.edit(message.chat.id, message.message_id, Outgoing(text, undo))


async def _undo(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, id: str
) -> None:
    board = desk.announcer()
    try:
        count = await asyncio.to_thread(board.undo, id, query.from_user.id)
    except (UsageError, StoreError):
        await _alert(desk, query, wording, "announce_old")
        return
    if not count:
        await _alert(desk, query, wording, "announce_too_late")
        return
    await desk.sender.answer_tap(query.id)
    text = wording.html("announce_undone", count=count)
    await desk.sender.edit(message.chat.id, message.message_id, Outgoing(text))


def _when(desk: Desk, draft: Draft) -> tuple[float, str]:
    """The instant at which a draft goes out, and how to tell it; empty for now.

    A time without a day is the next such hour, in the zone that the first chat uses.
    """
    now = datetime.fromtimestamp(desk.now(), UTC)
    if not draft.at:
        return desk.now() + UNDO, ""
    chat, topic = min(draft.chosen)
    mine = desk.announcer().subscribed(chat, topic)
    zone = mine[0].zone if mine else "UTC"
    when = moment_of(draft.at, zone, now)
    local = when.astimezone(zone_of(zone))
    return when.timestamp(), f"{local:%Y-%m-%d %H:%M} ({zone})"


def _target(desk: Desk, spot: Spot, wording: Wording) -> Target:
    chat, topic = spot
    language = desk.book.chat(chat, "").language
    return Target(chat, topic, desk.wordings.of(language, wording.code).code)


def _keyboard(draft: Draft, wording: Wording) -> InlineKeyboardMarkup:
    rows = [
        [(f"✓ {name}" if spot in draft.chosen else name, announce("to", f"{spot[0]}_{spot[1]}"))]
        for spot, name in draft.offered.items()
    ]
    last = [(wording.button("send"), announce("send")), (wording.button("cancel"), announce("no"))]
    return buttons.grid([*rows, last])


def _spot(value: str) -> Spot:
    chat, _, topic = value.partition("_")
    return int(chat), int(topic or 0)


async def _alert(
    desk: Desk, query: CallbackQuery, wording: Wording, name: str, **slots: object
) -> None:
    await desk.sender.answer_tap(query.id, wording.say(name, **slots), alert=True)
