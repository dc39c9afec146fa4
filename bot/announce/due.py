"""What a subscription is due: which post, of which day, about which facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.announce.choose import Anniversary, Chooser
from bot.announce.schedule import Schedule, coming_days, due_day, instant
from bot.store.published import Published
from bot.store.subscriptions import Subscription

MOST_NEWS = 12  # facts in one post; of more, only their number is told
IN_TURN = ("daily", "weekly")  # sorts that tell one fact, each in its turn


@dataclass(frozen=True)
class Due:
    """One post that a subscription is due: the facts it tells, in order.

    `years` has the years passed for each fact of an anniversary; `more` counts facts that the post
    has no room for.
    """

    subscription: Subscription
    day: date
    facts: tuple[str, ...]
    years: Mapping[str, int]
    more: int = 0

    @property
    def occurrence(self) -> str:
        """What makes the post one of its kind in its chat: its local day."""
        return self.day.isoformat()


class Planner:
    """Plans posts from one base, for subscriptions and what is news."""

    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser

    def due(
        self,
        subscription: Subscription,
        now: datetime,
        told: Mapping[str, str],
        news: Sequence[Published],
    ) -> tuple[date | None, Due | None]:
        """The day whose hour has come, and the post for it; no post where there is nothing to tell.

        `told` maps facts to when the chat was told each in its turn, `news` has what came since the
        subscription last looked.
        """
        since = datetime.fromtimestamp(subscription.looked, UTC)
        day = due_day(_schedule(subscription), since, now)
        return day, None if day is None else self._post(subscription, day, told, news)

    def preview(
        self,
        subscriptions: Sequence[Subscription],
        now: datetime,
        told: Mapping[str, str],
        days: int,
        done: Collection[tuple[str, str]] = (),
    ) -> list[Due]:
        """The posts of the coming days of one chat's topic, in order; news is not known today.

        `told` maps facts to when each had its turn, whichever subscription told it; `done` has the
        sorts and occurrences that the chat has had already.
        """
        coming = [(s, day) for s in subscriptions for day in coming_days(_schedule(s), now, days)]
        posts, turns = [], dict(told)
        for subscription, day in sorted(coming, key=_in_order):
            post = self._post(subscription, day, turns, ())
            if post is None or (subscription.sort, post.occurrence) in done:
                continue
            posts.append(post)
            if subscription.sort in IN_TURN:
                turns[post.facts[0]] = post.occurrence
        return posts

    def _post(
        self,
        subscription: Subscription,
        day: date,
        told: Mapping[str, str],
        news: Sequence[Published],
    ) -> Due | None:
        if subscription.sort == "day":
            found = self._chooser.anniversaries(day, subscription.entities)
            return self._due(subscription, day, [a.fact for a in found], found)
        if subscription.sort in IN_TURN:
            seed = f"{subscription.chat}/{subscription.topic}"
            fact = self._chooser.next(told, seed, subscription.entities)
            return self._due(subscription, day, [] if fact is None else [fact])
        corrected = subscription.sort == "corrections"
        facts = [
            one.fact
            for one in news
            if corrected == (one.revision > 1 or one.retired is not None)
            and self._chooser.follows(one.retired or one.fact, subscription.entities)
        ]
        return self._due(subscription, day, facts)

    @staticmethod
    def _due(
        subscription: Subscription,
        day: date,
        facts: Sequence[str],
        anniversaries: Sequence[Anniversary] = (),
    ) -> Due | None:
        if not facts:
            return None
        years = {one.fact: one.years for one in anniversaries}
        more = max(0, len(facts) - MOST_NEWS)
        return Due(subscription, day, tuple(facts[:MOST_NEWS]), years, more)


def when(due: Due) -> float:
    """The instant at which a post is meant to go out, in seconds since 1970."""
    return instant(due.day, due.subscription.minute, due.subscription.zone).timestamp()


def _in_order(coming: tuple[Subscription, date]) -> tuple[datetime, str]:
    subscription, day = coming
    return instant(day, subscription.minute, subscription.zone), subscription.sort


def _schedule(subscription: Subscription) -> Schedule:
    weekday = subscription.weekday if subscription.sort == "weekly" else None
    return Schedule(subscription.zone, subscription.minute, weekday)
