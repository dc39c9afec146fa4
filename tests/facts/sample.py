"""A small base that passes every check, to be broken in one place by each test."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.errors import Problem
from bot.facts.check import check_folder
from bot.model import Base

Where = tuple[str, int, str, str]  # file, line, id, field
Change = tuple[str, str, str]  # file, old text, new text

FACTS, KINDS, ENTITIES = "facts/all.yaml", "kinds/all.yaml", "entities/all.yaml"
SOURCES, TYPES, ENTRIES = "sources.yaml", "types.yaml", "entries/all.yaml"
DURING = "  during: ruiz-visit"  # a line of the fact `letter`

SEEDS = {
    "one.txt": (
        "HAVN, 7 May 2025 — Old Town News\n"
        "Minister Ana Ruiz of Norland visited Suder on 7 May for “open” talks.\n"
        "During the visit she signed a letter on school meals with her counterpart Bo Lind.\n"
        "Trade between Norland and Suder rose by 39 percent in 2024.\n"
    ),
    "two.txt": "The Green Line of Havn opened on 3 March, Old Town News says.\nRead more\n",
}
FILES = {
    "sources.yaml": """\
- id: one
  seed: one.txt
  sha256: "SHA:one.txt"
  publisher: Old Town News
  title: null
  author: null
  published: "2025-05-07"
  language: en
  url: null
  rights: "© Old Town News"
- id: two
  seed: two.txt
  sha256: "SHA:two.txt"
  publisher: Old Town News
  published: null
  language: en
  rights: "© Old Town News"
""",
    "types.yaml": """\
- {id: place, is: []}
- id: country
  is: [place]
  nouns: {en: [country]}
- {id: city, is: [place]}
- {id: person, is: []}
- {id: line, is: []}
""",
    "entities/all.yaml": """\
- {id: ana-ruiz, type: person, names: {en: Ana Ruiz}, aliases: {en: [Ruiz]}, home: norland}
- {id: bo-lind, type: person, names: {en: Bo Lind}, aliases: {en: [Lind]}, home: suder}
- {id: norland, type: country, names: {en: Norland}}
- {id: suder, type: country, names: {en: Suder}}
- {id: havn, type: city, names: {en: Havn}, within: suder}
- {id: green-line, type: line, names: {en: Green Line}, home: havn}
- {id: georgia, type: country, names: {en: Georgia}, iso: GE}
""",
    "kinds/all.yaml": """\
- id: visit
  main: when
  roles:
    visitor: {type: person, list: true}
    place: {type: [country, city], nouns: {en: [destination]}}
    when: {type: time}
  words: {en: [visit]}
  frames: {en: ["{visitor} visited {place}"]}
  asks:
    when: {en: ["when did {visitor} visit {place}"]}
    visitor: {en: ["who visited {place}"]}
  answers:
    when: {en: "{visitor} visited {place} {when}."}
- id: signing
  parent: visit
  roles:
    signer: {type: person, list: true}
    partner: {type: person}
    topic: {type: text}
    when: {type: time}
  words: {en: [sign]}
  asks:
    topic: {en: ["what did {signer} sign"]}
- id: trade
  roles:
    parties: {type: country, list: true}
    growth: {type: quantity}
    direction: {type: sense, senses: {rise: {en: [rise, rose]}, fall: {en: [fall, fell]}}}
    when: {type: time}
  words: {en: [trade]}
- id: opening
  roles:
    what: {type: line}
    when: {type: time}
  words: {en: [open]}
""",
    "facts/all.yaml": """\
- id: ruiz-visit
  kind: visit
  roles:
    visitor: [ana-ruiz]
    place: suder
    when: "2025-05-07"
  says: {en: "Ana Ruiz visited Suder on 7 May 2025."}
  evidence:
    - {source: one, roles: [visitor, place, when], quote: "Ana Ruiz of Norland visited Suder on 7 May for “open” talks."}
  completion: {when: dateline}
  review: {status: approved, by: curators, on: "2026-11-22"}
