"""The frozen data that crosses rooms: what a fact base says, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Texts = Mapping[str, str]  # language → text
Words = Mapping[str, tuple[str, ...]]  # language → words

TIME, QUANTITY, TEXT, REASON, MANNER, SENSE = (
    "time",
    "quantity",
    "text",
    "reason",
    "manner",
    "sense",
)
BUILT_IN_TYPES = frozenset({TIME, QUANTITY, TEXT, REASON, MANNER, SENSE})
TEXT_TYPES = frozenset({TEXT, REASON, MANNER})
MODES = ("done", "agreed", "planned", "proposed", "hoped")
COMPLETIONS = ("dateline", "context", "inherited", "wording")


@dataclass(frozen=True)
class Quantity:
    """An amount with its unit, as the source counts it (`39`, `percent`)."""

    amount: float
    unit: str


Value = str | Quantity | Texts
"""One value of a role: an entity id, EDTF, a sense, a quantity, or a text per language."""


@dataclass(frozen=True)
class Source:
    """An article: who published what and when. `published` is EDTF, or None where undated."""

    id: str
    seed: str
    sha256: str
    publisher: str
    title: str | None
    author: str | None
    published: str | None
    language: str
    url: str | None
    rights: str


@dataclass(frozen=True)
class TypeOf:
    """A type of things, the wider types that it belongs to, and the nouns that ask for it."""

    id: str
    wider: tuple[str, ...] = ()
    nouns: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Entity:
    """A named thing. `names` are for answers, `aliases` and `adjectives` for reading questions."""

    id: str
    type: str
    names: Texts
    aliases: Words = field(default_factory=dict)
    home: str | None = None
    within: str | None = None
    stands_for: str | None = None
    iso: str | None = None
    nouns: Words = field(default_factory=dict)
    pronouns: Words = field(default_factory=dict)
    adjectives: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Role:
    """A slot of a kind: what types of value it takes and the nouns that ask for it."""

    name: str
    types: tuple[str, ...]
    list: bool = False
    nouns: Words = field(default_factory=dict)
    senses: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A sort of event or statement: its roles, and the words and wordings that go with it."""

    id: str
    roles: Mapping[str, Role]
    main: str | None = None
    parent: str | None = None
    reported: bool = False
    identifies: bool = False
    describes: str | None = None
    functional: tuple[str, ...] = ()
    words: Words = field(default_factory=dict)
    also: Words = field(default_factory=dict)
    frames: Words = field(default_factory=dict)
    asks: Mapping[str, Words] = field(default_factory=dict)  # role → language → phrasings
    answers: Mapping[str, Texts] = field(default_factory=dict)  # role → language → template
    description: Texts = field(default_factory=dict)  # how a describing fact names its holder


@dataclass(frozen=True)
class Evidence:
    """A quote that stands letter for letter in a seed, and the roles that it supports.

    `start` and `end` are offsets in code points of the seed's text; −1 before they are located.
    """

    source: str
    quote: str
    roles: tuple[str, ...] = ()
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Review:
    """Who decided on a fact, when and how."""

    status: str
    by: str
    on: str
    note: str | None = None


@dataclass(frozen=True)
class Revision:
    """One change of one role of a fact, with its reason."""

    revision: int
    on: str
    role: str
    was: Any
    now: Any
    why: str


@dataclass(frozen=True)
class Fact:
    """One reviewed event or statement; every value is a tuple, also where the role is single."""

    id: str
    kind: str
    roles: Mapping[str, tuple[Value, ...]]
    says: Texts
    evidence: tuple[Evidence, ...]
    review: Review
    mode: str = "done"
    during: str | None = None
    open: tuple[str, ...] = ()
    words: Words = field(default_factory=dict)
    completion: Mapping[str, str] = field(default_factory=dict)
    revision: int = 1
    history: tuple[Revision, ...] = ()
    retired: str | None = None  # the id of the fact that replaced it, or a reason


@dataclass(frozen=True)
class Entry:
    """A plain question-and-answer entry, for what has no roles."""

    id: str
    asks: Words
    says: Texts
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Base:
    """A whole fact base as read from its folder, before it is compiled."""

    sources: tuple[Source, ...] = ()
    types: tuple[TypeOf, ...] = ()
    entities: tuple[Entity, ...] = ()
    kinds: tuple[Kind, ...] = ()
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    lexicons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    translated: tuple[str, ...] = ()  # languages that stand in files of their own
    examples: Words = field(default_factory=dict)  # questions for a newcomer to try
    uncovered: tuple[tuple[str, str, str], ...] = ()  # source, sentence, reason
    rejected: tuple[Mapping[str, Any], ...] = ()
    seeds: Mapping[str, str] = field(default_factory=dict)  # seed file name → text


@dataclass(frozen=True)
class Cited:
    """A quote with the seed it stands in, and its offsets there in code points."""

    source: str
    seed: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """One fact's share of an answer: the role that was asked for, and what the fact has there.

    `lender` is the fact that the values really stand in, where an event lends them.
    """

    fact: str
    role: str | None = None
    values: tuple[Any, ...] = ()
    lender: str | None = None


@dataclass(frozen=True)
class Decision:
    """What to reply, before it is put into words.

    `outcome` is answer, verdict, clarify or abstain. `wording` names the catalogue text used where
    the facts' own templates do not serve, with its `slots`. `confidence` is in 0..1.
    """

    outcome: str
    reason: str | None = None
    verdict: str | None = None
    kind: str | None = None
    asked: str | None = None
    value: Any = None
    parts: tuple[Part, ...] = ()
    facts: tuple[str, ...] = ()
    confidence: float = 0.0
    missing: Mapping[str, Any] | None = None
    suggestions: tuple[str, ...] = ()  # facts that come near
    evidence: tuple[Cited, ...] = ()
    wording: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a conversation remembers of its last reading: ids and times, no text."""

    kind: str | None = None
    asked: str | None = None
    entities: tuple[tuple[str, ...], ...] = ()
    moments: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()  # entities in the answer
    shown: tuple[str, ...] = ()  # facts told so far in this topic
    identity: bool = False
    language: str = ""  # of the last message that told its language
