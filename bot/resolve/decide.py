"""The one place that decides whether a reading answers. All thresholds live here.

A reading answers when the fact explains every name, time, amount and content word, when word order
does not give the names other roles, and when the fact's kind is named. A score never decides that;
it only orders readings that all pass.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.facts.index import Index
from bot.resolve.explain import Fit
from bot.resolve.question import Asked, Mention, Question
from bot.resolve.relations import INHERITED, OWN
from bot.text.normal import words

_SLOT = re.compile(r"\{[a-z_-]+\}")

# Facts whose score is at most this far below the best count as equally good (in weights of
# explain.WEIGHTS: less than a supporting word's).
MARGIN = 0.3
# What the likeness of the whole question to a phrasing adds (same weights): it only orders readings
# that explain the question equally well.
PHRASING = 1.5
# What a reading loses because the sources are silent on what it asks (same weights): one that has a
# value is preferred, unless it explains the question clearly worse.
SILENCE = 1.0
# A name read from a misspelling must be at least this like it (0..1, match.names.likeness): below,
# two edits in a short name make another name.
NAME_FLOOR = 0.55
# The confidence of a plain entry below which nothing is answered, and the least distance to the
# second entry (0..1, match.phrasings.confidence). .5 is where the scale puts unknown questions: see
# there, and benchmarks/RESULTS.md for what it costs in bases of different sizes.
ENTRY_FLOOR = 0.5
ENTRY_MARGIN = 0.05
# From here on a question is an entry's own phrasing, a slip apart, and goes before any fact.
ENTRY_SURE = 0.95
# From here on an entry goes before a greeting or a "what can you do", as it does in a base whose
# entries are about such things; below, it only happens to have those words.
ENTRY_OVER_TALK = 0.75
MOST_LISTED = 6  # facts told in one answer; a phone shows about as many lines
MOST_QUOTES = 8  # quotes cited in one reply (contract)
MOST_CHOICES = 4  # choices of a clarification
LONGEST_INPUT = 4096  # characters: Telegram's limit for a message
LONGEST_MESSAGE = 400  # words in a whole message
MOST_TOKENS = 96  # words in one clause; a longer one is no question


@dataclass(frozen=True)
class Reading:
    """A fit that passed, with what it answers."""

    fit: Fit
    asked: Asked
    phrasing: float = 0.0  # likeness to the nearest phrasing that asks for the role, 0..1


def is_named(question: Question, fit: Fit, index: Index) -> bool:
    """Whether the question names the kind of the fact, or needs not to.

    What was only said, hoped or proposed must be asked for as such; a plain event may be asked for
    by names alone when the question names no other kind.
    """
    kind = index.kinds[fit.fact.kind]
    if _only_said(question, fit, index):
        return False
    if _does_otherwise(question, fit, index):
        return False
    if fit.relation == INHERITED:
        return not _slighted(question, fit) and not _only_attributed(question, fit, index)
    if fit.relation:
        return True
    if question.claim:  # "X is a general" names no kind but what says who somebody is
        return bool(kind["identifies"]) and sum(r.how == "role" for r in fit.reasons) > 1
    if kind["reported"]:
        return False
    named = any(OWN in p.values() for p in question.relations.values())
    if question.ask.types == ("text",):  # "what is X about": of what is mainly about X
        return not named and any(r.how == "role" and kind["main"] in r.roles for r in fit.reasons)
    if any(r.how == "content" for r in fit.reasons):
        return not named and not _asks_deed(question)
    if question.carried and not named:
        return True
    asks_when_or_where = {"time", "place"} & set(question.ask.types) or not question.ask.word
    if _asks_where_now(question, index) and not _is_placed(kind, question, index):
        return False
    whom = kind["describes"]  # who holds what says nothing of a capital, nor of what is held
    own = any(r.how == "role" and (not whom or whom in r.roles) for r in fit.reasons)
    return not named and bool((kind["identifies"] and own) or asks_when_or_where)


def _asks_where_now(question: Question, index: Index) -> bool:
    """Whether a question asks where something is, and not where it was or will be."""
    lexicon = index.lexicon(question.language)
    past, forms = lexicon.word_set("past_forms"), set(question.forms)
    is_now = bool(forms & lexicon.voice) and not forms & past and not question.future
    return "place" in question.ask.types and is_now


def _is_placed(kind: Mapping[str, Any], question: Question, index: Index) -> bool:
    """Whether a kind tells above all where something is, or is asked for so by its own phrasings
    ("where is {what}"): any other event only tells where it was.
    """
    placed = {
        name
        for name, role in kind["roles"].items()
        if any("place" in index.types.get(t, {}).get("all", ()) for t in role["types"])
    }
    fillers = index.lexicon(question.language).fillers
    texts = (t for r in placed for t in kind["asks"].get(r, {}).get(question.language, ()))
    return kind["main"] in placed or any(
        fillers.issuperset(words(_SLOT.sub(" ", text))) for text in texts
    )


def _asks_deed(question: Question) -> bool:
    """Whether a question asks who did something, or when: a word of a fact's text tells neither
    ("who designed the town" of an agreement on its design).
    """
    ask = question.ask
    return bool(ask.word) and not ask.nouns and bool({"person", "time"} & set(ask.types))


def _does_otherwise(question: Question, fit: Fit, index: Index) -> bool:
    """Whether a question asks who did something with a verb that only stands in the fact's text,
    in a language that has it last: what else happened there is told by another fact.
    """
    if not index.lexicon(question.language).data.get("verb_last") or not question.words:
        return False
    last = question.words[-1]
    content = any(r.item is last and r.how == "content" for r in fit.reasons)
    return content and last.end == len(question.forms) and _asks_deed(question)


def _is_past(question: Question, kind: Mapping[str, Any], index: Index) -> bool:
    """Whether a question says that something came about, or, of a kind that tells of no saying,
    that it was done.
    """
    lexicon = index.lexicon(question.language)
    if lexicon.found("came_about").anywhere(question.forms):
        return True
    if kind["reported"]:
        return False
    endings, past = tuple(lexicon.word_set("past_endings")), lexicon.word_set("past_forms")
    named = {w.start for w in question.words} & set(question.relations.get(kind["id"], {}))
    verbs = [] if question.future else [question.forms[at] for at in named]  # "will be opened"
    return any(form in past for form in question.forms) or any(f.endswith(endings) for f in verbs)


def _only_said(question: Question, fit: Fit, index: Index) -> bool:
    """Whether a claim, a "what did X say" or a "who said" is of something that was said or wanted,
    and the fact is not about that.
    """
    ends = {m.end for m in question.mentions}
    if question.ask.types:
        ends = {question.ask.end} if "person" in question.ask.types else set()
    own = question.relations.get(fit.fact.kind, {})
    return any(
        place not in own and (question.claim or place in ends)
        for kind, places in question.relations.items()
        if index.kinds[kind]["reported"] and not index.kinds[kind]["ancestors"]
        for place, how in places.items()
        if how == OWN
    )


def _only_attributed(question: Question, fit: Fit, index: Index) -> bool:
    """Whether nothing but "according to X" names the kind: that tells who said it, not what."""
    sourced = index.lexicon(question.language).found("attributed_to")
    named = question.relations.get(fit.fact.kind, {})
    places = [at for at, how in named.items() if how == INHERITED]
    starts = [at for at in places if sourced.at(question.forms, at)]
    told = {i for at in starts for i in range(at, at + sourced.at(question.forms, at))}
    decided = any(r.how in ("content", "relation") for r in fit.reasons)
    return bool(places) and told.issuperset(places) and not decided


def _slighted(question: Question, fit: Fit) -> bool:
    """Whether a word that names another kind ("visit") is only tolerated here: with nothing but a
    wider kind's word ("said") to go by, that other kind is what the question is about.
    """
    others = {
        place
        for kind, places in question.relations.items()
        for place, how in places.items()
        if how == OWN and kind != fit.fact.kind
    }
    return any(r.how == "support" and r.item.start in others for r in fit.reasons)


def is_sure(fit: Fit) -> bool:
    """Whether no name of the question was read from too unlike a spelling."""
    return all(
        not isinstance(r.item, Mention) or r.item.likeness >= NAME_FLOOR for r in fit.reasons
    )


def is_of_time(question: Question, fit: Fit, index: Index) -> bool:
    """Whether what a question says has happened, or will, is what the fact tells of."""
    kind = index.kinds[fit.fact.kind]
    asks_when = question.claim or "time" in question.ask.types
    if question.future and asks_when and fit.fact.mode == "done" and not kind["reported"]:
        return False  # what happened is not what will happen
    return fit.fact.mode == "done" or not _is_past(question, kind, index)  # nor what was wanted


def passes(question: Question, fit: Fit, index: Index) -> bool:
    """Whether every decisive part of the question is explained by the fact."""
    if not is_of_time(question, fit, index):
        return False
    return (
        is_sure(fit) and not fit.unexplained and not fit.conflict and is_named(question, fit, index)
    )


def best(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that are as good as the best one, all with a value or all silent."""
    ordered = sorted(readings, key=lambda r: (-_worth(r), r.fit.fact.number))
    if not ordered:
        return []
    top = ordered[0]
    return [
        r
        for r in ordered
        if r.asked.silent == top.asked.silent and _worth(r) >= _worth(top) - MARGIN
    ]


def _worth(reading: Reading) -> float:
    return reading.fit.score + PHRASING * reading.phrasing - SILENCE * reading.asked.silent


def confidence(fit: Fit) -> float:
    """How much of a question is explained, and how surely, in 0..1: a scale, no probability."""
    like = min((r.item.likeness for r in fit.reasons if isinstance(r.item, Mention)), default=1.0)
    named = 1.0 if fit.relation == "own" else 0.95 if fit.relation else 0.85
    return round(fit.share * named * (0.5 + 0.5 * like) * (0.5 if fit.conflict else 1.0), 4)
