"""The round: looks at every subscription, and puts what is due into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.announce.due import IN_TURN, Due, Planner, when
from bot.store.engine import Store
from bot.store.outbox import put_posts
from bot.store.posts import Post
from bot.store.published import published_since
from bot.store.subscriptions import Subscription, hold, looked, subscriptions, tell, told

EVERY = 30.0  # seconds between rounds


class Round:
    """Goes round the subscriptions of one database; `write` puts a post into words (HTML).

    `revision` gives the revision of a fact of the base in use, 0 for one that it does not have.
    """

    def __init__(
        self,
        store: Store,
        planner: Planner,
        write: Callable[[Due], str],
        revision: Callable[[str], int],
    ) -> None:
        self._store = store
        self._planner = planner
        self._write = write
        self._revision = revision

    def go(self, now: float) -> int:
        """Put everything that is due by an instant into the outbox; how many posts were new."""
        with self._store.read() as db:
            running = subscriptions(db)
        return sum(self._look(subscription, now) for subscription in running)

    def _look(self, subscription: Subscription, now: float) -> int:
        moment = datetime.fromtimestamp(now, UTC)
        day, _ = self._planner.due(subscription, moment, {}, ())
        if day is None:
            return 0
        with self._store.write() as db:
            if not hold(db, subscription):
                return 0
            looked(db, subscription, now)
            turns = told(db, subscription.chat, subscription.topic)
            news = published_since(db, subscription.looked, now)
            _, due = self._planner.due(subscription, moment, turns, news)
            if due is None:
                return 0
            new = put_posts(db, [self._post(due)])
            if new and subscription.sort in IN_TURN:
                tell(db, subscription.chat, subscription.topic, due.facts[0], due.occurrence)
            return new

    def _post(self, due: Due) -> Post:
        to = due.subscription
        return Post(
            announcement=to.sort,
            occurrence=due.occurrence,
            chat=to.chat,
            topic=to.topic,
            html=self._write(due),
            facts=tuple(f"{fact}@{self._revision(fact)}" for fact in due.facts),
            language=to.language,
            silent=to.silent,
            place=when(due),
        )
