"""Questions about a made-up world: right ones, misspelt ones, and ones that no fact answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from benchmarks.world import World
from bot.model import Fact
from bot.text.normal import words

SHORTEST_MISSPELT = 5  # letters: in shorter words a slip makes another word
# Kind → the two roles whose names a question gives (or one role that has both), and how people ask.
ASKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "diplomatic-relations": (
        ("parties",),
        (
            "When did {0} and {1} establish diplomatic relations?",
            "Since when do {0} and {1} have diplomatic ties?",
            "On what date did {0} set up relations with {1}?",
            "In which year did relations between {0} and {1} start?",
        ),
    ),
    "visit": (
        ("visitor", "place"),
        (
            "When did {0} visit {1}?",
            "What year did {0} go to {1}?",
            "When was {0}'s trip to {1}?",
            "{0} visit to {1} date",
        ),
    ),
    "meeting": (
        ("participants",),
        (
            "When did {0} and {1} meet?",
            "On what date did {0} hold talks with {1}?",
            "Where did {0} meet {1}?",
            "In which city did {0} and {1} hold talks?",
        ),
    ),
    "office": (
        ("title", "of"),
        (
            "Who is the {0} of {1}?",
            "Who holds the post of {0} in {1}?",
            "What is the name of the {0} of {1}?",
            "Who serves as {0} of {1}?",
        ),
    ),
}
CLAIM = {
    "diplomatic-relations": "Did {0} and {1} establish diplomatic relations in {year}?",
    "visit": "Did {0} visit {1} in {year}?",
    "meeting": "Did {0} meet {1} in {year}?",
}


@dataclass(frozen=True)
class Asked:
    """A question, and the fact that answers it; None where none does."""

    text: str
    fact: str | None


def named(fact: Fact) -> tuple[str, str]:
    """The two things that a question about the fact names."""
    roles, _ = ASKS[fact.kind]
    one, other = (v for role in roles for v in fact.roles[role])
    return str(one), str(other)


def phrasing(fact: Fact, names: dict[str, str]) -> str:
    """The one question of a fact that a phrase list would hold."""
    return ASKS[fact.kind][1][0].format(*(names[e] for e in named(fact)))


def right(made: World, number: int, rng: random.Random) -> list[Asked]:
    """Questions that one fact answers, in all wordings."""
    facts = rng.choices(made.base.facts, k=number)
    return [Asked(_put(fact, named(fact), made, rng), fact.id) for fact in facts]


def misspelt(made: World, number: int, rng: random.Random) -> list[Asked]:
    """The same with one slip in a name or word, that makes no other word of the world."""
    known = {w for name in made.names.values() for w in words(name)}
    return [Asked(_slip(asked.text, known, rng), asked.fact) for asked in right(made, number, rng)]


def unanswerable(made: World, number: int, rng: random.Random) -> list[Asked]:
    """Questions with a country, person or year put in that makes them about no fact."""
    taken = {(f.kind, frozenset(named(f))) for f in made.base.facts}
    found: list[Asked] = []
    for fact in _endless(made, rng):
        if len(found) == number:
            break
        if fact.kind in CLAIM and rng.random() < 0.25:
            year = rng.choice([y for y in range(1950, 2024) if str(y) != _year(fact)])
            names = (made.names[e] for e in named(fact))
            found.append(Asked(CLAIM[fact.kind].format(*names, year=year), None))
            continue
        one, _ = named(fact)
        swapped = (one, rng.choice(made.people if fact.kind == "meeting" else made.countries))
        if one not in swapped[1:] and (fact.kind, frozenset(swapped)) not in taken:
            found.append(Asked(_put(fact, swapped, made, rng), None))
    return found


SETS: dict[str, Callable[[World, int, random.Random], list[Asked]]] = {
    "right": right,
    "misspelt": misspelt,
    "unanswerable": unanswerable,
}


def _endless(made: World, rng: random.Random) -> Iterator[Fact]:
    while True:
        yield rng.choice(made.base.facts)


def _year(fact: Fact) -> str:
    return str(fact.roles["when"][0])[:4]


def _put(fact: Fact, pair: tuple[str, str], made: World, rng: random.Random) -> str:
    return rng.choice(ASKS[fact.kind][1]).format(*(made.names[e] for e in pair))


def _slip(text: str, known: set[str], rng: random.Random) -> str:
    """The text with one letter of one word left out, put in, replaced or moved."""
    parts = text.split(" ")
    long = [i for i, w in enumerate(parts) if w.isalpha() and len(w) >= SHORTEST_MISSPELT]
    while True:
        place = rng.choice(long)
        wrong = _misspell(parts[place], rng)
        if wrong != parts[place] and wrong.lower() not in known:
            return " ".join([*parts[:place], wrong, *parts[place + 1 :]])


def _misspell(word: str, rng: random.Random) -> str:
    at, letter = rng.randrange(1, len(word) - 1), rng.choice(ascii_lowercase)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
