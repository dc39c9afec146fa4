"""Every language of the base: its own questions find their facts, and near misses find none."""

from __future__ import annotations

import random

import pytest

from bot.app import Conversations
from bot.model import Decision
from tests.right_or_silent import misses
from tests.right_or_silent.field import SHIPPED, Field, read
from tests.right_or_silent.misses import Miss, fault
from tests.right_or_silent.near_misses import near_misses
from tests.right_or_silent.role_questions import RoleQuestion, flat, missed, role_questions

LANGUAGES = sorted(read(SHIPPED).base.translated)
# The changes that need no words of the language itself.
CHANGES = frozenset({misses.NAME, misses.TIME, misses.FLIP, misses.DIRECTION, misses.TEXT})
NEAR_MISSES, QUESTIONS = 240, 240  # tried of each language: the whole suite must stay quick
FOUND = 0.8  # the share of a language's own questions that must find their fact


def _sample(language: str) -> list[Miss]:
    every = [
        miss
        for found in near_misses(read(SHIPPED, language)).values()
        for miss in found
        if miss.change in CHANGES
    ]
    return random.Random(language).sample(every, min(len(every), NEAR_MISSES))


def _questions(language: str) -> list[RoleQuestion]:
    every = flat(role_questions(read(SHIPPED, language), lambda _: True))
    return random.Random(language).sample(every, min(len(every), QUESTIONS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_near_miss_is_answered(language: str, bots: dict[str, Conversations]) -> None:
    """A name, a time, a topic or two roles are changed: the fact is not told all the same."""
    field = read(SHIPPED, language)
    said = ((miss, bots[SHIPPED].ask(miss.text)[0].decision) for miss in _sample(language))

    assert [] == [f"{m}: {one}" for m, d in said if (one := _wrong(m, d, field))]


def _wrong(miss: Miss, decision: Decision, field: Field) -> str | None:
    """What an answer or a support states wrongly; a refusal is never wrong here."""
    return None if decision.outcome in ("abstain", "clarify") else fault(miss, decision, field)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_questions_find_their_facts(language: str, bots: dict[str, Conversations]) -> None:
    """Most phrasings that a language gives are answered from their fact, in that language."""
    field, asked = read(SHIPPED, language), _questions(language)
    answered = [(q, *bots[SHIPPED].ask(q.text)) for q in asked]
    lost = [f"{q}: {one}" for q, a, _ in answered if (one := missed(q, a.decision, field))]
    others = [f"{q}: {r.language}" for q, _, r in answered if r.language != language]

    assert len(lost) <= (1 - FOUND) * len(asked), "\n".join(lost)
    assert len(others) <= (1 - FOUND) * len(asked), "\n".join(others)
