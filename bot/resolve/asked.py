"""Which role of a fact a question asks for, and what the fact has there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import MANNER, TEXT_TYPES, Quantity
from bot.resolve.amounts import unit_id
from bot.resolve.asked_nouns import NounAsker
from bot.resolve.asked_types import TypeAsker, is_open, mentioned_in
from bot.resolve.classes import Classes
from bot.resolve.explain import Explainer
from bot.resolve.question import Ask, Asked, Question
from bot.resolve.relations import OWN
from bot.text.lexicon import Lexicon
from bot.text.normal import words


class Asker:
    """Finds the role asked for, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, explainer: Explainer) -> None:
        self._index = index
        self._lexicon = lexicon
        self._explainer = explainer
        self._classes = Classes(index, lexicon, explainer.names)
        self._by_types = TypeAsker(index, lexicon, self._classes)
        self._by_nouns = NounAsker(index, lexicon, self._classes, self._by_types)
        self.nouns = self._all_nouns()

    def _all_nouns(self) -> frozenset[str]:
        """Every canonical word that could be the noun of what is asked for."""
        own = self._lexicon.own
        texts = {
            noun
            for kind in self._index.kinds.values()
            for role in kind["roles"].values()
            for noun in own(role["nouns"])
        }
        texts |= {n for t in self._index.types.values() for n in own(t["nouns"])}
        texts |= set(own(self._index.meta("class_nouns")))
        texts |= {" ".join(words) for words, _ in self._by_nouns.words}
        return frozenset(word for text in texts for word in (text, *text.split()))

    def asked(self, question: Question, fact: FactRecord) -> list[Asked]:
        """The roles that answer the question, the likeliest first; empty where none could."""
        return self._by_meaning(question, fact) or self._as_phrased(question, fact)

    def _as_phrased(self, question: Question, fact: FactRecord) -> list[Asked]:
        """As in "at what temperature" or "how cold": the one amount that the kind's phrasings ask
        for with the same two words, or that a kind with such a word is mainly about.
        """
        ask, kind = question.ask, self._index.kinds[fact.kind]
        behind = question.forms[ask.end : ask.end + 1]
        own = question.relations.get(fact.kind, {}).get(ask.end) == OWN
        if not ask.word or not own:
            return []
        roles = {r for r, _ in fact.quantities}
        with_it = {r for r in roles if self._is_phrased(kind["asks"].get(r, {}), ask.word, *behind)}
        if not with_it and MANNER in ask.types:
            with_it = roles & {kind["main"]}
        used = frozenset((ask.end,))
        found = [Asked(r, tuple(fact.roles[r]), fact.id, nouns=used) for r in sorted(with_it)]
        return found if len(found) == 1 else []

    def _is_phrased(self, asks: Mapping[str, Iterable[str]], word: str, behind: str) -> bool:
        """Whether a phrasing asks with a question word and the word behind it."""
        wanted = [*word.split(), self._lexicon.canonical(behind)]
        size = len(wanted)
        for text in asks.get(self._lexicon.language, ()):
            forms = words(text)
            for at in range(len(forms) - size + 1):
                *asking, last = forms[at : at + size]
                if [*asking, self._lexicon.canonical(last)] == wanted:
                    return True
        return False

    def _by_meaning(self, question: Question, fact: FactRecord) -> list[Asked]:
        ask = question.ask
        if question.choice and not (ask.types or ask.nouns):
            return self._choice(question, fact)
        if question.choice and not (ask.types or ask.nouns or ask.derive) and question.asks[1:]:
            ask = question.asks[1]
        if ask.count:
            return self._count(ask, fact)
        if ask.derive == "duration":
            return self._measured(question, fact)
        if ask.nouns or not ask.word:
            found = self._by_nouns.by_noun(question, ask, fact)
            if found or self._by_nouns.names_class(ask):
                return found
        if ask.types:
            found = self._by_types.by_types(question, ask, fact)
            offered = set(self._classes.of_type(_candidates(question), ask.types))
            return [
                a for a in found if a.silent or not offered or offered & set(map(str, a.values))
            ]
        return self._main(question, fact)

    def _choice(self, question: Question, fact: FactRecord) -> list[Asked]:
        """As in "A or B?": the role that holds one of the candidates."""
        for entity in sorted(_candidates(question)):
            for role in fact.entities.get(entity, ()):
                return [Asked(role, tuple(fact.roles[role]), fact.id)]
        if any(question.optional.intersection(range(m.start, m.end)) for m in question.moments):
            return self._by_types.by_types(question, replace(question.ask, types=("time",)), fact)
        for role, values in fact.roles.items():
            spec = self._index.kinds[fact.kind]["roles"][role]
            if spec["senses"]:
                return [Asked(role, tuple(values), fact.id)]
        words = {w.canonical for w in question.words if w.start in question.optional}
        vocabulary = self._explainer.vocabulary(fact)
        for word in sorted(words):
            if vocabulary.get(word):
                named = vocabulary[word]
                return [Asked(named, tuple(fact.roles[named]), fact.id)]
        return []

    def _count(self, ask: Ask, fact: FactRecord) -> list[Asked]:
        """As in "How many …": a quantity, or the length of a list that the source closes."""
        nouns = {word for _, word in ask.nouns}
        used = frozenset(place for place, _ in ask.nouns)
        counted = [r for r, q in fact.quantities if nouns & set(self._unit(q))]
        if counted:  # "how many months": no metres
            return [Asked(r, tuple(fact.roles[r]), fact.id, nouns=used) for r in counted]
        for name, role in self._index.kinds[fact.kind]["roles"].items():
            values = fact.roles.get(name, ())
            if "quantity" in role["types"] and values:
                return [Asked(name, tuple(values), fact.id, nouns=used)]
            named = nouns & set(self._lexicon.own(role["nouns"]))
            if named and len(values) > 1 and name not in fact.data["open"]:
                return [Asked(name, tuple(values), fact.id, nouns=used)]
        return [Asked("quantity", silent=True, nouns=used)]

    def _unit(self, quantity: Quantity) -> list[str]:
        """The canonical words of the unit of a quantity."""
        return unit_id(quantity.unit, self._lexicon).split()

    def _measured(self, question: Question, fact: FactRecord) -> list[Asked]:
        """As in "how long …": the amounts of the fact that are lengths of time."""
        ask = replace(question.ask, types=("quantity",))
        lasting = self._lexicon.word_set("time_units")
        timed = {r for r, q in fact.quantities if lasting.intersection(words(q.unit))}
        return [a for a in self._by_types.by_types(question, ask, fact) if a.role in timed]

    def _main(self, question: Question, fact: FactRecord) -> list[Asked]:
        """A bare "what", or keywords: the kind's main role, or its first open text or thing."""
        kind = self._index.kinds[fact.kind]
        mentioned = mentioned_in(question)
        bare_what = bool(question.ask.word)
        headed = self._headed(question, fact) if bare_what else []
        if headed:
            return headed
        order = [kind["main"], *kind["roles"]] if kind["main"] else list(kind["roles"])
        for name in order:
            role = kind["roles"].get(name)
            values = fact.roles.get(name, ())
            if role is None or not values or not is_open(values, mentioned):
                continue
            types = set(role["types"])
            if bare_what and not types & TEXT_TYPES and self._classes.is_who_or_where(types):
                continue
            other = self._worded_for(question, fact, str(name)) if bare_what else ""
            if other and other not in fact.roles:
                return [Asked(other, silent=True)]
            return [Asked(str(name), tuple(values), fact.id)]
        return []

    def _headed(self, question: Question, fact: FactRecord) -> list[Asked]:
        """As in "what was the trade volume of …": the role that the noun behind "the" names."""
        forms, at = question.forms, question.ask.end + 2
        if len(forms) <= at or forms[at - 2] not in self._lexicon.voice:
            return []
        if forms[at - 1] not in self._lexicon.word_set("determiners"):
            return []
        words = {w.start: w.canonical for w in question.words}
        stop = at
        while stop in words:
            stop += 1
        roles = self._index.kinds[fact.kind]["roles"]
        for start in range(at, stop):
            noun = " ".join(words[place] for place in range(start, stop))
            for name, role in roles.items():
                if noun in self._lexicon.own(role["nouns"]):
                    used = frozenset(range(start, stop))
                    values = tuple(fact.roles.get(name, ()))
                    return [Asked(name, values, fact.id, silent=not values, nouns=used)]
        return []

    def _worded_for(self, question: Question, fact: FactRecord, role: str) -> str:
        """Another role, where the verb of a question stands in its phrasings and not in this one's
        ("what does X stand for" asks for no other name); "" where there is none.
        """
        named = question.relations.get(fact.kind, {})
        own = (question.forms[at] for at, how in named.items() if how == OWN)
        verbs = {self._lexicon.canonical(form) for form in own if form not in self._lexicon.fillers}
        if not verbs or verbs & self._explainer.asking_words(fact.kind, role):
            return ""
        others = (r for r in self._index.kinds[fact.kind]["asks"] if r != role)
        found = [r for r in others if verbs <= self._explainer.asking_words(fact.kind, r)]
        return found[0] if found and not any(r in fact.roles for r in found) else ""


def _candidates(question: Question) -> set[str]:
    """What "A or B" offers to choose from."""
    return {
        e
        for m in question.mentions
        if question.optional.intersection(range(m.start, m.end))
        for e in (*m.entities, *(e for p in m.parts for e in p.entities))
    }