- id: letter
  kind: signing
  roles:
    signer: ana-ruiz
    partner: bo-lind
    topic: {en: "a letter on school meals"}
    when: "2025-05-07"
  during: ruiz-visit
  says: {en: "Ana Ruiz and Bo Lind signed a letter on school meals."}
  evidence:
    - {source: one, roles: [partner, topic], quote: "she signed a letter on school meals with her counterpart Bo Lind"}
  completion: {signer: inherited, when: inherited}
  review: {status: approved, by: curators, on: "2026-11-22"}
- id: trade-rise
  kind: trade
  roles:
    parties: [norland, suder]
    growth: {amount: 39, unit: percent}
    direction: rise
    when: "2024"
  says: {en: "Trade rose by 39 percent in 2024."}
  evidence:
    - {source: one, roles: [parties, growth, direction, when], quote: "Trade between Norland and Suder rose by 39 percent in 2024."}
  review: {status: approved, by: curators, on: "2026-11-22"}
- id: line-opening
  kind: opening
  roles:
    what: green-line
  says: {en: "The Green Line opened."}
  evidence:
    - {source: two, roles: [what], quote: "The Green Line of Havn opened on 3 March"}
  review: {status: approved, by: curators, on: "2026-11-22"}
""",
    "entries/all.yaml": """\
- id: hours
  asks: {en: ["when do you open", "opening hours"]}
  says: {en: "We open at nine."}
  source: curator
- id: paper
  asks: [which paper is it]
  says: Old Town News.
  evidence: [{source: one, quote: "Old Town News"}]
""",
    "coverage.yaml": """\
- {source: two, sentence: "Read more", reason: "a link of the page"}
""",
}


class Sample:
    """The files of a base, in memory until they are checked."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "knowledge"
        self.seeds_folder = root / "seeds"
        self.files = dict(FILES)
        self.seeds = dict(SEEDS)

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that a file has once."""
        if self.files[file].count(old) != 1:
            raise ValueError(f"{file} has {self.files[file].count(old)} times {old!r}")
        self.files[file] = self.files[file].replace(old, new)

    def line(self, file: str, snippet: str) -> int:
        """The line, from 1, in which a text stands first."""
        return self.files[file][: self.files[file].index(snippet)].count("\n") + 1

    def write(self) -> None:
        """Write the base and its seeds, with the hashes that the seeds have."""
        for name, text in self.seeds.items():
            self.seeds_folder.mkdir(parents=True, exist_ok=True)
            (self.seeds_folder / name).write_bytes(text.encode())
        for name, text in self.files.items():
            filled = text
            for seed, content in self.seeds.items():
                digest = hashlib.sha256(content.encode()).hexdigest()
                filled = filled.replace(f"SHA:{seed}", digest)
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(filled, encoding="utf-8")

    def check(self) -> tuple[Base, list[Problem]]:
        """Write the base and check it."""
        self.write()
        return check_folder(self.folder, self.seeds_folder)

    def problems(self, level: str = "error") -> list[Problem]:
        """The problems of a level."""
        return [problem for problem in self.check()[1] if problem.level == level]

    def where(self, level: str = "error") -> list[Where]:
        """The places of the problems of a level."""
        return [(p.file, p.line, p.id, p.field) for p in self.problems(level)]


def is_refused(sample: Sample, change: Change, id: str, field: str, message: str) -> None:
    """Assert that a change is a fault of an id and field, at the line of the new text."""
    sample.change(*change)
    expected = (change[0], sample.line(change[0], change[2]), id, field)
    found = {(p.file, p.line, p.id, p.field): p.message for p in sample.problems()}

    assert expected in found, found
    assert message in found[expected]


def passes(sample: Sample, *changes: Change) -> None:
    """Assert that changes are no fault, not even a warning."""
    for change in changes:
        sample.change(*change)

    assert [] == [str(problem) for problem in sample.check()[1]]
