"""Claims of several parts in one sentence, taken apart at "and" and "but"."""

from __future__ import annotations

from dataclasses import replace

from bot.resolve.question import Question
from bot.resolve.reading import Reader
from bot.resolve.relations import OWN
from bot.text.clauses import Clause
from bot.text.lexicon import Lexicon


class ClaimParts:
    """Finds the parts of claims, in one language."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._lexicon = lexicon

    def of(self, clause: Clause) -> list[Question]:
        """The claims that a clause joins by "and", each with a name and a word of its own that says
        what was done; the second one may leave out who did it.
        """
        joints = self._lexicon.word_set("joints")
        for at, token in enumerate(clause.tokens):
            if token.form not in joints or not 0 < at < len(clause.tokens) - 1:
                continue
            left, right = clause.tokens[:at], clause.tokens[at + 1 :]
            first, second = (self._reader.read(replace(clause, tokens=t)) for t in (left, right))
            if not all(self._stands(part) for part in (first, second)):
                continue
            if second.mentions[0].start > min(self._verbs(second)):
                subject = first.mentions[0]
                whole = (*left[subject.start : subject.end], *right)
                second = self._reader.read(replace(clause, tokens=whole))
            if self._reader.statements.states(first) and self._reader.statements.states(second):
                return [replace(part, claim=True) for part in (first, second)]
        return []

    @staticmethod
    def _verbs(question: Question) -> set[int]:
        """The places of the words that name a kind."""
        named = question.relations.values()
        return {at for places in named for at, how in places.items() if how == OWN}

    def _stands(self, part: Question) -> bool:
        """Whether a half of a sentence says something of somebody."""
        verbs = {at for at in self._verbs(part) if part.forms[at] not in self._lexicon.fillers}
        return bool(part.mentions) and bool(verbs)
