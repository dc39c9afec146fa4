"""The outbox: one row per announcement, occurrence and chat; claimed with a lease, paced for all.

A row goes `waiting` → `leased` → `sent`, or to `failed`, `unsure` (it may have arrived: never sent
again) or `cancelled`. Whoever claims a row holds it until its lease ends; then another takes it
over. All times are seconds since 1970 in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, case, delete, func, or_, select, update

from bot.store.engine import Store, upsert
from bot.store.posts import Claim, Limits, Post, Row
from bot.store.tables import OUTBOX, PACE

LEASE = 60.0  # seconds; longer than the longest a send may take, its time-outs included
LOOK_AHEAD = 1.0  # seconds of sends that are claimed in advance
EVERYONE = "all"  # the key of the pace that all chats share
OPEN = ("waiting", "leased")


class Outbox:
    """The outbox of one database; every method is one transaction of its own."""

    def __init__(self, store: Store, limits: Limits | None = None, lease: float = LEASE) -> None:
        self._store = store
        self._limits = limits or Limits()
        self._lease_for = lease

    @property
    def limits(self) -> Limits:
        """How fast may be sent."""
        return self._limits

    def put(self, posts: Sequence[Post]) -> int:
        """Add posts; those whose announcement, occurrence, chat and topic are there are left out.

        Returns how many were new.
        """
        with self._store.write() as db:
            return put_posts(db, posts)

    def claim(
        self, owner: str, now: float, most: int = 30, in_hand: Collection[Post] = ()
    ) -> list[Claim]:
        """Posts that are due, each with the instant at which it may be sent, in order.

        At most one a chat; the instants keep the limits over all who claim from this database.
        What the owner has `in_hand` it does not get again, however far the clock was moved on.
        """
        with self._store.write() as db:
            free = max(self._paced(db), now)
            slots = min(most, int((now + LOOK_AHEAD - free) / self._limits.interval) + 1)
            if free > now + LOOK_AHEAD or slots < 1:
                return []
            claims = []
            for row in self._next(db, now, slots, in_hand):
                claims.append(self._lease(db, row, owner, free))
                free += self._limits.interval
            if claims:
                self._pace(db, {EVERYONE: free})
            return claims

    def _next(self, db: Connection, now: float, slots: int, in_hand: Collection[Post]) -> list[Any]:
        """The first due rows, one a chat, of chats that may be sent to by now."""
        due = or_(
            (OUTBOX.c.state == "waiting") & (OUTBOX.c.not_before <= now),
            (OUTBOX.c.state == "leased") & (OUTBOX.c.lease_until < now),
        )
        paced = OUTBOX.outerjoin(PACE, PACE.c.key == OUTBOX.c.pace)
        query = (
            select(OUTBOX)
            .select_from(paced)
            .where(due, or_(PACE.c.free_at.is_(None), PACE.c.free_at <= now))
            .order_by(OUTBOX.c.priority, OUTBOX.c.place, OUTBOX.c.occurrence)
            .limit(slots * 4)
            .with_for_update(of=OUTBOX, skip_locked=True)
        )
        firsts: dict[str, Any] = {}
        for row in db.execute(query):
            if _post(row) not in in_hand:
                firsts.setdefault(row.pace, row)
        return list(firsts.values())[:slots]

    def _lease(self, db: Connection, row: Any, owner: str, at: float) -> Claim:
        changed = {
            "state": "leased",
            "owner": owner,
            "lease_until": at + self._lease_for,
            "attempts": row.attempts + 1,
        }
        db.execute(update(OUTBOX).where(_is(_post(row))).values(changed))
        self._pace(db, {row.pace: at + self._gap(row.target)})
        return Claim(_post(row), row.target, row.attempts + 1, at, at + self._lease_for)

    def _paced(self, db: Connection) -> float:
        query = select(PACE.c.free_at).where(PACE.c.key == EVERYONE).with_for_update()
        return float(db.execute(query).scalar() or 0.0)

    @staticmethod
    def _pace(db: Connection, free: Mapping[str, float]) -> None:
        for key, at in free.items():
            insert = upsert(db, PACE).values(key=key, free_at=at)
            db.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"free_at": at}))

    def pause(self, keys: Iterable[str], until: float) -> None:
        """Send nothing under these paces (`pace_of` a chat, or `EVERYONE`) before an instant."""
        with self._store.write() as db:
            for key in keys:
                known = db.execute(select(PACE.c.free_at).where(PACE.c.key == key)).scalar()
                self._pace(db, {key: max(until, known or 0.0)})

    def done(self, claim: Claim, owner: str, now: float, **values: Any) -> bool:
        """Record how a claimed post ended (`state`, and `outcome` or `message`).

        False where the lease was lost to another meanwhile: then nothing is recorded.
        """
        with self._store.write() as db:
            mine = _held(claim, owner)
            changed = db.execute(update(OUTBOX).where(mine).values(done_at=now, **values))
            if changed.rowcount:
                self._rest(db, claim, now)
            return bool(changed.rowcount)

    def _rest(self, db: Connection, claim: Claim, now: float) -> None:
        """Give a chat its pause from when a send ended: a slow one arrived later than planned."""
        free = now + self._gap(claim.target)
        late = (PACE.c.key == _pace_key(claim.post, claim.target)) & (PACE.c.free_at < free)
        db.execute(update(PACE).where(late).values(free_at=free))

    def _gap(self, target: int) -> float:
        return self._limits.group if target < 0 else self._limits.chat

    def again(self, claim: Claim, owner: str, not_before: float, outcome: str) -> None:
        """Put a claimed post back, to be tried no sooner than an instant."""
        values = {"state": "waiting", "not_before": not_before, "outcome": outcome}
        with self._store.write() as db:
            db.execute(update(OUTBOX).where(_held(claim, owner)).values(values))

    def migrate(self, old: int, new: int) -> None:
        """Send what is still open for a group to the supergroup that it became."""
        with self._store.write() as db:
            query = update(OUTBOX).where(OUTBOX.c.target == old, OUTBOX.c.state.in_(OPEN))
            db.execute(query.values(target=new, pace=pace_of(new)))

    def cancel(
        self, announcement: str | None = None, chat: int | None = None, why: str = ""
    ) -> int:
        """Cancel what is not being sent yet of an announcement, or to a chat; how many posts."""
        query = update(OUTBOX).where(OUTBOX.c.state == "waiting")
        if announcement is not None:
            query = query.where(OUTBOX.c.announcement == announcement)
        if chat is not None:
            query = query.where(OUTBOX.c.target == chat)
        with self._store.write() as db:
            return db.execute(query.values(state="cancelled", outcome=why or None)).rowcount

    def forget(self, chat: int) -> None:
        """Delete every post of a chat."""
        with self._store.write() as db:
            db.execute(delete(OUTBOX).where(or_(OUTBOX.c.chat == chat, OUTBOX.c.target == chat)))

    def rows(self, announcement: str) -> list[Row]:
        """The posts of an announcement, in order."""
        query = (
            select(OUTBOX)
            .where(OUTBOX.c.announcement == announcement)
            .order_by(OUTBOX.c.occurrence, OUTBOX.c.chat)
        )
        with self._store.read() as db:
            return [_row(row) for row in db.execute(query)]

    def last(self, announcement: str, chat: int, topic: int) -> Row | None:
        """The newest post of a sort in a chat's topic, where it went there before it moved, too."""
        there = or_(OUTBOX.c.chat == chat, OUTBOX.c.target == chat) & (OUTBOX.c.topic == topic)
        query = (
            select(OUTBOX)
            .where(there, OUTBOX.c.announcement == announcement)
            .order_by(OUTBOX.c.occurrence.desc())
            .limit(1)
        )
        with self._store.read() as db:
            row = db.execute(query).one_or_none()
            return None if row is None else _row(row)

    def counts(self) -> dict[str, dict[str, int]]:
        """For each announcement, how many posts are in each state."""
        query = select(OUTBOX.c.announcement, OUTBOX.c.state, func.count())
        found: dict[str, dict[str, int]] = {}
        with self._store.read() as db:
            for name, state, number in db.execute(query.group_by("announcement", "state")):
                found.setdefault(name, {})[state] = number
        return found

    def wakes(self) -> float | None:
        """The instant at which something may be due next; None where nothing is open."""
        when = case((OUTBOX.c.state == "leased", OUTBOX.c.lease_until), else_=OUTBOX.c.not_before)
        query = select(func.min(when)).where(OUTBOX.c.state.in_(OPEN))
        with self._store.read() as db:
            found = db.execute(query).scalar()
            return None if found is None else float(found)


