"""What readers called wrong is counted by fact, slot and revision."""

from __future__ import annotations

from bot.store.engine import Store
from bot.store.reports import Report, add_reports, reports, settle_reports


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


def test_what_is_dealt_with_is_counted_apart(store: Store) -> None:
    """All roles of a fact or one; what comes later is open again."""
    when = Report("old-mill", "when", 1, 2, "2026-11-20", "2026-11-20")
    where = Report("old-mill", "where", 1, 1, "2026-11-20", "2026-11-20")
    with store.write() as connection:
        add_reports(connection, [when, where])
        assert 2 == settle_reports(connection, "old-mill", "when")
        assert 0 == settle_reports(connection, "old-mill", "when")
        add_reports(connection, [when])
        assert {"when": 2, "where": 1} == {r.role: r.open for r in reports(connection)}
        assert 3 == settle_reports(connection, "old-mill")
        assert [0, 0] == [report.open for report in reports(connection)]
