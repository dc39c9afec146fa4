"""Questions for every role of every fact, in several wordings, and with a slip of the finger."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model import Decision, Fact, Quantity
from bot.text.normal import words
from tests.right_or_silent.field import Field
from tests.right_or_silent.filling import Filled, asks_plainly, ended, fillings

WORDINGS = 2  # for each role of a fact
SLIPS = 3  # one question in so many has a slip beside it
LONG = 7  # letters: a slip in a shorter word may make another word
_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_ROW = "qwertyuiopasdfghjklzxcvbnm"

Known = Callable[[str], bool]


@dataclass(frozen=True)
class RoleQuestion:
    """A question that a fact answers; `facts` are all those that it leaves open which is meant."""

    fact: str
    kind: str
    role: str
    text: str
    facts: frozenset[str]
    slip: bool = False

    def __str__(self) -> str:
        return f"{self.fact}.{self.role} {self.text!r}"


@lru_cache(maxsize=4)
def role_questions(field: Field, known: Known) -> dict[str, list[RoleQuestion]]:
    """Every kind's role questions, the same ones each time."""
    found: dict[str, list[RoleQuestion]] = defaultdict(list)
    for fact in field.facts.values():
        for role in field.kinds[fact.kind].asks:
            if role in fact.roles:
                found[fact.kind] += _of_role(field, fact, role, known)
    return dict(found)


def _of_role(field: Field, fact: Fact, role: str, known: Known) -> list[RoleQuestion]:
    chance = random.Random(f"{fact.id}.{role}")
    every = [f for f in fillings(field, fact, role) if f.said]
    found = []
    for place, filled in enumerate(chance.sample(every, min(len(every), WORDINGS))):
        text = ended(filled.text, asks_plainly(field, filled.template))
        found.append(_question(field, filled, text, slip=False))
        slipped = None if place or chance.randrange(SLIPS) else _slip(text, chance, known)
        if slipped is not None:
            found.append(_question(field, filled, slipped, slip=True))
    return found


def _question(field: Field, filled: Filled, text: str, *, slip: bool) -> RoleQuestion:
    fact = filled.fact
    others = {f.id for f in field.rivals(fact, filled.said)}
    return RoleQuestion(fact.id, fact.kind, filled.asked, text, frozenset({fact.id} | others), slip)


def _slip(text: str, chance: random.Random, known: Known) -> str | None:
    """One edit in one long word, not in its first letter, that makes no other word."""
    places = list(_WORD.finditer(text))
    chance.shuffle(places)
    for found in places:
        word = _edited(found[0], chance)
        if word != found[0] and not any(known(form) for form in words(word)):
            return text[: found.start()] + word + text[found.end() :]
    return None


def _edited(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    sort = chance.randrange(4)
    if sort == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if sort == 1:
        return word[:at] + word[at + 1 :]
    if sort == 2:
        return word[: at + 1] + word[at:]
    return word[:at] + chance.choice(_ROW) + word[at + 1 :]


def missed(question: RoleQuestion, decision: Decision, field: Field) -> str | None:
    """What is wrong with the reply to a role question; None where the right answer came back."""
    if decision.outcome == "answer" and question.facts & set(decision.facts):
        return None
    if decision.outcome == "answer":
        if decision.value == _expected(question, field):
            return None
        return f"answered {decision.value!r} from {decision.facts}"
    several = decision.outcome == "clarify" and len(question.facts) > 1
    if several and question.facts & set(decision.facts):
        return None
    return f"{decision.outcome} {decision.verdict or decision.reason or decision.facts}"


def _expected(question: RoleQuestion, field: Field) -> object:
    values = [_typed(v, field) for v in field.facts[question.fact].roles[question.role]]
    return values[0] if len(values) == 1 else values


def _typed(value: object, field: Field) -> object:
    if isinstance(value, Quantity):
        return value.amount
    if isinstance(value, str):
        return field.name_of(value) if value in field.entities else value
    return value.get(field.language) if hasattr(value, "get") else value


def flat(found: dict[str, list[RoleQuestion]]) -> Sequence[RoleQuestion]:
    """All of them, kind by kind."""
    return [question for questions in found.values() for question in questions]
