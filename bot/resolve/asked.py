"""Which role of a fact a question asks for, and what the fact has there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import TEXT_TYPES
from bot.resolve.explain import Explainer
from bot.resolve.question import Ask, Question
from bot.resolve.reading import OWN
from bot.text.lexicon import Lexicon


@dataclass(frozen=True)
class Asked:
    """A role asked for: its values, and the fact that has them (or lends them).

    `silent` says that such a role exists in the kind and no source gives it. `nouns` are the
    tokens that the asking used up. `precision` is what was asked of a date.
    """

    role: str
    values: tuple[Any, ...] = ()
    fact: str = ""
    silent: bool = False
    nouns: frozenset[int] = frozenset()
    precision: str = ""


class Asker:
    """Finds the role asked for, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, explainer: Explainer) -> None:
        self._index = index
        self._lexicon = lexicon
        self._explainer = explainer
        self._ask_nouns = [
            (lexicon.canonical_phrase(str(text)), entry)
            for entry in lexicon.data.get("ask_nouns", [])
            for text in entry["words"]
        ]
        self.nouns = self._all_nouns()

    def _all_nouns(self) -> frozenset[str]:
        """Every canonical word that could be the noun of what is asked for."""
        language = self._lexicon.language
        texts = {
            noun
            for kind in self._index.kinds.values()
            for role in kind["roles"].values()
            for noun in role["nouns"].get(language, ())
        }
        texts |= {n for t in self._index.types.values() for n in t["nouns"].get(language, ())}
        texts |= set(self._index.meta("class_nouns")[language])
        texts |= {" ".join(words) for words, _ in self._ask_nouns}
        return frozenset(word for text in texts for word in (text, *text.split()))

    def asked(self, question: Question, fact: FactRecord) -> list[Asked]:
        """The roles that answer the question, the likeliest first; empty where none could."""
        ask = question.ask
        if question.choice and not (ask.types or ask.nouns):
            return self._choice(question, fact)
        if question.choice and not (ask.types or ask.nouns or ask.derive) and question.asks[1:]:
            ask = question.asks[1]
        if ask.count:
            return self._count(ask, fact)
        if ask.nouns or not ask.word:
            found = self._by_noun(question, ask, fact)
            if found or self._names_class(ask):
                return found
        if ask.types:
            return self._by_types(question, ask, fact)
        return self._main(question, fact)

    def _names_class(self, ask: Ask) -> bool:
        """Whether "which …" names a class of things, so that no other class answers it."""
        return bool(ask.nouns) and bool(self._type_of(ask.nouns[0][1]))

    @staticmethod
    def _mentioned(question: Question, names_only: bool = False) -> frozenset[str]:
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

    def _choice(self, question: Question, fact: FactRecord) -> list[Asked]:
        """As in "A or B?": the role that holds one of the candidates."""
        candidates = {
            e
            for m in question.mentions
            if question.optional.intersection(range(m.start, m.end))
            for e in (*m.entities, *(e for p in m.parts for e in p.entities))
        }
        for entity in sorted(candidates):
            for role in fact.entities.get(entity, ()):
                return [Asked(role, tuple(fact.roles[role]), fact.id)]
        for role, values in fact.roles.items():
            spec = self._index.kinds[fact.kind]["roles"][role]
            if spec["senses"]:
                return [Asked(role, tuple(values), fact.id)]
        words = {w.canonical for w in question.words if w.start in question.optional}
        vocabulary = fact.vocabulary(self._lexicon.language)
        for word in sorted(words):
            if vocabulary.get(word):
                named = vocabulary[word]
                return [Asked(named, tuple(fact.roles[named]), fact.id)]
        return []

    def _count(self, ask: Ask, fact: FactRecord) -> list[Asked]:
        """As in "How many …": a quantity, or the length of a list that the source closes."""
        nouns = {word for _, word in ask.nouns}
        used = frozenset(place for place, _ in ask.nouns)
        for name, role in self._index.kinds[fact.kind]["roles"].items():
            values = fact.roles.get(name, ())
            if "quantity" in role["types"] and values:
                return [Asked(name, tuple(values), fact.id, nouns=used)]
            named = nouns & set(role["nouns"].get(self._lexicon.language, ()))
            if named and len(values) > 1 and name not in fact.data["open"]:
                return [Asked(name, tuple(values), fact.id, nouns=used)]
        return [Asked("quantity", silent=True, nouns=used)]

    def _by_noun(self, question: Question, ask: Ask, fact: FactRecord) -> list[Asked]:
        """As in "Which city", "what date", and the bare nouns of keyword queries."""
        named = question.relations.get(fact.kind, {})
        places = ask.nouns or tuple(
            (w.start, w.canonical) for w in question.words if named.get(w.start) != OWN
        )
        for position in range(len(places)):
            for size in (3, 2, 1):
                part = places[position : position + size]
                if len(part) < size:
                    continue
                words = tuple(w for _, w in part)
                used = frozenset(i for i, _ in part)
                found = self._noun(question, words, used, fact, bool(ask.word))
                if found:
                    return found
        return []

    def _noun(
        self,
        question: Question,
        words: tuple[str, ...],
        used: frozenset[int],
        fact: FactRecord,
        explicit: bool,
    ) -> list[Asked]:
        text = " ".join(words)
        roles = self._index.kinds[fact.kind]["roles"]
        mentioned = self._mentioned(question)
        timed = self._time_noun(question, words, used, fact, explicit)
        if timed:
            return timed
        for name, role in roles.items():
            if text in role["nouns"].get(self._lexicon.language, ()):
                values = self._of_class(fact.roles.get(name, ()), text)
                if values and self._open(values, mentioned):
                    return [Asked(name, tuple(values), fact.id, nouns=used)]
                if name in fact.roles:
                    continue
                lent = [
                    Asked(lt.role, tuple(values), lt.fact, nouns=used)
                    for lt in fact.lent
                    if lt.role == name and (values := self._of_class(lt.values, text))
                ]
                return lent[:1] or [Asked(name, silent=True, nouns=used)]
        for known, entry in self._ask_nouns:
            if words == known:
                types = tuple(entry.get("types", ()))
                if entry.get("derive"):
                    return []
                precision = entry.get("precision", "")
                if explicit and precision == "day":
                    precision = (
                        "exact"  # "on what date" asks for a day; "… date?" takes what is known
                    )
                ask = Ask(types=types, precision=precision)
                return [self._with(a, used) for a in self._by_types(question, ask, fact)]
        return self._by_class(question, text, used, fact, mentioned, explicit)

    def _time_noun(
        self,
        question: Question,
        words: tuple[str, ...],
        used: frozenset[int],
        fact: FactRecord,
        explicit: bool,
    ) -> list[Asked]:
        """A day, a month or an hour that is asked for by its noun, with how exact it must be."""
        forms = tuple(question.forms[place] for place in sorted(used))
        for known, entry in self._ask_nouns:
            precision = entry.get("precision", "")
            literal = forms in {tuple(str(text).split()) for text in entry["words"]}
            if not precision or words != known or not literal:
                continue
            if explicit and precision == "day":
                precision = "exact"  # "on what date" asks for a day; "… date?" takes what is known
            ask = Ask(types=tuple(entry.get("types", ())), precision=precision)
            return [self._with(a, used) for a in self._by_types(question, ask, fact)]
        return []

    def _asks_where(self, question: Question) -> bool:
        """Whether "which city" stands behind a little word of place, or nothing is asked for:
        where an event was is told of what happened in it, and does not do anything.
        """
        places = self._lexicon.word_set("place_prepositions")
        ask = question.ask
        return not ask.word or ask.before in places or question.forms[-1] in places

    def _by_class(
        self,
        question: Question,
        noun: str,
        used: frozenset[int],
        fact: FactRecord,
        mentioned: frozenset[str],
        explicit: bool,
    ) -> list[Asked]:
        """A class noun: the values of the fact that are of that class and not given."""
        found: dict[str, list[str]] = {}
        for entity, roles in fact.entities.items():
            if entity not in mentioned and noun in self._explainer.names.class_nouns(entity):
                found.setdefault(roles[0], []).append(entity)
        if found:
            role = min(found, key=lambda r: list(fact.roles).index(r))
            return [Asked(role, tuple(found[role]), fact.id, nouns=used)]
        for lent in fact.lent if self._asks_where(question) else ():
            values = [
                v
                for v in lent.values
                if isinstance(v, str)
                and v not in mentioned
                and noun in self._explainer.names.class_nouns(v)
            ]
            if values:
                return [Asked(lent.role, tuple(values), lent.fact, nouns=used)]
        if self._type_of(noun) and explicit:
            types = self._type_of(noun)
            for name, role in self._index.kinds[fact.kind]["roles"].items():
                if name in fact.roles:
                    continue  # it is filled, with things of another class
                wanted = {w for t in role["types"] for w in self._wider(t)} | set(role["types"])
                if types & wanted or any(types & set(self._wider(t)) for t in role["types"]):
                    return [Asked(name, silent=True, nouns=used)]
        return []

    def _type_of(self, noun: str) -> set[str]:
        return {
            t
            for t, data in self._index.types.items()
            if noun in data["nouns"].get(self._lexicon.language, ())
        }

    def _wider(self, type_of: str) -> Iterable[str]:
        known: Iterable[str] = self._index.types.get(type_of, {}).get("all", (type_of,))
        return known

    @staticmethod
    def _with(asked: Asked, used: frozenset[int]) -> Asked:
        return Asked(
            asked.role, asked.values, asked.fact, asked.silent, asked.nouns | used, asked.precision
        )

    def _of_class(self, values: Iterable[Any], noun: str) -> list[Any]:
        """The values that a noun can name: things only of the noun's own type, where it has one."""
        types = self._type_of(noun)
        return [
            v
            for v in values
            if not types
            or not isinstance(v, str)
            or self._index.entity(v) is None
            or noun in self._explainer.names.class_nouns(v)
        ]

    def _of_types(self, role: Mapping[str, Any], types: tuple[str, ...]) -> bool:
        return any(t in types or set(self._wider(t)) & set(types) for t in role["types"])

    def _by_types(self, question: Question, ask: Ask, fact: FactRecord) -> list[Asked]:
        """Who, where, when, how much, why: the roles of such a type that are not given."""
        found = self._typed(question, ask, fact, self._mentioned(question))
        if not found or found[0].silent:
            described = self._typed(question, ask, fact, self._mentioned(question, names_only=True))
            return [a for a in described if not a.silent] or found
        return found

    def _typed(
        self, question: Question, ask: Ask, fact: FactRecord, mentioned: frozenset[str]
    ) -> list[Asked]:
        roles = self._index.kinds[fact.kind]["roles"]
        own: list[Asked] = []
        silent: list[Asked] = []
        for name, role in roles.items():
            if not self._of_types(role, ask.types) or not self._asked_so(name, role, ask, fact):
                continue
            values = self._of_type(fact.roles.get(name, ()), ask.types)
            if values and name not in self._index.kinds[fact.kind]["asks"]:
                continue  # it explains a question, and is not asked for
            if values and self._open(values, mentioned):
                open_values = tuple(
                    v for v in values if not isinstance(v, str) or v not in mentioned
                )
                own.append(
                    Asked(name, open_values or tuple(values), fact.id, precision=ask.precision)
                )
            elif not fact.roles.get(name):
                silent.append(Asked(name, silent=True, precision=ask.precision))
        if own:
            return sorted(own, key=lambda a: self._narrow(a, ask.types))
        lent = [
            Asked(lt.role, tuple(values), lt.fact, precision=ask.precision)
            for lt in fact.lent
            if self._of_types(self._index.kinds[lt.kind]["roles"][lt.role], ask.types)
            and (
                values := [
                    v
                    for v in self._of_type(lt.values, ask.types)
                    if not isinstance(v, str) or v not in mentioned
                ]
            )
        ]
        if "person" in ask.types:  # who was there is not who did it; but "during whose visit" is
            lent = [a for a in lent if self._names_event(question, ask, fact, a)]
        return lent[:1] or silent[:1]

    def _asked_so(self, name: str, role: Mapping[str, Any], ask: Ask, fact: FactRecord) -> bool:
        """Whether such a question word asks for a role: the first type of its table always, a wider
        one ("who" for a country) only where the role's phrasings ask so.
        """
        if len(ask.types) < 2 or not ask.word or self._of_types(role, ask.types[:1]):
            return True
        phrasings = self._index.kinds[fact.kind]["asks"].get(name, {})
        texts = phrasings.get(self._lexicon.language, ())
        return any(set(text.split()) & self._lexicon.word_set("who_words") for text in texts)

    @staticmethod
    def _names_event(question: Question, ask: Ask, fact: FactRecord, asked: Asked) -> bool:
        """Whether the noun of the question is the event that lends the value ("whose visit")."""
        kinds = {lent.kind for lent in fact.lent if lent.fact == asked.fact}
        nouns = {place for place, _ in ask.nouns}
        return any(nouns & set(question.relations.get(kind, {})) for kind in kinds)

    def _of_type(self, values: Iterable[Any], types: tuple[str, ...]) -> list[Any]:
        """The values that are of a type; in a role of mixed types only those."""
        found = []
        for value in values:
            entity = self._index.entity(value) if isinstance(value, str) else None
            if entity is None or set(self._wider(entity["type"])) & set(types):
                found.append(value)
        return found

    def _narrow(self, asked: Asked, types: tuple[str, ...]) -> int:
        """People before bodies and countries when "who" is asked, in the order of the types."""
        ranks = [len(types)]
        for value in asked.values:
            entity = self._index.entity(value) if isinstance(value, str) else None
            if entity is not None:
                wider = set(self._wider(entity["type"]))
                ranks.extend(i for i, t in enumerate(types) if t in wider)
        return min(ranks)

    def _is_who_or_where(self, types: set[str]) -> bool:
        """Whether a bare "what" would not ask for a role: for somebody, some time or some place."""
        wider = {w for t in types for w in self._wider(t)} | types
        return bool(wider & {"time", "person", "quantity", "place"})

    @staticmethod
    def _open(values: Iterable[Any], mentioned: frozenset[str]) -> bool:
        """Whether some value is not given in the question already."""
        return any(not isinstance(v, str) or v not in mentioned for v in values)

    def _main(self, question: Question, fact: FactRecord) -> list[Asked]:
        """A bare "what", or keywords: the kind's main role, or its first open text or thing."""
        kind = self._index.kinds[fact.kind]
        mentioned = self._mentioned(question)
        bare_what = bool(question.ask.word)
        order = [kind["main"], *kind["roles"]] if kind["main"] else list(kind["roles"])
        for name in order:
            role = kind["roles"].get(name)
            values = fact.roles.get(name, ())
            if role is None or not values or not self._open(values, mentioned):
                continue
            types = set(role["types"])
            if bare_what and not types & TEXT_TYPES and self._is_who_or_where(types):
                continue
            return [Asked(str(name), tuple(values), fact.id)]
        return []