def put_posts(db: Connection, posts: Sequence[Post]) -> int:
    """As `Outbox.put`, within a transaction that keeps more than that."""
    insert = upsert(db, OUTBOX).on_conflict_do_nothing().returning(OUTBOX.c.chat)
    return sum(len(db.execute(insert, _columns(post)).all()) for post in posts)


def occurrences(
    db: Connection, announcements: Sequence[str], chat: int, topic: int
) -> set[tuple[str, str]]:
    """The occurrences of some announcements that a chat's topic has had, or has before it."""
    mine = (OUTBOX.c.chat == chat) & (OUTBOX.c.topic == topic)
    query = select(OUTBOX.c.announcement, OUTBOX.c.occurrence)
    found = db.execute(query.where(mine, OUTBOX.c.announcement.in_(announcements)))
    return {(row.announcement, row.occurrence) for row in found}


def pace_of(chat: int) -> str:
    """The key of a chat's own pace."""
    return f"chat:{chat}"


def _pace_key(post: Post, target: int) -> str:
    return pace_of(target) if post.inline is None else f"inline:{post.inline}"


def _is(post: Post) -> Any:
    return (
        (OUTBOX.c.announcement == post.announcement)
        & (OUTBOX.c.occurrence == post.occurrence)
        & (OUTBOX.c.chat == post.chat)
        & (OUTBOX.c.topic == post.topic)
    )


def _held(claim: Claim, owner: str) -> Any:
    return _is(claim.post) & (OUTBOX.c.owner == owner) & (OUTBOX.c.state == "leased")


def _columns(post: Post) -> dict[str, Any]:
    row = {**asdict(post), "facts": " ".join(post.facts)}
    pace = _pace_key(post, post.chat)
    row.update(target=post.chat, pace=pace, state="waiting", attempts=0)
    return row


def _post(row: Any) -> Post:
    found = dict(row._mapping)
    values = {name: found[name] for name in Post.__dataclass_fields__}
    return Post(**{**values, "facts": tuple(found["facts"].split())})


def _row(row: Any) -> Row:
    found = {**row._mapping, "done": row.done_at}
    return Row(**{name: found[name] for name in Row.__dataclass_fields__})
