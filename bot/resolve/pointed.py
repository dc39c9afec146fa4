"""Decisions on a fact that is pointed at, by a button or a link, and not asked for in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Context, Decision, Part
from bot.resolve.context import remembered
from bot.resolve.resolver import Answered, Resolver


def tell(resolver: Resolver, fact_id: str, role: str | None = None) -> Answered | None:
    """The fact, or one role of it; None where the base has no such fact (any more)."""
    if resolver.entries.says(fact_id):
        return _answered(resolver, resolver.entries.told(fact_id), Context())
    facts = resolver.answerer.lookup.facts([fact_id])
    if not facts:
        return None
    if role is not None and role in facts[0].roles:
        return _answered(resolver, resolver.answerer.tell(facts, role), Context())
    decision = Decision(
        outcome="answer",
        kind=facts[0].kind,
        parts=(Part(fact_id),),
        facts=(fact_id,),
        confidence=1.0,
        evidence=resolver.answerer.cite([(facts[0], None)]),
    )
    return _answered(resolver, decision, Context())


def more(resolver: Resolver, facts: Sequence[str], before: Context) -> Answered | None:
    """What else is known of an event; what was shown before of it is not told again."""
    told = resolver.answerer.lookup.facts(facts)
    if not told:
        return None
    ids = tuple(f.id for f in told)
    known = before if set(ids) & {*before.facts, *before.shown} else Context(facts=ids, shown=ids)
    found = resolver.browser.more(ids, known.shown)
    return _answered(resolver, found or resolver.abstainer.nothing_more(), known)


def source(resolver: Resolver, facts: Sequence[str], before: Context) -> Answered | None:
    """Where facts come from: publisher, date, and the quotes."""
    told = resolver.answerer.lookup.facts(facts)
    decision = resolver.sources.of_facts("publisher", told) if told else None
    if decision is None:
        return None
    known = before if before.facts else Context(facts=tuple(facts), shown=tuple(facts))
    return _answered(resolver, decision, known)


def _answered(resolver: Resolver, decision: Decision, before: Context) -> Answered:
    context = remembered(decision, None, before, resolver.index, identity=False)
    return Answered(decision, resolver.language, context, read_in=resolver.language)
