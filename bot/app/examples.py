"""Questions for a newcomer to try: made from the facts of the base, and each tried first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.app import Conversations
from bot.chat.answers import Example
from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.render.values import Values
from bot.text.normal import words

MOST = 3
LONGEST = 60  # characters: what a phone shows of a button
TRIED = 60  # questions that are tried at most
_SLOT = re.compile(r"\{([a-z_-]+)\}")


def examples(conversations: Conversations, language: str) -> tuple[Example, ...]:
    """Up to three questions of three kinds, each of which is answered from its fact.

    Those that the base names go first: people wrote them. The rest is made from its phrasings.
    """
    index = conversations.index
    found: dict[str, Example] = {}
    for tried, text in enumerate(index.meta("examples").get(language, ())):
        if len(found) < MOST and tried < TRIED and len(text) <= LONGEST:
            found.update(_named(conversations, text, language))
    for tried, (kind, example) in enumerate(candidates(index, language)):
        if len(found) == MOST or tried == TRIED:
            break
        if kind not in found:
            answered, _ = conversations.ask(example.text, None, language)
            decision = answered.decision
            if decision.outcome == "answer" and decision.facts == (example.fact,):
                found[kind] = example
    return tuple(found.values())


def _named(conversations: Conversations, text: str, language: str) -> dict[str, Example]:
    """A question that the base names, by the kind of the one fact that answers it."""
    answered, reply = conversations.ask(text, None, None, [language])
    decision = answered.decision
    number = conversations.index.fact_number(decision.facts[0]) if decision.facts else None
    if decision.outcome != "answer" or len(decision.facts) != 1 or reply.language != language:
        return {}
    if number is None:
        return {}
    fact = conversations.index.fact(number)
    asked = decision.asked or ""
    return {fact.kind: Example(text, language, fact.id, asked if asked in fact.roles else "")}


def candidates(index: Index, language: str) -> Iterator[tuple[str, Example]]:
    """A question to a fact of each kind in turn, so that three differ; then of entries."""
    by_kind: dict[str, list[Example]] = {}
    for number in range(len(index.ids)):
        fact = index.fact(number)
        by_kind.setdefault(fact.kind, []).extend(_of_fact(index, fact, language))
    rounds = max((len(found) for found in by_kind.values()), default=0)
    for place in range(rounds):
        for kind, found in by_kind.items():
            if place < len(found):
                yield kind, found[place]


def _of_fact(index: Index, fact: FactRecord, language: str) -> Iterator[Example]:
    """The kind's phrasings that ask in a question's words, filled with the fact's own values."""
    kind = index.kinds[fact.kind]
    values = Values(index, language)
    asking = index.lexicon(language).asking
    for role, phrasings in kind["asks"].items():
        if role not in fact.roles:
            continue
        for template in phrasings.get(language, ()):
            slots = _SLOT.findall(template)
            if role in slots or not slots or not asking.at(words(template)[:1]):
                continue
            try:
                text = values.fill(template, fact.roles, kind, frozenset())
            except KeyError:
                continue
            if len(text) < LONGEST:
                yield Example(f"{text[:1].upper()}{text[1:]}?", language, fact.id, role)
