"""Facts as the index keeps them: what their events lend them, and which words each explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from bot.facts.vocabulary import canonical_words
from bot.model import Base, Entity, Fact, Quantity
from bot.text.edtf import parse
from bot.text.lexicon import Lexicon
from bot.text.normal import words

LENDING_DEPTH = 3  # how many events deep a fact may borrow (a bouquet, in a ceremony, in a visit)


class FactCompiler:
    """Works out what a fact's events lend it, and which words each fact explains."""

    def __init__(
        self, base: Base, entities: Mapping[str, Entity], readers: Mapping[str, Lexicon]
    ) -> None:
        self.kinds = {k.id: k for k in base.kinds}
        self.facts = {f.id: f for f in base.facts}
        self.seeds = {s.id: s.seed for s in base.sources}
        self.entities = entities
        self.readers = readers
        self.named = _by_first_word(base.entities)

    def record(self, fact: Fact) -> dict[str, Any]:
        """The fact's row, with the words it is written in under `surface`."""
        roles = {role: [self._value(v) for v in values] for role, values in fact.roles.items()}
        own = self._entities_of(fact)
        lent = self._lent(fact)
        lent_entities = {
            v
            for _, values, _, _ in lent
            for v in values
            if isinstance(v, str) and v in self.entities
        }
        times = [[r, v] for r, vs in fact.roles.items() if self._typed(fact, r, "time") for v in vs]
        times += [[r, v] for r, vs, _, k in lent if self._kind_typed(k, r, "time") for v in vs]
        return {
            "id": fact.id,
            "kind": fact.kind,
            "mode": fact.mode,
            "during": fact.during,
            "open": list(fact.open),
            "revision": fact.revision,
            "history": [list(h.__dict__.values()) for h in fact.history],
            "roles": roles,
            "says": dict(fact.says),
            "entities": {e: sorted(set(r)) for e, r in sorted(own.items())},
            "around": sorted((self._containers({*own, *lent_entities}) | lent_entities) - set(own)),
            "homes": self._homes(own),
            "sides": sorted(set(self._homes(lent_entities)) - set(own)),
            "lent": lent,
            "times": times,
            "quantities": [
                [r, v.amount, v.unit]
                for r, vs in fact.roles.items()
                for v in vs
                if isinstance(v, Quantity)
            ],
            "vocabulary": self._vocabulary(fact),
            "told_of": self._told_of(fact, own),
            "worded": self._worded(fact),
            "quotes": [
                [q.source, self.seeds[q.source], q.quote, q.start, q.end, list(q.roles)]
                for q in fact.evidence
            ],
            "surface": self._surface(fact),
        }

    def _typed(self, fact: Fact, role: str, type_of: str) -> bool:
        return self._kind_typed(fact.kind, role, type_of)

    def _kind_typed(self, kind: str, role: str, type_of: str) -> bool:
        return type_of in self.kinds[kind].roles[role].types

    @staticmethod
    def _value(value: Any) -> Any:
        if isinstance(value, Quantity):
            return {"amount": value.amount, "unit": value.unit}
        return dict(value) if isinstance(value, Mapping) else value

    def _entities_of(self, fact: Fact) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for role, values in fact.roles.items():
            for value in values:
                if isinstance(value, str) and value in self.entities:
                    found[value].append(role)
        return found

    def _lent(self, fact: Fact) -> list[list[Any]]:
        lent: list[list[Any]] = []
        above, depth = self.facts.get(fact.during or ""), 0
        while above is not None and depth < LENDING_DEPTH:
            for role, values in above.roles.items():
                lent.append([role, [self._value(v) for v in values], above.id, above.kind])
            above, depth = self.facts.get(above.during or ""), depth + 1
        return lent

    def _containers(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for one in ids:
            above = self.entities[one].within
            while above is not None and above not in found:
                found.add(above)
                above = self.entities[above].within if above in self.entities else None
        return found

    def _homes(self, own: Iterable[str]) -> dict[str, list[str]]:
        homes: dict[str, list[str]] = defaultdict(list)
        for one in sorted(own):
            home, depth = self.entities[one].home, 0
            while home is not None and home in self.entities and depth < LENDING_DEPTH:
                homes[home].append(one)
                home, depth = self.entities[home].home, depth + 1
        return dict(sorted(homes.items()))

    def _surface(self, fact: Fact) -> dict[str, set[str]]:
        texts = {lang: list(fact.words.get(lang, ())) for lang in self.readers}
        for values in fact.roles.values():
            for value in values:
                for lang, text in value.items() if isinstance(value, Mapping) else ():
                    texts.setdefault(lang, []).append(str(text))
        return {lang: {w for text in found for w in words(text)} for lang, found in texts.items()}

    def _told_of(self, fact: Fact, own: Mapping[str, list[str]]) -> list[str]:
        """Entities that are named within the fact's texts, and are no value of their own."""
        found: set[str] = set()
        for values in fact.roles.values():
            for value in values:
                for lang, text in value.items() if isinstance(value, Mapping) else ():
                    found |= self._names_in(words(str(text)), self.readers.get(lang))
        return sorted(found - set(own))

    def _names_in(self, forms: list[str], lexicon: Lexicon | None) -> set[str]:
        """The names in a text, the longest first; no name is a part of another or of a word."""
        units = lexicon.units(forms) if lexicon is not None else []
        within = {i for start, end in units if end > start + 1 for i in range(start, end)}
        found: set[str] = set()
        at = 0
        while at < len(forms):
            named = [(n, e) for n, e in self.named.get(forms[at], ()) if forms[at:][: len(n)] == n]
            size = max((len(n) for n, _ in named), default=1)
            if size > 1 or not (at in within or (lexicon and lexicon.is_little(forms[at]))):
                found |= {entity for name, entity in named if len(name) == size}
            at += size
        return found

    def _worded(self, fact: Fact) -> dict[str, list[str]]:
        """The canonical words of the fact's sentence and quotes: the source's way to say it."""
        quotes = [q.quote for q in fact.evidence]
        found = {}
        for lang, lexicon in self.readers.items():
            texts = {*quotes, fact.says.get(lang, "")}  # a quote is often the sentence itself
            found[lang] = sorted({w for text in texts for w in canonical_words(text, lexicon)})
        return found

    def _without_foreign_fillers(self, text: str, lang: str, texts: Mapping[str, str]) -> str:
        """A text that stands in another language, too (a title), without that one's little words:
        "and" in it explains nothing.
        """
        same = [other for other in self.readers if other != lang and texts.get(other) == text]
        fillers = frozenset(w for other in same for w in self.readers[other].fillers)
        return " ".join(w for w in text.split() if w not in fillers)

    def _vocabulary(self, fact: Fact) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for lang, lexicon in self.readers.items():
            explained: dict[str, str] = {}
            for text in fact.words.get(lang, ()):
                explained.update(dict.fromkeys(canonical_words(text, lexicon), ""))
            for role, values in fact.roles.items():
                for value in values:
                    if isinstance(value, Quantity):
                        explained.update(dict.fromkeys(canonical_words(value.unit, lexicon), role))
                    if isinstance(value, Mapping):
                        text = str(value.get(lang, ""))
                        kept = self._without_foreign_fillers(text, lang, value)
                        explained.update(dict.fromkeys(canonical_words(kept, lexicon), role))
                        # Numbers keep their own form beside their stem.
                        explained.update({w: role for w in words(text) if w.isdigit()})
            found[lang] = dict(sorted(explained.items()))
        return found


def terms(
    records: list[dict[str, Any]], kinds: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[int]]:
    """Search terms → the numbers of the facts that they may explain, ascending."""
    terms: dict[str, set[int]] = defaultdict(set)
    for number, record in enumerate(records):
        kind = record["kind"]
        entities = {
            *record["entities"],
            *record["around"],
            *record["homes"],
            *record["sides"],
            *record["told_of"],
        }
        years = {
            f"y:{year}"
            for _, value in record["times"]
            for year in range(parse(value).first.year, parse(value).last.year + 1)
        }
        vocabulary = {f"w:{w}" for found in record["vocabulary"].values() for w in found}
        for term in {f"e:{e}" for e in entities} | years | vocabulary | _anniversaries(record):
            terms[term].add(number)
        for named, above in product(entities, (kind, *kinds[kind]["ancestors"])):
            terms[f"k:{above}|e:{named}"].add(number)
        for above in (kind, *kinds[kind]["ancestors"]):
            terms[f"k:{above}"].add(number)
        terms[f"d:{record['during']}"].add(number)
    return {term: sorted(numbers) for term, numbers in sorted(terms.items())}


def _anniversaries(record: Mapping[str, Any]) -> set[str]:
    """The terms `day:09-23` of the days of a year on which what a fact tells came about."""
    if record["mode"] != "done":
        return set()
    own = (v for role, v in record["times"] if v in record["roles"].get(role, ()))
    times = (parse(value) for value in own)
    exact = (t for t in times if t.precision == "day" and not (t.approximate or t.uncertain))
    return {f"day:{t.first:%m-%d}" for t in exact}


def _by_first_word(entities: Iterable[Entity]) -> dict[str, list[tuple[list[str], str]]]:
    """First word → the names that begin with it, with the entity that each means."""
    found: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for entity in entities:
        texts = [*entity.names.values(), *(a for al in entity.aliases.values() for a in al)]
        texts += [a for al in entity.adjectives.values() for a in al]
        for name in (words(text) for text in texts):
            if name:
                found[name[0]].append((name, entity.id))
    return dict(found)
