"""What readers called wrong: counts by fact and slot, with nobody's name or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.store.engine import upsert
from bot.store.tables import REPORTS


@dataclass(frozen=True)
class Report:
    """A fact of a revision, the role that was asked for, how often, and from when to when."""

    fact: str
    role: str
    revision: int
    count: int
    first_on: str
    last_on: str


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
    """All counts, the most frequent first."""
    query = select(REPORTS).order_by(REPORTS.c.count.desc(), REPORTS.c.fact_id, REPORTS.c.role)
    return [
        Report(fact, role, revision, count, first_on, last_on)
        for fact, role, revision, count, first_on, last_on in connection.execute(query)
    ]
