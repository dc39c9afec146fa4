"""Answer a plain question: who, whom, where, when, what, how much, why, which, and keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.match.wording import nearest
from bot.model import Cited, Decision, Part
from bot.resolve.asked import Asker
from bot.resolve.decide import (
    MOST_CHOICES,
    MOST_LISTED,
    MOST_QUOTES,
    Reading,
    best,
    confidence,
    passes,
)
from bot.resolve.explain import Explainer, Fit
from bot.resolve.lookup import Lookup
from bot.resolve.question import Asked, Item, Mention, Moment, Question, Word
from bot.resolve.relations import INHERITED, OWN
from bot.resolve.verbatim import Verbatim
from bot.text.normal import words

MASK = "x"  # stands for a name, a time or an amount in a masked wording
_SLOT = re.compile(r"\{[a-z_-]+\}")


class Answerer:
    """Turns questions into decisions by the facts of one index, in one language."""

    def __init__(self, index: Index, lookup: Lookup, explainer: Explainer, asker: Asker) -> None:
        self.index = index
        self.lookup = lookup
        self.explainer = explainer
        self.asker = asker
        self._verbatim = Verbatim(index, explainer.lexicon, explainer)
        self._masked: dict[tuple[str, str, str], list[str]] = {}

    def readings(
        self, question: Question, facts: Iterable[FactRecord] | None = None
    ) -> tuple[list[Reading], list[Fit]]:
        """All readings that pass, and every fit that was looked at."""
        readings: list[Reading] = []
        fits: list[Fit] = []
        for fact in self.lookup.candidates(question) if facts is None else facts:
            plain = self.explainer.fit(question, fact)
            fits.append(plain)
            if any(not self._may_ask(item, fact.kind) for item in plain.unexplained):
                continue
            for asked in self.asker.asked(question, fact):
                fit = self.explainer.fit(question, fact, asked.nouns, asked.role)
                if passes(question, fit, self.index) and not self._asks_other(fit, asked, question):
                    readings.append(Reading(fit, asked))
        return readings, fits

    def _may_ask(self, item: Item, kind_id: str) -> bool:
        """Whether an unexplained item may turn out to be a word of what is asked for."""
        if not isinstance(item, Word):
            return False
        roles = self.index.kinds[kind_id]["asks"]
        return item.canonical in self.asker.nouns or any(
            item.canonical in self.explainer.asking_words(kind_id, role) for role in roles
        )

    def _asks_other(self, fit: Fit, asked: Asked, question: Question) -> bool:
        """Whether word order asks for another role of the same type than this one. Who said it may
        well be who hoped it: there it counts only against a role that the fact tells, too.
        """
        if self._asks_who_said(fit, question):
            told = {e for m in question.mentions for e in m.entities}
            saying = self.explainer.names.saying_roles(fit.fact.kind)
            return asked.role not in saying or bool(told.intersection(map(str, asked.values)))
        if not fit.asked or asked.role == fit.asked or asked.role not in fit.fact.roles:
            return False
        if self.index.kinds[fit.fact.kind]["reported"]:
            return bool(question.ask.types) and fit.asked in fit.fact.roles
        return True

    def _asks_who_said(self, fit: Fit, question: Question) -> bool:
        """As in "who said that X backs Y": a word of a wider kind behind "who", the fact's own in
        what was said.
        """
        named, behind = question.relations.get(fit.fact.kind, {}), question.ask.end
        if "person" not in question.ask.types or named.get(behind) != INHERITED:
            return False
        that = {*question.forms[behind + 1 : behind + 2]} & self.explainer.lexicon.word_set(
            "relative"
        )
        clause = that or any(m.start == behind + 1 for m in question.mentions)
        return bool(clause) and any(how == OWN and at > behind for at, how in named.items())

    def decide(
        self, question: Question, facts: Iterable[FactRecord] | None = None
    ) -> Decision | None:
        """The answer, a clarification or "the source is silent"; None where no fact passes."""
        if question.negated or (facts is None and self._names_nothing(question)):
            return None
        readings, _ = self.readings(question, facts)
        chosen = _one_each(best(self._worded(question, _outermost(question, readings))))
        if not chosen:
            held = self.lookup.candidates(question) if facts is None else facts
            chosen = _one_each(best(self._verbatim.readings(question, held)))
        if not chosen:
            return None
        if chosen[0].asked.silent:
            return self.silent(question, chosen[0])
        chosen = _finest(chosen)
        if not chosen[0].asked.values:
            return None
        if _too_fine(chosen[0], question):
            return self.silent(question, chosen[0], known=chosen[0].asked.values)
        if len(chosen) > MOST_LISTED or _differ_in_time(chosen):
            return self.clarify(chosen)
        return self.answer(chosen)

    def _names_nothing(self, question: Question) -> bool:
        """Whether a question only says what sort of thing it asks for ("year please")."""
        named = {at for p in question.relations.values() for at, how in p.items() if how == OWN}
        return not named and all(
            isinstance(item, Word) and item.canonical in self.asker.nouns
            for item in question.given()
        )

    def _worded(self, question: Question, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with the likeness of the question to the phrasings of what each answers."""
        if len({(r.fit.fact.kind, r.asked.role) for r in readings}) < 2:
            return list(readings)
        masked = _masked(question)
        return [
            replace(r, phrasing=nearest(masked, self._phrasings(r, question.language)))
            for r in readings
        ]

    def _phrasings(self, reading: Reading, language: str) -> Sequence[str]:
        key = (reading.fit.fact.kind, reading.asked.role, language)
        if key not in self._masked:
            texts = self.index.kinds[key[0]]["asks"].get(key[1], {}).get(language, ())
            self._masked[key] = [" ".join(words(_SLOT.sub(f" {MASK} ", text))) for text in texts]
        return self._masked[key]

    def answer(self, chosen: Sequence[Reading]) -> Decision:
        """The decision to tell what the chosen readings have."""
        parts = tuple(Part(r.fit.fact.id, r.asked.role, r.asked.values, _lender(r)) for r in chosen)
        return Decision(
            outcome="answer",
            kind=chosen[0].fit.fact.kind,
            asked=chosen[0].asked.role,
            value=self.value(_joined(parts)),
            parts=parts,
            facts=tuple(r.fit.fact.id for r in chosen),
            confidence=confidence(chosen[0].fit),
            evidence=self.cite([(r.fit.fact, r.asked) for r in chosen]),
            why=tuple(line for r in chosen for line in explained(r.fit)),
        )

    def tell(self, facts: Sequence[FactRecord], role: str) -> Decision:
        """The decision to tell one role of some facts that were found otherwise."""
        asked = [Asked(role, tuple(f.roles[role]), f.id) for f in facts]
        parts = tuple(Part(f.id, a.role, a.values) for f, a in zip(facts, asked, strict=True))
        return Decision(
            outcome="answer",
            kind=facts[0].kind,
            asked=role,
            value=self.value(_joined(parts)),
            parts=parts,
            facts=tuple(f.id for f in facts),
            confidence=0.9,
            evidence=self.cite(list(zip(facts, asked, strict=True))),
        )

    def silent(self, question: Question, reading: Reading, known: Sequence[Any] = ()) -> Decision:
        """The decision to say that the source has the event, and not what was asked of it."""
        fact = reading.fit.fact
        return Decision(
            outcome="abstain",
            reason="source_silent",
            kind=fact.kind,
            asked=reading.asked.role,
            facts=(),
            parts=(Part(fact.id, reading.asked.role, tuple(known)),),
            missing={"role": reading.asked.role, "asked": question.ask.word or None, "known": []},
            suggestions=(fact.id,),
            wording="source_silent",
            why=tuple(explained(reading.fit)),
        )

    def clarify(self, chosen: Sequence[Reading]) -> Decision:
        """The decision to ask which of several facts is meant."""
        kept = chosen[:MOST_CHOICES]
        return Decision(
            outcome="clarify",
            kind=kept[0].fit.fact.kind,
            asked=kept[0].asked.role,
            parts=tuple(Part(r.fit.fact.id) for r in kept),
            facts=tuple(r.fit.fact.id for r in kept),
            confidence=confidence(kept[0].fit),
            wording="clarify",
            why=tuple(line for r in kept for line in explained(r.fit)),
        )

    def value(self, values: Sequence[Any]) -> Any:
        """The typed value of an answer: EDTF, a number, names, or a list of them."""
        found = [self._typed(v) for v in values]
        return found[0] if len(found) == 1 else found or None

    def _typed(self, value: Any) -> Any:
        if isinstance(value, dict) and "amount" in value:
            amount = value["amount"]
            return int(amount) if float(amount).is_integer() else amount
        if isinstance(value, dict):
            return value.get("en") or next(iter(value.values()))
        entity = self.index.entity(str(value))
        if entity is None:
            return value
        names = entity["names"]
        return names.get("en") or next(iter(names.values()))

    def cite(self, told: Sequence[tuple[FactRecord, Asked | None]]) -> tuple[Cited, ...]:
        """The quotes that support what is told: those of the asked role first, at most eight."""
        found: dict[tuple[str, int, int], Cited] = {}
        for fact, asked in told:
            for quote in self._quotes(fact, asked):
                key = (quote.source, quote.start, quote.end)
                found.setdefault(key, quote)
        return tuple(found.values())[:MOST_QUOTES]

    def _quotes(self, fact: FactRecord, asked: Asked | None) -> list[Cited]:
        role = asked.role if asked is not None else ""
        own = [q for q in fact.quotes if role in q.roles] or list(fact.quotes[:1])
        rest = [q for q in fact.quotes if q not in own]
        quotes = [*own, *rest][:3]
        if asked is not None and asked.fact and asked.fact != fact.id:
            for lender in self.lookup.facts([asked.fact]):
                quotes[:0] = [q for q in lender.quotes if role in q.roles][:2]
        return [Cited(q.source, q.seed, q.quote, q.start, q.end) for q in quotes]


