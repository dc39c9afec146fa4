"""What admins had announced, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.tables import ANNOUNCEMENTS


@dataclass(frozen=True)
class Announcement:
    """A fact that an admin has announced: by whom (to be told how it went), for when, made when.

    Instants count seconds since 1970; `by` is None for one that was made from the shell.
    """

    id: str
    fact: str
    by: int | None
    at: float
    made: float


def save_announcement(db: Connection, one: Announcement) -> None:
    """Keep a new announcement."""
    db.execute(insert(ANNOUNCEMENTS).values(**one.__dict__))


def announcements(db: Connection, limit: int = 100) -> list[Announcement]:
    """The newest announcements, newest first."""
    query = select(ANNOUNCEMENTS).order_by(ANNOUNCEMENTS.c.made.desc(), ANNOUNCEMENTS.c.id)
    return [Announcement(**row._mapping) for row in db.execute(query.limit(limit))]


def announcement(db: Connection, id: str) -> Announcement | None:
    """One announcement; None where there is no such id."""
    row = db.execute(select(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.id == id)).one_or_none()
    return None if row is None else Announcement(**row._mapping)


def forget_announcer(db: Connection, person: int) -> int:
    """Forget who had something announced; how many announcements were theirs."""
    mine = update(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.by == person)
    return db.execute(mine.values(by=None)).rowcount


def forget_announcements(db: Connection, before: float) -> int:
    """Delete announcements that were made for before an instant; how many there were."""
    return db.execute(delete(ANNOUNCEMENTS).where(ANNOUNCEMENTS.c.at < before)).rowcount
