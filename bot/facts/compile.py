"""Compile a checked base into an index: one file, the same bytes for the same input."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from bot.facts.vocabulary import Vocabulary, canonical_words
from bot.model import Base, Entity, Fact, Kind, Quantity
from bot.text.edtf import parse
from bot.text.lexicon import Lexicon, normal_lexicon
from bot.text.normal import flag, words

FORMAT = 1  # rises whenever the index is laid out in another way
LENDING_DEPTH = 3  # how many events deep a fact may borrow (a bouquet, in a ceremony, in a visit)


@dataclass
class Compiled:
    """The rows of the index, before they are written."""

    meta: dict[str, Any]
    entities: list[tuple[str, str]]
    aliases: dict[str, list[list[str]]]
    facts: list[tuple[int, str, str]]
    terms: dict[str, list[int]]
    spellings: dict[str, list[str]]
    known: set[str] = field(default_factory=set)


def compile_base(base: Base) -> Compiled:
    """All rows of the index of a base; the base must have passed its check."""
    lexicons = {lang: normal_lexicon(raw) for lang, raw in sorted(base.lexicons.items())}
    readers = {lang: Lexicon(data) for lang, data in lexicons.items()}
    countries = _countries(base, sorted(lexicons) or ["en"])
    entities = {e.id: e for e in (*countries, *base.entities)}
    compiler = _FactCompiler(base, entities, readers)
    records = [compiler.record(fact) for fact in base.facts if fact.retired is None]
    vocabulary = Vocabulary(readers)
    aliases = _aliases(entities.values(), readers)
    kinds = {kind.id: _kind(kind, base, readers, vocabulary) for kind in base.kinds}
    for record in records:
        vocabulary.add_canonical(record.pop("surface"))
    vocabulary.add_words(word for lang in lexicons.values() for word in _texts(lang))
    types = _types(base, readers, vocabulary)
    meta = {
        "format": FORMAT,
        "lexicons": lexicons,
        "kinds": kinds,
        "types": types,
        "sources": {s.id: s.__dict__ for s in base.sources},
        "calendar": _calendar(sorted(lexicons) or ["en"]),
        "retired": {f.id: f.retired for f in base.facts if f.retired is not None},
        "entries": _entries(base),
        "class_nouns": {
            lang: sorted(
                {
                    " ".join(canonical_words(n, lx))
                    for e in entities.values()
                    for n in e.nouns.get(lang, ())
                }
            )
            for lang, lx in readers.items()
        },
    }
    return Compiled(
        meta=meta,
        entities=[(e.id, _dump(_entity(e, readers))) for e in sorted(entities.values(), key=_id)],
        aliases=aliases,
        facts=[(n, record["id"], _dump(record)) for n, record in enumerate(records)],
        terms=_terms(records, kinds),
        spellings=vocabulary.spellings(aliases),
        known=vocabulary.real_words() | vocabulary.words,
    )


def _id(entity: Entity) -> str:
    return entity.id


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield from words(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from words(str(key))
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _countries(base: Base, languages: list[str]) -> list[Entity]:
    """Every country of CLDR; those the base names itself carry its own names on top."""
    from bot.facts.cldr import country_names  # babel: only while compiling

    own = {e.iso: e for e in base.entities if e.iso}
    names = country_names(sorted({*languages, "en"}))
    if not any(e.iso for e in base.entities):
        return []
    return [
        Entity(
            id=f"iso-{code.lower()}",
            type="country",
            names=texts,
            iso=code,
        )
        for code, texts in sorted(names.items())
        if code not in own
    ]


def _aliases(
    entities: Iterable[Entity], readers: Mapping[str, Lexicon]
) -> dict[str, list[list[str]]]:
    """Normal form of every name → the entities it may mean, each with the form of the name."""
    from bot.facts.cldr import country_names

    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    cldr = country_names(sorted({*readers, "en"}))
    for entity in entities:
        for text in (*entity.names.values(), *(a for al in entity.aliases.values() for a in al)):
            _add(found, words(text), entity.id, "name")
        for text in (a for al in entity.adjectives.values() for a in al):
            _add(found, words(text), entity.id, "adjective")
        if entity.iso:
            _add(found, [flag(entity.iso)], entity.id, "name")
            for text in cldr.get(entity.iso, {}).values():
                _add(found, words(text), entity.id, "name")
    return {key: sorted(map(list, value)) for key, value in sorted(found.items())}


def _add(
    found: dict[str, set[tuple[str, str]]], forms: list[str], entity: str, form: str
) -> None:
    if not forms:
        return
    found[" ".join(forms)].add((entity, form))
    if 1 < len(forms) <= 3 and len("".join(forms)) > 5:
        found["".join(forms)].add((entity, form))  # "viet nam" is also typed "vietnam"


def _kind(
    kind: Kind, base: Base, readers: Mapping[str, Lexicon], vocabulary: Vocabulary
) -> dict[str, Any]:
    """A kind as the reader of questions needs it: its vocabulary in canonical words per language."""
    byid = {k.id: k for k in base.kinds}
    ancestors: list[Kind] = []
    above = byid.get(kind.parent or "")
    while above is not None and above not in ancestors:
        ancestors.append(above)
        above = byid.get(above.parent or "")
    compiled: dict[str, Any] = {
        "id": kind.id,
        "ancestors": [k.id for k in ancestors],
        "main": kind.main,
        "reported": kind.reported,
        "identifies": kind.identifies,
        "describes": kind.describes,
        "functional": list(kind.functional),
        "description": dict(kind.description),
        "roles": {},
        "words": {},
        "inherited": {},
        "also": {},
        "frames": {},
        "asks": {role: dict(texts) for role, texts in kind.asks.items()},
        "answers": {role: dict(texts) for role, texts in kind.answers.items()},
    }
    for lang, lexicon in readers.items():
        relation = [p for w in kind.words.get(lang, ()) if (p := _phrase(w, lexicon))]
        compiled["words"][lang] = sorted(set(relation))
        compiled["inherited"][lang] = sorted(
            {p for k in ancestors for w in k.words.get(lang, ()) if (p := _phrase(w, lexicon))}
        )
        also = {w for text in kind.also.get(lang, ()) for w in canonical_words(text, lexicon)}
        for role in kind.roles.values():
            nouns = [canonical_words(text, lexicon) for text in role.nouns.get(lang, ())]
            also |= {w for noun in nouns for w in noun}
            vocabulary.add_phrases(role.nouns.get(lang, ()))
        compiled["also"][lang] = sorted(also)
        compiled["frames"][lang] = list(kind.frames.get(lang, ()))
        vocabulary.add_phrases((*kind.words.get(lang, ()), *kind.also.get(lang, ())))
    compiled["roles"] = {role.name: _role(role, readers, vocabulary) for role in kind.roles.values()}
    return compiled


def _role(role: Any, readers: Mapping[str, Lexicon], vocabulary: Vocabulary) -> dict[str, Any]:
    for texts in role.senses.values():
        for phrases in texts.values():
            vocabulary.add_phrases(phrases)
    return {
        "types": list(role.types),
        "list": role.list,
        "nouns": {
            lang: sorted(" ".join(canonical_words(t, lx)) for t in role.nouns.get(lang, ()))
            for lang, lx in readers.items()
        },
        "senses": {
            sense: {
                lang: sorted({w for t in texts.get(lang, ()) for w in canonical_words(t, lx)})
                for lang, lx in readers.items()
            }
            for sense, texts in role.senses.items()
        },
    }


def _phrase(text: str, lexicon: Lexicon) -> str:
    """A relation word or phrase as canonical words; pseudo-words stay as they are."""
    return text if text.startswith("@") else " ".join(lexicon.canonical(w) for w in words(text))


def _types(
    base: Base, readers: Mapping[str, Lexicon], vocabulary: Vocabulary
) -> dict[str, dict[str, Any]]:
    wider = {t.id: t.wider for t in base.types}

    def closure(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        return {name}.union(
            *(closure(w, (*seen, name)) for w in wider.get(name, ()) if w not in seen)
        )

    for type_of in base.types:
        for phrases in type_of.nouns.values():
            vocabulary.add_phrases(phrases)
    return {
        t.id: {
            "all": sorted(closure(t.id)),
            "nouns": {
                lang: sorted(" ".join(canonical_words(n, lx)) for n in t.nouns.get(lang, ()))
                for lang, lx in readers.items()
            },
        }
        for t in base.types
    }


def _entity(entity: Entity, readers: Mapping[str, Lexicon]) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "names": dict(entity.names),
        "home": entity.home,
        "within": entity.within,
        "adjectives": {lang: list(texts) for lang, texts in entity.adjectives.items()},
        "pronouns": sorted({w for texts in entity.pronouns.values() for t in texts for w in words(t)}),
        "nouns": {
            lang: sorted(" ".join(canonical_words(n, lx)) for n in entity.nouns.get(lang, ()))
            for lang, lx in readers.items()
        },
    }


def _entries(base: Base) -> dict[str, Any]:
    """The plain entries and the fitted matcher over their phrasings; empty where there are none."""
    if not base.entries:
        return {}
    from bot.match.fit import fit  # numpy: only while compiling

    seeds = {s.id: s.seed for s in base.sources}
    phrasings = [
        (tuple(words(text)), entry.id)
        for entry in base.entries
        for _, texts in sorted(entry.asks.items())
        for text in texts
    ]
    return {
        "model": fit(phrasings).to_json(),
        "says": {
            e.id: {
                "says": dict(e.says),
                "quotes": [
                    [q.source, seeds[q.source], q.quote, q.start, q.end, []] for q in e.evidence
                ],
            }
            for e in base.entries
        },
    }


def _calendar(languages: list[str]) -> dict[str, Any]:
    from bot.facts.cldr import calendar  # babel: only while compiling

    return {language: calendar(language) for language in languages}


class _FactCompiler:
    """Works out what a fact's events lend it, and which words each fact explains."""

    def __init__(
        self, base: Base, entities: Mapping[str, Entity], readers: Mapping[str, Lexicon]
    ) -> None:
        self.kinds = {k.id: k for k in base.kinds}
        self.facts = {f.id: f for f in base.facts}
        self.seeds = {s.id: s.seed for s in base.sources}
        self.entities = entities
        self.readers = readers

    def record(self, fact: Fact) -> dict[str, Any]:
        """The fact's row, with the words it is written in under `surface`."""
        roles = {role: [self._value(v) for v in values] for role, values in fact.roles.items()}
        own = self._entities_of(fact)
        lent = self._lent(fact)
        lent_entities = {
            v for _, values, _, _ in lent for v in values if isinstance(v, str) and v in self.entities
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
            "lent": lent,
            "times": times,
            "quantities": [
                [r, v.amount, v.unit]
                for r, vs in fact.roles.items()
                for v in vs
                if isinstance(v, Quantity)
            ],
            "vocabulary": self._vocabulary(fact),
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

    def _homes(self, own: Mapping[str, Any]) -> dict[str, list[str]]:
        homes: dict[str, list[str]] = defaultdict(list)
        for one in sorted(own):
            home, depth = self.entities[one].home, 0
            while home is not None and home in self.entities and depth < LENDING_DEPTH:
                homes[home].append(one)
                home, depth = self.entities[home].home, depth + 1
        return dict(sorted(homes.items()))

    def _surface(self, fact: Fact) -> list[str]:
        texts = [w for lang in self.readers for w in fact.words.get(lang, ())]
        for values in fact.roles.values():
            for value in values:
                if isinstance(value, Mapping):
                    texts.extend(str(text) for text in value.values())
        return sorted({w for text in texts for w in words(text)})

    def _vocabulary(self, fact: Fact) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for lang, lexicon in self.readers.items():
            explained: dict[str, str] = {}
            for text in fact.words.get(lang, ()):
                explained.update(dict.fromkeys(canonical_words(text, lexicon), ""))
            for role, values in fact.roles.items():
                for value in values:
                    if isinstance(value, Mapping):
                        text = str(value.get(lang, ""))
                        explained.update(dict.fromkeys(canonical_words(text, lexicon), role))
                        self._named(text, lang, role, lexicon, explained)
            found[lang] = dict(sorted(explained.items()))
        return found

    @staticmethod
    def _named(
        text: str, lang: str, role: str, lexicon: Lexicon, explained: dict[str, str]
    ) -> None:
        """Numbers keep their own form beside their stem."""
        explained.update({w: role for w in words(text) if w.isdigit()})


def _terms(
    records: list[dict[str, Any]], kinds: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[int]]:
    """Search terms → the numbers of the facts that they may explain, ascending."""
    terms: dict[str, set[int]] = defaultdict(set)
    for number, record in enumerate(records):
        kind = record["kind"]
        entities = {*record["entities"], *record["around"], *record["homes"]}
        years = {
            f"y:{year}"
            for _, value in record["times"]
            for year in range(parse(value).first.year, parse(value).last.year + 1)
        }
        vocabulary = {f"w:{w}" for found in record["vocabulary"].values() for w in found}
        for term in {f"e:{e}" for e in entities} | years | vocabulary:
            terms[term].add(number)
        for named, above in product(entities, (kind, *kinds[kind]["ancestors"])):
            terms[f"k:{above}|e:{named}"].add(number)
        for above in (kind, *kinds[kind]["ancestors"]):
            terms[f"k:{above}"].add(number)
        terms[f"d:{record['during']}"].add(number)
    return {term: sorted(numbers) for term, numbers in sorted(terms.items())}
