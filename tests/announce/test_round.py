"""The round over real subscriptions in a database: what is put into the outbox, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.announce.choose import Chooser
from bot.announce.due import MOST_NEWS, Due, Planner
from bot.announce.round import Round
from bot.facts.index import Index
from bot.store.engine import Store, open_store
from bot.store.outbox import Outbox
from bot.store.posts import Claim, Limits
from bot.store.published import publish
from bot.store.subscriptions import Subscription, save_subscription, subscriptions, told


def at(text: str) -> float:
    """An instant in UTC; Baku is four hours ahead."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


NINE = Subscription(-7, "day", "Asia/Baku", 540, at("2026-05-01T00:00"), language="az", silent=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    opened = open_store(f"sqlite:///{tmp_path / 'attache.db'}")
    yield opened
    opened.close()


@pytest.fixture
def planner(dated_index: Index) -> Planner:
    """Plans from the small base."""
    return Planner(Chooser(dated_index))


def shown(due: Due) -> str:
    return " ".join(f"{f}:{due.years.get(f, '')}" for f in due.facts) + "+" * due.more


@pytest.fixture
def go(store: Store, planner: Planner) -> Round:
    """A round whose posts list their facts."""
    return Round(store, planner, shown, third)


def subscribe(store: Store, *all_of: Subscription) -> None:
    with store.write() as db:
        for one in all_of:
            save_subscription(db, one)


def sent(store: Store, tick: int = 0) -> list[Claim]:
    return Outbox(store, Limits(0.001, 0, 0)).claim("w", at("2030-01-01T00:00") + tick)


def third(fact: str) -> int:
    return 3 if fact else 0


def test_an_anniversary_is_posted_at_its_hour_and_once(store: Store, go: Round) -> None:
    """Nothing before the hour, one post at it, nothing after it."""
    subscribe(store, NINE)

    assert go.go(at("2026-05-07T04:59")) == 0
    assert go.go(at("2026-05-07T05:00")) == 1
    assert go.go(at("2026-05-07T05:01")) == 0
    (claim,) = sent(store)
    post = claim.post
    assert ("letter:1 ruiz-visit:1", "2026-05-07", True, "az") == (
        post.html,
        post.occurrence,
        post.silent,
        post.language,
    )
    assert ("letter@3", "ruiz-visit@3") == post.facts


def test_a_day_without_anniversaries_has_no_post(store: Store, go: Round) -> None:
    """Nothing to tell: nothing sent."""
    subscribe(store, NINE)
    assert go.go(at("2026-05-06T05:00")) == 0


def test_every_day_has_another_fact(store: Store, go: Round) -> None:
    """Four facts, four days; then they come round again."""
    subscribe(store, replace(NINE, sort="daily"))
    for day in range(2, 10):
        assert go.go(at(f"2026-05-0{day}T05:00")) == 1

    with store.read() as db:
        assert 4 == len(told(db, -7, 0))


def test_two_replicas_put_in_one_post_and_one_turn(store: Store, planner: Planner) -> None:
    """The one that comes second finds that the other has looked."""
    subscribe(store, replace(NINE, sort="daily"))
    now = at("2026-05-07T05:00")
    late = Round(store, planner, shown, third)
    with store.read() as db:
        seen = subscriptions(db)

    assert Round(store, planner, shown, third).go(now) == 1
    assert [0] == [late._look(one, now) for one in seen]
    with store.read() as db:
        assert 1 == len(told(db, -7, 0))


@pytest.mark.parametrize(
    ("sort", "facts"), [("new", "letter:"), ("corrections", "old-letter: ruiz-visit:")]
)
def test_news_is_told_at_the_next_hour(store: Store, go: Round, sort: str, facts: str) -> None:
    """New facts to those who wish them, corrections to others; neither is told twice."""
    subscribe(store, replace(NINE, sort=sort, looked=at("2026-05-06T12:00")))
    with store.write() as db:
        publish(db, {"ruiz-visit": 1, "old-letter": 1}, {}, at("2026-05-01T00:00"))
        after = {"ruiz-visit": 2, "letter": 1}
        publish(db, after, {"old-letter": "letter"}, at("2026-05-06T13:00"))

    assert go.go(at("2026-05-07T05:00")) == 1
    (claim,) = sent(store)
    assert facts == claim.post.html
    assert go.go(at("2026-05-08T05:00")) == 0


def test_of_many_new_facts_the_rest_is_counted(planner: Planner) -> None:
    """A post has room for so many; how many more there are is told."""
    due = planner._due(NINE, datetime(2026, 5, 7, tzinfo=UTC).date(), [str(n) for n in range(20)])

    assert due is not None
    assert (MOST_NEWS, 20 - MOST_NEWS) == (len(due.facts), due.more)


def test_the_preview_shows_what_will_be_sent(store: Store, go: Round, planner: Planner) -> None:
    """The coming week of a chat, fact by fact, is what it then gets."""
    daily = replace(NINE, sort="daily", looked=at("2026-05-04T05:00"))
    subscribe(store, daily)
    start = datetime(2026, 5, 4, 6, tzinfo=UTC)
    week = planner.preview([daily], start, {}, 7)

    for day in range(5, 12):
        go.go(at(f"2026-05-{day:02}T05:00"))
    posts = [claim.post for tick in range(7) for claim in sent(store, tick)]
    assert [(d.occurrence, shown(d)) for d in week] == [(p.occurrence, p.html) for p in posts]
