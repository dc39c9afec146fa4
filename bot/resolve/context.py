"""What a follow-up leaves out, filled from the last reading of the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import Context, Decision
from bot.resolve.lookup import Lookup
from bot.resolve.question import Mention, Question
from bot.text.lexicon import Lexicon


class Carrier:
    """Fills pronouns and ellipses of a question from a context."""

    def __init__(self, index: Index, lookup: Lookup, lexicon: Lexicon) -> None:
        self._index = index
        self._lookup = lookup
        self._support = lexicon.word_set("support")
        self._cases: Mapping[str, str] = lexicon.data.get("pronoun_cases", {})
        self._owning = lexicon.word_set("possessive_cases")
        self._sorts = {
            sort: frozenset(str(f) for f in forms)
            for sort, forms in lexicon.data.get("pronouns", {}).items()
        }

    @property
    def event_words(self) -> frozenset[str]:
        """Words that stand for what was told, and not for a thing in it."""
        return self._sorts.get("event", frozenset())

    def names_somebody(self, question: Question) -> bool:
        """Whether a question says "he" or "she"."""
        return any(form in self._sorts.get("person", ()) for _, form in question.pronouns)

    def names_only_somebody(self, question: Question) -> bool:
        """Whether all pronouns of a question are "he" or "she", and there is one."""
        people = self._sorts.get("person", frozenset())
        return bool(question.pronouns) and all(form in people for _, form in question.pronouns)

    def filled(
        self, question: Question, context: Context
    ) -> Iterator[tuple[Question, tuple[str, ...]]]:
        """The question with its pronouns put in, likeliest first, and the entities carried over."""
        named = self._narrowed(question, context)
        people = [
            m
            for m in named.mentions
            if self._is(m.entities, "person")
            and m.start != question.ask.end
            and not (m.parts and m.end == question.ask.start)
        ]
        choices: list[tuple[int, list[str], bool]] = []
        for place, form in named.pronouns:
            if people and form in self._sorts.get("person", ()) and people[0].start < place:
                continue
            if form in self._sorts.get("event", ()) or form in self._sorts.get("group", ()):
                continue
            candidates = self._candidates(form, context, self._acts(named, place))
            decisive = any(form in self._sorts.get(sort, ()) for sort in ("person", "place"))
            choices.append((place, candidates, bool(candidates) and decisive))
        yield from self._combine(named, choices)

    def _combine(
        self, question: Question, choices: Sequence[tuple[int, list[str], bool]]
    ) -> Iterator[tuple[Question, tuple[str, ...]]]:
        """Every way to put entities for the pronouns, none of them twice in one question."""
        if not choices:
            yield question, ()
            return
        (place, candidates, needed), rest = choices[0], choices[1:]
        for entity in candidates:
            if any(entity in m.entities for m in question.mentions):
                continue
            mention = self._mention(question, place, entity)
            ordered = sorted((*question.mentions, mention), key=lambda m: m.start)
            for filled, carried in self._combine(replace(question, mentions=tuple(ordered)), rest):
                yield filled, (entity, *carried)
        if not needed:
            yield from self._combine(question, rest)

    def _mention(self, question: Question, place: int, entity: str) -> Mention:
        before = question.forms[place - 1] if place else ""
        case = self._cases.get(question.forms[place], "")
        owns = case in self._owning
        text = question.tokens[place].raw
        cue = "" if owns else case or before
        return Mention(place, place + 1, text, entities=(entity,), before=cue, possessive=owns)

    def _acts(self, question: Question, place: int) -> bool:
        """Whether a pronoun is the one that does something ("what does it export")."""
        return place > 0 and question.forms[place - 1] in self._support

    def _candidates(self, form: str, context: Context, acts: bool) -> list[str]:
        """The entities of the last reading that a pronoun may stand for, the likeliest first.

        What something is done to ("sign it") is a thing rather than a country, where one was named.
        """
        given = [e for group in context.entities for e in group]
        fact_entities = [e for f in self._lookup.facts(context.facts) for e in f.entities]
        pool = list(dict.fromkeys([*given, *context.answered, *fact_entities]))
        if form in self._sorts.get("place", ()):
            places = [e for e in pool if self._is((e,), "place")]
            return sorted(places, key=lambda e: (e not in context.answered, -pool.index(e)))
        if form in self._sorts.get("person", ()):
            own = [e for e in pool if form in self._pronouns(e)]
            if own:
                return own
        if form in self._sorts.get("thing", ()):
            told = [e for e in context.answered if not self._is((e,), "place")]
            named = [e for e in dict.fromkeys([*given, *told]) if not self._is((e,), "person")]
            things = [e for e in named if not self._is((e,), "place")]
            return named if acts or not things else things
        return []

    def _pronouns(self, entity_id: str) -> Sequence[str]:
        entity = self._index.entity(entity_id)
        return entity["pronouns"] if entity else ()

    def _is(self, entity_ids: Sequence[str], type_of: str) -> bool:
        for entity_id in entity_ids:
            entity = self._index.entity(entity_id)
            if entity and type_of in self._index.types.get(entity["type"], {}).get("all", ()):
                return True
        return False

    def _narrowed(self, question: Question, context: Context) -> Question:
        """Names that may mean several things, narrowed to the one talked of before."""
        told = {e for group in context.entities for e in group} | set(context.answered)
        mentions = []
        for mention in question.mentions:
            kept = tuple(e for e in mention.entities if e in told)
            vague = len(mention.entities) > 1 and bool(kept)
            mentions.append(replace(mention, entities=kept, parts=()) if vague else mention)
        return replace(question, mentions=tuple(mentions))

    def near(self, context: Context) -> list[FactRecord]:
        """The facts told last, and those of the same events."""
        told = self._lookup.facts(context.facts)
        found = {f.id: f for f in told}
        for fact in told:
            for event in (fact.id, *(lent.fact for lent in fact.lent)):
                for near in (*self._lookup.facts([event]), *self._lookup.with_term(f"d:{event}")):
                    found.setdefault(near.id, near)
        return list(found.values())


def remembered(
    decision: Decision, question: Question | None, before: Context, index: Index, identity: bool
) -> Context:
    """The context after a decision; an abstention keeps what was told before."""
    if not decision.facts:
        return before
    answered: list[str] = []
    for part in decision.parts:
        answered += [v for v in part.values if isinstance(v, str) and index.entity(v)]
    told = {e for i in decision.facts for e in _entities_of(i, index)}
    given = (
        tuple(
            tuple(e for e in m.entities if e in told) or m.entities
            for mention in question.mentions
            for m in _asked_apart(mention, decision)
            if m.entities
        )
        if question
        else ()
    )
    if decision.asked in ("more", "source") or (question is None and before.facts):
        given = before.entities
    same = set(decision.facts) & set(before.shown) or decision.asked in ("more", "source")
    shown = (*before.shown, *decision.facts) if same else decision.facts
    facts = before.facts if decision.asked == "source" and before.facts else decision.facts
    return Context(
        kind=decision.kind,
        asked=decision.asked,
        entities=given,
        moments=tuple(m.value for m in question.moments if m.value) if question else (),
        facts=facts,
        answered=tuple(dict.fromkeys(answered)),
        shown=tuple(dict.fromkeys(shown)),
        identity=identity,
    )


def _asked_apart(mention: Mention, decision: Decision) -> tuple[Mention, ...]:
    """A name; of a description whose holder was told, the office and the country that it has."""
    told = {v for part in decision.parts for v in part.values if isinstance(v, str)}
    return mention.parts if mention.parts and told.intersection(mention.entities) else (mention,)


def _entities_of(fact_id: str, index: Index) -> Sequence[str]:
    number = index.fact_number(fact_id)
    return () if number is None else tuple(index.fact(number).entities)
