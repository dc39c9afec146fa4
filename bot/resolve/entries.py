"""Plain question-and-answer entries: the matcher's reading, under the same floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.facts.index import Index
from bot.match.explain import explain
from bot.match.names import accepts
from bot.match.phrasings import Match, Model, rank
from bot.model import Cited, Decision, Part
from bot.resolve.decide import ENTRY_FLOOR, ENTRY_MARGIN
from bot.resolve.open_slots import OpenSlots, Slots
from bot.resolve.question import Item, Question
from bot.resolve.reading import Reader
from bot.text.normal import Token

RANKED = 5  # entries that are looked at beside the best


@dataclass(frozen=True)
class Wording:
    """A message, or the clause of it that asks: its normal words, and how they were read."""

    words: tuple[str, ...]
    question: Question

    @classmethod
    def of(cls, question: Question, tokens: Iterable[Token]) -> Wording:
        """The wording of a question by the words of some tokens, as phrasings are compiled."""
        return cls(tuple(t.form for t in tokens if t.form not in ("?", "'s")), question)


class Entries:
    """Answers from plain entries."""

    def __init__(self, index: Index, reader: Reader) -> None:
        self._index = index
        self._data = index.meta("entries")
        self._slots = Slots(index, reader.read)
        self._open = lru_cache(maxsize=None)(self._learnt)

    @property
    def _model(self) -> Model:
        return _model(self._data["model"])

    def __bool__(self) -> bool:
        """Whether the base has entries."""
        return bool(self._data)

    def ranked(self, wordings: Iterable[Wording], limit: int) -> list[Match]:
        """The best entries for a message, each by the wording that it fits best, best first.

        Empty for a base without entries.
        """
        found: dict[str, Match] = {}
        for words in dict.fromkeys(wording.words for wording in wordings) if self._data else ():
            for match in rank(self._model, words, limit):
                known = found.get(match.label)
                if known is None or known.score < match.score:
                    found[match.label] = match
        return sorted(found.values(), key=lambda m: (-m.score, m.label))[:limit]

    def _learnt(self, label: str) -> OpenSlots:
        """What an entry leaves open, by its own phrasings and texts."""
        model, own = self._model, self._model.labels.index(label)
        texts = (text for text, other in zip(model.texts, model.label, strict=True) if other == own)
        return self._slots.of(texts, self.says(label).values())

    def _explains(self, question: Question, label: str) -> bool:
        """Whether the entry has every name, time and number of a question, and is about what is
        named there.

        It has what stands in its own words, a name in any language or form of one it names, and
        what its phrasings vary in. An entry all of whose phrasings name something answers nothing
        that does not name it, nor one that a word tells from its neighbours what lacks that word.
        """
        entry = self._data["says"][label]
        words, names, always = (set(entry[key]) for key in ("words", "names", "always"))
        named = {e for m in question.mentions for e in m.entities}
        named |= {a.entity for form in question.forms for a in self._index.alias(form)}
        if always and always.isdisjoint(named):
            return False
        if entry["telling"] and not _tells(question.forms, entry["telling"]):
            return False
        other = (m for m in question.mentions if names.isdisjoint(m.entities))
        items = (*other, *question.moments, *question.amounts)
        strange = [i for i in items if not words.issuperset(_spoken(question, i))]
        return not strange or all(self._slots.sort(i) in self._open(label).sorts for i in strange)

    def decide(self, wordings: Sequence[Wording]) -> Decision | None:
        """The answer of the best entry, where it is over the floor and clear of the next, and where
        nothing stands against it in a wording that it fits.
        """
        matches = self.ranked(wordings, RANKED)
        if not matches or matches[0].confidence < ENTRY_FLOOR:
            return None
        if len(matches) > 1 and matches[0].confidence - matches[1].confidence < ENTRY_MARGIN:
            return None
        top = matches[0]
        if not any(self._answers(wording, top.label) for wording in wordings):
            return None
        return replace(
            self.told(top.label),
            confidence=round(top.confidence, 4),
            candidates=tuple((m.label, round(m.confidence, 4)) for m in matches),
        )

    def _answers(self, wording: Wording, label: str) -> bool:
        """Whether a wording fits an entry best, and nothing in it stands against the entry."""
        question = wording.question
        if question.negated and not self._open(label).negated:
            return False
        if not self._explains(question, label):
            return False
        best = self.ranked((wording,), 1)
        return bool(best) and best[0].label == label and best[0].confidence >= ENTRY_FLOOR

    def why(self, wordings: Sequence[Wording]) -> list[str]:
        """What speaks for the best entry of a message, whatever was decided, a line each."""
        matches = self.ranked(wordings, 2)
        if not matches:
            return []
        top = matches[0]
        words = max((w.words for w in wordings), key=lambda words: _score(self._model, words, top))
        found = explain(self._model, words, top)
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


@lru_cache(maxsize=2)  # one for all languages of a base; two while another base replaces it
def _model(text: str) -> Model:
    return Model.from_json(text)


def _tells(forms: Sequence[str], telling: Sequence[str]) -> bool:
    """Whether one of the words that tell an entry from its neighbours was said, or misspelt."""
    return any(accepts(form, word) for form in forms for word in telling)


def _spoken(question: Question, item: Item) -> set[str]:
    return {form for form in question.forms[item.start : item.end] if form != "'s"}


def _score(model: Model, words: Sequence[str], match: Match) -> float:
    """The score that some words give the entry of a match, 0 where another is better."""
    return next((m.score for m in rank(model, words, 1) if m.label == match.label), 0.0)


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "nothing"
