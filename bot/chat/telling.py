"""Facts told unasked: announcements, anniversaries, news, and messages that were corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Protocol

from bot.announce.due import Due
from bot.chat import receipts
from bot.chat.buttons import shortened, units
from bot.chat.outgoing import LONGEST
from bot.chat.wording import Wording, Wordings
from bot.render.reply import Reply
from bot.store.ledger import Shown

LONGEST_TOLD = 120  # UTF-16 units of a fact that is told of in passing
Sign = Callable[[str, Sequence[str]], str]  # puts a receipt for facts under a message
LAST_CHANGES = 10  # corrections that /changes tells
_ROOM = LONGEST - receipts.LONGEST
_TAG = re.compile(r"</?[a-z][^>]*>")
_QUOTES = re.compile(r"\n<blockquote[^>]*>.*?</blockquote>", re.DOTALL)


@dataclass(frozen=True)
class Change:
    """One correction in words: of which fact, on which day, from what to what, and why.

    `was` and `now` are empty where a fact was retired.
    """

    fact: str
    on: str
    was: str
    now: str
    why: str


class Past(Protocol):
    """What the facts of the base in use are and were, in words."""

    def post(self, fact: str, language: str) -> Reply | None:
        """A fact with its quotes; None where the base does not have it."""

    def day(self, value: str, language: str) -> str:
        """A date in EDTF, as the language writes it."""

    def changes(self, language: str, fact: str | None = None) -> Sequence[Change]:
        """The corrections of all facts or of one, the newest first."""

    def retired(self, fact: str) -> str | None:
        """The fact that replaced a retired one, or the reason; None for one that is in use."""


class Teller:
    """Puts facts into posts, as Telegram reads HTML."""

    def __init__(self, past: Past, wordings: Wordings, sign: Sign) -> None:
        self._past = past
        self._wordings = wordings
        self._sign = sign

    def fact(self, fact: str, language: str) -> str | None:
        """The announcement of one fact; None where the base does not have it."""
        reply = self._past.post(fact, language)
        return None if reply is None else self._sign(_fitting([reply.html]), [fact])

    def due(self, due: Due) -> str:
        """The post that a subscription is due."""
        wording = self._wordings.of(due.subscription.language)
        sort = due.subscription.sort
        if sort == "corrections":
            parts = [self._correction(fact, wording) for fact in due.facts]
        else:
            replies = ((f, self._past.post(f, wording.code)) for f in due.facts)
            parts = [
                self._headed(reply, due.years.get(fact, 0), due.day.year, wording)
                for fact, reply in replies
                if reply is not None
            ]
        head = [f"<b>{wording.html(f'posts.{sort}')}</b>"] if sort != "day" else []
        rest = [wording.html("post_more", count=due.more)] if due.more else []
        return self._sign(_fitting([*head, *parts, *rest]), due.facts)

    def corrected(self, one: Shown, why: Sequence[str]) -> str:
        """The new text of a message of which some facts are stale: what holds now, since when."""
        wording = self._wordings.of(one.language)
        facts = list(dict.fromkeys(self._past.retired(fact) or fact for fact, _ in one.facts))
        replies = (self._past.post(fact, wording.code) for fact in facts)
        parts = [reply.html for reply in replies if reply is not None]
        return self._sign(_fitting([*parts, *(self._note(fact, wording) for fact in why)]), facts)

    def failed(self, fact: str, chat: str, outcome: str, language: str) -> str:
        """A line to an admin: a fact could not be posted in a chat, by the chat's name."""
        wording = self._wordings.of(language)
        reply = self._past.post(fact, wording.code)
        told = shortened(reply.text.removesuffix("."), LONGEST_TOLD) if reply is not None else fact
        return wording.html("announce_failed", fact=told, chat=chat, why=wording.why(outcome))

    def replaced(self, fact: str, language: str) -> str | None:
        """What took the place of a retired fact; None for one that is in use or never was."""
        if self._past.retired(fact) is None:
            return None
        return self._correction(fact, self._wordings.of(language))

    def note(self, fact: str, language: str) -> str:
        """The last correction of a fact in one line."""
        return self._note(fact, self._wordings.of(language))

    def upcoming(self, dues: Sequence[Due], language: str, *, news: bool) -> str:
        """The posts of the coming days; `news` where new facts or corrections are told, too."""
        wording = self._wordings.of(language)
        lines = []
        for due in dues:
            minute = due.subscription.minute
            when = f"{self._past.day(due.day.isoformat(), language)}, "
            when += f"{minute // 60}:{minute % 60:02}"
            lines.append(f"<b>{escape(when)}</b>\n{_QUOTES.sub('', self.due(due))}")
        last = [wording.html("upcoming_news")] if news else []
        if not lines:
            return "\n\n".join([wording.html("upcoming_none"), *last])
        return _fitting([wording.html("upcoming"), *lines, *last])

    def changes(self, language: str) -> str:
        """All corrections with their reasons, the newest first."""
        wording = self._wordings.of(language)
        found = self._past.changes(wording.code)
        if not found:
            return wording.html("changes_none")
        lines = [_change(change, wording) for change in found[:LAST_CHANGES]]
        return _fitting([wording.html("changes"), *lines])

    def _headed(self, reply: Reply, years: int, year: int, wording: Wording) -> str:
        if not years:
            return reply.html
        name = "post_day_one" if years == 1 else "post_day"
        return f"<b>{wording.html(name, years=years, year=year - years)}</b>\n{reply.html}"

    def _correction(self, fact: str, wording: Wording) -> str:
        reply = self._past.post(self._past.retired(fact) or fact, wording.code)
        told = [reply.html] if reply is not None else []
        return "\n".join([*told, self._note(fact, wording)])

    def _note(self, fact: str, wording: Wording) -> str:
        """The last correction of a fact in one line."""
        found = self._past.changes(wording.code, fact)
        return _change(found[0], wording) if found else wording.html("corrected_plain")


def _change(change: Change, wording: Wording) -> str:
    if not change.now:
        return wording.html("corrected_gone", on=change.on, why=change.why)
    slots = {"on": change.on, "was": change.was, "now": change.now, "why": change.why}
    return wording.html("corrected", **slots)


def _fitting(parts: Sequence[str]) -> str:
    """Parts of HTML one below the other; where they are too long, without quotes, then fewer."""
    for quoted in (True, False):
        kept = [part if quoted else _QUOTES.sub("", part) for part in parts]
        whole = "\n\n".join(kept)
        if _length(whole) <= _ROOM:
            return whole
    kept = [_QUOTES.sub("", part) for part in parts]
    while len(kept) > 1 and _length("\n\n".join(kept)) > _ROOM:
        kept.pop()
    text = unescape(_TAG.sub("", "\n\n".join(kept)))
    return "\n\n".join(kept) if units(text) <= _ROOM else escape(text[: LONGEST // 2])


def _length(html: str) -> int:
    return units(unescape(_TAG.sub("", html)))
