"""Plain question-and-answer entries: the matcher's reading, under the same floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.facts.index import Index
from bot.match.explain import explain
from bot.match.phrasings import Match, Model, rank
from bot.model import Cited, Decision, Part
from bot.resolve.decide import ENTRY_FLOOR, ENTRY_MARGIN
from bot.resolve.question import Question

RANKED = 5  # entries that are looked at beside the best


class Entries:
    """Answers from plain entries."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._data = index.meta("entries")

    @cached_property
    def _model(self) -> Model:
        return Model.from_json(self._data["model"])

    def ranked(self, question: Question, limit: int) -> list[Match]:
        """The best entries for a question, best first; empty for a base without entries."""
        if not self._data:
            return []
        return rank(self._model, _forms(question), limit)

    def _explains(self, question: Question, label: str) -> bool:
        """Whether the entry has every name, time and number of a question, and is about what is
        named there.

        It has what stands in its own words, and a name in any language or form of one it names. An
        entry all of whose phrasings name something answers nothing that does not name it.
        """
        entry = self._data["says"][label]
        words, names, always = (set(entry[key]) for key in ("words", "names", "always"))
        named = {e for m in question.mentions for e in m.entities}
        named |= {a.entity for form in question.forms for a in self._index.alias(form)}
        if always and always.isdisjoint(named):
            return False
        other = (m for m in question.mentions if names.isdisjoint(m.entities))
        items = (*other, *question.moments, *question.amounts)
        asked = {f for i in items for f in question.forms[i.start : i.end] if f != "'s"}
        return asked <= words

    def decide(self, question: Question) -> Decision | None:
        """The answer of the best entry, where it is over the floor and clear of the next."""
        matches = self.ranked(question, RANKED)
        if not matches or matches[0].confidence < ENTRY_FLOOR:
            return None
        if len(matches) > 1 and matches[0].confidence - matches[1].confidence < ENTRY_MARGIN:
            return None
        top = matches[0]
        if question.negated or not self._explains(question, top.label):
            return None
        return replace(
            self.told(top.label),
            confidence=round(top.confidence, 4),
            candidates=tuple((m.label, round(m.confidence, 4)) for m in matches),
        )

    def why(self, question: Question) -> list[str]:
        """What speaks for the best entry of a question, whatever was decided, a line each."""
        matches = self.ranked(question, 2)
        if not matches:
            return []
        top = matches[0]
        found = explain(self._model, _forms(question), top)
        lines = [f"entry {top.label}: confidence {top.confidence:.2f}, floor {ENTRY_FLOOR:.2f}"]
        if matches[1:]:
            other = matches[1]
            lines.append(f"next entry {other.label}: confidence {other.confidence:.2f}")
        lines.append(f"phrasing {found.phrasing!r}: shared {_listed(found.shared)}")
        lines += [f"read {asked!r} as {known!r}" for asked, known in found.near]
        if found.elsewhere:
            lines.append(f"in its other phrasings: {_listed(found.elsewhere)}")
        lines.append(f"unexplained: {_listed(found.unexplained)}")
        return lines

    def says(self, label: str) -> Mapping[str, str]:
        """The texts of an entry by language; empty where there is no such entry."""
        found: Mapping[str, Any] = self._data["says"].get(label, {}) if self._data else {}
        texts: Mapping[str, str] = found.get("says", {})
        return texts

    def told(self, label: str) -> Decision:
        """The decision to tell an entry."""
        entry = self._data["says"][label]
        return Decision(
            outcome="answer",
            kind="entry",
            parts=(Part(label),),
            facts=(label,),
            confidence=1.0,
            evidence=tuple(Cited(*row[:5]) for row in entry["quotes"]),
            wording="entry",
            slots={"says": entry["says"], "curator": not entry["quotes"]},
        )


def _forms(question: Question) -> tuple[str, ...]:
    return tuple(form for form in question.forms if form != "'s")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "nothing"
