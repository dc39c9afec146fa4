"""What is news in a base."""

from __future__ import annotations

from bot.store.engine import Store
from bot.store.published import News, Published, publish, published_since

FIRST = {"letter": 1, "visit": 2}


def test_the_first_base_is_no_news(store: Store) -> None:
    """Whoever installs the bot is not told all facts at once."""
    with store.write() as db:
        assert News() == publish(db, FIRST, {}, 10.0)
        assert [] == published_since(db, 0.0, 99.0)


def test_the_same_base_is_no_news(store: Store) -> None:
    """Opening it again, as every replica does, changes nothing."""
    with store.write() as db:
        publish(db, FIRST, {}, 10.0)
        assert News() == publish(db, FIRST, {}, 20.0)
        assert [] == published_since(db, 0.0, 99.0)


def test_new_changed_and_retired_facts_are_news(store: Store) -> None:
    """Each once, in the order in which it came."""
    with store.write() as db:
        publish(db, FIRST, {}, 10.0)
        assert News(("bridge",)) == publish(db, {**FIRST, "bridge": 1}, {}, 20.0)
        second = {"visit": 3, "bridge": 1}
        assert News((), ("visit",), ("letter",)) == publish(db, second, {"letter": "bridge"}, 30.0)
        assert [Published("letter", 1, 30.0, "bridge"), Published("visit", 3, 30.0)] == (
            published_since(db, 20.0, 30.0)
        )
        assert ["bridge"] == [p.fact for p in published_since(db, 10.0, 20.0)]


def test_a_fact_that_is_merely_gone_is_not_retired(store: Store) -> None:
    """Another base was opened: its facts are new, and the old ones as they were."""
    with store.write() as db:
        publish(db, FIRST, {}, 10.0)
        assert News() == publish(db, {"visit": 2}, {}, 20.0)
        assert News() == publish(db, FIRST, {}, 30.0)


def test_an_older_revision_is_no_change(store: Store) -> None:
    """A replica that still has the old base does not undo what the new one brought."""
    with store.write() as db:
        publish(db, FIRST, {}, 10.0)
        publish(db, {"letter": 2, "visit": 2}, {}, 20.0)
        assert News() == publish(db, FIRST, {}, 30.0)


def test_a_fact_can_come_back(store: Store) -> None:
    """A retired fact that is taken up again is a change."""
    with store.write() as db:
        publish(db, FIRST, {}, 10.0)
        publish(db, {"visit": 2}, {"letter": "visit"}, 20.0)
        assert News((), ("letter",)) == publish(db, {"letter": 2, "visit": 2}, {}, 30.0)
