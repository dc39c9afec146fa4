"""The board: everything that is announced, by whoever, from one base and one database.

Its methods wait for the database; in an event loop, call them in a thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches

from bot.announce.corrections import LOOK_BACK, PREFIX, Corrector, is_correction
from bot.announce.delivery import Ended
from bot.announce.due import Due, Planner
from bot.announce.made import Made, Target
from bot.announce.round import Round
from bot.errors import UsageError
from bot.store.announcements import (
    Announcement,
    announcement,
    announcements,
    forget_announcements,
    forget_announcer,
    save_announcement,
)
from bot.store.chats import load_chat
from bot.store.engine import Store
from bot.store.ledger import KEPT, Shown, expire
from bot.store.outbox import Outbox, occurrences, put_posts
from bot.store.posts import Post, Row
from bot.store.published import publish, published_since
from bot.store.subscriptions import (
    SORTS,
    Subscription,
    adjust_subscriptions,
    forget_subscriptions,
    move_subscriptions,
    save_subscription,
    stop_subscriptions,
    subscriptions,
    told,
    unsubscribe,
)
from bot.store.topics import lose_topic

AHEAD = 7  # days that a preview shows
NEWS = ("new", "corrections")  # sorts of posts that nobody can foresee
NOTICE = "notice"  # the announcement of a line to an admin whose post did not arrive


class Board:
    """Announces from the base that it was given last."""

    def __init__(self, store: Store, made: Made, clock: Callable[[], float]) -> None:
        self._store = store
        self.outbox = Outbox(store)
        self._made = made
        self._clock = clock
        self.titles: dict[int, str] = {}  # of chats that admins chose from, in memory only

    def take(self, made: Made) -> None:
        """Announce from another base from now on, tell its news, and correct what was shown."""
        self._made = made
        current = made.current
        with self._store.write() as db:
            publish(db, current.revisions, current.retired, self._clock())

    def go(self) -> int:
        """Put into the outbox what is due now, and the edits of stale messages; how many posts."""
        now = self._clock()
        planner = Planner(self._made.chooser)
        revisions = self._made.current.revisions
        rounds = Round(self._store, planner, self._made.write.due, lambda f: revisions.get(f, 0))
        with self._store.read() as db:
            changed = [one.fact for one in published_since(db, now - LOOK_BACK, now)]
        return rounds.go(now) + self._corrector().correct(changed)

    def stale(self) -> list[tuple[Shown, tuple[str, ...]]]:
        """The messages that would be edited now, in the order of the edits: a dry run."""
        current = self._made.current
        revised = [fact for fact, revision in current.revisions.items() if revision > 1]
        return self._corrector().stale([*revised, *current.retired])

    def announce(self, fact: str, targets: Sequence[Target], by: int | None = None) -> str:
        """Have a fact posted; the id of the announcement.

        Raises:
            UsageError: the base has no such fact, or there is nowhere to post it.
        """
        texts = self.texts(fact, targets)
        now, id = self._clock(), secrets.token_hex(4)
        whens = [max(now, to.at or now) for to in targets]
        shown = (f"{fact}@{self._made.current.revisions.get(fact, 0)}",)
        posts = [
            Post(
                announcement=id,
                occurrence="once",
                chat=to.chat,
                topic=to.topic,
                html=texts[to.language],
                facts=shown,
                language=to.language,
                silent=to.silent,
                place=when,
                not_before=when,
            )
            for to, when in zip(targets, whens, strict=True)
        ]
        with self._store.write() as db:
            save_announcement(db, Announcement(id, fact, by, min(whens), now))
            put_posts(db, posts)
        return id

    def texts(self, fact: str, targets: Sequence[Target]) -> dict[str, str]:
        """A fact as it would be posted (HTML), by the languages of where it is to go.

        Raises:
            UsageError: the base has no such fact, or there is nowhere to post it.
        """
        if not targets:
            raise UsageError("there is no chat to announce to; name one with --to CHAT_ID")
        found = {to.language: self.post(fact, to.language) for to in targets}
        if None in found.values():
            near = get_close_matches(fact, self._made.current.revisions, n=3)
            meant = f"did you mean {' or '.join(near)}?" if near else "see facts/ for the ids"
            raise UsageError(f"there is no fact {fact[:60]!r} in the base; {meant}")
        return {language: text for language, text in found.items() if text is not None}

    def cancel(self, id: str) -> int:
        """Undo what of an announcement is not being sent yet; to how many chats.

        Raises:
            UsageError: there is no such announcement.
        """
        with self._store.read() as db:
            if announcement(db, id) is None:
                raise UsageError(f"there is no announcement {id!r}; see attache announce list")
        return self.outbox.cancel(announcement=id, why="undone")

    def undo(self, id: str, person: int) -> int:
        """As `cancel`, by the admin who had it announced.

        Raises:
            UsageError: there is no such announcement of that person.
        """
        with self._store.read() as db:
            found = announcement(db, id)
        if found is None or found.by != person:
            raise UsageError(f"there is no announcement {id!r} of yours")
        return self.cancel(id)

    def announced(self) -> list[tuple[Announcement, list[Row]]]:
        """The newest announcements with the posts of each, newest first."""
        with self._store.read() as db:
            found = announcements(db)
        return [(one, self.outbox.rows(one.id)) for one in found]

    def standing(self) -> list[tuple[Subscription, Row | None]]:
        """What all chats get by themselves, also what was stopped, with the last post of each."""
        with self._store.read() as db:
            found = subscriptions(db, running=False)
        return [(one, self.outbox.last(one.sort, one.chat, one.topic)) for one in found]

    def corrections(self) -> dict[str, dict[str, int]]:
        """For each sort of message, how many edits of what was corrected are in each state."""
        found = self.outbox.counts().items()
        return {n.removeprefix(PREFIX): c for n, c in sorted(found) if n.startswith(PREFIX)}

    def subscribed(self, chat: int, topic: int | None = None) -> list[Subscription]:
        """What a chat, or one topic of it, gets by itself, also what was stopped."""
        with self._store.read() as db:
            found = subscriptions(db, chat, running=False)
        return [one for one in found if topic is None or one.topic == topic]

    def subscribe(self, subscription: Subscription) -> None:
        """Post something in a chat from now on."""
        with self._store.write() as db:
            save_subscription(db, subscription)

    def adjust(self, chat: int, zone: str | None = None, language: str | None = None) -> None:
        """Have all that a chat gets come by another clock, or in another language."""
        with self._store.write() as db:
            adjust_subscriptions(db, chat, zone, language)

    def unsubscribe(self, chat: int, topic: int, sorts: Sequence[str] = SORTS) -> int:
        """Post nothing, or less, in a chat from now on; how many subscriptions ended."""
        with self._store.write() as db:
            return unsubscribe(db, chat, topic, sorts)

    def upcoming(self, chat: int, topic: int) -> list[Due]:
        """The posts of the coming days, in order; news cannot be foreseen."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        planner = Planner(self._made.chooser)
        with self._store.read() as db:
            turns = told(db, chat, topic)
            done = occurrences(db, SORTS, chat, topic)
        mine = [one for one in self.subscribed(chat, topic) if one.stopped is None]
        return planner.preview(mine, now, turns, AHEAD, done)

    def preview(self, chat: int, topic: int, language: str) -> str:
        """The posts of the coming days as a text (HTML)."""
        news = any(one.sort in NEWS for one in self.subscribed(chat, topic))
        return self._made.write.upcoming(self.upcoming(chat, topic), language, news=news)

    def changes(self, language: str) -> str:
        """All corrections with their reasons, as a text (HTML)."""
        return self._made.write.changes(language)

    def correction(self, fact: str, language: str) -> str:
        """The last correction of a fact, as a line (HTML)."""
        return self._made.write.note(fact, language)

    def successor(self, fact: str) -> str | None:
        """The fact in use that says now what a fact said; None where there is none."""
        now = self._made.current.retired.get(fact, fact)
        return now if now in self._made.current.revisions else None

    def post(self, fact: str, language: str) -> str | None:
        """A fact as it would be posted (HTML); None where the base does not have it."""
        return self._made.write.fact(fact, language)

    def replaced(self, fact: str, language: str) -> str | None:
        """What took the place of a retired fact (HTML); None for any other."""
        return self._made.write.replaced(fact, language)

    def named(self, name: str) -> str | None:
        """The thing that a name means and that facts are about; None where there is none."""
        return self._made.chooser.named(name)

    def name(self, entity: str, language: str) -> str:
        """The usual name of a thing."""
        return self._made.chooser.name(entity, language)

    def example(self, language: str) -> str:
        """The name of something that many facts are about."""
        entity = self._made.chooser.most_told()
        return self.name(entity, language) if entity is not None else "…"

    def ended(self, ended: Ended) -> None:
        """Draw the consequences of how a post ended."""
        claim = ended.claim
        if ended.state == "moved" and ended.message is not None:
            self.move(claim.target, ended.message)
        elif is_correction(claim):
            if ended.state in ("sent", "failed"):
                self._corrector().settle(claim, arrived=ended.state == "sent")
        elif ended.state == "failed":
            self._failed(ended)

    def _failed(self, ended: Ended) -> None:
        """Stop what cannot arrive, and tell the admin who had it announced."""
        post, outcome = ended.claim.post, ended.outcome or "refused"
        if outcome in ("blocked", "kicked", "gone", "deactivated"):
            self.outbox.cancel(chat=ended.claim.target, why=outcome)
        topic = post.topic if outcome.startswith("topic") else None
        with self._store.write() as db:
            if outcome != "refused":
                stop_subscriptions(db, ended.claim.target, outcome, topic)
            one = announcement(db, post.announcement)
            if topic and outcome == "topic-gone":
                lose_topic(db, ended.claim.target, topic)
            if one is None or one.by is None or one.by == post.chat:
                return
            admin = load_chat(db, one.by)
            language = (admin.language if admin is not None else None) or post.language
            name = self.titles.get(post.chat, str(post.chat))
            text = self._made.write.failed(one.fact, name, outcome, language)
            put_posts(db, [Post(NOTICE, f"{one.id}:{post.chat}", one.by, text, silent=True)])

    def move(self, old: int, new: int) -> None:
        """Follow a group to the supergroup that it became."""
        self.outbox.migrate(old, new)
        with self._store.write() as db:
            move_subscriptions(db, old, new)

    def forget(self, chat: int) -> None:
        """Delete all that is posted or was posted in a chat."""
        self.outbox.forget(chat)
        self.titles.pop(chat, None)
        with self._store.write() as db:
            forget_subscriptions(db, chat)

    def forget_announcer(self, person: int) -> None:
        """Forget who had something announced; what was announced stays."""
        with self._store.write() as db:
            forget_announcer(db, person)

    def expire(self) -> None:
        """Delete what is older than corrections can reach."""
        before = self._clock() - KEPT
        with self._store.write() as db:
            expire(db, before)
            forget_announcements(db, before)

    def _corrector(self) -> Corrector:
        return Corrector(self._store, self._made.current, self._made.write.corrected)
