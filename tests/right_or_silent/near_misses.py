"""Near misses of every fact: its own phrasings, changed in exactly one thing, all by themselves."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bot.model import Fact
from tests.right_or_silent import misses
from tests.right_or_silent.claim_misses import claims
from tests.right_or_silent.field import Field, Said
from tests.right_or_silent.filling import Filled, asks_plainly, ended, fill, fillings, worded
from tests.right_or_silent.misses import Miss
from tests.right_or_silent.other_parts import TYPES, has_type, is_absent
from tests.right_or_silent.swaps import flipped, is_symmetric, renamed, retimed
from tests.right_or_silent.wrong_words import foreign_words, relation_word

# How many near misses of one sort a fact has at most; the whole run must stay quick.
MOST = {
    misses.NAME: 6,
    misses.TIME: 3,
    misses.FLIP: 3,
    misses.DIRECTION: 2,
    misses.NEGATION: 2,
    misses.RELATION: 2,
    misses.PART: 2,
    misses.TEXT: 1,
    misses.PROPOSAL: 2,
}
MOST_CLAIMS = {misses.NAME: 3, misses.TIME: 2, misses.FLIP: 2, misses.NEGATION: 1}
FOREIGN_TOPICS = ("beekeeping", "chess tournaments", "penguin breeding")
WORDINGS = 3  # phrasings of a role that near misses are made from
_NEGATED = {
    "did": "didn't",
    "does": "doesn't",
    "do": "don't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "should": "shouldn't",
    "can": "can't",
    "will": "won't",
}
_AUXILIARY = re.compile(rf"\b({'|'.join(_NEGATED)})\b")
_SIMPLE = re.compile(r"^(when|where|why) (?=(?:did|was|were|is|are|does|do|has|have)\b)")


@lru_cache(maxsize=4)
def near_misses(field: Field) -> dict[str, list[Miss]]:
    """Every kind's near misses, the same ones each time."""
    found: dict[str, list[Miss]] = defaultdict(list)
    for fact in field.facts.values():
        kept = [*_sampled(fact, questions(field, fact), MOST)]
        kept += _sampled(fact, claims(field, fact), MOST_CLAIMS)
        found[fact.kind] += kept
    return dict(found)


def _sampled(fact: Fact, found: Iterable[Miss], most: dict[str, int]) -> Iterator[Miss]:
    """Some of each sort, chosen by the fact's id alone; no wording twice."""
    by_change: dict[str, dict[str, Miss]] = defaultdict(dict)
    for miss in found:
        by_change[miss.change].setdefault(miss.text, miss)
    for change, sort in sorted(by_change.items()):
        every = list(sort.values())
        chance = random.Random(f"{fact.id}:{change}")
        yield from chance.sample(every, min(len(every), most.get(change, 2)))


def questions(field: Field, fact: Fact) -> Iterator[Miss]:
    """The near misses of a fact that ask."""
    for role in field.kinds[fact.kind].asks:
        for filled in fillings(field, fact, role)[:WORDINGS]:
            if role in fact.roles:
                yield from _of_filled(field, filled)
            elif not field.values(fact, role) and is_absent(field, filled):
                yield replace(_miss(misses.PART, filled, filled, -1, plain=True), slot=role)
    if fact.mode != "done" and field.kinds[fact.kind].reported:
        yield from _as_done(field, fact)


def _of_filled(field: Field, filled: Filled) -> Iterator[Miss]:
    plain = asks_plainly(field, filled.template)
    for place, changed in renamed(field, filled):
        yield _miss(misses.NAME, filled, changed, place, plain)
    for when, changed in retimed(field, filled):
        yield replace(
            _miss(misses.TIME, filled, changed, -1, plain),
            text=ended(changed.text, plain),
            slot="when",
            swapped=worded(field, when),
            when=when,
        )
    for place, one in enumerate(filled.said):
        if not isinstance(one.value, str) and hasattr(one.value, "keys"):
            for topic in FOREIGN_TOPICS:
                changed = filled.with_said(place, replace(one, text=topic))
                yield _miss(misses.TEXT, filled, changed, place, plain)
    if plain:
        yield from _turned(field, filled)
        yield from _reworded(field, filled)


