"""Roles that a noun asks for: "which city", "what date", and the bare nouns of keyword queries."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.resolve.asked_types import TypeAsker, is_open, mentioned_in
from bot.resolve.classes import Classes
from bot.resolve.question import Ask, Asked, Question
from bot.resolve.relations import OWN
from bot.text.lexicon import Lexicon


class NounAsker:
    """Finds the roles that the nouns of a question name, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, classes: Classes, types: TypeAsker) -> None:
        self._index = index
        self._lexicon = lexicon
        self._classes = classes
        self._types = types
        self.words = [
            (lexicon.canonical_phrase(str(text)), entry)
            for entry in lexicon.data.get("ask_nouns", [])
            for text in entry["words"]
        ]

    def by_noun(self, question: Question, ask: Ask, fact: FactRecord) -> list[Asked]:
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

    def names_class(self, ask: Ask) -> bool:
        """Whether "which …" names a class of things, so that no other class answers it."""
        return bool(ask.nouns) and bool(self._classes.types_of(ask.nouns[0][1]))

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
        mentioned = mentioned_in(question)
        timed = self._time_noun(question, words, used, fact, explicit)
        if timed:
            return timed
        for name, role in roles.items():
            if text in self._lexicon.own(role["nouns"]):
                values = self._classes.of_class(fact.roles.get(name, ()), text)
                if values and is_open(values, mentioned):
                    return [Asked(name, tuple(values), fact.id, nouns=used)]
                if name in fact.roles:
                    continue
                lent = [
                    Asked(lt.role, tuple(values), lt.fact, nouns=used)
                    for lt in fact.lent
                    if lt.role == name and (values := self._classes.of_class(lt.values, text))
                ]
                return lent[:1] or [Asked(name, silent=True, nouns=used)]
        for known, entry in self.words:
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
                return self._typed(question, ask, used, fact)
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
        for known, entry in self.words:
            precision = entry.get("precision", "")
            literal = forms in {tuple(str(text).split()) for text in entry["words"]}
            if not precision or words != known or not literal:
                continue
            if explicit and precision == "day":
                precision = "exact"  # "on what date" asks for a day; "… date?" takes what is known
            ask = Ask(types=tuple(entry.get("types", ())), precision=precision)
            return self._typed(question, ask, used, fact)
        return []

    def _typed(
        self, question: Question, ask: Ask, used: frozenset[int], fact: FactRecord
    ) -> list[Asked]:
        """The roles of the types that a noun stands for."""
        found = self._types.by_types(question, ask, fact)
        return [replace(asked, nouns=asked.nouns | used) for asked in found]

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
            if entity not in mentioned and noun in self._classes.nouns_of(entity):
                found.setdefault(roles[0], []).append(entity)
        if found:
            role = min(found, key=lambda r: list(fact.roles).index(r))
            return [Asked(role, tuple(found[role]), fact.id, nouns=used)]
        for lent in fact.lent if self._asks_where(question) else ():
            values = [
                v
                for v in lent.values
                if isinstance(v, str) and v not in mentioned and noun in self._classes.nouns_of(v)
            ]
            if values:
                return [Asked(lent.role, tuple(values), lent.fact, nouns=used)]
        if self._classes.types_of(noun) and explicit:
            types = self._classes.types_of(noun)
            for name, role in self._index.kinds[fact.kind]["roles"].items():
                if name in fact.roles:
                    continue  # it is filled, with things of another class
                wanted = {w for t in role["types"] for w in self._classes.wider(t)}
                if types & (wanted | set(role["types"])):
                    return [Asked(name, silent=True, nouns=used)]
        return []

    def _asks_where(self, question: Question) -> bool:
        """Whether "which city" stands behind a little word of place, or nothing is asked for:
        where an event was is told of what happened in it, and does not do anything.
        """
        places = self._lexicon.word_set("place_prepositions")
        ask = question.ask
        return not ask.word or ask.before in places or question.forms[-1] in places
