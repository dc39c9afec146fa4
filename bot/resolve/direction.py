"""Who did what to whom: which role each name fills, from word order and little words.

A question is held against every frame of a kind that shares a decisive word with it. The readings
in which sides and little words agree best tell the roles; where none of them gives the names the
roles that they have in a fact, the fact is about something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import BUILT_IN_TYPES
from bot.resolve.assignment import ASKED, OPPOSED, Assigned, Pivots, Place, assigned, pivots_of
from bot.resolve.frames import POSSESSIVE, SAY, Frame, Frames, Roles
from bot.resolve.objects import Objects
from bot.resolve.question import Ask, Mention, Question
from bot.text.lexicon import Lexicon

RELATION = 1.5  # the frame and the question share a decisive word,
SHARED = 1.0  # … and each further one
UNSAID = 1.5  # a decisive word of the frame that the question does not have
CONFLICT = 1.5  # a reading this much better than the best that agrees with a fact refutes it,
CLAIM_CONFLICT = 0.5  # … or, in a claim, better at all,
# where it gives names only roles that the fact fills with the same sort of thing;
FAR_CONFLICT = 5.0  # any other reading must be this much better
MOST_TURNED = 3  # names of a claim that are tried in one another's places
MOST_PLACES = 5  # names of a question that are tried in the slots of a frame
NOWHERE = -(10.0**6)  # the score of no reading at all
FIRST, LAST = -1, 10**6  # places before and behind every word

Sorts = frozenset[tuple[str, str]]  # types of things in a fact, with their roles


class Direction:
    """Reads the direction of questions, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._frames = Frames(index, lexicon)
        self._objects = Objects(index, lexicon, self._frames)
        self._sorts = lru_cache(maxsize=4096)(self._sorts_in)
        groups = [frozenset(map(str, g)) for g in lexicon.data.get("opposite_cues", ())]
        self._opposites = frozenset(
            (left, right)
            for one, other in permutations(groups, 2)
            for left in one
            for right in other
        )

    def conflicts(
        self, question: Question, fact: FactRecord, filled: Roles
    ) -> tuple[bool, str | None]:
        """Whether word order gives a name another role than the fact does; and the asked role.

        `filled` maps the number of each mention to the roles that it fills in the fact.
        """
        sorts = self._sorts(fact.number)
        key = ("conflicts", fact.kind, tuple(filled.items()), sorts, tuple(fact.roles))
        if key not in question.memo:  # facts that hold the same sorts of things conflict alike
            question.memo[key] = self._conflicts(question, fact, filled, sorts)
        found: tuple[bool, str | None] = question.memo[key]
        return found

    def _conflicts(
        self, question: Question, fact: FactRecord, filled: Roles, sorts: Sorts
    ) -> tuple[bool, str | None]:
        kind_id = fact.kind
        if self._objects.misplaced(question, kind_id, filled):
            return True, None
        roles_of = self._index.kinds[kind_id]["roles"]
        people_only = "own" not in question.relations.get(kind_id, {}).values()
        described = self._index.kinds[kind_id]["describes"]
        names = [
            i
            for i in filled
            if self._counts(question.mentions[i], question, people_only)
            and not (described and question.mentions[i].parts)
            and (described or not _is_told_twice(i, filled, question))
        ]
        if not names:
            return False, self._asked_alone(question, fact)
        types = [self._types(question.mentions[i]) for i in names]
        if all(len(_fitting(t, roles_of)) < 2 for t in (*types, frozenset(question.ask.types))):
            return self._is_turned(question, kind_id, names, filled), None
        alike = {i: self._alike(question.mentions[i], sorts) | set(filled[i]) for i in names}
        found = self._kept_readings(question, kind_id, names)
        best, told = max(
            ((score, _names(roles)) for roles, score in found), key=_first, default=(NOWHERE, 0)
        )
        if self._is_opposed(found, filled) or self._is_turned(question, kind_id, names, filled):
            return True, None
        likely, agreeing, readings = NOWHERE, NOWHERE, []
        for roles, score in found:
            if _names(roles) < told:
                continue  # it says nothing of a name that the best reading places
            if _agrees(roles, alike):
                likely = max(likely, score)
            if not _agrees(roles, filled):
                continue
            if score > agreeing + 1e-9:
                agreeing, readings = score, [roles]
            elif abs(score - agreeing) <= 1e-9:
                readings.append(roles)
        if (
            likely - agreeing >= (CLAIM_CONFLICT if question.claim else CONFLICT)
            or best - agreeing >= FAR_CONFLICT
        ) and best >= 0:  # else no frame has the words of the question
            return True, None
        asked = {dict(roles).get(ASKED) for roles in readings}
        return False, asked.pop() if len(asked) == 1 else None

    def _asked_alone(self, question: Question, fact: FactRecord) -> str | None:
        """The role that word order asks for where no name tells, if the fact of an event lacks it:
        "who took the photos" does not ask who was on them.
        """
        if self._index.kinds[fact.kind]["reported"]:
            return None
        found = self._kept_readings(question, fact.kind, [])
        best = max((score for _, score in found), default=NOWHERE)
        if best < RELATION + SHARED:
            return None  # no frame has the words of the question
        asked = {dict(roles).get(ASKED) for roles, score in found if score >= best - 1e-9}
        role = asked.pop() if len(asked) == 1 else None
        return None if role in fact.roles else role

    @staticmethod
    def _is_opposed(found: Sequence[tuple[Assigned, float]], filled: Roles) -> bool:
        """Whether a name stands behind the opposite of the little word that its role takes, however
        the names are read as the fact has them.
        """
        agree = [(_names(roles), score) for roles, score in found if _agrees(roles, filled)]
        most = max((names for names, _ in agree), default=0)
        return bool(most) and all(s < OPPOSED / 2 for names, s in agree if names == most)

    def _is_turned(
        self, question: Question, kind_id: str, names: Sequence[int], filled: Roles
    ) -> bool:
        """Whether the names of a claim stand just where a frame has one another's roles, be they
        things that could not have those: "did the sea name X", where X named the sea.
        """
        if not question.claim or not 2 <= len(names) <= MOST_TURNED:
            return False  # a question leaves out too much to tell, a long claim has too many ways
        found = self._kept_readings(question, kind_id, names)
        agree = [(_names(r), score) for r, score in found if _agrees(r, filled)]
        if not agree:
            return False
        most = max(agree)[0]
        agreeing = max(score for count, score in agree if count == most)
        taken = {role for i in names for role in filled[i]}
        free = self._kept_readings(question, kind_id, names, free=True)
        turned = (
            score
            for roles, score in free
            if _names(roles) >= most and {r for i, r in roles if i != ASKED} <= taken
        )
        return max(turned, default=NOWHERE) - agreeing >= CLAIM_CONFLICT

    def _sorts_in(self, number: int) -> Sorts:
        """The types of the things in a fact, each with a role that such a thing has there."""
        own = self._index.fact(number).entities.items()
        found = ((self._index.entity(entity_id), roles) for entity_id, roles in own)
        return frozenset((e["type"], role) for e, roles in found if e is not None for role in roles)

    def _alike(self, mention: Mention, sorts: Sorts) -> set[str]:
        """The roles in which the fact has something of the very sort of a name: those that it could
        be confused with.
        """
        own = {e["type"] for i in mention.entities if (e := self._index.entity(i)) is not None}
        return {role for sort, role in sorts if sort in own}

    def _counts(self, mention: Mention, question: Question, people_only: bool) -> bool:
        """Whether a name's place tells something: not where it is only where things happened, and
        with nothing but "said" to go by only of people.
        """
        aside = self._lexicon.word_set("location_prepositions")
        if mention.before in aside or mention.before in self._lexicon.word_set("attributions"):
            return False
        if question.optional.intersection(range(mention.start, mention.end)):
            return False
        if mention.end == len(question.forms) - 1 and "," in question.tokens[mention.start].gap:
            return False  # "…, X said" tells by its comma who said it
        return not people_only or "person" in self._types(mention)

    def _types(self, mention: Mention) -> frozenset[str]:
        found: set[str] = set()
        for entity_id in mention.entities:
            entity = self._index.entity(entity_id)
            if entity is not None:
                found.update(self._index.types.get(entity["type"], {}).get("all", ()))
        return frozenset(found)

    def _kept_readings(
        self, question: Question, kind_id: str, names: Sequence[int], free: bool = False
    ) -> list[tuple[Assigned, float]]:
        """The readings, worked out once for all facts of a kind that have the same names, each with
        its best score, in the order in which they reached it; `free` where a name may stand for any
        thing.
        """
        key = ("readings", kind_id, free, *names)
        if key not in question.memo:
            best: dict[Assigned, float] = {}
            for roles, score in self._readings(question, kind_id, names, free):
                if score > best.get(roles, score - 1):
                    best.pop(roles, None)
                    best[roles] = score
            question.memo[key] = list(best.items())
        found: list[tuple[Assigned, float]] = question.memo[key]
        return found

    def _readings(
        self, question: Question, kind_id: str, names: Sequence[int], free: bool
    ) -> Iterator[tuple[Assigned, float]]:
        """Every way to read the names in the frames nearest by their words, with its score."""
        roles_of = self._index.kinds[kind_id]["roles"]
        things = {t for role in roles_of.values() for t in role["types"]} - BUILT_IN_TYPES
        said = self._said(question, kind_id)
        frames = self._frames.of_kind(kind_id)
        shared = [(f, p) for f in frames if (p := pivots_of(f, said))]
        voiced = [(f, p) for f, p in shared if self._same_voice(f, p, question)]
        verb = self._verb(question, kind_id)
        loose = [(f, ((f.content[0][0] if f.content else 0, verb),)) for f in frames]
        placed: dict[int, list[Place]] = {}
        for frame, pivots in voiced or shared or ([] if free else loose):
            at = pivots[-1][1]
            if at not in placed:
                placed[at] = self._places(question, names, at, roles_of)
            places = placed[at]
            if free:
                places = [
                    p if p.item == ASKED else replace(p, types=frozenset(things)) for p in places
                ]
            bonus = (RELATION + SHARED * (len(pivots) - 1)) * bool(shared)
            bonus -= UNSAID * len(frame.words - set(said))
            for roles, score in assigned(frame, pivots, places, roles_of, self._opposites):
                yield roles, score + bonus

    def _said(self, question: Question, kind_id: str) -> dict[str, int]:
        """The decisive words of the question, in canonical form, with their places."""
        named = {i for m in question.mentions for i in range(m.start, m.end)}
        named |= set(range(question.ask.start, question.ask.end))
        found: dict[str, int] = {}
        for place, form in enumerate(question.forms):
            how = question.relations.get(kind_id, {}).get(place)
            if place in named or form == POSSESSIVE:
                continue
            if how == "inherited":
                found.setdefault(SAY, place)
            elif how == "own" or form not in self._lexicon.fillers:
                found.setdefault(self._lexicon.canonical(form), place)
        return found

    def _same_voice(self, frame: Frame, pivots: Pivots, question: Question) -> bool:
        at, verb = pivots[-1]
        return (at in frame.passives) == self._frames.is_passive(question.forms, verb)

    def _verb(self, question: Question, kind_id: str) -> int:
        """The place of the word that names the kind; the end of the question where none does."""
        named = question.relations.get(kind_id, {})
        own = [i for i, how in named.items() if how == "own"] or [
            i for i, how in named.items() if how == "inherited"
        ]
        own = [i for i in own if not question.ask.start <= i < question.ask.end] or own
        verbs = [i for i in own if question.forms[i] not in self._lexicon.fillers]
        return min(verbs or own or [len(question.forms)])

    def _places(
        self, question: Question, names: Sequence[int], verb: int, roles_of: Mapping[str, Any]
    ) -> list[Place]:
        ask = question.ask
        asked_end = ask.nouns[-1][0] + 1 if ask.nouns else ask.end
        copula = verb in (ask.end, asked_end) and verb < len(question.forms)
        verb_last = bool(self._lexicon.data.get("verb_last"))  # then sides tell nothing
        first = self._lexicon.voice | self._lexicon.word_set("verb_first")  # "where is X"
        inverted = copula and not verb_last and bool({question.forms[verb], ask.word} & first)
        subject_end = self._behind_subject(question, verb)
        found = []
        for i in names:
            mention = question.mentions[i]
            cue = mention.before or POSSESSIVE * mention.possessive
            at = (
                FIRST if inverted else LAST if subject_end < mention.start < verb else mention.start
            )
            found.append(Place(i, self._types(mention), at, cue))
        types = frozenset(ask.types) or self._of_noun(ask)
        attributed = self._lexicon.ends_with("attributed_to", question.forms[: max(ask.start, 0)])
        if types and not ask.derive and not attributed and _fitting(types, roles_of):
            stranded = question.forms[-1] if question.forms else ""
            cue = ask.before or (stranded if stranded in self._lexicon.word_set("cues") else "")
            owns = cue in self._lexicon.word_set("possessive_cases")  # the case of frames, too
            cue = POSSESSIVE if owns or self._is_whose(ask) else cue
            done_to = not verb_last and (ask.object or inverted or bool(ask.before))
            found.append(Place(ASKED, types, LAST if done_to else ask.start, cue))
        return found[:MOST_PLACES]

    def _is_whose(self, ask: Ask) -> bool:
        """Whether what is asked for has the thing behind the question word: "whose visit"."""
        meaning = self._lexicon.questions.get(tuple(ask.word.split()), {})
        return bool(ask.nouns) and bool(meaning.get("noun"))

    def _of_noun(self, ask: Ask) -> frozenset[str]:
        """The types of things that the noun of "which …" names."""
        nouns = {word for _, word in ask.nouns[:1]}
        return frozenset(
            t
            for t, data in self._index.types.items()
            if nouns & set(self._lexicon.own(data["nouns"]))
        )

    def _behind_subject(self, question: Question, verb: int) -> int:
        """Where the sides part: at the verb, or behind the subject where only a noun names the kind
        ("what does A offer B as a gateway").
        """
        names = [m for m in question.mentions if m.start >= 0]
        if not question.ask.object or len(names) < 2 or names[1].end > verb:
            return verb
        between = question.forms[names[0].end : names[1].start]
        joined = not between or any(w in self._lexicon.word_set("joints") for w in between)
        return verb if joined else names[0].end


def _is_told_twice(item: int, filled: Roles, question: Question) -> bool:
    """Whether a name only says who a description means, as in "the minister who came is X": then
    the description has the place that tells.
    """
    whom = set(question.mentions[item].entities)
    described = ((i, question.mentions[i]) for i in filled if i != item)
    return not question.mentions[item].parts and any(
        m.parts and filled[i] == filled[item] and whom <= set(m.entities) for i, m in described
    )


def _names(roles: Assigned) -> int:
    """How many names a reading places, what is asked for left aside."""
    return len(roles) - (roles[-1][0] == ASKED)


def _agrees(roles: Assigned, filled: Mapping[int, Collection[str]]) -> bool:
    """Whether a reading gives every name that it places a role that it has in the fact."""
    return all(item == ASKED or role in filled[item] for item, role in roles)


def _first(pair: tuple[float, int]) -> float:
    return pair[0]


def _fitting(types: frozenset[str], roles_of: Mapping[str, Any]) -> list[str]:
    return [name for name, role in roles_of.items() if types & set(role["types"])]