def _masked(question: Question) -> str:
    """The question with its names, times and amounts masked."""
    items = (*question.mentions, *question.moments, *question.amounts)
    starts = {i.start for i in items}
    inside = {p for i in items for p in range(i.start, i.end)}
    words_ = [
        MASK if at in starts else form
        for at, form in enumerate(question.forms)
        if (at in starts or at not in inside) and form != "'s"
    ]
    return " ".join(words_)


def explained(fit: Fit) -> list[str]:
    """How each word was read, a line each, for `--why`."""
    lines = [
        f"fact {fit.fact.id} ({fit.fact.kind}), score {fit.score:.2f}, kind {fit.relation or '–'}"
    ]
    for reason in fit.reasons:
        roles = f" [{', '.join(reason.roles)}]" if reason.roles else ""
        lines.append(f"  {reason.item.text!r}: {reason.how or 'NOT EXPLAINED'}{roles}")
    if fit.conflict:
        lines.append("  word order gives the names other roles than the fact")
    return lines


def blocking(fit: Fit) -> tuple[Item, ...]:
    """Names and times that a fact does not explain: what a refusal can name."""
    return tuple(i for i in fit.unexplained if isinstance(i, Mention | Moment))


def _lender(reading: Reading) -> str | None:
    lender = reading.asked.fact
    return lender if lender and lender != reading.fit.fact.id else None


