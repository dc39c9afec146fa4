"""What a chat gets by itself: shown, begun and ended by those who may at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message

from bot.announce.board import Board
from bot.announce.schedule import DEFAULT_ZONE, minute_of, zone_of
from bot.chat import buttons, zones
from bot.chat.desk import Desk
from bot.chat.incoming import topic_of
from bot.chat.outgoing import Outgoing
from bot.chat.wording import Wording
from bot.errors import UsageError
from bot.store.subscriptions import SORTS, Subscription

SETTING = "sub"  # of buttons
STOP = "stop"
MOST_NAMES = 10  # things that one subscription may be about
DEFAULT_MINUTE = 9 * 60
_SORTS = {
    "day": "day",
    "daily": "daily",
    "week": "weekly",
    "weekly": "weekly",
    "new": "new",
    "corrections": "corrections",
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnclearError(UsageError):
    """A word of a wish that was not understood; `name` where it is a name that nothing has."""

    def __init__(self, word: str, *, name: bool = False) -> None:
        super().__init__(word)
        self.word = word[:40]
        self.name = name


@dataclass(frozen=True)
class Wish:
    """What somebody wrote behind /subscribe; None where they left it out."""

    sort: str
    minute: int | None = None
    weekday: int | None = None
    zone: str | None = None
    silent: bool = False
    names: tuple[str, ...] = ()


def read_wish(text: str) -> Wish:
    """The wish that a text tells: `daily 9:30 Zone/City silent about one thing, another`.

    Raises:
        UnclearError: a word of it is not understood.
    """
    head, _, about = text.partition(" about ")
    names = tuple(name.strip() for name in about.split(",") if name.strip())[:MOST_NAMES]
    words = head.split()
    sort = _SORTS.get(words[0].casefold()) if words else None
    if sort is None:
        raise UnclearError(words[0] if words else text)
    found: dict[str, str | int | bool] = {}
    for word in words[1:]:
        found.update(_read_word(word))
    if "weekday" in found and sort != "weekly":
        raise UnclearError(_WEEKDAYS[int(found["weekday"])])
    return Wish(sort=sort, names=names, **found)  # type: ignore[arg-type]


def _read_word(word: str) -> dict[str, str | int | bool]:
    plain = word.casefold()
    if plain == "silent":
        return {"silent": True}
    if plain in _WEEKDAYS:
        return {"weekday": _WEEKDAYS.index(plain)}
    try:
        if plain[0].isdigit():
            return {"minute": minute_of(word)}
        return {"zone": zone_of(word).key}
    except UsageError:
        raise UnclearError(word) from None


async def subscribe(desk: Desk, message: Message, wording: Wording, text: str) -> None:
    """Show what a chat gets and how to change it, or have it get what a text says."""
    board = desk.announcer()
    if not text:
        await desk.say(message, await _page(desk, message, wording))
        return
    try:
        subscription = await _subscription(desk, message, wording, read_wish(text))
    except UnclearError as error:
        name = "subscribe_unknown" if error.name else "subscribe_unclear"
        await desk.say(message, Outgoing(wording.html(name, word=error.word)))
        return
    await asyncio.to_thread(board.subscribe, subscription)
    kept = desk.book.chat(message.chat.id, message.chat.type)
    if kept.zone is None and subscription.zone != DEFAULT_ZONE:
        await desk.book.save(replace(kept, zone=subscription.zone))
    await desk.say(message, Outgoing(await _done(desk, message, wording)))


async def unsubscribe(desk: Desk, message: Message, wording: Wording) -> None:
    """Have a chat get nothing by itself any more."""
    topic = topic_of(message) or 0
    await asyncio.to_thread(desk.announcer().unsubscribe, message.chat.id, topic)
    await desk.say(message, Outgoing(wording.html("unsubscribed")))


async def upcoming(desk: Desk, message: Message, wording: Wording) -> None:
    """Show what a chat will get in the coming days."""
    text = await asyncio.to_thread(
        desk.announcer().preview, message.chat.id, topic_of(message) or 0, wording.code
    )
    await desk.say(message, Outgoing(text))


async def tapped(
    desk: Desk, query: CallbackQuery, message: Message, wording: Wording, sort: str
) -> None:
    """Begin or end what a button stands for; who taps has been found to be allowed."""
    board, topic = desk.announcer(), topic_of(message) or 0
    mine = await asyncio.to_thread(board.subscribed, message.chat.id, topic)
    if sort == STOP:
        await asyncio.to_thread(board.unsubscribe, message.chat.id, topic)
    elif any(one.sort == sort and one.stopped is None for one in mine):
        await asyncio.to_thread(board.unsubscribe, message.chat.id, topic, [sort])
    elif sort in SORTS:
        wished = await _subscription(desk, message, wording, Wish(sort))
        await asyncio.to_thread(board.subscribe, wished)
    await desk.sender.answer_tap(query.id)
    page = await _page(desk, message, wording)
    await desk.sender.edit(message.chat.id, message.message_id, page)


async def _subscription(desk: Desk, message: Message, wording: Wording, wish: Wish) -> Subscription:
    """A wish as a subscription; what it leaves out is as in what the chat has already."""
    board, topic = desk.announcer(), topic_of(message) or 0
    mine = await asyncio.to_thread(board.subscribed, message.chat.id, topic)
    like = next((one for one in mine if one.sort == wish.sort), mine[0] if mine else None)
    minute = wish.minute if wish.minute is not None else like.minute if like else DEFAULT_MINUTE
    weekday = wish.weekday if wish.weekday is not None else 0
    return Subscription(
        chat=message.chat.id,
        topic=topic,
        sort=wish.sort,
        zone=wish.zone or _zone(desk, message),
        minute=minute,
        weekday=weekday if wish.sort == "weekly" else None,
        entities=tuple(_entity(board, name) for name in wish.names),
        language=wording.code,
        silent=wish.silent,
        looked=desk.now(),
    )


def _zone(desk: Desk, message: Message) -> str:
    return desk.book.chat(message.chat.id, message.chat.type).zone or DEFAULT_ZONE


def _entity(board: Board, name: str) -> str:
    found = board.named(name)
    if found is None:
        raise UnclearError(name, name=True)
    return found


async def _page(desk: Desk, message: Message, wording: Wording) -> Outgoing:
    board = desk.announcer()
    mine = await asyncio.to_thread(board.subscribed, message.chat.id, topic_of(message) or 0)
    now = wording.html("subscribe_none")
    if mine:
        now = wording.html("subscribe_now", list=_listed(board, mine, wording))
    zone = _zone(desk, message)
    how = wording.html("subscribe_help", zone=zone, example=board.example(wording.code))
    running = {one.sort for one in mine if one.stopped is None}
    rows = [
        [
            (
                _mark(sort in running) + wording.say(f"subscriptions.{sort}"),
                buttons.change(SETTING, sort),
            )
        ]
        for sort in SORTS
    ]
    if running:
        rows.append([(wording.button("sub_stop"), buttons.change(SETTING, STOP))])
    rows.append([(wording.button("zone"), buttons.change(zones.SETTING))])
    return Outgoing(f"{now}\n\n{how}", buttons.grid(rows))


async def _done(desk: Desk, message: Message, wording: Wording) -> str:
    board = desk.announcer()
    mine = await asyncio.to_thread(board.subscribed, message.chat.id, topic_of(message) or 0)
    return wording.html("subscribed", list=_listed(board, mine, wording))


def _listed(board: Board, mine: Sequence[Subscription], wording: Wording) -> str:
    return "; ".join(_item(board, one, wording) for one in mine)


def _item(board: Board, one: Subscription, wording: Wording) -> str:
    names = ", ".join(board.name(entity, wording.code) for entity in one.entities)
    item = wording.say(
        "subscribe_item",
        sort=wording.say(f"subscriptions.{one.sort}"),
        hour=_hour(one, wording),
        zone=one.zone,
        about=wording.say("subscribe_about", names=names) if names else "",
        silent=wording.say("subscribe_silent") if one.silent else "",
    )
    if one.stopped is None:
        return item
    return wording.say("subscribe_stopped", item=item, why=wording.why(one.stopped))


def _hour(one: Subscription, wording: Wording) -> str:
    hour = f"{one.minute // 60}:{one.minute % 60:02}"
    if one.weekday is None:
        return hour
    return f"{wording.say(f'weekdays.{_WEEKDAYS[one.weekday]}')} {hour}"


def _mark(on: bool) -> str:
    return "✓ " if on else ""
