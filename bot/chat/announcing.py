"""An admin announces a fact: searched, previewed, sent to chosen chats, and undone until then."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, User
from telegram.constants import ChatType

from bot.announce.made import Target
from bot.announce.schedule import DEFAULT_ZONE, OverError, moment_of, zone_of
from bot.chat import buttons, rights, topics
from bot.chat.buttons import Announced, announce
from bot.chat.desk import Desk
from bot.chat.drafts import Draft, Spot, read_request
from bot.chat.outgoing import Outgoing
from bot.chat.rights import Floor
from bot.chat.wording import Wording
from bot.errors import StoreError, UsageError
from bot.store.chats import Chat
from bot.store.topics import GENERAL

MOST_FOUND = 5  # facts that a search shows
MOST_ASKED = 500  # chats of which Telegram is asked whether both may post there
AT_ONCE = 10  # of them
MOST_OFFERED = 60  # chats and topics that are offered
MOST_TOPICS = 20  # of one chat
UNDO = 10  # seconds in which a post that goes out "now" can be undone
KEPT = 900.0  # seconds that a draft is remembered
LAST_ZONE = "Etc/GMT+12"  # what is over there is over everywhere


async def search(desk: Desk, message: Message, person: User, wording: Wording, text: str) -> None:
    """Offer the facts that some words are about; `at 18:30` behind them says when."""
    before_time = {desk.wordings.of(code).say("announce_at") for code in desk.wordings.codes}
    words, at = read_request(text, before_time)
    for stale in [who for who, draft in desk.drafts.items() if desk.now() - draft.made > KEPT]:
        del desk.drafts[stale]
    if not words:
        await desk.say(message, Outgoing(wording.html("announce_how")))
        return
    try:
        _moment(desk, at, LAST_ZONE)
    except UsageError as error:
        await desk.say(message, Outgoing(wording.html(_time_problem(error))))
        return
    found = desk.answers.search(words, MOST_FOUND, wording.code)
    if not found:
        await desk.say(message, Outgoing(wording.html("announce_not_found")))
        return
    rows = [(desk.answers.sentence(fact, wording.code), announce("fact", fact)) for fact in found]
    sent = await desk.say(message, Outgoing(wording.html("announce_found"), buttons.choices(rows)))
    desk.drafts[person.id] = Draft("", at, desk.now(), found=sent.id)


async def tapped(desk: Desk, query: CallbackQuery, message: Message, tap: Announced) -> None:
    """Do what a button of the dialogue says, for the person whose private chat it is in."""
    person, wording = query.from_user, desk.wording(message.chat, query.from_user)
    draft = desk.drafts.get(person.id)
    private = message.chat.type == ChatType.PRIVATE and message.chat.id == person.id
    if private and desk.board is not None and tap.step == "undo":
        await _undo(desk, query, message, wording, tap.value)
    elif not private or draft is None or not _belongs(desk, draft, message, tap):
        await _alert(desk, query, wording, "announce_old")
    elif tap.step == "fact":
        await _preview(desk, query, message, wording, replace(draft, fact=tap.value))
    elif tap.step == "to":
        await _choose(desk, query, message, wording, draft, tap.value)
    elif tap.step == "send":
        await _send(desk, query, message, wording, draft)
    else:
        desk.drafts.pop(person.id, None)
        await desk.sender.answer_tap(query.id)
        await desk.sender.edit_buttons(message, Outgoing(""))


def _belongs(desk: Desk, draft: Draft, message: Message, tap: Announced) -> bool:
    """Whether a button belongs to what is being announced, and not to something earlier."""
    fresh = desk.board is not None and desk.now() - draft.made <= KEPT
    under = draft.found if tap.step == "fact" else draft.control
    return fresh and under == message.message_id


async def _preview(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft
) -> None:
    """Show the post as it will be, and the chats where it may go."""
    post = desk.announcer().post(draft.fact, wording.code)
    await desk.sender.answer_tap(query.id)
    if post is None:
        await desk.say(message, Outgoing(wording.html("fact_gone")))
        return
    offered = await _offered(desk, query.from_user, wording)
    if not offered:
        await desk.say(message, Outgoing(wording.html("announce_nowhere")))
        return
    draft = replace(draft, offered=offered, chosen=frozenset(), shown=frozenset({wording.code}))
    await desk.say(message, Outgoing(post))
    text = wording.html("announce_preview")
    if draft.at:
        text = wording.html("announce_preview_at", at=draft.at)
    sent = await desk.say(message, Outgoing(text, _keyboard(draft, wording)))
    desk.drafts[query.from_user.id] = replace(draft, control=sent.id)


async def _offered(desk: Desk, person: User, wording: Wording) -> dict[Spot, str]:
    """The chats and topics where both the person and the bot may post, with their names."""
    found: dict[Spot, str] = {}
    chats = desk.book.shared()[:MOST_ASKED]
    for first in range(0, len(chats), AT_ONCE):
        some = chats[first : first + AT_ONCE]
        floors = await asyncio.gather(*(rights.floor(desk, one.id, person.id) for one in some))
        for chat, floor in zip(some, floors, strict=True):
            if floor is not None:
                desk.announcer().titles[chat.id] = floor.title
                found.update(_spots(desk, chat, floor, wording))
        if len(found) >= MOST_OFFERED:
            break
    return dict(list(found.items())[:MOST_OFFERED])


def _spots(desk: Desk, chat: Chat, floor: Floor, wording: Wording) -> dict[Spot, str]:
    """A chat as what is offered of it: of a forum, the newest topics where both may post."""
    if not floor.forum:
        return {(chat.id, 0): floor.title}
    known = desk.book.topics(chat.id)
    numbers = {GENERAL, *known} if chat.topics is None else set(chat.topics)
    return {
        (chat.id, number): f"{floor.title} · {topics.name(desk, chat.id, number, wording)}"
        for number in [*sorted(numbers)[:1], *sorted(numbers)[1:][-MOST_TOPICS:]]
        if floor.closed or number not in known or not known[number].closed
    }


async def _choose(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft, value: str
) -> None:
    """Choose a chat or take it back; show the post in its language, if that is another one."""
    spot = _spot(value)
    if spot in draft.offered:
        draft = replace(draft, chosen=draft.chosen ^ {spot})
        desk.drafts[query.from_user.id] = draft
    await desk.sender.answer_tap(query.id)
    await desk.sender.edit_buttons(message, Outgoing("", _keyboard(draft, wording)))
    language = _language(desk, spot, wording)
    if spot in draft.chosen and language not in draft.shown:
        desk.drafts[query.from_user.id] = replace(draft, shown=draft.shown | {language})
        post = desk.announcer().post(draft.fact, language)
        if post is not None:
            await desk.say(message, Outgoing(post))


async def _send(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, draft: Draft
) -> None:
    """Put the announcement into the outbox, if everybody may still post where it goes."""
    if not draft.chosen:
        await _alert(desk, query, wording, "announce_pick")
        return
    person = query.from_user
    for chat in sorted({chat for chat, _ in draft.chosen}):
        if await rights.floor(desk, chat, person.id) is None:
            title = next(name for spot, name in draft.offered.items() if spot[0] == chat)
            await _alert(desk, query, wording, "announce_refused", chat=title)
            return
    board = desk.announcer()
    try:
        targets = [_target(desk, draft, spot, wording) for spot in sorted(draft.chosen)]
    except UsageError as error:
        await _alert(desk, query, wording, _time_problem(error))
        return
    try:
        id = await asyncio.to_thread(board.announce, draft.fact, targets, person.id)
    except UsageError:
        await _alert(desk, query, wording, "fact_gone")
        return
    desk.drafts.pop(person.id, None)
    await desk.sender.answer_tap(query.id)
    text = wording.html("announce_queued", seconds=UNDO, count=len(targets))
    if draft.at:
        shown = "; ".join(dict.fromkeys(_shown(desk, target) for target in targets))
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


def _target(desk: Desk, draft: Draft, spot: Spot, wording: Wording) -> Target:
    """Where and when a draft goes to one chat, in the language that is spoken there.

    Raises:
        UsageError: the time is over there.
    """
    zone = desk.book.chat(spot[0], "").zone or DEFAULT_ZONE
    at = _moment(desk, draft.at, zone) if draft.at else desk.now() + UNDO
    return Target(*spot, _language(desk, spot, wording), at=at)


def _language(desk: Desk, spot: Spot, wording: Wording) -> str:
    """The language of a chat; that of the admin where it has none."""
    return desk.wordings.of(desk.book.chat(spot[0], "").language, wording.code).code


def _moment(desk: Desk, at: str, zone: str) -> float:
    """The instant that a time means in a time zone; one without a day is the next such hour.

    Raises:
        UsageError: it is no time, or it is over.
    """
    now = datetime.fromtimestamp(desk.now(), UTC)
    return moment_of(at, zone, now).timestamp() if at else desk.now()


def _time_problem(error: UsageError) -> str:
    return "announce_over" if isinstance(error, OverError) else "announce_time"


def _shown(desk: Desk, target: Target) -> str:
    """When a target is told, by the clock there."""
    zone = desk.book.chat(target.chat, "").zone or DEFAULT_ZONE
    return f"{datetime.fromtimestamp(target.at or 0, zone_of(zone)):%Y-%m-%d %H:%M} ({zone})"


def _keyboard(draft: Draft, wording: Wording) -> InlineKeyboardMarkup:
    rows = [
        (f"✓ {name}" if spot in draft.chosen else name, announce("to", f"{spot[0]}_{spot[1]}"))
        for spot, name in draft.offered.items()
    ]
    send = wording.button("send_later" if draft.at else "send")
    last = buttons.grid([[(send, announce("send")), (wording.button("cancel"), announce("no"))]])
    return InlineKeyboardMarkup([*buttons.choices(rows).inline_keyboard, *last.inline_keyboard])


def _spot(value: str) -> Spot:
    chat, _, topic = value.partition("_")
    return int(chat), int(topic or 0)


async def _alert(
    desk: Desk, query: CallbackQuery, wording: Wording, name: str, **slots: object
) -> None:
    await desk.sender.answer_tap(query.id, wording.say(name, **slots), alert=True)