def _joined(parts: Sequence[Part]) -> list[Any]:
    values: list[Any] = []
    for part in parts:
        values.extend(v for v in part.values if v not in values)
    return values


def _one_each(readings: Sequence[Reading]) -> list[Reading]:
    """The first reading of each fact, and one where several facts say the same value."""
    seen: dict[str, Reading] = {}
    for reading in readings:
        seen.setdefault(reading.fit.fact.id, reading)
    kept: list[Reading] = []
    for reading in seen.values():
        same = any(k.asked.values and k.asked.values == reading.asked.values for k in kept)
        if not same:
            kept.append(reading)
    return kept


def _outermost(question: Question, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings but, where a question has names alone, those of what came about in another one:
    "X in Y, when" asks for the visit, and for nothing that was said or done on it.
    """
    if question.words:
        return readings
    ids = {r.fit.fact.id for r in readings}
    return [r for r in readings if not any(lent.fact in ids for lent in r.fit.fact.lent)]


def _finest(chosen: Sequence[Reading]) -> list[Reading]:
    """Of several dates that agree, the most precise one."""
    if len(chosen) > 1 and all(_is_time(r) for r in chosen):
        ordered = sorted(chosen, key=lambda r: -len(str(r.asked.values[0])))
        first = str(ordered[0].asked.values[0])
        if all(first.startswith(str(r.asked.values[0])) for r in ordered):
            return [ordered[0]]
    return list(chosen)


def _is_time(reading: Reading) -> bool:
    return any(
        reading.asked.values and reading.asked.values[0] == value
        for _, value, _ in reading.fit.fact.times
    )


def _differ_in_time(chosen: Sequence[Reading]) -> bool:
    return len(chosen) > 1 and all(_is_time(r) for r in chosen)


def _too_fine(reading: Reading, question: Question) -> bool:
    """Whether more of a date is asked for than the source gives, or than the question gave."""
    if not _is_time(reading):
        return False
    value = str(reading.asked.values[0])
    when = next(edtf for _, known, edtf in reading.fit.fact.times if known == value)
    offered = question.optional  # "in 2014 or 2015?" gives no year
    given = (m for m in question.moments if not offered.intersection(range(m.start, m.end)))
    if any(m.value == value for m in given):
        return True
    return when.precision not in _FINE_ENOUGH.get(reading.asked.precision, (when.precision,))


# What was asked for → the precisions of a date that answer it. A bare "date" in a keyword query has
# no entry: the date is told as exactly as it is known.
_FINE_ENOUGH: Mapping[str, tuple[str, ...]] = {
    "hour": (),
    "exact": ("day",),
    "month": ("day", "month"),
}
