"""What readers called wrong: counts by fact and slot, with nobody's name or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from bot.store.engine import upsert
from bot.store.tables import REPORTS


@dataclass(frozen=True)
class Report:
    """A fact of a revision, the role that was asked for, how often, and from when to when.

    `role` is empty where the whole fact was asked for; `settled` of the `count` are dealt with.
    """

    fact: str
    role: str
    revision: int
    count: int
    first_on: str
    last_on: str
    settled: int = 0

    @property
    def open(self) -> int:
        """How many are still to be dealt with."""
        return self.count - self.settled


def add_reports(connection: Connection, reports: Sequence[Report]) -> None:
    """Add to the counts."""
    for report in reports:
        insert = upsert(connection, REPORTS).values(
            fact_id=report.fact,
            role=report.role,
            revision=report.revision,
            count=report.count,
            first_on=report.first_on,
            last_on=report.last_on,
        )
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["fact_id", "role", "revision"],
                set_={
                    "count": REPORTS.c.count + insert.excluded.count,
                    "last_on": insert.excluded.last_on,
                },
            )
        )


def reports(connection: Connection) -> list[Report]:
    """All counts, the most that are to be dealt with first."""
    query = select(REPORTS).order_by(
        (REPORTS.c.count - REPORTS.c.settled).desc(), REPORTS.c.fact_id, REPORTS.c.role
    )
    return [
        Report(fact, role, revision, count, first_on, last_on, settled)
        for fact, role, revision, count, first_on, last_on, settled in connection.execute(query)
    ]


def settle_reports(connection: Connection, fact: str, role: str | None = None) -> int:
    """Mark what there is of a fact, or of one role of it, as dealt with; how many reports."""
    of_it = REPORTS.c.fact_id == fact
    if role is not None:
        of_it &= REPORTS.c.role == role
    left = select(func.sum(REPORTS.c.count - REPORTS.c.settled)).where(of_it)
    count = connection.execute(left).scalar() or 0
    connection.execute(update(REPORTS).where(of_it).values(settled=REPORTS.c.count))
    return int(count)
