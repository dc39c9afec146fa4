"""What a near miss is, and what an answer to it must not be."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Decision
from bot.text.edtf import parse
from bot.text.normal import words
from tests.right_or_silent.field import Field

# The one thing that was changed.
NAME, TIME, FLIP, DIRECTION, NEGATION = "name", "time", "flip", "direction", "negation"
RELATION, PART, TEXT, PROPOSAL, AMOUNT, SENSE = (
    "relation",
    "part",
    "text",
    "proposal",
    "amount",
    "sense",
)
MUST_NAME = frozenset({NAME, TIME})  # a refusal must say that this is what stopped it


@dataclass(frozen=True)
class Miss:
    """A question or claim that differs from what a fact says in exactly one thing.

    `right` is the wording that the fact would answer, `slot` the role that was changed, `swapped`
    what now stands there (`thing` where it is an entity, `when` where it is a date), `original` the
    values that would answer the right question; `pair` the entities that stand in the wording.
    """

    fact: str
    kind: str
    change: str
    text: str
    right: str
    claim: bool = False
    slot: str = ""
    swapped: str = ""
    thing: str = ""
    pair: tuple[str, ...] = ()
    when: str = ""
    original: tuple[object, ...] = ()

    def __str__(self) -> str:
        what = "claim" if self.claim else "question"
        return f"{self.fact} [{self.change}] {what} {self.text!r} (right: {self.right!r})"


def fault(miss: Miss, decision: Decision, field: Field) -> str | None:
    """What is wrong with the reply to a near miss; None where it is right or silent."""
    if decision.verdict == "supported" and not _truly_another(miss, decision, field):
        return f"supported by {', '.join(decision.facts)}"
    if decision.outcome == "answer":
        return _stated(miss, decision, field)
    if decision.outcome == "abstain" and miss.change in MUST_NAME and not miss.claim:
        return _unnamed(miss, decision, field)
    return None


def _truly_another(miss: Miss, decision: Decision, field: Field) -> bool:
    """Whether other facts say what the changed claim says: what was proposed was also done, the two
    names stand in one role ("talked with"), or the other sense holds of another event.
    """
    told = [field.facts[id] for id in decision.facts if id in field.facts]
    if not told or any(fact.id == miss.fact for fact in told):
        return False
    if miss.change == PROPOSAL:
        return all(fact.mode == "done" for fact in told)
    if miss.change == FLIP:
        pair = set(miss.pair)
        return all(any(pair <= set(map(str, v)) for v in f.roles.values()) for f in told)
    return miss.change == SENSE


def _stated(miss: Miss, decision: Decision, field: Field) -> str | None:
    if miss.fact in decision.facts:
        return f"answered {decision.value!r} as if nothing had been changed"
    told = [field.facts[id] for id in decision.facts if id in field.facts]
    if miss.change == NEGATION:
        return f"answered {decision.value!r} to a negated question"
    if miss.change == NAME and not all(miss.thing in field.about(fact) for fact in told):
        return f"answered {decision.value!r} from {decision.facts}, not about {miss.swapped!r}"
    if miss.change == TIME and told:
        asked = parse(miss.when)
        if not all(any(asked.overlaps(t) for t in field.times(fact)) for fact in told):
            return f"answered {decision.value!r} from {decision.facts}, not of {miss.swapped!r}"
    return None


def _unnamed(miss: Miss, decision: Decision, field: Field) -> str | None:
    """A refusal must name what was changed: its role, or its text."""
    missing = decision.missing
    if missing is None:
        return f"{decision.reason} without saying what is missing"
    asked = " ".join(words(str(missing.get("asked") or "")))
    swapped = " ".join(words(miss.swapped))
    times = {role for role, _ in field.dated(field.facts[miss.fact])}
    if missing.get("role") == miss.slot or (miss.change == TIME and missing.get("role") in times):
        return None
    if asked and (asked in swapped or swapped in asked):
        return None
    if any(miss.thing in field.about(fact) for fact in field.facts.values()):
        named = asked and asked in " ".join(words(miss.text))
        return None if named else f"missing is {dict(missing)}, which the question does not say"
    return f"missing is {dict(missing)}, not {miss.swapped!r}"
