"""What readers called wrong is counted by fact, slot and revision."""

from __future__ import annotations

from bot.store.engine import Store
from bot.store.reports import Report, add_reports, reports


def test_counts_add_up(store: Store) -> None:
    """The first and the last day are kept; the most frequent comes first."""
    with store.write() as connection:
        add_reports(connection, [Report("old-mill", "", 1, 1, "2026-11-20", "2026-11-20")])
        bridge = Report("bridge-opening", "when", 2, 1, "2026-11-20", "2026-11-20")
        add_reports(connection, [bridge, bridge])
        add_reports(
            connection, [Report("bridge-opening", "when", 2, 1, "2026-11-22", "2026-11-22")]
        )
    with store.read() as connection:
        assert [
            Report("bridge-opening", "when", 2, 3, "2026-11-20", "2026-11-22"),
            Report("old-mill", "", 1, 1, "2026-11-20", "2026-11-20"),
        ] == reports(connection)


def test_slots_and_revisions_are_apart(store: Store) -> None:
    """A corrected fact starts anew."""
    rows = [
        Report("old-mill", role, revision, 1, "2026-11-20", "2026-11-20")
        for role in ("when", "where")
        for revision in (1, 2)
    ]
    with store.write() as connection:
        add_reports(connection, rows)
        assert sorted(rows, key=lambda r: (r.role, r.revision)) == sorted(
            reports(connection), key=lambda r: (r.role, r.revision)
        )
