"""Hold one question against one fact: which of its parts the fact explains, and which not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from bot.facts.index import Index
from bot.facts.record import FactRecord, Lent
from bot.resolve.amounts import unit_id
from bot.resolve.direction import Direction
from bot.resolve.names import Names, Reason
from bot.resolve.possessed import Possessed
from bot.resolve.question import Amount, Item, Mention, Moment, Question, Word
from bot.resolve.relations import ALSO, INHERITED, OWN
from bot.text.edtf import Edtf
from bot.text.lexicon import Lexicon

# What an explained part adds to the ranking of a fact; only the order matters.
WEIGHTS = {
    "role": 3.0,  # a name, time or amount that is the fact's own value
    "relation": 2.0,  # a word that names the fact's kind
    "content": 2.0,  # a word of the fact's own text
    "lent": 1.5,  # a value of the event it happened in, or a place around its own
    "stands": 1.25,  # a capital named for a country of the fact
    "told": 0.75,  # a name within the fact's text
    "home": 1.0,  # the country of one of its people
    "inherited": 1.0,  # a word that names a wider kind
    "support": 0.5,  # a word that may stand in such a question
    "noun": 0.5,  # the noun of "which …"
}

LITERAL = 1.0  # the source itself says "recommended", where that was asked


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
    headed: float = 0.0  # what the noun of "which …" adds as a word of the fact's own text

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
        explained -= self.headed
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
        self.lexicon = self._lexicon = lexicon
        self.language = lexicon.language
        self._direction = direction
        self._nouns = _all_nouns(index, lexicon)
        self._asking = lru_cache(maxsize=1024)(self._asking_words)
        self.names = Names(index, lexicon)
        self._possessed = Possessed(index, lexicon)

    def fit(
        self,
        question: Question,
        fact: FactRecord,
        nouns: frozenset[int] = frozenset(),
        asked_role: str = "",
    ) -> Fit:
        """The question held against the fact; `nouns` are tokens that asking has used up, and the
        words of the phrasings that ask for a role may stand where that role is asked for.
        """
        heads = nouns.intersection(dict(question.ask.nouns))
        asking = self.asking_words(fact.kind, asked_role) if asked_role else frozenset()
        nouns |= {w.start for w in question.words if w.canonical in asking}
        key = ("fit", fact.number, nouns, heads)
        if key not in question.memo:
            question.memo[key] = self._fit(question, fact, nouns, heads)
        found: Fit = question.memo[key]
        return found

    def _fit(
        self, question: Question, fact: FactRecord, nouns: frozenset[int], heads: frozenset[int]
    ) -> Fit:
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
        literal = literal or any(w.canonical in said for w in self._naming(question, fact))
        own_text = sum(r.how == "content" and r.item.start in heads for r in reasons)
        return Fit(
            fact,
            reasons,
            relation,
            conflict,
            asked,
            literal,
            bool(own) and not decisive,
            own_text * (WEIGHTS["content"] - WEIGHTS["noun"]),
        )

    def asking_words(self, kind_id: str, role: str) -> frozenset[str]:
        """The canonical words of the phrasings that ask for a role of a kind."""
        return self._asking(kind_id, role)

    def _asking_words(self, kind_id: str, role: str) -> frozenset[str]:
        words = self._index.kinds[kind_id]["asked_words"]
        return frozenset(self._lexicon.own({lang: of.get(role, ()) for lang, of in words.items()}))

    def vocabulary(self, fact: FactRecord) -> Mapping[str, str]:
        """The canonical words of a fact's texts, with the role they stand in."""
        if len(self._lexicon.lexicons) == 1:
            return fact.vocabulary(self.language)
        found = {lex.language: fact.vocabulary(lex.language) for lex in self._lexicon.lexicons}
        return {
            marked: role
            for lang, words in found.items()
            for marked, role in zip(self._lexicon.own({lang: words}), words.values(), strict=True)
        }

    def _own_words(self, question: Question, fact: FactRecord) -> set[str]:
        """The words of a question that name the fact's kind."""
        named = question.relations.get(fact.kind, {})
        return {question.forms[place] for place, how in named.items() if how == OWN}

    @staticmethod
    def _naming(question: Question, fact: FactRecord) -> list[Word]:
        """The same as whole words, where a language writes one in several parts."""
        named = question.relations.get(fact.kind, {})
        return [w for w in question.words if named.get(w.start) == OWN and " " in w.form]

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
        if isinstance(item, Mention):  # alike, whatever asking has used up
            key = ("reason", item.start, item.end, fact.number)
            if key not in question.memo:
                question.memo[key] = self._name(item, question, fact)
            reason: Reason = question.memo[key]
            return reason
        if isinstance(item, Moment):
            return self._moment(item, fact)
        if isinstance(item, Amount):
            return self._amount(item, fact, nouns)
        if isinstance(item, Word):
            return self._word(item, question, fact, nouns)
        return Reason(item)

    def _name(self, item: Mention, question: Question, fact: FactRecord) -> Reason:
        """A name, unless it is said to have what in the fact is another's, whom nobody names: two
        that are named in one another's places are told by word order.
        """
        reason = self.names.reason(item, question, fact)
        if reason.how != "role" or item.parts:
            return reason
        owners = self._possessed.owners(item, question, fact.kind) & fact.roles.keys()
        named = {e for m in question.mentions for e in m.entities}
        named &= {str(value) for role in owners for value in fact.roles[role]}
        return reason if named or not owners else Reason(item)

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
                agrees = item.edtf is not None and _is_of(when, item.edtf)
            if agrees:
                own = role in fact.roles
                return Reason(item, "role" if own else "lent", (role,) if own else ())
        return Reason(item)

    def _amount(self, item: Amount, fact: FactRecord, nouns: frozenset[int]) -> Reason:
        for role, quantity in fact.quantities if item.exact else ():
            own = unit_id(quantity.unit, self._lexicon)
            if isclose(quantity.amount, item.amount) and item.unit in ("", own):
                return Reason(item, "role", (role,))
        if item.start in nouns:
            return Reason(item, "noun")
        vocabulary = self.vocabulary(fact)
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
        vocabulary = self.vocabulary(fact)
        sense = self._sense(item, fact)
        if how == OWN and (sense is None or sense.how):
            return Reason(item, "relation")
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
            named = question.relations.get(lent.kind, {}).get(item.start, "") == OWN
            if named and self._is_event(item, question, fact, lent):
                return Reason(item, "support")
        if item.canonical in self._nouns and self._has_noun(item.canonical, fact):
            return Reason(item, "noun")
        return Reason(item)

    def _is_event(self, item: Word, question: Question, fact: FactRecord, lent: Lent) -> bool:
        """Whether a word for an event may mean the one that the fact happened in: not "his visit to
        X" where that was a visit to Y, nor "Z's visit" where it was another's.
        """
        for mention in question.mentions:
            owns = mention.possessive and mention.end == item.start - 1
            if not owns and not (mention.before and mention.start == item.end + 1):
                continue
            owners = self._possessed.owners(mention, question, lent.kind) if owns else frozenset()
            values = {
                str(value)
                for one in fact.lent
                if not owners or (one.role in owners and one.fact == lent.fact)
                for value in one.values
            }
            if not (values if owners else values | fact.around).intersection(mention.entities):
                return False
        return True

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
                if item.canonical in self._lexicon.own(words):
                    if sense in fact.roles.get(name, ()):
                        return Reason(item, "relation", (name,))
                    return Reason(item)
        return None

    def _has_noun(self, canonical: str, fact: FactRecord) -> bool:
        """Whether the word is a class noun of something in the fact ("committee", "city")."""
        return any(
            canonical in self.names.class_nouns(entity) for entity in (*fact.entities, *fact.around)
        )


def _all_nouns(index: Index, lexicon: Lexicon) -> frozenset[str]:
    """Every noun that could say what sort of thing an entity is."""
    found = {noun for t in index.types.values() for noun in lexicon.own(t["nouns"])}
    return frozenset(found) | frozenset(lexicon.own(index.meta("class_nouns")))


def _is_of(known: Edtf, asked: Edtf) -> bool:
    """Whether a known time is one that was asked of: in it, or days that it is among. A source that
    gives a year says nothing of its months, and one that gives days nothing of other spans.
    """
    if not asked.overlaps(known):
        return False
    spans = asked.interval and asked.precision == "day" == known.precision
    if spans and known.interval:
        return (asked.first, asked.last) == (known.first, known.last)
    inside = asked.first <= known.first and known.last <= asked.last
    return inside or known.precision == "day"
