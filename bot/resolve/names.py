"""How a fact explains a name: as its value, as lent, as a home, as named in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.resolve.question import Item, Mention, Question
from bot.resolve.relations import INHERITED
from bot.text.lexicon import Lexicon
from bot.text.normal import words

_ROLE = re.compile(r"\{([a-z_-]+)\}")
_VERB = re.compile(r"\{[a-z_-]+\} ([^\s{}]+)")  # right behind the first role of a frame


@dataclass(frozen=True)
class Reason:
    """How a fact explains an item; `how` is a key of WEIGHTS, "" where it does not."""

    item: Item
    how: str = ""
    roles: tuple[str, ...] = ()


def named_places(index: Index, forms: Sequence[str], fewest: int = 1) -> frozenset[int]:
    """The places of words that make up whole names, of so many words at least."""
    found: set[int] = set()
    for at, form in enumerate(forms):
        for size in range(min(index.longest(form), len(forms) - at), fewest - 1, -1):
            if at not in found and index.alias(" ".join(forms[at : at + size])):
                found.update(range(at, at + size))
    return frozenset(found)


class Names:
    """Explains names by facts, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self.class_nouns = lru_cache(maxsize=4096)(self._class_nouns)
        self._doers = lru_cache(maxsize=None)(self._doing_roles)
        self.place_prepositions = lexicon.word_set("place_prepositions")

    def reason(self, item: Mention, question: Question, fact: FactRecord) -> Reason:
        """How the fact explains a name of the question, if it does."""
        if item.parts and self._index.kinds[fact.kind]["describes"]:
            return self._parts(item, fact)
        if item.parts and self._are_all(item, question):
            known = {*fact.entities, *fact.around}
            if not known.issuperset(item.entities):
                return Reason(item)
        if item.parts and self._are_several(item):
            own = [entity for entity in item.entities if entity in fact.entities]
            if len(own) == 1:
                return Reason(item)  # what one of them did is not what they did
        ranked = self._lexicon.word_set("ranking_words")
        if question.claim and not item.parts and {*question.forms[: item.start][-1:]} & ranked:
            return self._ranked(item, question, fact)
        if item.form == "adjective" and self._of_another_home(item, question, fact):
            return Reason(item)
        if self._is_attributed(item, question):
            return self._attributed(item, fact)
        for entity in item.entities:
            roles = self._fillable(fact.entities.get(entity, ()), question, fact)
            if roles:
                return Reason(item, "role", roles)
        found = (self._around(e, item, question, fact) for e in item.entities)
        return Reason(item, next((how for how in found if how), ""))

    def _ranked(self, item: Mention, question: Question, fact: FactRecord) -> Reason:
        """As in "the first … leader", which is a sort of people and names nobody: the fact must
        tell of just that.
        """
        rank = self._lexicon.canonical(question.forms[item.start - 1])
        told = rank in fact.vocabulary(self._lexicon.language)
        return Reason(item, "told" if told and fact.told_of.intersection(item.entities) else "")

    def _are_all(self, item: Mention, question: Question) -> bool:
        """As in "the two ministers": a number beside a description of just so many people."""
        numbers = self._lexicon.data.get("numbers", {})
        before = question.forms[max(0, item.start - 2) : max(0, item.start)]
        beside = (*before, *question.forms[item.end : item.end + 1])
        many = len(item.entities)
        return many > 1 and any(numbers.get(form) == many for form in beside)

    def _are_several(self, item: Mention) -> bool:
        """As in "the defence ministers": a description of people with an ending for more than one
        of them.
        """
        endings = self._lexicon.word_set("plural_endings")
        return len(item.entities) > 1 and any(
            alias.entity in part.entities
            for part in item.parts
            for typed in [words(part.text)]
            for at, word in enumerate(typed)
            for ending in endings
            if word.endswith(ending)
            for alias in self._index.alias(
                " ".join((*typed[:at], word.removesuffix(ending), *typed[at + 1 :]))
            )
        )

    def _around(self, entity: str, item: Mention, question: Question, fact: FactRecord) -> str:
        """How something that is no value of the fact still belongs to it; "" where it does not."""
        if question.claim and entity in fact.around and not self._is_beside(entity, item):
            return ""  # what only surrounds the event does nothing in it
        if entity in fact.around and item.form != "adjective":
            return "lent" if self._may_lend(entity, item, question, fact) else ""
        if entity in fact.homes and self._tells_home(item, question, fact):
            return "home"
        if entity in fact.around:
            return "lent"
        if self._stands_for(entity, item, fact):
            return "stands"
        if question.claim:
            return ""  # a claim is about what its names do, not about who else is told of
        if entity in fact.told_of:
            core = self._lexicon.word_set("core_cues")
            return "" if item.before in core else "told"
        return "home" if entity in fact.sides and self._may_side(item, fact) else ""

    def _is_beside(self, entity: str, item: Mention) -> bool:
        """Whether a little word says that something only surrounds an event; of people, who might
        as well have done it, only "with" and its like do.
        """
        if "person" in self.types(entity):
            return item.before in self._lexicon.word_set("beside_cues")
        return bool(item.before)

    def _is_attributed(self, item: Mention, question: Question) -> bool:
        """Whether a name stands behind "according to"."""
        return self._lexicon.ends_with("attributed_to", question.forms[: item.start])

    def saying_roles(self, kind_id: str) -> frozenset[str]:
        """Who said it: the roles that the widest reported kind above has for people."""
        kinds = [kind_id, *self._index.kinds[kind_id]["ancestors"]]
        reported = [
            self._index.kinds[k]["roles"] for k in kinds if self._index.kinds[k]["reported"]
        ]
        return frozenset(
            n for roles in reported[-1:] for n, r in roles.items() if "person" in r["types"]
        )

    def _attributed(self, item: Mention, fact: FactRecord) -> Reason:
        """Who said it, by "according to X"."""
        saying = self.saying_roles(fact.kind)
        for entity in item.entities:
            roles = tuple(r for r in fact.entities.get(entity, ()) if r in saying)
            if roles:
                return Reason(item, "role", roles)
        return Reason(item)

    def _fillable(
        self, roles: Sequence[str], question: Question, fact: FactRecord
    ) -> tuple[str, ...]:
        """The roles that a name may fill here: who only reported a fact did not do it, so such a
        name counts only beside a word that says so ("said", "according to").
        """
        kind = self._index.kinds[fact.kind]
        above = [self._index.kinds[a] for a in kind["ancestors"]]
        if kind["reported"] or INHERITED in question.relations.get(fact.kind, {}).values():
            return tuple(roles)
        people = {
            r
            for a in above
            if a["reported"]
            for r, spec in a["roles"].items()
            if "person" in spec["types"]
        }
        people -= self._doers(fact.kind)
        return tuple(
            r for r in roles if r not in people or "person" not in kind["roles"][r]["types"]
        )

    def _doing_roles(self, kind_id: str) -> frozenset[str]:
        """The roles of the frames in which a kind's own word, and no wider kind's, is the verb:
        "{speaker} thanked {addressee}" did it, "{speaker} stressed …" reports it.
        """
        kind, language = self._index.kinds[kind_id], self._lexicon.language
        naming = {*kind["words"].get(language, ())} - {*kind["inherited"].get(language, ())}
        texts = kind["frames"].get(language, ())
        verbs = ((text, match[1]) for text in texts if (match := _VERB.match(text)))
        own = (text for text, verb in verbs if self._lexicon.canonical(verb) in naming)
        return frozenset(role for text in own for role in _ROLE.findall(text))

    def _may_lend(
        self, entity_id: str, item: Mention, question: Question, fact: FactRecord
    ) -> bool:
        """Whether somebody who was at the event may be named in a question about the fact: only
        beside another name of the fact, or behind a little word ("at the talks with …").
        """
        if "person" not in self.types(entity_id) or item.before or item.possessive:
            return True
        if item.start and question.forms[item.start - 1] in self._lexicon.word_set("support"):
            return False  # "what did X promise" is no question about who else was there
        return any(
            e in fact.entities for m in question.mentions if m is not item for e in m.entities
        )

    def types(self, entity_id: str) -> Sequence[str]:
        """The type of an entity and all wider ones; none for an unknown id."""
        entity = self._index.entity(entity_id)
        return self._index.types.get(entity["type"], {}).get("all", ()) if entity else ()

    def _may_side(self, item: Mention, fact: FactRecord) -> bool:
        """Whether the country of somebody present may be named: where two sides talked."""
        reported = self._index.kinds[fact.kind]["reported"]
        return bool(reported) and item.before not in self.place_prepositions

    def _of_another_home(self, item: Mention, question: Question, fact: FactRecord) -> bool:
        """Whether it is of another home: its students are not those of the fact."""
        behind = next((w for w in question.words if w.start == item.end), None)
        if behind is None:
            return False
        named = [e for e in fact.entities if behind.canonical in self.class_nouns(e)]
        homes = {e for home in item.entities for e in fact.homes.get(home, ())}
        return any(self._home(e) for e in named) and not homes.intersection(named)

    def _home(self, entity_id: str) -> str | None:
        entity = self._index.entity(entity_id)
        return entity["home"] if entity is not None else None

    def _stands_for(self, entity_id: str, item: Mention, fact: FactRecord) -> bool:
        """A capital named for its country ("A and B agreed"), where no event is placed."""
        entity = self._index.entity(entity_id)
        country = entity["stands_for"] if entity is not None else None
        if country is None or item.before in self.place_prepositions:
            return False
        roles = self._index.kinds[fact.kind]["roles"]
        placed = any({"city", "place"} & set(role["types"]) for role in roles.values())
        return any(
            (roles[r]["list"] or not placed) and not {"city", "place"} & set(roles[r]["types"])
            for r in fact.entities.get(country, ())
        )

    def _parts(self, item: Mention, fact: FactRecord) -> Reason:
        """A description, held part by part against a fact that says who holds what."""
        roles: list[str] = []
        holder = self._index.kinds[fact.kind]["describes"]
        for part in item.parts:
            own = next((fact.entities[e] for e in part.entities if e in fact.entities), None)
            if own is None and not any(fact.is_home(e, holder) for e in part.entities):
                return Reason(item)
            roles.extend(own or ())
        return Reason(item, "role", tuple(roles))

    def _tells_home(self, item: Mention, question: Question, fact: FactRecord) -> bool:
        """Whether a country is named as a home (as an adjective, or behind "from")."""
        if item.form == "adjective" or item.possessive:
            return True
        if item.before:
            return item.before in self._lexicon.word_set("home_prepositions")
        beside = [m for m in question.mentions if m.end == item.start or m.start == item.end]
        return any(e in fact.entities for m in beside for e in m.entities)

    def _class_nouns(self, entity_id: str) -> frozenset[str]:
        """The canonical nouns that say what sort of thing an entity is."""
        entity = self._index.entity(entity_id)
        if entity is None:
            return frozenset()
        nouns = set(self._lexicon.own(entity["nouns"]))
        for type_of in self._index.types.get(entity["type"], {}).get("all", ()):
            known: dict[str, Any] = self._index.types.get(type_of, {}).get("nouns", {})
            nouns.update(self._lexicon.own(known))
        return frozenset(nouns)
