"""Roles that a question word asks for by its types: who, where, when, how much, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import MANNER, REASON, TEXT_TYPES
from bot.resolve.classes import Classes
from bot.resolve.question import Ask, Asked, Question
from bot.resolve.relations import OWN
from bot.text.lexicon import Lexicon
from bot.text.normal import words


class TypeAsker:
    """Finds the roles of the types that a question word asks for, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, classes: Classes) -> None:
        self._index = index
        self._lexicon = lexicon
        self._classes = classes

    def by_types(self, question: Question, ask: Ask, fact: FactRecord) -> list[Asked]:
        """Who, where, when, how much, why: the roles of such a type that are not given."""
        found = self._typed(question, ask, fact, mentioned_in(question))
        if not found or found[0].silent:
            described = self._typed(question, ask, fact, mentioned_in(question, names_only=True))
            return [a for a in described if not a.silent] or found
        return found

    def _typed(
        self, question: Question, ask: Ask, fact: FactRecord, mentioned: frozenset[str]
    ) -> list[Asked]:
        roles = self._index.kinds[fact.kind]["roles"]
        if self._lexicon.ends_with("attributed_to", question.forms[: max(ask.start, 0)]):
            saying = self._classes.saying_roles(fact.kind)  # "according to whom"
            roles = {name: role for name, role in roles.items() if name in saying}
        own: list[Asked] = []
        silent: list[Asked] = []
        for name, role in roles.items():
            fits = self._classes.of_types(role, ask.types)
            if not fits or not self._asked_so(name, role, ask, fact):
                continue
            if ask.types == ("place",) and not self._is_place(role):
                continue  # "where" asks for no party that is a country
            values = self._classes.of_type(fact.roles.get(name, ()), ask.types)
            if values and name not in self._index.kinds[fact.kind]["asks"]:
                continue  # it explains a question, and is not asked for
            if values and is_open(values, mentioned):
                open_values = tuple(
                    v for v in values if not isinstance(v, str) or v not in mentioned
                )
                own.append(
                    Asked(name, open_values or tuple(values), fact.id, precision=ask.precision)
                )
            elif not fact.roles.get(name):
                silent.append(Asked(name, silent=True, precision=ask.precision))
        if own:
            return sorted(own, key=lambda a: self._classes.narrowness(a.values, ask.types))
        given = mentioned | self._around(mentioned)  # "where in the city" asks for no country
        lent = [
            Asked(lt.role, tuple(values), lt.fact, precision=ask.precision)
            for lt in fact.lent
            if self._classes.of_types(self._index.kinds[lt.kind]["roles"][lt.role], ask.types)
            and (
                values := [
                    v
                    for v in self._classes.of_type(lt.values, ask.types)
                    if not isinstance(v, str) or v not in given
                ]
            )
        ]
        if self._classes.is_told_of(fact.kind):  # when it was said is not when it was
            lent = []
        if "person" in ask.types:  # who was there is not who did it; but "during whose visit" is
            lent = [a for a in lent if self._names_event(question, ask, fact, a)]
        return lent[:1] or self._worded(question, ask, fact, mentioned) or silent[:1]

    def _is_place(self, role: Mapping[str, Any]) -> bool:
        """Whether whatever fills a role is a place, or words for one."""
        types = set(role["types"]) - TEXT_TYPES
        return all("place" in (t, *self._classes.wider(t)) for t in types)

    def _worded(
        self, question: Question, ask: Ask, fact: FactRecord, mentioned: frozenset[str]
    ) -> list[Asked]:
        """A text that the kind's phrasings ask for with this very question word and the verb of the
        question: "how is X abbreviated".
        """
        kind, language = self._index.kinds[fact.kind], self._lexicon.language
        if not {REASON, MANNER} & set(ask.types):
            return []
        named = question.relations.get(fact.kind, {})
        own = (question.forms[at] for at, how in named.items() if how == OWN)
        verbs = {self._lexicon.canonical(form) for form in own if form not in self._lexicon.fillers}
        for role, texts in kind["asks"].items():
            worded = any(text.startswith(f"{ask.word} ") for text in texts.get(language, ()))
            words = set(kind["asked_words"].get(language, {}).get(role, ()))
            values = tuple(fact.roles.get(role, ()))
            if verbs and worded and verbs <= words and values and is_open(values, mentioned):
                return [Asked(role, values, fact.id)]
        return []

    def _around(self, mentioned: frozenset[str]) -> frozenset[str]:
        """What contains the places of some entities, however far."""
        found: set[str] = set()
        waiting = list(mentioned)
        while waiting:
            entity = self._index.entity(waiting.pop())
            above = entity["within"] if entity is not None else None
            if above is not None and above not in found:
                found.add(above)
                waiting.append(above)
        return frozenset(found)

    def _asked_so(self, name: str, role: Mapping[str, Any], ask: Ask, fact: FactRecord) -> bool:
        """Whether such a question word asks for a role: the first type of its table always, a wider
        one ("who" for a country) only where the role's phrasings ask so.
        """
        if len(ask.types) < 2 or not ask.word or self._classes.of_types(role, ask.types[:1]):
            return True
        phrasings = self._index.kinds[fact.kind]["asks"].get(name, {})
        texts = phrasings.get(self._lexicon.language, ())
        return any(set(words(text)) & self._lexicon.word_set("who_words") for text in texts)

    @staticmethod
    def _names_event(question: Question, ask: Ask, fact: FactRecord, asked: Asked) -> bool:
        """Whether the noun of the question is the event that lends the value ("whose visit")."""
        kinds = {lent.kind for lent in fact.lent if lent.fact == asked.fact}
        nouns = {place for place, _ in ask.nouns}
        return any(nouns & set(question.relations.get(kind, {})) for kind in kinds)


def mentioned_in(question: Question, names_only: bool = False) -> frozenset[str]:
    """The entities that the question gives; `names_only` leaves out descriptions, whose name
    may be what is asked ("the prime minister who received …, name?").
    """
    return frozenset(
        e
        for m in question.mentions
        if not question.optional.intersection(range(m.start, m.end))
        and not (names_only and m.parts)
        for e in m.entities
    )


def is_open(values: Iterable[Any], mentioned: frozenset[str]) -> bool:
    """Whether some value is not given in the question already."""
    return any(not isinstance(v, str) or v not in mentioned for v in values)