def _miss(change: str, right: Filled, wrong: Filled, place: int, plain: bool) -> Miss:
    one = wrong.said[place] if wrong.said else None
    return Miss(
        fact=right.fact.id,
        kind=right.fact.kind,
        change=change,
        text=ended(wrong.text, plain),
        right=right.text,
        slot=one.role if one else "",
        swapped=one.text if one else "",
        thing=one.value if one and isinstance(one.value, str) else "",
        pair=tuple(said.value for said in wrong.said if isinstance(said.value, str)),
        original=tuple(right.fact.roles.get(right.asked, ())),
    )


def _turned(field: Field, filled: Filled) -> Iterator[Miss]:
    """Two names in each other's roles, and the answer in the place of a name that is given."""
    for place, changed in flipped(field, filled):
        yield _miss(misses.FLIP, filled, changed, place, plain=True)
    fact, kind = filled.fact, field.kinds[filled.fact.kind]
    for place, one in enumerate(filled.said):
        for answer in fact.roles.get(filled.asked, ()):
            if one.role == filled.asked or not isinstance(answer, str):
                continue
            takes = kind.roles[one.role].types
            if not field.fits(answer, takes) or answer in field.values(fact, one.role):
                continue
            if one.value in fact.roles[filled.asked] or not field.fits(one.value, takes):
                continue
            if is_symmetric(field, filled, one.role, filled.asked):
                continue
            said = Said(one.role, answer, field.name_of(answer))
            changed = filled.with_said(place, said)
            if not field.rivals(fact, changed.said):
                yield _miss(misses.DIRECTION, filled, changed, place, plain=True)


def _reworded(field: Field, filled: Filled) -> Iterator[Miss]:
    """The question denied, and with the word of another relation."""
    denied = _denied(filled.template)
    if denied is not None:
        changed = replace(filled, template=denied)
        yield _miss(misses.NEGATION, filled, changed, -1, plain=True)
    found = relation_word(field, filled)
    if found is not None:
        at, word = found
        for other in foreign_words(field, filled, word):
            template = filled.template[:at] + other + filled.template[at + len(word) :]
            changed = replace(filled, template=template)
            yield replace(_miss(misses.RELATION, filled, changed, -1, plain=True), swapped=other)
    yield from _other_question(field, filled)


def _denied(template: str) -> str | None:
    """The question with "not"; None where that is not said by one word."""
    found = _AUXILIARY.search(template)
    if found is not None:
        return template[: found.start()] + _NEGATED[found[1]] + template[found.end() :]
    if template.startswith("who "):
        return "who never " + template.removeprefix("who ")
    return None


def _other_question(field: Field, filled: Filled) -> Iterator[Miss]:
    """When, where or why of what the sources give no time, place or reason of."""
    found = _SIMPLE.match(filled.template)
    if found is None:
        return
    for word, type_of in TYPES.items():
        if word == found[1] or has_type(field, filled.fact, type_of):
            continue
        if any(has_type(field, f, type_of) for f in field.rivals(filled.fact, filled.said)):
            continue
        changed = replace(filled, template=_SIMPLE.sub(f"{word} ", filled.template))
        yield _miss(misses.PART, filled, changed, -1, plain=True)


def _as_done(field: Field, fact: Fact) -> Iterator[Miss]:
    """What was only proposed, planned or hoped, said as if it had come about."""
    kind = field.kinds[fact.kind]
    reporting = {
        field.lexicon.canonical(word)
        for one in (kind, field.kinds.get(kind.parent or "", kind))
        for phrase in one.words.get(field.language, ())
        for word in phrase.split()
    }
    people = ("actor", "parties", "participants", "hoper", "holder", "speaker")
    actor = next((r for r in people if r in fact.roles), None)
    contents = [v for v in fact.roles.get("content", ()) if not isinstance(v, str)]
    for content in contents:
        text = content.get(field.language, "") if hasattr(content, "get") else ""
        if not text or reporting & {field.lexicon.canonical(w) for w in text.split()}:
            continue
        for template in (f"did {{{actor}}} {{content}}", f"when did {{{actor}}} {{content}}"):
            filled = fill(field, fact, template, "") if actor else None
            if filled is not None and not text.split()[0].endswith("ing"):
                yield _miss(misses.PROPOSAL, filled, filled, -1, plain=True)
        said = Said("content", content, text)
        for template in ("did {content} take place", "when did {content} happen"):
            filled = Filled(fact, "", template, (said,))
            yield _miss(misses.PROPOSAL, filled, filled, -1, plain=True)
