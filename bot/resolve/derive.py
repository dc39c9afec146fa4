"""Values worked out from typed ones: years since, which came first, how long between, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from bot.facts.record import FactRecord
from bot.model import Decision, Part
from bot.resolve.decide import confidence, is_named, passes
from bot.resolve.explain import Fit
from bot.resolve.plain import Answerer, explained
from bot.resolve.question import Question
from bot.resolve.relations import OWN
from bot.text.edtf import Edtf

MOST_PAIRED = 24  # dated facts that are compared two by two


class Deriver:
    """Works out derived values, citing every operand."""

    def __init__(self, answerer: Answerer, today: date) -> None:
        self._answerer = answerer
        self._today = today
        lexicon = answerer.index.lexicon(answerer.explainer.language)
        self._joints = lexicon.word_set("joints") | lexicon.word_set("alternatives")

    def decide(self, question: Question, derive: str) -> Decision | None:
        """The derived answer; None where the facts do not carry it."""
        question = replace(question, future=False)  # "which anniversary will they have"
        if derive in ("order", "gap"):
            return self._pair(question, derive)
        if derive == "anniversary":
            return self._anniversary(question)
        found = self._single(question)
        return None if found is None else self._worked_out(*found, derive)

    def of_facts(self, facts: Sequence[FactRecord], derive: str) -> Decision | None:
        """The derived answer for the first dated one of some facts; None where none is dated."""
        for fact in facts:
            when = _own_time(fact)
            if when is not None:
                return self._worked_out(Fit(fact, (), OWN), when, derive)
        return None

    def _worked_out(self, fit: Fit, found: tuple[str, str, Edtf], derive: str) -> Decision | None:
        role, value, when = found
        if derive == "years-since":
            years = full_years(when.first, self._today)
            return self._told(fit, role, "years-since", years, {"years": years, "since": value})
        if derive == "duration":
            return self._duration(fit, role, value, when)
        if derive == "until":
            return self._until(fit, role, value, when)
        return None

    def _single(self, question: Question) -> tuple[Fit, tuple[str, str, Edtf]] | None:
        """The one dated fact that explains the whole question."""
        fits = [self._answerer.explainer.fit(question, f) for f in self._facts(question)]
        passing = [f for f in fits if f.relation and passes(question, f, self._answerer.index)]
        best = max(passing, key=lambda f: (bool(_own_time(f.fact)), f.score), default=None)
        when = _own_time(best.fact) or _any_time(best.fact) if best is not None else None
        return (best, when) if best is not None and when is not None else None

    def _facts(self, question: Question) -> list[FactRecord]:
        return self._answerer.lookup.candidates(question)

    def _duration(self, fit: Fit, role: str, value: str, when: Edtf) -> Decision:
        own = _own_time(fit.fact)
        if own is not None and when.interval and when.precision == "day":
            days = (when.last - when.first).days + 1
            return self._told(fit, role, "duration", days, {"days": days, "when": value})
        return Decision(
            outcome="abstain",
            reason="source_silent",
            kind=fit.fact.kind,
            asked="derived:duration",
            parts=(Part(fit.fact.id),),
            missing={"role": "duration", "asked": "duration", "known": []},
            suggestions=(fit.fact.id,),
            wording="source_silent",
            why=tuple(explained(fit)),
        )

    def _until(self, fit: Fit, role: str, value: str, when: Edtf) -> Decision | None:
        if when.precision != "day":
            return None
        days = (when.first - self._today).days
        return (
            self._told(fit, role, "days-until", days, {"days": days, "when": value})
            if days >= 0
            else None
        )

    def _anniversary(self, question: Question) -> Decision | None:
        """Which anniversary falls in a year: that year is the one to count to, not the fact's."""
        years = [m for m in question.moments if m.edtf is not None]
        plain = replace(question, moments=tuple(m for m in question.moments if m not in years))
        found = self._single(plain)
        if found is None:
            return None
        fit, (role, value, when) = found
        until = years[-1].edtf.first.year if years and years[-1].edtf else self._today.year
        count = until - when.first.year
        if count < 0:
            return None
        slots = {"years": count, "since": value, "year": until}
        return self._told(fit, role, "anniversary", count, slots)

    def _pair(self, question: Question, derive: str) -> Decision | None:
        """Two dated facts that explain the question between them."""
        everything = replace(question, optional=frozenset())
        fits: list[Fit] = []
        lookup = self._answerer.lookup
        facts = {f.id: f for f in lookup.candidates(everything, slack=len(everything.mentions))}
        facts.update({f.id: f for f in lookup.of_kinds(everything)})
        for fact in facts.values():
            fit = self._answerer.explainer.fit(everything, fact)
            named = is_named(everything, fit, self._answerer.index) and fit.relation
            if _own_time(fact) is not None and named and not fit.conflict:
                fits.append(fit)
        fits.sort(key=lambda f: (-f.score, f.fact.number))
        best: tuple[float, Fit, Fit] | None = None
        for left, right in combinations(fits[:MOST_PAIRED], 2):
            if set(left.unexplained) & set(right.unexplained) or (
                left.fact.kind == right.fact.kind and not _apart(left, right)
            ):
                continue
            if not _needed(left, right) or _same_time(left, right):
                continue
            if not self._keeps_together(everything, left, right):
                continue
            score = left.score + right.score
            if best is None or score > best[0]:
                best = (score, left, right)
        if best is None:
            return None
        return self._compared(best[1], best[2], derive)

    def _keeps_together(self, question: Question, left: Fit, right: Fit) -> bool:
        """Whether the names on the one side of "and" or "or" are all explained by one fact, and
        those on the other side by the other: neither takes its names from both.
        """
        joints = self._joints & set(question.forms)
        places = [at for at, form in enumerate(question.forms) if form in joints]
        halves = []
        for place in places:
            one = [m for m in question.mentions if m.end <= place]
            other = [m for m in question.mentions if m.start > place]
            if one and other:
                halves.append((one, other))
        pairs = ((left, right), (right, left))
        return not halves or any(
            not set(a.unexplained) & set(one) and not set(b.unexplained) & set(other)
            for one, other in halves
            for a, b in pairs
        )

    def _compared(self, one: Fit, other: Fit, derive: str) -> Decision:
        first, second = sorted((one, other), key=lambda f: _time(f).first)
        left, right = _time(first), _time(second)
        years = full_years(left.first, right.first)
        facts = (first.fact, second.fact)
        slots: dict[str, Any] = {
            "first": facts[0].id,
            "second": facts[1].id,
            "years": years,
            "days": (right.first - left.first).days,
            "exact": left.precision == "day" and right.precision == "day",
        }
        value: Any = years if derive == "gap" else _value(first)
        return Decision(
            outcome="answer",
            kind=facts[0].kind,
            asked=f"derived:{derive}",
            value=value,
            parts=tuple(Part(f.id) for f in facts),
            facts=tuple(f.id for f in facts),
            confidence=min(confidence(first), confidence(second)) or 0.8,
            evidence=self._answerer.cite([(f, None) for f in facts]),
            wording=derive,
            slots=slots,
            why=(*explained(first), *explained(second)),
        )

    def _told(self, fit: Fit, role: str, name: str, value: Any, slots: dict[str, Any]) -> Decision:
        fact = fit.fact
        return Decision(
            outcome="answer",
            kind=fact.kind,
            asked=f"derived:{name}",
            value=value,
            parts=(Part(fact.id, role, tuple(fact.roles.get(role, ()))),),
            facts=(fact.id,),
            confidence=confidence(fit),
            evidence=self._answerer.cite([(fact, None)]),
            wording=name,
            slots={**slots, "as_of": self._today.isoformat()},
            why=tuple(explained(fit)),
        )


def full_years(first: date, last: date) -> int:
    """Full years from one day to another, as birthdays are counted."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _own_time(fact: FactRecord) -> tuple[str, str, Edtf] | None:
    return next((t for t in fact.times if t[0] in fact.roles and t[1] in fact.roles[t[0]]), None)


def _any_time(fact: FactRecord) -> tuple[str, str, Edtf] | None:
    return next(iter(fact.times), None)


def _time(fit: Fit) -> Edtf:
    found = _own_time(fit.fact)
    assert found is not None  # only dated facts are paired
    return found[2]


def _value(fit: Fit) -> str:
    found = _own_time(fit.fact)
    return found[1] if found is not None else ""


def _needed(left: Fit, right: Fit) -> bool:
    """Whether each explains something that the other does not, and together they explain all."""
    missing_left, missing_right = set(left.unexplained), set(right.unexplained)
    return not missing_left & missing_right and bool(missing_left or missing_right)


def _apart(left: Fit, right: Fit) -> bool:
    """Whether two facts of one kind are told apart by the names in the question."""
    return bool(left.unexplained) and bool(right.unexplained)


def _same_time(left: Fit, right: Fit) -> bool:
    return _value(left) == _value(right)
