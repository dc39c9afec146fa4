"""Judge a claim by the facts: supported, refuted with what the source says, or not in the sources.

It never says "false": it speaks of its sources. A claim is refuted only where everything else in it
picks out one fact, and the value that differs can have one value only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Decision, Part
from bot.resolve.amounts import unit_id
from bot.resolve.decide import confidence, passes
from bot.resolve.explain import Fit
from bot.resolve.names import Reason
from bot.resolve.plain import Answerer, explained
from bot.resolve.question import Amount, Item, Mention, Moment, Question, Word
from bot.resolve.relations import OWN

# Own values of the fact that a claim must share before another value in a role refutes it: the
# people or places that pick the event out. One is enough for a functional role.
SHARED_VALUES = 2
SUPPORTED, REFUTED, UNKNOWN = "supported", "refuted", "not_in_sources"


@dataclass(frozen=True)
class Difference:
    """Where a claim and a fact part: the item of the claim, and the fact's role and values."""

    fit: Fit
    item: Item | None
    role: str | None
    values: tuple[object, ...]


class Judge:
    """Judges claims with the answerer's facts."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._index = answerer.index

    def judge(self, question: Question) -> Decision:
        """The verdict on a claim."""
        if "verdict" not in question.memo:
            question.memo["verdict"] = self._judge(question)
        verdict: Decision = question.memo["verdict"]
        return verdict

    def _judge(self, question: Question) -> Decision:
        fits, passing = self._held(question, 0)
        if not passing:
            fits, passing = self._held(question, 1)
        if passing and not self._of_another(fits, passing):
            top = max(passing, key=lambda fit: (fit.score, -fit.fact.number))
            verdict = REFUTED if question.negated else SUPPORTED
            wording = "refuted_negation" if question.negated else None
            return self._decision(verdict, Difference(top, None, None, ()), wording)
        differences = [d for fit in fits if (d := self._difference(fit)) is not None]
        if differences and not question.negated:
            best = max(differences, key=lambda d: (d.fit.score, -d.fit.fact.number))
            same = [d for d in differences if d.fit.fact.kind == best.fit.fact.kind]
            if len({repr(d.values) for d in same if d.role == best.role}) == 1:
                return self._with_claimed(self._decision(REFUTED, best, None), best.fit, fits)
        return self._unknown(fits)

    def _with_claimed(self, decision: Decision, swapped: Fit, fits: Sequence[Fit]) -> Decision:
        """The refutation of a swap with what the source says in the claimed direction: the fact of
        the same kind that lacks only one of the names.
        """
        beside = [
            fit.fact
            for fit in fits
            if swapped.conflict
            and not fit.conflict
            and fit.relation == OWN
            and fit.fact.kind == swapped.fact.kind
            and len(fit.unexplained) == 1
            and isinstance(fit.unexplained[0], Mention)
        ]
        if len(beside) != 1:
            return decision
        told = [swapped.fact, *beside]
        return replace(
            decision,
            parts=(*decision.parts, Part(beside[0].id)),
            facts=(*decision.facts, beside[0].id),
            evidence=self._answerer.cite([(fact, None) for fact in told]),
        )

    @staticmethod
    def _of_another(fits: Sequence[Fit], passing: Sequence[Fit]) -> bool:
        """Whether the words of a claim are those of another fact of the same kind, which has the
        names the other way round: a fact that only tolerates the words does not support it.
        """
        top = max(passing, key=lambda fit: fit.score)
        turned = (fit for fit in fits if fit.conflict and not fit.unexplained)
        return any(f.fact.kind == top.fact.kind and f.score > top.score for f in turned)

    def _held(self, question: Question, slack: int) -> tuple[list[Fit], list[Fit]]:
        """The claim held against its candidates: every fit, and those that pass."""
        facts = self._answerer.lookup.candidates(question, slack)
        fits = [self._answerer.explainer.fit(question, fact) for fact in facts]
        return fits, [fit for fit in fits if passes(question, fit, self._index)]

    def _difference(self, fit: Fit) -> Difference | None:
        """The one value in which the claim differs from the fact, where that refutes it."""
        named = fit.relation == OWN or self._index.kinds[fit.fact.kind]["describes"]
        if not named:
            return None
        if not fit.unexplained:
            return Difference(fit, None, None, ()) if fit.conflict else None
        if len(fit.unexplained) > 1 or fit.conflict:
            return None
        item = fit.unexplained[0]
        role = self._role_of(item, fit)
        if role is None:
            return None
        shared = [r for r in fit.reasons if r.roles and r.how == "role"]
        if isinstance(item, Mention) and self._is_of_another_home(item, role, fit):
            return Difference(fit, item, role, tuple(fit.fact.roles[role]))
        functional = role in self._index.kinds[fit.fact.kind]["functional"]
        loose = functional or isinstance(item, Moment | Amount)
        if len(shared) < (1 if loose else SHARED_VALUES):
            return None
        if isinstance(item, Mention) and not functional and not self._pinned(shared, item):
            return None
        values = fit.fact.roles.get(role) or next(
            (list(lt.values) for lt in fit.fact.lent if lt.role == role), []
        )
        return Difference(fit, item, role, tuple(values)) if values else None

    def _is_of_another_home(self, item: Mention, role: str, fit: Fit) -> bool:
        """Whether a description gives somebody the very office of the source, but of another
        country than the own one that the source gives: nobody holds it in two.
        """
        holder = self._index.kinds[fit.fact.kind]["describes"]
        if not item.parts or not holder:
            return False
        homes = {e["home"] for v in fit.fact.roles[holder] if (e := self._index.entity(str(v)))}
        own = {str(v) for v in fit.fact.roles.get(role, ())} & homes
        same = [p for p in item.parts if any(e in fit.fact.entities for e in p.entities)]
        other = [p for p in item.parts if p not in same]
        sorts = {row["type"] for e in own if (row := self._index.entity(e))}
        others = (self._index.entity(e) for part in other for e in part.entities)
        return (
            bool(own and same and other)
            and any(holder in r.roles for r in fit.reasons)
            and all(row is not None and row["type"] in sorts for row in others)
        )

    def _pinned(self, shared: Sequence[Reason], item: Mention) -> bool:
        """Whether another name refutes: a place does where the time agrees, since nobody was in two
        places at once; another person or document may be a second fact that the sources lack.
        """
        places = any("place" in self._types(e) for e in item.entities)
        people = [r for r in shared if isinstance(r.item, Mention) and self._is_person(r.item)]
        return places and (len(people) > 1 or any(isinstance(r.item, Moment) for r in shared))

    def _is_person(self, item: Mention) -> bool:
        return any("person" in self._types(e) for e in item.entities)

    def _role_of(self, item: Item, fit: Fit) -> str | None:
        """The role whose value an unexplained item contradicts; None where it contradicts none."""
        fact = fit.fact
        if isinstance(item, Moment):
            reported = self._index.kinds[fact.kind]["reported"]
            times = (r for r, _, _ in fact.times if r in fact.roles or not reported)
            return next(times, None)
        if isinstance(item, Amount):
            lexicon = self._answerer.explainer.lexicon
            own = (r for r, q in fact.quantities if unit_id(q.unit, lexicon) == item.unit)
            return next(own, None) if item.exact else None
        if isinstance(item, Mention):
            return self._role_of_name(item, fit)
        if isinstance(item, Word):
            return self._role_of_sense(item, fit)
        return None

    def _role_of_name(self, item: Mention, fit: Fit) -> str | None:
        kind = self._index.kinds[fit.fact.kind]
        if item.parts and kind["describes"]:
            wrong = [
                part
                for part in item.parts
                if not any(e in fit.fact.entities or e in fit.fact.homes for e in part.entities)
            ]
            return self._role_of_name(wrong[0], fit) if len(wrong) == 1 else None
        given = {role for r in fit.reasons for role in r.roles}
        for name, role in kind["roles"].items():
            values = fit.fact.roles.get(name)
            if not values or role["list"] or name in given or name in fit.fact.data["open"]:
                continue
            if any(self._fits(e, role["types"]) for e in item.entities):
                return str(name)
        if item.before not in self._answerer.explainer.names.place_prepositions:
            return None
        for lent in fit.fact.lent:
            role = self._index.kinds[lent.kind]["roles"][lent.role]
            if (
                not role["list"]
                and "time" not in role["types"]
                and self._is_place(item, lent.values)
            ):
                return lent.role
        return None

    def _is_place(self, item: Mention, values: Sequence[object]) -> bool:
        """Whether a name and the lent value are places of the same sort."""
        own = {t for v in values for t in self._types(str(v))}
        named = {t for e in item.entities for t in self._types(e)}
        return bool(own & named) and "place" in own & named

    def _types(self, entity_id: str) -> Sequence[str]:
        entity = self._index.entity(entity_id)
        return self._index.types.get(entity["type"], {}).get("all", ()) if entity else ()

    def _fits(self, entity_id: str, types: Sequence[str]) -> bool:
        return bool(set(types) & set(self._types(entity_id)))

    def _role_of_sense(self, item: Word, fit: Fit) -> str | None:
        """The role whose other sense a word names ("fell" where the source says it rose)."""
        for name, role in self._index.kinds[fit.fact.kind]["roles"].items():
            for words in role["senses"].values():
                if item.canonical in self._answerer.explainer.lexicon.own(
                    words
                ) and fit.fact.roles.get(name):
                    return str(name)
        return None

    def _decision(self, verdict: str, found: Difference, wording: str | None) -> Decision:
        fact = found.fit.fact
        differs: dict[str, object] | None = None
        if found.item is not None:
            differs = {"role": found.role, "asked": found.item.text, "known": []}
        elif verdict == REFUTED and wording is None:
            wording = "refuted_swap"
        part = Part(fact.id, found.role, tuple(found.values))
        return Decision(
            outcome="verdict",
            verdict=verdict,
            kind=fact.kind,
            asked=found.role,
            value=self._answerer.value(found.values) if found.values else None,
            parts=(part,),
            facts=(fact.id,),
            confidence=confidence(found.fit) if verdict == SUPPORTED else 0.9,
            missing=differs,
            evidence=self._answerer.cite([(fact, None)]),
            wording=wording or verdict,
            slots={"claimed": found.item.text} if found.item is not None else {},
            why=tuple(explained(found.fit)),
        )

    def _unknown(self, fits: Sequence[Fit]) -> Decision:
        near = max(fits, key=lambda f: (-len(f.unexplained), f.score), default=None)
        close = near if near is not None and near.relation and near.share >= 0.5 else None
        return Decision(
            outcome="verdict",
            verdict=UNKNOWN,
            kind=close.fact.kind if close else None,
            confidence=confidence(close) if close else 0.0,
            suggestions=(close.fact.id,) if close else (),
            wording=UNKNOWN,
            why=tuple(explained(close)) if close else (),
        )


def together(decisions: Sequence[Decision]) -> Decision:
    """One verdict for a claim of several parts: refuted if one is, supported if all are."""
    refuted = [d for d in decisions if d.verdict == REFUTED]
    if refuted or all(d.verdict == SUPPORTED for d in decisions):
        told = refuted or list(decisions)
        evidence = tuple(dict.fromkeys(c for d in told for c in d.evidence))
        return replace(
            told[0],
            parts=tuple(p for d in told for p in d.parts),
            facts=tuple(dict.fromkeys(f for d in told for f in d.facts)),
            evidence=evidence[:8],
            why=tuple(line for d in decisions for line in d.why),
        )
    unknown = next(d for d in decisions if d.verdict == UNKNOWN)
    return replace(unknown, why=tuple(line for d in decisions for line in d.why))
