"""Refuse honestly: say what is missing, and what is known nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.facts.record import FactRecord
from bot.model import Context, Decision
from bot.resolve.decide import MOST_LISTED
from bot.resolve.explain import Fit
from bot.resolve.plain import Answerer, explained
from bot.resolve.question import Ask, Item, Mention, Moment, Question, Word
from bot.resolve.reading import Reader
from bot.resolve.relations import ALSO

MOST_NEAR = 64  # facts among which the nearest is looked for, to say what is known instead


class Abstainer:
    """Decides how to refuse."""

    def __init__(self, answerer: Answerer, reader: Reader) -> None:
        self._answerer = answerer
        self._index = answerer.index
        self._reader = reader

    def not_understood(self, wording: str) -> Decision:
        """A refusal of what could not be read as a question at all."""
        return Decision(
            outcome="abstain", reason="not_understood", wording=f"not_understood_{wording}"
        )

    def nothing_more(self) -> Decision:
        """A refusal of "more" where everything was told."""
        return Decision(outcome="abstain", reason="source_silent", wording="nothing_more")

    def decide(self, question: Question) -> Decision:
        """The refusal that fits: nothing known in it, no such fact, or not understood."""
        smuggled = self._reader.lexicon.found("commands").at(question.forms)
        known = bool(question.mentions) or any(
            set(p.values()) - {ALSO} for p in question.relations.values()
        )
        if smuggled or not question.given():
            return self.not_understood("gibberish")
        if not known:
            real = [w for w in question.words if self._reader.speller.knows(w.form)]
            if not real:
                return self.not_understood("gibberish")
            return Decision(outcome="abstain", reason="off_topic", wording="off_topic")
        return self._no_such_fact(question)

    def _no_such_fact(self, question: Question) -> Decision:
        facts = self._answerer.lookup.candidates(question, slack=1, most=MOST_NEAR)
        fits = [self._answerer.explainer.fit(question, fact) for fact in facts]
        near = max(fits, key=_nearness, default=None)
        missing, values = self._missing(question, near)
        close = near is not None and bool(near.relation) and len(near.unexplained) <= 1
        return Decision(
            outcome="abstain",
            reason="no_such_fact",
            kind=near.fact.kind if close and near else None,
            missing=missing,
            suggestions=(near.fact.id,) if close and near else (),
            wording="no_such_fact",
            slots={
                "unknown": [i.text for i in self._unknown(question, near)],
                "known": values,
            },
            why=tuple(explained(near)) if near else (),
        )

    def _unknown(self, question: Question, near: Fit | None) -> Sequence[Item]:
        if near is not None:  # dates and numbers are not said back: a message could plant them
            return [i for i in near.unexplained if isinstance(i, Mention | Word)][:1]
        return tuple(m for m in question.mentions if not m.entities)[:2]

    def _missing(
        self, question: Question, near: Fit | None
    ) -> tuple[dict[str, Any] | None, list[Any]]:
        """The slot that stopped the nearest fact, the name or time that it does not have; and the
        values that it has there.
        """
        if near is None or not near.unexplained:
            return self._unplaced(question, near), []
        named = [i for i in near.unexplained if not isinstance(i, Word)]
        stranger = self._stranger(question)
        if not named and stranger:
            return {"role": "name", "asked": stranger, "known": []}, []
        stopped = next(iter([*named, *near.unexplained]))
        role, values = self._slot(stopped, near.fact)
        known = [self._answerer.value([v]) for v in values]
        return {"role": role, "asked": stopped.text, "known": known}, values

    def _unplaced(self, question: Question, near: Fit | None) -> dict[str, Any] | None:
        """What is missing where no fact is near, or every word is known but not so together."""
        if near is not None and near.conflict:
            return {"role": "direction", "asked": "", "known": []}
        items = [*question.mentions, *question.moments, *question.amounts]
        asked = self._stranger(question) or next((i.text for i in items), None)
        return None if asked is None else {"role": "name", "asked": asked, "known": []}

    def _stranger(self, question: Question) -> str | None:
        """The first name in a question that the base does not know, by its capitals or spelling."""
        knows = self._reader.speller.knows
        strange = [
            w for w in question.words if (w.text[:1].isupper() and w.start > 0) or not knows(w.form)
        ]
        if not strange:
            return None
        name = [strange[0]]
        for word in strange[1:]:
            if word.start == name[-1].end:
                name.append(word)
        return " ".join(word.text for word in name)

    def _slot(self, item: Item, fact: FactRecord) -> tuple[str, list[Any]]:
        """The role of a fact that an unexplained item would have filled, and what it has there."""
        if isinstance(item, Moment):
            role = next((r for r, _, _ in fact.times), "when")
            return role, list(fact.roles.get(role, ()))
        if isinstance(item, Mention):
            for name, spec in self._index.kinds[fact.kind]["roles"].items():
                if name in fact.roles and self._fits(item, spec["types"]):
                    return str(name), list(fact.roles[name])
            return "name", []
        return "word", []

    def _fits(self, item: Mention, types: Sequence[str]) -> bool:
        for entity_id in (*item.entities, *(e for p in item.parts for e in p.entities)):
            entity = self._index.entity(entity_id)
            if entity and set(self._index.types.get(entity["type"], {}).get("all", ())) & set(
                types
            ):
                return True
        return False

    def again(
        self, before: Context, mentions: Sequence[Mention], kind: str
    ) -> tuple[Decision, tuple[Mention, ...]]:
        """The last question with other names in the places of some of their type, and all the names
        that it has then; of an office, that office in the place of another.
        """
        described = self._index.kinds[kind]["describes"] and mentions[0].parts
        named = [p for m in mentions for p in (m.parts if described else ()) or (m,)]
        new = [replace(m, start=-1, end=-1) for m in named]
        dropped = [g for g in before.entities if any(self._same_type(g, m.entities) for m in new)]
        kept = [Mention(-1, -1, "", entities=g) for g in before.entities if g not in dropped]
        if not described:
            kept += [Mention(-1, -1, "", entities=g) for g in dropped[: -len(new)]]
        asks = (Ask(word="what"),) if before.asked else ()
        question = Question(
            tokens=(),
            language=self._reader.lexicon.language,
            mentions=(*new, *kept),
            asks=asks,
            relations={kind: {}},
        )
        facts = [
            f
            for f in self._answerer.lookup.candidates(question)
            if f.kind == kind
            and all(
                any(e in f.entities or e in f.around for e in m.entities) for m in question.mentions
            )
        ]
        played = self._played(before, dropped[-len(new) :])
        if played:
            own = [e for m in new for e in m.entities]
            facts = [f for f in facts if self._plays(f, own) & played]
        told = [f for f in facts if before.asked in f.roles][:MOST_LISTED]
        if not told:
            slot = {"role": "name", "asked": mentions[0].text, "known": []}
            refusal = Decision(
                outcome="abstain",
                reason="no_such_fact",
                kind=kind,
                missing=slot,
                wording="no_such_fact",
                slots={"unknown": [mentions[0].text]},
            )
            return refusal, question.mentions
        return self._answerer.tell(told, str(before.asked)), question.mentions

    def _played(self, before: Context, groups: Sequence[tuple[str, ...]]) -> set[str]:
        """The roles that names had in the facts told before."""
        facts = self._answerer.lookup.facts(before.facts)
        return {role for f in facts for group in groups for role in self._plays(f, group)}

    @staticmethod
    def _plays(fact: FactRecord, entities: Sequence[str]) -> set[str]:
        return {role for e in entities for role in fact.entities.get(e, ())}

    def _same_type(self, one: Sequence[str], other: Sequence[str]) -> bool:
        types = [
            {entity["type"] for e in group if (entity := self._index.entity(e))}
            for group in (one, other)
        ]
        return bool(types[0] & types[1])


def _nearness(fit: Fit) -> tuple[bool, int, int, float]:
    """How near a fact comes to a question: the same kind, then the fewest parts unexplained, and
    these rather names and times, which can be named, than words.
    """
    names = sum(not isinstance(item, Word) for item in fit.unexplained)
    return bool(fit.relation), -len(fit.unexplained), names, fit.score
