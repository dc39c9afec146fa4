"""What an entry leaves open: sorts of names, times and numbers that its phrasings vary in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.facts.index import Index
from bot.resolve.question import Item, Mention, Moment, Question
from bot.text.clauses import Clause
from bot.text.normal import tokenise

# Values of a sort from which its phrasings vary in it: two may be what the entry is about.
VARIED = 3
MOST_READ = 64  # phrasings that are read, evenly spread: bounds the time of a first question


@dataclass(frozen=True)
class OpenSlots:
    """Sorts of items that decide nothing, and whether a phrasing has a "not"."""

    sorts: frozenset[str]
    negated: bool


@dataclass(frozen=True)
class Slots:
    """Learns from the phrasings and the texts of an entry, read as any question is read."""

    index: Index
    read: Callable[[Clause], Question]

    def sort(self, item: Item) -> str:
        """What sort of thing an item is: the type of what is named, a time, or a number."""
        if isinstance(item, Mention):
            known = (self.index.entity(entity) for entity in item.entities)
            return " ".join(sorted({str(one["type"]) for one in known if one}))
        return "time" if isinstance(item, Moment) else "number"

    def of(self, phrasings: Iterable[str], says: Iterable[str]) -> OpenSlots:
        """The sorts that at least VARIED values of stand in phrasings, and none in the answer.

        An answer that speaks of one value need not hold for another.
        """
        texts = list(phrasings)
        questions = self._questions(texts[:: max(1, -(-len(texts) // MOST_READ))])
        values: dict[str, set[object]] = {}
        for item in (i for question in questions for i in _items(question)):
            values.setdefault(self.sort(item), set()).add(_value(item))
        told = {self.sort(i) for question in self._questions(says) for i in _items(question)}
        varied = {sort for sort, found in values.items() if sort and len(found) >= VARIED}
        return OpenSlots(frozenset(varied - told), any(q.negated for q in questions))

    def _questions(self, texts: Iterable[str]) -> list[Question]:
        tokens = (tuple(t for t in tokenise(text) if t.form != "?") for text in texts)
        return [self.read(Clause(found)) for found in tokens if found]


def _value(item: Item) -> object:
    """What an item means: the same name in another language or case is no other value."""
    return frozenset(item.entities) if isinstance(item, Mention) else item.text


def _items(question: Question) -> tuple[Item, ...]:
    return (*question.mentions, *question.moments, *question.amounts)
