"""Lists and timelines: what is known of a thing, what happened when, who somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.facts.record import FactRecord
from bot.model import Decision, Part
from bot.resolve.decide import MOST_LISTED, is_named
from bot.resolve.explain import Fit
from bot.resolve.plain import Answerer, explained
from bot.resolve.question import Question
from bot.resolve.relations import OWN


class Browser:
    """Tells several facts at once."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._index = answerer.index

    def identity(self, entity_ids: Sequence[str]) -> Decision | None:
        """Who or what something is, by the facts of kinds that identify; None where none does."""
        for entity in entity_ids:
            facts = [
                f
                for f in self._answerer.lookup.with_term(f"e:{entity}")
                if self._index.kinds[f.kind]["identifies"] and self._is_about(f, entity)
            ]
            if facts:
                return self._told(facts[:2], "identity", ())
        return None

    def _is_about(self, fact: FactRecord, entity: str) -> bool:
        """Whether the fact says what the entity is: it fills the first role of the kind."""
        kind = self._index.kinds[fact.kind]
        described = kind["describes"]
        roles = fact.entities.get(entity, ())
        first = next(iter(kind["roles"]), None)
        return described in roles or first in roles

    def about(self, question: Question) -> Decision | None:
        """What is known of everything that the question names."""
        fits = self._fits(question)
        if not fits:
            return None
        identity = None
        if len(question.mentions) == 1 and not question.words:
            identity = self.identity(question.mentions[0].entities)
        told = [f.fact for f in fits]
        if identity is not None:
            own = list(identity.facts)
            told = [*self._answerer.lookup.facts(own), *(f for f in told if f.id not in own)]
        return self._told(told[:MOST_LISTED], "list", explained(fits[0]))

    def timeline(self, question: Question, newest: bool) -> Decision | None:
        """What happened, in the order of time; the newest first where that was asked."""
        fits = [f for f in self._fits(question) if self._is_event(f.fact)]
        if not fits:
            return None
        events = [f.fact for f in fits]
        if newest:
            dated = [f for f in events if f.times] or events
            events = sorted(dated, key=lambda f: (_when(f), -f.number), reverse=True)[:MOST_LISTED]
        else:
            top = sorted(events, key=lambda f: (not _own_time(f), f.number))[:MOST_LISTED]
            events = sorted(top, key=lambda f: (_when(f) or "9999", f.number))
        return self._told(events, "timeline", explained(fits[0]))

    def more(self, facts: Iterable[str], shown: Iterable[str]) -> Decision | None:
        """Further facts of the same event as those told before; None where there are none."""
        told = self._answerer.lookup.facts(facts)
        seen = {*shown, *(f.id for f in told)}
        found: list[FactRecord] = []
        for fact in told:
            near = [fact.id, *(lent.fact for lent in fact.lent)]
            for event in dict.fromkeys(near):
                found += self._answerer.lookup.facts([event])
                found += self._answerer.lookup.with_term(f"d:{event}")
        if not any(f.id not in seen for f in found):
            for fact in told:
                for entity in fact.entities:
                    found += self._answerer.lookup.with_term(f"e:{entity}")
        fresh = list({f.id: f for f in found if f.id not in seen}.values())
        return self._told(fresh[:3], "more", ()) if fresh else None

    def _fits(self, question: Question) -> list[Fit]:
        """The facts that explain the whole request, the most telling first."""
        found = []
        for fact in self._answerer.lookup.candidates(question):
            fit = self._answerer.explainer.fit(question, fact)
            related = any(set(p.values()) & {OWN} for p in question.relations.values())
            named = not related or is_named(question, fit, self._index) or not question.words
            if named and not fit.unexplained and not fit.conflict:
                found.append(fit)
        return sorted(
            found,
            key=lambda f: (
                -sum(bool(r.roles) for r in f.reasons),
                self._index.kinds[f.fact.kind]["reported"],
                not _own_time(f.fact),
                f.fact.number,
            ),
        )

    def _is_event(self, fact: FactRecord) -> bool:
        kind = self._index.kinds[fact.kind]
        timed = any("time" in role["types"] for role in kind["roles"].values())
        return not kind["reported"] and not kind["identifies"] and (timed or bool(fact.times))

    def _told(self, facts: Sequence[FactRecord], asked: str, why: Sequence[str]) -> Decision:
        return Decision(
            outcome="answer",
            kind=facts[0].kind,
            asked=asked,
            parts=tuple(Part(f.id) for f in facts),
            facts=tuple(f.id for f in facts),
            confidence=0.9,
            evidence=self._answerer.cite([(f, None) for f in facts]),
            wording=asked if asked in ("timeline", "list") and len(facts) > 1 else None,
            why=tuple(why),
        )


def _own_time(fact: FactRecord) -> bool:
    return any(role in fact.roles for role, _, _ in fact.times)


def _when(fact: FactRecord) -> str:
    return max((value for _, value, _ in fact.times), default="")
