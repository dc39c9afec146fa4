"""Hold one question against one fact: which of its parts the fact explains, and which it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.resolve.direction import Direction
from bot.resolve.question import Amount, Item, Mention, Moment, Question, Word
from bot.resolve.reading import ALSO, INHERITED, OWN
from bot.text.edtf import Edtf
from bot.text.lexicon import Lexicon

# What an explained part adds to the ranking of a fact; only the order matters.
WEIGHTS = {
    "role": 3.0,  # a name, time or amount that is the fact's own value
    "relation": 2.0,  # a word that names the fact's kind
    "content": 2.0,  # a word of the fact's own text
    "lent": 1.5,  # a value of the event it happened in, or a place around its own
    "told": 0.75,  # a name within the fact's text
    "home": 1.0,  # the country of one of its people
    "inherited": 1.0,  # a word that names a wider kind
    "support": 0.5,  # a word that may stand in such a question
    "noun": 0.5,  # the noun of "which …"
}

LITERAL = 1.0  # the source itself says "recommended", where that was asked


@dataclass(frozen=True)
class Reason:
    """How a fact explains an item; `how` is a key of WEIGHTS, "" where it does not."""

    item: Item
    how: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A question held against a fact.

    `conflict` where word order gives the names other roles than the fact; `asked` the role that
    word order leaves open, None where it leaves no such role.
    """

    fact: FactRecord
    reasons: tuple[Reason, ...]
    relation: str = ""  # how the kind is named: own, inherited, "" for not at all
    conflict: bool = False
    asked: str | None = None
    literal: bool = False  # the word that names the kind is the source's own
    plain_verb: bool = False  # nothing but a filler names the kind ("who got …")

    @property
    def unexplained(self) -> tuple[Item, ...]:
        """The items that the fact does not explain."""
        return tuple(reason.item for reason in self.reasons if not reason.how)

    @property
    def score(self) -> float:
        """The weight of all that is explained."""
        explained = sum(
            WEIGHTS[r.how] * (r.item.likeness if isinstance(r.item, Mention) else 1.0)
            for r in self.reasons
            if r.how
        )
        named = {e for r in self.reasons if isinstance(r.item, Mention) for e in r.item.entities}
        own = len(self.fact.entities)
        told = len(named.intersection(self.fact.entities)) / own / 2 if own else 0.0
        return (
            explained
            + told
            + LITERAL * (self.literal + self.plain_verb)
            + {OWN: 1.0, INHERITED: 0.25}.get(self.relation, 0.0)
        )

    @property
    def share(self) -> float:
        """The share of items that are explained, in 0..1."""
        return 1.0 - len(self.unexplained) / max(1, len(self.reasons))


