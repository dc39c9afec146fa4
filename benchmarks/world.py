"""A made-up fact base the size of the world: relations, visits, meetings and offices.

    python benchmarks/world.py FOLDER [facts]     write one as YAML (1,000 facts unless told)

Kinds, types, words and office names are the shipped base's, countries CLDR's; people, cities,
dates and articles are invented. The same size and seed give the same world, everywhere.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from bot.facts.cldr import country_names
from bot.facts.read import read_base
from bot.model import Base, Entity, Evidence, Fact, Review, Source

ROOT = Path(__file__).resolve().parents[1]
KNOWLEDGE = ROOT / "knowledge"
SEED = 20261122
SHARES = {"diplomatic-relations": 0.30, "visit": 0.35, "meeting": 0.25, "office": 0.10}
FACTS_A_PERSON = 10  # so that 100,000 facts have 10,000 people
CITIES_A_COUNTRY = 2
FACTS_A_SOURCE = 20
FIRST_DAY, DAYS = date(1950, 1, 1), 27_000
PORTFOLIOS = """agriculture aviation ceramics conservation crafts customs dairies deserts
electricity fisheries forestry gardens geology glaciers harbours heritage housing hydrology
innovation irrigation islands lakes libraries lighthouses meteorology mining monuments mountains
museums nutrition oceans orchards pensions pipelines planning railways rivers satellites seeds
shipping statistics taxation textiles tourism vineyards volcanoes waterways wetlands"""
_ONSETS = "b br ch d dr f g gl h j k kl kr l m n p pl r s sk st t tr v z zh"
_VOWELS = "a e i o u ai ei au ia"
_CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rk", "s", "sh", "t", "v", "x"]
_REVIEW = Review("approved", "generator", "2026-11-22")


@dataclass(frozen=True)
class World:
    """The base, and the English name of each thing in it."""

    base: Base
    names: dict[str, str]
    titles: tuple[str, ...]  # the ids of the invented offices
    countries: tuple[str, ...]
    people: tuple[str, ...]


def world(size: int, seed: int = SEED) -> World:
    """A world of exactly `size` facts."""
    rng = random.Random(f"{seed}-{size}")
    shipped, problems, _ = read_base(KNOWLEDGE, ROOT / "seeds", KNOWLEDGE)
    if problems:
        raise ValueError(f"the shipped base has problems: {problems[0]}")
    word = _namer(rng)
    countries = [
        Entity(f"c-{code.lower()}", "country", {"en": names["en"]}, iso=code)
        for code, names in sorted(country_names(["en"]).items())
    ]
    cities = [
        Entity(f"{country.id}-{n}", "city", {"en": word(3)}, within=country.id)
        for country in countries
        for n in range(CITIES_A_COUNTRY)
    ]
    titles = [
        Entity(f"minister-of-{p}", "office", {"en": f"Minister of {p.title()}"})
        for p in PORTFOLIOS.split()
    ]
    people = list(_people(max(100, size // FACTS_A_PERSON), countries, word, rng))
    entities = (*countries, *cities, *titles, *people)
    names = {e.id: e.names["en"] for e in entities}
    drafts = list(_drafts(size, (countries, cities, titles, people), rng))
    facts, sources, seeds = _told(drafts, names)
    base = Base(
        sources=tuple(sources),
        types=shipped.types,
        entities=entities,
        kinds=shipped.kinds,
        facts=tuple(facts),
        lexicons=shipped.lexicons,
        seeds=seeds,
    )
    ids = [tuple(e.id for e in group) for group in (titles, countries, people)]
    return World(base, names, *ids)


def _namer(rng: random.Random) -> Callable[[int], str]:
    """Gives invented words of some syllables, each only once."""
    seen: set[str] = set()
    onsets, vowels = _ONSETS.split(), _VOWELS.split()

    def word(syllables: int) -> str:
        while True:
            parts = [rng.choice(onsets) + rng.choice(vowels) for _ in range(syllables)]
            found = "".join(parts) + rng.choice(_CODAS)
            if found not in seen and len(found) >= 5:
                seen.add(found)
                return found.title()

    return word


def _people(
    number: int, countries: Sequence[Entity], word: Callable[[int], str], rng: random.Random
) -> Iterator[Entity]:
    """People with a given name and a family name that others have too, no two with both."""
    given = [word(2) for _ in range(max(20, number // 25))]
    family = [word(3) for _ in range(max(60, number // 2))]
    seen: set[str] = set()
    while len(seen) < number:
        name = f"{rng.choice(given)} {rng.choice(family)}"
        if name not in seen:
            seen.add(name)
            home = rng.choice(countries).id
            yield Entity(f"p-{len(seen)}", "person", {"en": name}, home=home)


Draft = tuple[str, dict[str, tuple[str, ...]]]


def _drafts(size: int, things: tuple[list[Entity], ...], rng: random.Random) -> Iterator[Draft]:
    """Kind and roles of each fact; no two facts have the same names."""
    countries, cities, titles, people = ([e.id for e in group] for group in things)
    home = {e.id: e.home for e in things[3]}
    counts = {kind: round(size * share) for kind, share in SHARES.items()}
    for one, other in rng.sample(list(combinations(countries, 2)), counts["diplomatic-relations"]):
        yield "diplomatic-relations", {"parties": (one, other), "when": (_day(rng),)}
    for who, place in _pairs(people, countries, counts["visit"], rng, home):
        yield "visit", {"visitor": (who,), "place": (place,), "when": (_day(rng),)}
    for who, whom in _pairs(people, people, counts["meeting"], rng, {}):
        roles = {"participants": (who, whom), "when": (_day(rng),), "place": (rng.choice(cities),)}
        yield "meeting", roles
    offices = [(title, country) for title in titles for country in countries]
    for title, country in rng.sample(offices, counts["office"]):
        yield "office", {"holder": (rng.choice(people),), "title": (title,), "of": (country,)}


def _pairs(
    left: Sequence[str],
    right: Sequence[str],
    number: int,
    rng: random.Random,
    home: dict[str, str | None],
) -> Iterator[tuple[str, str]]:
    """Different pairs; nobody goes on a visit to where they are at home."""
    seen: set[frozenset[str]] = set()
    while len(seen) < number:
        pair = (rng.choice(left), rng.choice(right))
        if pair[1] not in (pair[0], home.get(pair[0])) and frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            yield pair


def _day(rng: random.Random) -> str:
    return (FIRST_DAY + timedelta(days=rng.randrange(DAYS))).isoformat()


_SAYS = {
    "diplomatic-relations": "{parties} established diplomatic relations on {when}.",
    "visit": "{visitor} visited {place} on {when}.",
    "meeting": "{participants} met in {place} on {when}.",
    "office": "{holder} is the {title} of {of}.",
}


def says(kind: str, roles: dict[str, tuple[str, ...]], names: dict[str, str]) -> str:
    """The sentence of a fact."""
    told = {r: " and ".join(names.get(v, v) for v in values) for r, values in roles.items()}
    return _SAYS[kind].format(**told)


def _told(
    drafts: list[Draft], names: dict[str, str]
) -> tuple[list[Fact], list[Source], dict[str, str]]:
    """The facts, and the articles that say them, twenty to an article."""
    facts: list[Fact] = []
    sources: list[Source] = []
    seeds: dict[str, str] = {}
    for first in range(0, len(drafts), FACTS_A_SOURCE):
        source, text = f"wire-{first // FACTS_A_SOURCE}", ""
        for number, (kind, roles) in enumerate(drafts[first : first + FACTS_A_SOURCE], first):
            sentence = says(kind, roles, names)
            quote = Evidence(source, sentence, tuple(roles), len(text), len(text) + len(sentence))
            told = {"en": sentence}
            facts.append(Fact(f"f-{number}", kind, roles, told, (quote,), _REVIEW))
            text += sentence + "\n"
        digest = hashlib.sha256(text.encode()).hexdigest()
        told_by = ("The World Wire", f"Bulletin {first}", None, "2026-01-01", "en", None)
        sources.append(Source(source, f"{source}.txt", digest, *told_by, "© nobody"))
        seeds[f"{source}.txt"] = text
    return facts, sources, seeds


def write_yaml(made: World, folder: Path) -> None:
    """The world as a folder of YAML with its seeds, as a curator would have it."""
    base = made.base
    used = {fact.kind: tuple(fact.roles) for fact in base.facts}
    _dump(folder / "types.yaml", yaml.safe_load((KNOWLEDGE / "types.yaml").read_text("utf-8")))
    _dump(folder / "sources.yaml", [s.__dict__ for s in base.sources])
    kinds = [k for p in sorted((KNOWLEDGE / "kinds").glob("*.yaml")) for k in _load(p)]
    for kind in (kinds := [k for k in kinds if k["id"] in used]):
        kind["asks"] = {r: texts for r, texts in kind["asks"].items() if r in used[kind["id"]]}
    _dump(folder / "kinds" / "kinds.yaml", kinds)
    _dump(folder / "lexicon" / "en.yaml", _load(KNOWLEDGE / "lexicon" / "en.yaml"))
    _dump(folder / "entities" / "all.yaml", [_block(e.__dict__) for e in base.entities])
    lists = {k.id: {r.name for r in k.roles.values() if r.list} for k in base.kinds}
    for first in range(0, len(base.facts), 500):
        blocks = [_fact(fact, lists[fact.kind]) for fact in base.facts[first : first + 500]]
        _dump(folder / "facts" / f"{first:06}.yaml", blocks)
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for name, text in base.seeds.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _dump(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")


def _block(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _fact(fact: Fact, lists: set[str]) -> dict[str, Any]:
    quote = fact.evidence[0]
    return {
        "id": fact.id,
        "kind": fact.kind,
        "roles": {r: list(v) if r in lists else v[0] for r, v in fact.roles.items()},
        "says": dict(fact.says),
        "evidence": [{"source": quote.source, "roles": list(quote.roles), "quote": quote.quote}],
        "review": {"status": "approved", "by": "generator", "on": "2026-11-22"},
        "revision": 1,
    }


if __name__ == "__main__":
    write_yaml(world(int(sys.argv[2]) if len(sys.argv) > 2 else 1000), Path(sys.argv[1]))
