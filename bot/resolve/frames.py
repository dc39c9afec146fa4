"""Who did what to whom: which role each name fills, from word order and little words.

A frame is a plain statement of a kind with its roles in place ("{exporter} exports {goods} to
{importer}"). A question is held against every frame that has its relation word; the reading in which
sides and little words agree best tells the roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations
from typing import Any

from bot.facts.index import Index
from bot.resolve.question import Ask, Mention, Question
from bot.text.lexicon import Lexicon
from bot.text.normal import words

SAME_SIDE = 2.0  # a name stands on the same side of the verb as in the frame
SAME_CUE = 3.0  # … behind the same little word
OTHER_CUE = -3.0  # … behind another one: "to" is not "from"
LEFT_OUT = 1.5  # a name that the frame has no slot for
MOST_PLACES = 5  # names of a question that are tried in the slots of a frame
CONFLICT = 2.0  # a reading this much better than the best one that agrees with a fact refutes it
RELATION = 1.5  # the frame has the very relation word of the question
POSSESSIVE = "'s"
_PART = re.compile(r"\{([a-z_-]+)\}|([^\s{}]+)")


@dataclass(frozen=True)
class Slot:
    """A role in a frame: its place relative to the relation word, and the little word before it."""

    role: str
    after: bool
    cue: str


@dataclass(frozen=True)
class Frame:
    """A frame taken apart; `relation` is the canonical words beside its slots."""

    slots: tuple[Slot, ...]
    relation: frozenset[str]
    passive: bool


@dataclass(frozen=True)
class Place:
    """Where a name of the question stands, in the same terms as a slot; `item` −1 is the asked one."""

    item: int
    types: frozenset[str]
    after: bool
    cue: str


@dataclass(frozen=True)
class Agreeing:
    """The best score of a reading that agrees with a fact, and all such readings that have it."""

    score: float
    readings: tuple[dict[int, str], ...]


class Frames:
    """The frames of all kinds in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self.of_kind = lru_cache(maxsize=None)(self._of_kind)

    def _of_kind(self, kind_id: str) -> tuple[Frame, ...]:
        kind = self._index.kinds[kind_id]
        texts = kind["frames"].get(self._lexicon.language, ())
        return tuple(self._frame(text, kind) for text in texts)

    def _frame(self, text: str, kind: Mapping[str, Any]) -> Frame:
        parts: list[tuple[str, bool]] = []
        for role, word in _PART.findall(text):
            if word.startswith(POSSESSIVE) and parts:
                parts.append((POSSESSIVE, False))
            plain = words(word.removeprefix(POSSESSIVE))
            parts.extend([(role, True)] if role else [(w, False) for w in plain])
        canonical = {
            i: self._lexicon.canonical(w)
            for i, (w, is_role) in enumerate(parts)
            if not is_role and w != POSSESSIVE
        }
        named = {p.split()[0] for p in kind["words"].get(self._lexicon.language, ()) if p}
        relation = next((i for i, c in canonical.items() if c in named), None)
        verb = relation if relation is not None else _first_word(parts)
        slots = []
        for place, (name, is_role) in enumerate(parts):
            if is_role:
                before = parts[place - 1][0] if place and not parts[place - 1][1] else ""
                cue = before if before in self._lexicon.word_set("cues") else ""
                behind = parts[place + 1][0] if place + 1 < len(parts) else ""
                cue = cue or (POSSESSIVE if behind == POSSESSIVE else "")
                slots.append(Slot(name, place > verb, cue))
        said = frozenset(
            c for i, c in canonical.items() if parts[i][0] not in self._lexicon.fillers
        )
        return Frame(tuple(slots), said, self._passive([w for w, _ in parts], verb))

    def _passive(self, forms: Sequence[str], verb: int) -> bool:
        """Whether the verb is a form of "to be" with a participle ("was received")."""
        if verb >= len(forms) or forms[verb].endswith(tuple(self._lexicon.word_set("progressive"))):
            return False
        endings = tuple(self._lexicon.word_set("participles"))
        before = [f for f in forms[max(0, verb - 6) : verb] if f]
        has_be = any(f in self._lexicon.voice for f in before)
        support = self._lexicon.word_set("support") - self._lexicon.voice
        return has_be and forms[verb].endswith(endings) and not any(f in support for f in before)

    def conflicts(
        self, question: Question, kind_id: str, filled: Mapping[int, Sequence[str]]
    ) -> tuple[bool, str | None]:
        """Whether the word order gives a name another role than the fact does; and the asked role.

        `filled` maps the number of each mention to the roles that it fills in the fact.
        """
        kind = self._index.kinds[kind_id]
        places = self._places(question, kind, filled)
        if "own" not in question.relations.get(kind_id, {}).values():
            places = [p for p in places if "person" in p.types]  # "said" orders only people
        if not any(self._doubtful(place, kind) for place in places):
            return False, None
        best, agreeing = self._best(question, kind_id, places, filled)
        if best - agreeing.score >= CONFLICT:
            return True, None
        asked = {roles.get(-1) for roles in agreeing.readings}
        return False, asked.pop() if len(asked) == 1 else None

    def _doubtful(self, place: Place, kind: Mapping[str, Any]) -> bool:
        return len(self._roles(place, kind)) > 1

    @staticmethod
    def _roles(place: Place, kind: Mapping[str, Any]) -> list[str]:
        return [name for name, role in kind["roles"].items() if place.types & set(role["types"])]

    def _places(
        self, question: Question, kind: Mapping[str, Any], filled: Mapping[int, Sequence[str]]
    ) -> list[Place]:
        verb = self._verb(question, str(kind["id"]))
        ask = question.ask
        inverted = verb == ask.end and verb < len(question.forms) and self._is_to_be(question, verb)
        verb = self._pivot(question, verb)
        found = [
            Place(
                i,
                self._types(m),
                m.start > verb and not inverted,
                m.before or POSSESSIVE * m.possessive,
            )
            for i, m in enumerate(question.mentions)
            if i in filled
            and m.before not in self._lexicon.word_set("location_prepositions")
            and not question.optional.intersection(range(m.start, m.end))
        ]
        if ask.types and not ask.derive:
            found.append(self._asked(ask, question, -1 if inverted else verb))
        return found

    def _pivot(self, question: Question, verb: int) -> int:
        """Where the sides part: at the verb, or behind the subject where only a noun names the kind
        ("what does A offer B as a gateway").
        """
        names = [m for m in question.mentions if m.start >= 0]
        if not question.ask.object or len(names) < 2 or names[1].end > verb:
            return verb
        between = question.forms[names[0].end : names[1].start]
        joined = not between or any(w in self._lexicon.word_set("joints") for w in between)
        return verb if joined else names[0].end

    def _is_to_be(self, question: Question, place: int) -> bool:
        """As in "Where is X": what stands behind the verb is its subject."""
        return question.forms[place] in self._lexicon.voice

    def _asked(self, ask: Ask, question: Question, verb: int) -> Place:
        stranded = question.forms[-1] if question.forms else ""
        cue = ask.before or (stranded if stranded in self._lexicon.word_set("cues") else "")
        after = ask.object or ask.start > verb or bool(cue and ask.before)
        return Place(-1, frozenset(ask.types), after, cue)

    def _verb(self, question: Question, kind_id: str) -> int:
        named = question.relations.get(kind_id, {})
        own = [i for i, how in named.items() if how == "own"] or [
            i for i, how in named.items() if how == "inherited"
        ]
        own = [i for i in own if not question.ask.start <= i < question.ask.end] or own
        verbs = [i for i in own if question.forms[i] not in self._lexicon.fillers]
        return min(verbs or own or [len(question.forms)])

    def _types(self, mention: Mention) -> frozenset[str]:
        found: set[str] = set()
        for entity_id in mention.entities:
            entity = self._index.entity(entity_id)
            if entity is not None:
                found.update(self._index.types.get(entity["type"], {}).get("all", ()))
        return frozenset(found)

    def _best(
        self,
        question: Question,
        kind_id: str,
        places: Sequence[Place],
        filled: Mapping[int, Sequence[str]],
    ) -> tuple[float, Agreeing]:
        """The score of the likeliest reading of all, and the likeliest that agree with the fact."""
        verb = self._verb(question, kind_id)
        passive = self._passive(question.forms, verb)
        said = (
            {self._lexicon.canonical(question.forms[verb])} if verb < len(question.forms) else set()
        )
        frames = self.of_kind(kind_id)
        with_word = [f for f in frames if f.relation & said]
        same_voice = [f for f in with_word if f.passive == passive]
        best, agreeing, found = 0.0, 0.0, []
        for frame in same_voice or with_word or frames:
            for roles, agreement in self._assigned(frame, places, kind_id):
                score = agreement + RELATION * bool(frame.relation & said)
                best = max(best, score)
                if not all(roles[i] in filled[i] for i in roles if i >= 0):
                    continue
                if score > agreeing + 1e-9:
                    agreeing, found = score, [roles]
                elif abs(score - agreeing) <= 1e-9:
                    found.append(roles)
        return best, Agreeing(agreeing, tuple(found))

    def _assigned(
        self, frame: Frame, places: Sequence[Place], kind_id: str
    ) -> Iterator[tuple[dict[int, str], float]]:
        roles_of = self._index.kinds[kind_id]["roles"]
        many = [s for s in frame.slots if roles_of.get(s.role, {}).get("list")]
        slots = [*frame.slots, *many]  # several names may share a role that takes a list
        size = min(len(places), len(slots))
        seen: set[tuple[tuple[int, str], ...]] = set()
        for kept in combinations(places[:MOST_PLACES], min(size, MOST_PLACES)):
            for chosen in permutations(slots, len(kept)):
                roles, score = self._score(kept, chosen, roles_of)
                key = tuple(sorted(roles.items()))
                if len(roles) == len(kept) and key not in seen:
                    seen.add(key)
                    yield roles, score - LEFT_OUT * (len(places) - len(kept))

    @staticmethod
    def _score(
        places: Sequence[Place], slots: Sequence[Slot], roles_of: Mapping[str, Any]
    ) -> tuple[dict[int, str], float]:
        """The roles that places take in slots, and how well they agree; fewer roles if one cannot."""
        score, roles = 0.0, {}
        for place, slot in zip(places, slots, strict=True):
            if not place.types & set(roles_of.get(slot.role, {"types": ()})["types"]):
                break
            score += _agreement(place, slot)
            roles[place.item] = slot.role
        return roles, score


def _agreement(place: Place, slot: Slot) -> float:
    score = SAME_SIDE if place.after == slot.after else -SAME_SIDE
    if place.cue == POSSESSIVE != slot.cue:
        return score  # "X's visit" is as much "X visited" as "the visit of X"
    if place.cue and slot.cue:
        score += SAME_CUE if place.cue == slot.cue else OTHER_CUE
    elif place.cue or slot.cue:
        score -= 1.0
    return score


def _first_word(parts: Sequence[tuple[str, bool]]) -> int:
    return next((i for i, (_, is_role) in enumerate(parts) if not is_role), 0)
