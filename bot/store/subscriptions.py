"""What chats get by themselves: their subscriptions, and which facts each was told last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.store.engine import upsert
from bot.store.tables import SUBSCRIPTIONS, TOLD

SORTS = ("day", "daily", "weekly", "new", "corrections")


@dataclass(frozen=True)
class Subscription:
    """What one chat (or forum topic) gets: a sort of post, of all facts or those about `entities`.

    `sort` is `day` (on this day), `daily`, `weekly`, `new` or `corrections`. `minute` counts from
    local midnight in `zone`; `weekday` is 0 for Monday, for `weekly` only. `looked` is the instant,
    in seconds since 1970, up to which everything due is in the outbox.
    """

    chat: int
    sort: str
    zone: str
    minute: int
    looked: float
    topic: int = 0
    entities: tuple[str, ...] = ()
    weekday: int | None = None
    language: str = "en"
    silent: bool = False
    stopped: str | None = None


def save_subscription(db: Connection, subscription: Subscription) -> None:
    """Keep a subscription, in the place of the one of the same sort."""
    row = {**subscription.__dict__, "entities": json.dumps(subscription.entities)}
    keys = ["chat", "topic", "sort"]
    insert = upsert(db, SUBSCRIPTIONS).values(**row)
    values = {name: value for name, value in row.items() if name not in keys}
    db.execute(insert.on_conflict_do_update(index_elements=keys, set_=values))


def subscriptions(
    db: Connection, chat: int | None = None, running: bool = True
) -> list[Subscription]:
    """The subscriptions of all chats or of one, in a fixed order; the stopped ones if wished."""
    query = select(SUBSCRIPTIONS).order_by(
        SUBSCRIPTIONS.c.chat, SUBSCRIPTIONS.c.topic, SUBSCRIPTIONS.c.sort
    )
    if chat is not None:
        query = query.where(SUBSCRIPTIONS.c.chat == chat)
    if running:
        query = query.where(SUBSCRIPTIONS.c.stopped.is_(None))
    return [_subscription(row) for row in db.execute(query)]


def hold(db: Connection, subscription: Subscription) -> bool:
    """Hold a subscription until the transaction ends; False where another has looked meanwhile."""
    query = select(SUBSCRIPTIONS.c.looked).where(_is(subscription)).with_for_update()
    return db.execute(query).scalar() == subscription.looked


def looked(db: Connection, subscription: Subscription, now: float) -> None:
    """Keep that everything due by an instant has been put into the outbox."""
    db.execute(update(SUBSCRIPTIONS).where(_is(subscription)).values(looked=now))


def unsubscribe(db: Connection, chat: int, topic: int, sorts: Sequence[str] = SORTS) -> int:
    """Delete subscriptions of a chat's topic; how many there were."""
    where = (SUBSCRIPTIONS.c.chat == chat) & (SUBSCRIPTIONS.c.topic == topic)
    query = delete(SUBSCRIPTIONS).where(where, SUBSCRIPTIONS.c.sort.in_(sorts))
    return db.execute(query).rowcount


def stop_subscriptions(db: Connection, chat: int, why: str, topic: int | None = None) -> int:
    """Stop what a chat (or one topic) gets, since it cannot be sent to; how many there were."""
    query = update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.chat == chat)
    if topic is not None:
        query = query.where(SUBSCRIPTIONS.c.topic == topic)
    return db.execute(query.where(SUBSCRIPTIONS.c.stopped.is_(None)).values(stopped=why)).rowcount


def move_subscriptions(db: Connection, old: int, new: int) -> None:
    """Give a group's subscriptions to the supergroup that it became."""
    moved = {(s.topic, s.sort) for s in subscriptions(db, new, running=False)}
    for subscription in subscriptions(db, old, running=False):
        if (subscription.topic, subscription.sort) not in moved:
            db.execute(update(SUBSCRIPTIONS).where(_is(subscription)).values(chat=new))
    taken = select(TOLD.c.fact).where(TOLD.c.chat == new)
    db.execute(update(TOLD).where(TOLD.c.chat == old, TOLD.c.fact.not_in(taken)).values(chat=new))
    forget_subscriptions(db, old)


def adjust_subscriptions(
    db: Connection, chat: int, zone: str | None = None, language: str | None = None
) -> None:
    """Give all that a chat gets another time zone or language; None changes nothing."""
    given = {"zone": zone, "language": language}
    values = {name: value for name, value in given.items() if value is not None}
    if values:
        db.execute(update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.chat == chat).values(values))


def forget_subscriptions(db: Connection, chat: int) -> int:
    """Delete everything that a chat subscribed to or was told; the number of rows."""
    told = db.execute(delete(TOLD).where(TOLD.c.chat == chat)).rowcount
    query = delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.chat == chat)
    return told + db.execute(query).rowcount


def told(db: Connection, chat: int, topic: int) -> dict[str, str]:
    """Which facts a chat's topic was told in their turn, and when last (ISO 8601)."""
    query = select(TOLD.c.fact, TOLD.c.at).where(TOLD.c.chat == chat, TOLD.c.topic == topic)
    return {row.fact: row.at for row in db.execute(query)}


def tell(db: Connection, chat: int, topic: int, fact: str, at: str) -> None:
    """Keep that a fact had its turn."""
    insert = upsert(db, TOLD).values(chat=chat, topic=topic, fact=fact, at=at)
    keys = ["chat", "topic", "fact"]
    db.execute(insert.on_conflict_do_update(index_elements=keys, set_={"at": at}))


def _is(subscription: Subscription) -> Any:
    return (
        (SUBSCRIPTIONS.c.chat == subscription.chat)
        & (SUBSCRIPTIONS.c.topic == subscription.topic)
        & (SUBSCRIPTIONS.c.sort == subscription.sort)
    )


def _subscription(row: Any) -> Subscription:
    values = dict(row._mapping)
    return Subscription(**{**values, "entities": tuple(json.loads(values["entities"]))})