class Explainer:
    """Explains questions by facts, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon, direction: Direction) -> None:
        self._index = index
        self._lexicon = lexicon
        self.language = lexicon.language
        self._direction = direction
        self._nouns = _all_nouns(index, lexicon)
        self._asking = lru_cache(maxsize=1024)(self._asking_words)
        self.class_nouns = lru_cache(maxsize=4096)(self._class_nouns)
        self.place_prepositions = lexicon.word_set("place_prepositions")

    def fit(
        self,
        question: Question,
        fact: FactRecord,
        nouns: frozenset[int] = frozenset(),
        asked_role: str = "",
    ) -> Fit:
        """The question held against the fact; `nouns` are tokens that asking has used up, and the
        words of the phrasings that ask for a role may stand where that role is asked for."""
        asking = self.asking_words(fact.kind, asked_role) if asked_role else frozenset()
        nouns |= {w.start for w in question.words if w.canonical in asking}
        reasons = tuple(self._reason(item, question, fact, nouns) for item in question.given())
        unexplained = sum(not r.how for r in reasons)
        conflict, asked = False, None
        if unexplained <= bool(question.claim):  # else the fact cannot answer, whatever the order
            filled = {
                question.mentions.index(r.item): r.roles
                for r in reasons
                if isinstance(r.item, Mention) and r.how == "role"
            }
            conflict, asked = self._direction.conflicts(question, fact, filled)
        relation = self._relation(question, fact, reasons)
        own = self._own_words(question, fact)
        said = fact.worded(self.language)
        decisive = own - self._lexicon.fillers
        literal = any(self._lexicon.canonical(word) in said for word in decisive)
        return Fit(fact, reasons, relation, conflict, asked, literal, bool(own) and not decisive)

    def asking_words(self, kind_id: str, role: str) -> frozenset[str]:
        """The canonical words of the phrasings that ask for a role of a kind."""
        return self._asking(kind_id, role)

    def _asking_words(self, kind_id: str, role: str) -> frozenset[str]:
        words = self._index.kinds[kind_id]["asked_words"].get(self._lexicon.language, {})
        return frozenset(words.get(role, ()))

    def _own_words(self, question: Question, fact: FactRecord) -> set[str]:
        """The words of a question that name the fact's kind."""
        named = question.relations.get(fact.kind, {})
        return {question.forms[place] for place, how in named.items() if how == OWN}

    def _relation(self, question: Question, fact: FactRecord, reasons: Sequence[Reason]) -> str:
        if self._index.kinds[fact.kind]["describes"] and any(
            isinstance(r.item, Mention) and r.item.parts and r.how for r in reasons
        ):
            return OWN  # "the prime minister of …" names the kind that says who holds what
        hows = set(question.relations.get(fact.kind, {}).values())
        return next((how for how in (OWN, INHERITED) if how in hows), "")

    def _reason(
        self, item: Item, question: Question, fact: FactRecord, nouns: frozenset[int]
    ) -> Reason:
        if isinstance(item, Mention):
            return self._mention(item, question, fact)
        if isinstance(item, Moment):
            return self._moment(item, fact)
        if isinstance(item, Amount):
            return self._amount(item, fact, nouns)
        if isinstance(item, Word):
            return self._word(item, question, fact, nouns)
        return Reason(item)

    def _mention(self, item: Mention, question: Question, fact: FactRecord) -> Reason:
        describing = self._index.kinds[fact.kind]["describes"]
        if item.parts and describing:
            return self._parts(item, fact)
        if item.form == "adjective" and self._of_another_home(item, question, fact):
            return Reason(item)
        if self._is_attributed(item, question):
            return self._attributed(item, fact)
        for entity in item.entities:
            roles = self._fillable(fact.entities.get(entity, ()), question, fact)
            if roles:
                return Reason(item, "role", roles)
        for entity in item.entities:
            if entity in fact.around and item.form != "adjective":
                return Reason(item, "lent" if self._may_lend(entity, item, question, fact) else "")
        for entity in item.entities:
            if entity in fact.homes and self._tells_home(item, question, fact):
                return Reason(item, "home")
        for entity in item.entities:
            if entity in fact.around or self._stands_for(entity, item, fact):
                return Reason(item, "lent")
            if entity in fact.told_of:
                return Reason(item, "told")
            if entity in fact.sides and self._may_side(item, fact):
                return Reason(item, "home")
        return Reason(item)

    def _is_attributed(self, item: Mention, question: Question) -> bool:
        """Whether a name stands behind "according to"."""
        phrases = self._lexicon.phrases("attributed_to")
        before = tuple(question.forms[: item.start])
        return any(before[-len(phrase) :] == phrase for phrase in phrases)

    def _attributed(self, item: Mention, fact: FactRecord) -> Reason:
        """"According to X" names who said it: a role that the wider, reported kind has for people."""
        kinds = [fact.kind, *self._index.kinds[fact.kind]["ancestors"]]
        reported = [self._index.kinds[k]["roles"] for k in kinds if self._index.kinds[k]["reported"]]
        saying = {n for roles in reported[-1:] for n, r in roles.items() if "person" in r["types"]}
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
        return tuple(
            r for r in roles if r not in people or "person" not in kind["roles"][r]["types"]
        )

    def _may_lend(
        self, entity_id: str, item: Mention, question: Question, fact: FactRecord
    ) -> bool:
        """Whether somebody who was at the event may be named in a question about the fact: only
        beside another name of the fact, or behind a little word ("at the talks with …").
        """
        if "person" not in self.types(entity_id) or item.before:
            return True
        return any(
            e in fact.entities for m in question.mentions if m is not item for e in m.entities
        )

    def types(self, entity_id: str) -> Sequence[str]:
        """The type of an entity and all wider ones; none for an unknown id."""
        entity = self._index.entity(entity_id)
        return self._index.types.get(entity["type"], {}).get("all", ()) if entity else ()

    def _may_side(self, item: Mention, fact: FactRecord) -> bool:
        """Whether the country of somebody present may be named: in what was said between two sides."""
        reported = self._index.kinds[fact.kind]["reported"]
        return bool(reported) and item.before not in self.place_prepositions

    def _of_another_home(self, item: Mention, question: Question, fact: FactRecord) -> bool:
        """Whether it is of another home: "Italian students" are not the students from elsewhere that the fact is about."""
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
        """A capital named for its country ("Rome and Oslo agreed"), where no event is placed."""
        entity = self._index.entity(entity_id)
        country = entity["stands_for"] if entity is not None else None
        if country is None or item.before in self.place_prepositions:
            return False
        roles = self._index.kinds[fact.kind]["roles"]
        return any(
            roles[r]["list"] and not {"city", "place"} & set(roles[r]["types"])
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
        """Whether a country is named as the home of somebody ("Italian", "from Italy")."""
        if item.form == "adjective" or item.possessive:
            return True
        if item.before in self._lexicon.word_set("home_prepositions"):
            return True
        beside = [m for m in question.mentions if m.end == item.start or m.start == item.end]
        return any(e in fact.entities for m in beside for e in m.entities)

    @staticmethod
    def _moment(item: Moment, fact: FactRecord) -> Reason:
        own_times = [t for t in fact.times if t[0] in fact.roles and t[1] in fact.roles[t[0]]]
        for role, _, when in own_times or fact.times:
            if item.yearless is not None:
                month, day = item.yearless
                agrees = when.first.month <= month <= when.last.month and when.precision != "year"
                if agrees and day:
                    agrees = when.precision == "day" and when.first.day <= day <= when.last.day
            else:
                agrees = item.edtf is not None and _overlap(item.edtf, when)
            if agrees:
                own = role in fact.roles
                return Reason(item, "role" if own else "lent", (role,) if own else ())
        return Reason(item)

    def _amount(self, item: Amount, fact: FactRecord, nouns: frozenset[int]) -> Reason:
        for role, quantity in fact.quantities:
            if quantity.amount == item.amount and item.unit in ("", quantity.unit):
                return Reason(item, "role", (role,))
        if item.start in nouns:
            return Reason(item, "noun")
        vocabulary = fact.vocabulary(self._lexicon.language)
        plain = f"{item.amount:g}"
        if not item.unit and plain in vocabulary:
            return Reason(item, "content")
        words = self._lexicon.data.get("numbers", {})
        spelled = next((w for w, n in words.items() if n == item.amount), None)
        if spelled is not None and self._lexicon.canonical(spelled) in vocabulary:
            return Reason(item, "content")
        return Reason(item)

    def _word(
        self, item: Word, question: Question, fact: FactRecord, nouns: frozenset[int]
    ) -> Reason:
        how = question.relations.get(fact.kind, {}).get(item.start, "")
        vocabulary = fact.vocabulary(self._lexicon.language)
        if how == OWN:
            return Reason(item, "relation")
        sense = self._sense(item, fact)
        if sense is not None:
            return sense
        if item.canonical in vocabulary:
            role = vocabulary[item.canonical]
            return Reason(item, "content", (role,) if role else ())
        if how in (INHERITED, ALSO):
            return Reason(item, "inherited" if how == INHERITED else "support")
        if item.form in self._lexicon.word_set("name_words"):
            described = any(m.parts for m in question.mentions)
            return Reason(item, "noun" if how or described else "")
        if item.start in nouns or self._counts(item, fact):
            return Reason(item, "noun")
        for lent in fact.lent:
            if question.relations.get(lent.kind, {}).get(item.start, "") == OWN:
                return Reason(item, "support")
        if item.canonical in self._nouns and self._has_noun(item.canonical, fact):
            return Reason(item, "noun")
        return Reason(item)

    def _counts(self, item: Word, fact: FactRecord) -> bool:
        """As in "Three things": a number that is how many values a closed list of the fact has."""
        number = self._lexicon.data.get("numbers", {}).get(item.form)
        open_roles = fact.data["open"]
        return number is not None and any(
            len(values) == number for role, values in fact.roles.items() if role not in open_roles
        )

    def _sense(self, item: Word, fact: FactRecord) -> Reason | None:
        """A word that names a direction or stance: the fact's own explains it, another does not."""
        for name, role in self._index.kinds[fact.kind]["roles"].items():
            for sense, words in role["senses"].items():
                if item.canonical in words.get(self._lexicon.language, ()):
                    if sense in fact.roles.get(name, ()):
                        return Reason(item, "relation", (name,))
                    return Reason(item)
        return None

    def _has_noun(self, canonical: str, fact: FactRecord) -> bool:
        """Whether the word is a class noun of something in the fact ("committee", "city")."""
        return any(
            canonical in self.class_nouns(entity) for entity in (*fact.entities, *fact.around)
        )

    def _class_nouns(self, entity_id: str) -> frozenset[str]:
        """The canonical nouns that say what sort of thing an entity is."""
        entity = self._index.entity(entity_id)
        if entity is None:
            return frozenset()
        nouns = set(entity["nouns"].get(self._lexicon.language, ()))
        for type_of in self._index.types.get(entity["type"], {}).get("all", ()):
            known: dict[str, Any] = self._index.types.get(type_of, {}).get("nouns", {})
            nouns.update(known.get(self._lexicon.language, ()))
        return frozenset(nouns)


def _all_nouns(index: Index, lexicon: Lexicon) -> frozenset[str]:
    """Every noun that could say what sort of thing an entity is; entity nouns are looked up late."""
    found = {noun for t in index.types.values() for noun in t["nouns"].get(lexicon.language, ())}
    return frozenset(found) | frozenset(index.meta.get("class_nouns", {}).get(lexicon.language, ()))


def missing_items(fits: Sequence[Fit]) -> tuple[Item, ...]:
    """The items that the fit with the fewest unexplained items leaves unexplained."""
    best = min(fits, key=lambda fit: (len(fit.unexplained), -fit.score), default=None)
    return best.unexplained if best is not None else ()


def _overlap(asked: Edtf, known: Edtf) -> bool:
    return asked.overlaps(known)
