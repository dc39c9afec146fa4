"""Whether what stands as a verb's object can have the role that it has in a fact.

"Who approved X?" asks for the one that did it, and X is what it was done to. Where all plain
statements of a kind have other roles as that verb's object (a document, say), a fact in which X
itself did it does not answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.facts.index import Index
from bot.resolve.frames import Frame, Frames, Roles
from bot.resolve.question import Ask, Mention, Question
from bot.text.lexicon import Lexicon


class Objects:
    """Holds the objects of questions against the frames of a kind, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, frames: Frames) -> None:
        self._index = index
        self._lexicon = lexicon
        self._frames = frames
        self._cases = lexicon.word_set("object_cases")
        self._objects = lru_cache(maxsize=4096)(self._objects_of)

    def misplaced(self, question: Question, kind_id: str, filled: Roles) -> bool:
        """Whether a name is the object of the verb asked about, and has only roles in the fact that
        no statement of the kind has there. `filled` is as in `Direction.conflicts`.
        """
        ask = question.ask
        if question.claim or ask.start < 0 or not (ask.types or ask.nouns) or ask.derive:
            return False
        if ask.object or ask.before:  # "whom did …": what stands behind the verb did it
            return self._asks_amiss(question, kind_id)
        if self._lexicon.data.get("verb_last"):
            return False
        named = question.relations.get(kind_id, {})
        asking = ask.nouns[-1][0] + 1 if ask.nouns else ask.end
        for number, roles in filled.items():
            mention = question.mentions[number]
            before = range(asking, mention.start)
            if not before or named.get(before[-1]) != "own":
                continue
            if mention.before not in self._cases | {"", question.forms[before[-1]]}:
                continue
            active = not self._frames.is_passive(question.forms, before[-1])
            of_verb = all(self._is_of_verb(question, named, at) for at in before)
            if active and of_verb and self._ends(question, mention):
                verb = frozenset(
                    self._lexicon.canonical(question.forms[at]) for at in before if at in named
                )
                objects = self._objects(kind_id, verb, ask.word)
                return bool(objects) and objects.isdisjoint(roles)
        return False

    def _asks_amiss(self, question: Question, kind_id: str) -> bool:
        """Whether "whom" asks for the object of a verb whose objects are of other types."""
        ask, named = question.ask, question.relations.get(kind_id, {})
        whom = self._lexicon.word_set("who_words").intersection(ask.word.split())
        whose = self._lexicon.questions.get(tuple(ask.word.split()), {}).get("noun")
        if not whom or whose or ask.before not in self._cases | {""}:
            return False
        if self._index.kinds[kind_id]["reported"]:
            return False  # who was said to do it is no object of the saying
        verb = (question.forms[at] for at, how in named.items() if how == "own")
        said = frozenset(self._lexicon.canonical(form) for form in verb)
        objects = self._objects(kind_id, said, ask.word)
        return bool(objects) and not any(self._may_be(kind_id, role, ask) for role in objects)

    def _may_be(self, kind_id: str, role: str, ask: Ask) -> bool:
        """Whether a role is of the types asked for, or asked for with that word anyway."""
        kind = self._index.kinds[kind_id]
        texts = kind["asks"].get(role, {}).get(self._lexicon.language, ())
        wanted = set(ask.types).intersection(kind["roles"][role]["types"])
        return bool(wanted) or any(ask.word in text.split() for text in texts)

    def _is_of_verb(self, question: Question, named: Mapping[int, str], at: int) -> bool:
        """Whether a word before the object belongs to the verb: "has", or a half of a phrase."""
        form = question.forms[at]
        does = form in self._lexicon.word_set("support") - self._lexicon.voice
        return named.get(at) == "own" or (form in self._lexicon.fillers and not does)

    def _ends(self, question: Question, mention: Mention) -> bool:
        """Whether no noun that the name belongs to comes behind it ("the X statement")."""
        behind = mention.end
        if behind >= len(question.forms):
            return True
        starts = {m.start for m in (*question.mentions, *question.moments)}
        return behind not in starts and question.forms[behind] in self._lexicon.fillers

    def _objects_of(self, kind_id: str, verb: frozenset[str], asked: str) -> frozenset[str]:
        """The roles that statements, and questions with the same question word, have behind a verb;
        behind any verb of the kind where this one has nothing there.
        """
        asking = self._frames.asking(kind_id)
        alike = (frame for words, frame in asking if words.issuperset(asked.split()))
        frames = [*self._frames.of_kind(kind_id), *alike]
        shared = [frame for frame in frames if verb & frame.words]
        found = (self._behind(some, verb) for some in (shared, frames))
        return next((roles for roles in found if roles), frozenset())

    def _behind(self, frames: Sequence[Frame], verb: frozenset[str]) -> frozenset[str]:
        """The roles behind the active verb of some frames, without a little word."""
        allowed = self._cases | {""}
        return frozenset(
            slot.role
            for frame in frames
            for at, word in frame.content
            if word in verb or not verb & frame.words
            for slot in frame.slots
            if at < slot.place <= at + max(len(verb), 1)
            and at not in frame.passives
            and slot.cue in allowed
        )
