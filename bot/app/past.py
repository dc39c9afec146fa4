"""What facts are and were, in words: from the index in use, for posts and corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.announce.corrections import Current
from bot.chat.telling import Change
from bot.facts.index import Index
from bot.model import Cited, Decision, Part
from bot.render.reply import Renderer, Reply

QUOTES = 2  # that a post shows of a fact


class IndexPast:
    """The past of one index; `renderer` puts its facts into words of a language."""

    def __init__(self, index: Index, renderer: Callable[[str], Renderer]) -> None:
        self._index = index
        self._renderer = renderer

    def current(self) -> Current:
        """The facts in use with their revisions, and what replaced the retired ones."""
        revised: Mapping[str, int] = self._index.meta("revised")
        revisions = {**dict.fromkeys(self._index.ids, 1), **revised}
        return Current(revisions, self._index.meta("retired"))

    def post(self, fact: str, language: str) -> Reply | None:
        """A fact with its quotes; None where the base does not have it."""
        number = self._index.fact_number(fact)
        if number is None:
            return None
        record = self._index.fact(number)
        quotes = [Cited(q.source, q.seed, q.quote, q.start, q.end) for q in record.quotes]
        decision = Decision(
            outcome="answer",
            kind=record.kind,
            parts=(Part(fact),),
            facts=(fact,),
            evidence=tuple(quotes[:QUOTES]),
        )
        return self._renderer(language).reply(decision)

    def day(self, value: str, language: str) -> str:
        """A date in EDTF, as the language writes it."""
        return self._renderer(language).day(value)

    def changes(self, language: str, fact: str | None = None) -> Sequence[Change]:
        """The corrections of all facts or of one, the newest first."""
        found: Sequence[Mapping[str, Any]] = self._index.meta("changes")
        return [self._change(c, language) for c in found if fact is None or c["fact"] == fact]

    def retired(self, fact: str) -> str | None:
        """The fact that replaced a retired one, or the reason; None for one that is in use."""
        retired: Mapping[str, str] = self._index.meta("retired")
        return retired.get(fact)

    def _change(self, change: Mapping[str, Any], language: str) -> Change:
        renderer = self._renderer(language)
        on = renderer.day(change["on"])
        if not change["role"]:
            return Change(change["fact"], on, "", "", renderer.says(change["why"]) or change["why"])
        was, now = (renderer.plain(change[key]) for key in ("was", "now"))
        return Change(change["fact"], on, was, now, change["why"])
