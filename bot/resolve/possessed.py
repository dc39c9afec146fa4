"""Whose something is: "X's stance" names X in the role that has the stance, and in no other.

The frames of a kind say so: "{supporter} supports {supported}'s stance" gives the stance to the
supported one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.facts.index import Index
from bot.resolve.frames import POSSESSIVE, Frame, Frames
from bot.resolve.question import Mention, Question
from bot.text.lexicon import Lexicon


class Possessed:
    """Holds possessive names against the frames of kinds, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._frames = Frames(index, lexicon)
        self._of = lexicon.word_set("home_prepositions") & lexicon.word_set("cues")
        self._owners = lru_cache(maxsize=None)(self._of_kind)

    def owners(self, item: Mention, question: Question, kind_id: str) -> frozenset[str]:
        """The roles that may have what a name is said to have; empty where it is said of none."""
        behind = item.possessive
        if not behind and item.before not in self._of:
            return frozenset()
        thing = self._beside(item, question, 1 if behind else -1)
        cue = POSSESSIVE if behind else item.before  # "for X" is not "of X"
        had = self._owners(kind_id).get(thing, {})
        return frozenset(role for roles in had.values() for role in roles if cue in had)

    def _beside(self, item: Mention, question: Question, step: int) -> str:
        """The first word behind (before) a name that is none of another name, in canonical form."""
        named = {i for m in question.mentions for i in range(m.start, m.end)}
        at = item.start + step
        while 0 <= at < len(question.forms):
            form = question.forms[at]
            if at not in named and form != POSSESSIVE and form not in self._lexicon.fillers:
                return self._lexicon.canonical(form)
            at += step
        return ""

    def _of_kind(self, kind_id: str) -> Mapping[str, Mapping[str, set[str]]]:
        """Thing → little word → the roles that have the thing so in the frames of a kind."""
        found: dict[str, dict[str, set[str]]] = {}
        for frame in self._frames.of_kind(kind_id):
            for role, thing, cue in self._had(frame):
                found.setdefault(thing, {}).setdefault(cue, set()).add(role)
        return found

    def _had(self, frame: Frame) -> list[tuple[str, str, str]]:
        """Each role that has something in a frame, what, and the little word of it."""
        pairs = []
        for slot in frame.slots:
            behind = slot.cue == POSSESSIVE
            if not behind and slot.cue not in self._of:
                continue
            beside = [
                (abs(place - slot.place), word)
                for place, word in frame.content
                if (place > slot.place) == behind
            ]
            pairs += [(slot.role, word, slot.cue) for _, word in sorted(beside)[:1]]
        return pairs
