"""What the base in use has: how a new one differs from what chats were told from the old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from bot.store.engine import upsert
from bot.store.tables import PUBLISHED


@dataclass(frozen=True)
class Published:
    """A fact as it is now: its revision, since when (seconds), and what replaced a retired one."""

    fact: str
    revision: int
    seen: float
    retired: str | None = None


@dataclass(frozen=True)
class News:
    """What a new base brings: facts that are new, that changed, and that were retired."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


def publish(
    db: Connection, revisions: Mapping[str, int], retired: Mapping[str, str], now: float
) -> News:
    """Keep what a base has, and tell what is news in it; of the first base ever nothing is.

    `revisions` maps the facts of the base to their revisions, `retired` others to what replaced
    them. A fact that is merely gone is neither changed nor retired: another base was opened.
    """
    known = {row.fact: row for row in db.execute(select(PUBLISHED))}
    new = sorted(set(revisions) - set(known))
    changed = sorted(
        fact
        for fact, revision in revisions.items()
        if fact in known and (known[fact].revision < revision or known[fact].retired is not None)
    )
    gone = sorted(
        fact
        for fact in retired
        if fact in known and known[fact].retired is None and fact not in revisions
    )
    rows = [{"fact": f, "revision": revisions[f], "seen": now if known else 0.0} for f in new]
    if rows:
        db.execute(upsert(db, PUBLISHED).on_conflict_do_nothing(), rows)
    for fact in changed:
        query = update(PUBLISHED).where(PUBLISHED.c.fact == fact)
        db.execute(query.values(revision=revisions[fact], seen=now, retired=None))
    for fact in gone:
        query = update(PUBLISHED).where(PUBLISHED.c.fact == fact)
        db.execute(query.values(retired=retired[fact], seen=now))
    return News(tuple(new), tuple(changed), tuple(gone)) if known else News()


def published_since(db: Connection, since: float, now: float) -> list[Published]:
    """The facts that came, changed or went after an instant and by another, oldest first."""
    query = (
        select(PUBLISHED)
        .where(PUBLISHED.c.seen > since, PUBLISHED.c.seen <= now)
        .order_by(PUBLISHED.c.seen, PUBLISHED.c.fact)
    )
    return [Published(**row._mapping) for row in db.execute(query)]
