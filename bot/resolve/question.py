"""What a question consists of: the frozen data between reading it and deciding on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.text.edtf import Edtf
from bot.text.normal import Token


@dataclass(frozen=True)
class Item:
    """A part of a question that a fact must explain: `start` and `end` count tokens."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mention(Item):
    """A name, or a description ("the prime minister of …"), and what it may mean.

    `parts` are the office and the country of a description, `likeness` is 1 for exact spelling,
    `case` the case whose ending it has, `before` the little word in front of it (or behind it, or
    that case). `entities` is empty for a description that the base knows nobody for.
    """

    entities: tuple[str, ...] = ()
    form: str = "name"
    likeness: float = 1.0
    possessive: bool = False
    before: str = ""
    case: str = ""
    parts: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Moment(Item):
    """A date, month, year or span of days in a question; `edtf` in a form that can be compared.

    `yearless` times ("on October 3") agree with any year.
    """

    value: str = ""
    edtf: Edtf | None = None
    yearless: tuple[int, int] | None = None  # month, day (0 where only the month is given)


@dataclass(frozen=True)
class Amount(Item):
    """A number with its unit, "" where none is given; not `exact` behind "over" and the like."""

    amount: float = 0.0
    unit: str = ""
    exact: bool = True


@dataclass(frozen=True)
class Word(Item):
    """Any other content word, in its canonical form."""

    form: str = ""
    canonical: str = ""


@dataclass(frozen=True)
class Ask:
    """What is asked for: types of value, or the nouns behind "which", or a derived value.

    `start` is the question word's token, −1 where there is none. `nouns` are the canonical words
    that may be the noun of "which …", with their token places. `object` says that the question word
    stands for the one that something is done to.
    """

    word: str = ""
    start: int = -1
    end: int = -1
    types: tuple[str, ...] = ()
    nouns: tuple[tuple[int, str], ...] = ()
    precision: str = ""
    derive: str = ""
    count: bool = False
    object: bool = False
    before: str = ""


@dataclass(frozen=True)
class Question:
    """A question, claim or request after reading, before any fact is looked at."""

    tokens: tuple[Token, ...]
    language: str
    mentions: tuple[Mention, ...] = ()
    moments: tuple[Moment, ...] = ()
    amounts: tuple[Amount, ...] = ()
    words: tuple[Word, ...] = ()
    asks: tuple[Ask, ...] = ()
    optional: frozenset[int] = frozenset()  # tokens of "A or B": candidates, not given
    claim: bool = False
    negated: bool = False
    future: bool = False
    choice: bool = False
    carried: bool = False  # held against the facts that were told before
    follows: bool = False
    pronouns: tuple[tuple[int, str], ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)  # misspelt → read as
    relations: Mapping[str, Mapping[int, str]] = field(default_factory=dict)  # kind → token → how
    # What was worked out about this very question; a changed copy of it starts anew.
    memo: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The normal words."""
        return tuple(token.form for token in self.tokens)

    @property
    def ask(self) -> Ask:
        """What is asked for first; an empty ask where nothing is."""
        return self.asks[0] if self.asks else Ask()

    def given(self) -> tuple[Item, ...]:
        """Every item that a fact must explain, in the order of the question."""
        return self._given

    def read(self) -> list[str]:
        """How the words were read, a line each."""
        lines = [f"read {raw!r} as {form!r}" for raw, form in self.corrected.items()]
        for mention in self.mentions:
            meant = ", ".join(mention.entities) or "nobody known"
            lines.append(f"name {mention.text!r}: {meant} (likeness {mention.likeness:.2f})")
        lines += [f"time {m.text!r}: {m.value or m.yearless}" for m in self.moments]
        lines += [f"amount {a.text!r}: {a.amount:g} {a.unit}".rstrip() for a in self.amounts]
        asks = [a.word or a.derive for a in self.asks]
        return [*lines, f"asks {', '.join(asks) or 'by keywords'}; claim {self.claim}"]

    @cached_property
    def _given(self) -> tuple[Item, ...]:
        items = (*self.mentions, *self.moments, *self.amounts, *self.words)
        kept = (i for i in items if not self.optional.intersection(range(i.start, i.end)))
        return tuple(sorted(kept, key=lambda item: (item.start, item.end)))


@dataclass(frozen=True)
class Asked:
    """A role asked for: its values, and the fact that has them (or lends them).

    `silent` says that such a role exists in the kind and no source gives it. `nouns` are the
    tokens that the asking used up. `precision` is what was asked of a date.
    """

    role: str
    values: tuple[Any, ...] = ()
    fact: str = ""
    silent: bool = False
    nouns: frozenset[int] = frozenset()
    precision: str = ""


def spans(items: Sequence[Item]) -> frozenset[int]:
    """All tokens that items take up."""
    return frozenset(i for item in items for i in range(item.start, item.end))
