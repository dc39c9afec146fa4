"""Questions that are a kind's own phrasing word for word: then nothing else need name the kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.resolve.decide import Reading, is_of_time, is_sure
from bot.resolve.explain import Explainer, Fit
from bot.resolve.frames import parts_of
from bot.resolve.question import Asked, Item, Question, Word, spans
from bot.text.lexicon import Lexicon

Pattern = tuple[tuple[str, bool], ...]  # canonical words, and the roles that stand between them


class Verbatim:
    """Holds questions against the phrasings of kinds, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, explainer: Explainer) -> None:
        self._index = index
        self._lexicon = lexicon
        self._explainer = explainer
        self._patterns = lru_cache(maxsize=None)(self._patterns_of)

    def readings(self, question: Question, facts: Iterable[FactRecord]) -> list[Reading]:
        """The facts whose values stand in the places of a phrasing, with what that asks for."""
        told = (*question.mentions, *question.moments, *question.amounts)
        if question.claim or not told:
            return []
        row = self._row(question, told)
        found = []
        for fact in facts:
            fit = self._explainer.fit(question, fact)
            for role, pattern in self._patterns(fact.kind):
                if fact.roles.get(role) and self._is_said(row, pattern, fit):
                    found.append(Reading(fit, Asked(role, tuple(fact.roles[role]), fact.id), 1.0))
                    break
        return [
            reading
            for reading in found
            if is_sure(reading.fit) and is_of_time(question, reading.fit, self._index)
        ]

    def _row(self, question: Question, told: Sequence[Item]) -> list[str | Item]:
        """The question as canonical words, each name, time and amount as one."""
        items, taken = {item.start: item for item in told}, spans(told)
        row: list[str | Item] = []
        for at, form in enumerate(question.forms):
            if at in items:
                row.append(items[at])
            elif at not in taken and form != "?":
                row.append(self._lexicon.canonical(form))
        return row

    def _patterns_of(self, kind_id: str) -> tuple[tuple[str, Pattern], ...]:
        return tuple(self._all_patterns(kind_id))

    def _all_patterns(self, kind_id: str) -> Iterator[tuple[str, Pattern]]:
        for role, texts in self._index.kinds[kind_id]["asks"].items():
            for text in texts.get(self._lexicon.language, ()):
                parts = parts_of(text)
                yield (
                    role,
                    tuple((w if slot else self._lexicon.canonical(w), slot) for w, slot in parts),
                )

    def _is_said(self, row: Sequence[str | Item], pattern: Pattern, fit: Fit) -> bool:
        """Whether a question has the words of a pattern, and the fact's values in their places. A
        name that is asked for, the fact must have.
        """
        asks_name = self._lexicon.word_set("name_words")
        unsaid = [i for i in fit.unexplained if not isinstance(i, Word) or i.form in asks_name]
        if unsaid or len(row) != len(pattern):
            return False
        roles = {(r.item.start, r.item.end): r.roles for r in fit.reasons if r.how == "role"}
        return all(
            part in roles.get((said.start, said.end), ())
            if slot and not isinstance(said, str)
            else part == said and not slot
            for said, (part, slot) in zip(row, pattern, strict=True)
        )
