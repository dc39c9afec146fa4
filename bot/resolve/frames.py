"""Frames: plain statements of a kind with its roles in place, taken apart.

"{exporter} exports {goods} to {importer}" tells who stands on which side of the verb, and behind
which little word. `direction` holds questions against them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.facts.index import Index
from bot.text.lexicon import Lexicon
from bot.text.normal import words

POSSESSIVE = "'s"
ENDING = "-"  # in "{visitor}-a": the ending that the name has there
SAY = "@say"  # stands for every word that names a wider kind
VERB_GROUP = 12  # words before a verb in which a form of "to be" makes it a passive
AGENT = 3  # words behind a participle in which "by" makes it a passive without one
_PART = re.compile(r"\{([a-z_-]+)\}|([^\s{}]+)")


@dataclass(frozen=True)
class Slot:
    """A role in a frame: the place it stands at, and the little word before (or mark behind) it."""

    role: str
    place: int
    cue: str


@dataclass(frozen=True)
class Frame:
    """A frame taken apart.

    `content` are its decisive words, by place, in canonical form; `passives` the places at which
    such a word is a passive verb ("was received").
    """

    slots: tuple[Slot, ...]
    content: tuple[tuple[int, str], ...]
    passives: frozenset[int]

    @property
    def words(self) -> frozenset[str]:
        """The decisive words, in canonical form."""
        return frozenset(word for _, word in self.content)


class Frames:
    """The frames of all kinds in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self.of_kind = lru_cache(maxsize=None)(self._of_kind)
        self.asking = lru_cache(maxsize=None)(self._asking)

    def _of_kind(self, kind_id: str) -> tuple[Frame, ...]:
        texts = self._index.kinds[kind_id]["frames"].get(self._lexicon.language, ())
        kind, language = self._index.kinds[kind_id], self._lexicon.language
        naming = frozenset(kind["words"].get(language, ()))
        saying = frozenset(kind["inherited"].get(language, ()))
        frames = (self._frame(text, naming) for text in texts)
        return tuple(_with_say(frame, saying - naming) for frame in frames)

    def _asking(self, kind_id: str) -> tuple[tuple[frozenset[str], Frame], ...]:
        """The questions of a kind, each with its plain words, taken apart in the same way."""
        kind, language = self._index.kinds[kind_id], self._lexicon.language
        naming = frozenset(kind["words"].get(language, ()))
        texts = (text for asked in kind["asks"].values() for text in asked.get(language, ()))
        return tuple(
            (
                frozenset(word for word, is_role in parts_of(text) if not is_role),
                self._frame(text, naming),
            )
            for text in texts
        )

    def _frame(self, text: str, naming: frozenset[str]) -> Frame:
        parts = parts_of(text)
        forms = [word for word, _ in parts]
        slots = tuple(
            Slot(name, place, self._cue(parts, place))
            for place, (name, is_role) in enumerate(parts)
            if is_role
        )
        content = tuple(
            (place, self._lexicon.canonical(word))
            for place, (word, is_role) in enumerate(parts)
            if not is_role and word != POSSESSIVE and not word.startswith(ENDING)
            if self._decides(word, naming)
        )
        passives = frozenset(place for place, _ in content if self.is_passive(forms, place))
        return Frame(slots, content, passives)

    def _decides(self, word: str, naming: frozenset[str]) -> bool:
        """Whether a word is decisive: no filler, or one that names the kind ("give")."""
        return word not in self._lexicon.fillers or self._lexicon.canonical(word) in naming

    def _cue(self, parts: Sequence[tuple[str, bool]], place: int) -> str:
        before, is_role = parts[place - 1] if place else ("", True)
        behind, asks = parts[place + 1] if place + 1 < len(parts) else ("", True)
        if not asks and behind in self._lexicon.postpositions:
            return self._lexicon.postpositions[behind]
        if not is_role and before in self._lexicon.word_set("cues"):
            return before
        case = self._lexicon.cases.case_of(behind[1:]) if behind.startswith(ENDING) else ""
        owns = case in self._lexicon.word_set("possessive_cases")
        return POSSESSIVE if owns or behind == POSSESSIVE else case

    def is_passive(self, forms: Sequence[str], verb: int) -> bool:
        """Whether the verb at a place is a participle behind a form of "to be"."""
        if verb >= len(forms) or forms[verb].endswith(tuple(self._lexicon.word_set("progressive"))):
            return False
        before = forms[max(0, verb - VERB_GROUP) : verb]
        joints = self._lexicon.word_set("relative")  # "was the day when he met" is no "was met"
        before = before[max((i for i, f in enumerate(before, 1) if f in joints), default=0) :]
        support = self._lexicon.word_set("support") - self._lexicon.voice
        has_be = any(form in self._lexicon.voice for form in before)
        behind = forms[verb + 1 : verb + 1 + AGENT]
        by = any(form in self._lexicon.word_set("agent_cues") for form in behind)
        participle = forms[verb].endswith(tuple(self._lexicon.word_set("participles")))
        return participle and (has_be or by) and not any(form in support for form in before)


def parts_of(text: str) -> list[tuple[str, bool]]:
    """The words and roles of a frame in order, each with whether it is a role."""
    parts: list[tuple[str, bool]] = []
    for role, word in _PART.findall(text):
        if role:
            parts.append((role, True))
            continue
        if word.startswith(POSSESSIVE) and parts:
            parts.append((POSSESSIVE, False))
        elif word.startswith(ENDING) and len(word) > 1 and parts and parts[-1][1]:
            parts.append((word, False))
            continue
        parts.extend((plain, False) for plain in words(word.removeprefix(POSSESSIVE)))
    return parts


def _with_say(frame: Frame, saying: frozenset[str]) -> Frame:
    """The frame with every word of the wider kind ("stressed", "told") read as one and the same."""
    content = tuple((place, SAY if word in saying else word) for place, word in frame.content)
    return Frame(frame.slots, content, frame.passives)


Roles = Mapping[int, Sequence[str]]  # number of a mention → the roles it fills in a fact
