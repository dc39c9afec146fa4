"""Subscriptions: kept, stopped, moved and forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store.engine import Store
from bot.store.subscriptions import (
    Subscription,
    forget_subscriptions,
    looked,
    move_subscriptions,
    save_subscription,
    stop_subscriptions,
    subscriptions,
    tell,
    told,
    unsubscribe,
)

DAILY = Subscription(-7, "daily", "Asia/Baku", 540, 100.0)
FULL = Subscription(
    -7, "weekly", "Asia/Hanoi", 0, 1.5, 3, ("lind", "havn"), 6, "vi", True, "kicked"
)


@pytest.mark.parametrize("one", [DAILY, FULL])
def test_a_subscription_comes_back_as_it_was(store: Store, one: Subscription) -> None:
    """Every field survives the database."""
    with store.write() as db:
        save_subscription(db, one)
        assert [one] == subscriptions(db, running=False)


def test_a_chat_has_one_of_each_sort(store: Store) -> None:
    """Subscribing again changes the hour; another sort or topic is another subscription."""
    later = replace(DAILY, minute=600)
    others = [replace(DAILY, sort="new"), replace(DAILY, topic=4), replace(DAILY, chat=-8)]
    with store.write() as db:
        for one in (DAILY, *others, later):
            save_subscription(db, one)
        assert {later, *others} == set(subscriptions(db))
        assert {later, *others[:2]} == set(subscriptions(db, -7))


def test_what_was_looked_at_is_kept(store: Store) -> None:
    """Only the one subscription moves on."""
    with store.write() as db:
        save_subscription(db, DAILY)
        save_subscription(db, replace(DAILY, sort="new"))
        looked(db, DAILY, 200.0)
        assert [200.0, 100.0] == [s.looked for s in subscriptions(db)]


def test_a_stopped_subscription_is_shown_only_on_request(store: Store) -> None:
    """A chat that cannot be sent to gets nothing, and its admin can see why."""
    with store.write() as db:
        save_subscription(db, DAILY)
        assert stop_subscriptions(db, -7, "kicked") == 1
        assert stop_subscriptions(db, -7, "blocked") == 0
        assert [] == subscriptions(db)
        assert ["kicked"] == [s.stopped for s in subscriptions(db, running=False)]


def test_one_topic_can_be_stopped(store: Store) -> None:
    """A closed topic does not stop the rest of the chat."""
    with store.write() as db:
        save_subscription(db, DAILY)
        save_subscription(db, replace(DAILY, topic=4))
        assert stop_subscriptions(db, -7, "topic-closed", topic=4) == 1
        assert [DAILY] == subscriptions(db)


def test_a_group_takes_its_subscriptions_along(store: Store) -> None:
    """With what it was told; what the new group has already stays."""
    newer = replace(DAILY, chat=-1007, sort="new", minute=1)
    with store.write() as db:
        for one in (DAILY, replace(DAILY, sort="new"), newer):
            save_subscription(db, one)
        tell(db, -7, 0, "letter", "2026-01-01")
        move_subscriptions(db, -7, -1007)
        assert [replace(DAILY, chat=-1007), newer] == subscriptions(db, running=False)
        assert {"letter": "2026-01-01"} == told(db, -1007, 0)
        assert {} == told(db, -7, 0)


def test_unsubscribing_ends_what_is_named(store: Store) -> None:
    """Some sorts, or all of a topic."""
    with store.write() as db:
        for one in (DAILY, replace(DAILY, sort="new"), replace(DAILY, topic=4)):
            save_subscription(db, one)
        assert unsubscribe(db, -7, 0, ["new", "weekly"]) == 1
        assert unsubscribe(db, -7, 0) == 1
        assert [replace(DAILY, topic=4)] == subscriptions(db)


def test_a_forgotten_chat_leaves_nothing(store: Store) -> None:
    """Neither what it asked for nor what it was told."""
    with store.write() as db:
        save_subscription(db, DAILY)
        tell(db, -7, 0, "letter", "2026-01-01")
        tell(db, -8, 0, "letter", "2026-01-01")
        assert forget_subscriptions(db, -7) == 2
        assert {} == told(db, -7, 0)
        assert {"letter": "2026-01-01"} == told(db, -8, 0)


def test_the_last_turn_of_a_fact_counts(store: Store) -> None:
    """A fact that comes round again is told of once more."""
    with store.write() as db:
        tell(db, -7, 0, "letter", "2026-01-01")
        tell(db, -7, 0, "letter", "2026-02-01")
        assert {"letter": "2026-02-01"} == told(db, -7, 0)
