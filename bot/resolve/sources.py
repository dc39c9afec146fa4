"""Questions about the sources themselves: who reported it, who wrote it, when it was published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.facts.record import FactRecord
from bot.model import Cited, Decision, Part
from bot.resolve.plain import Answerer
from bot.resolve.question import Question
from bot.text.lexicon import Lexicon, Phrase
from bot.text.normal import Token, words

PUBLICATION_ROLES = {
    "publisher": "publisher",
    "who": "author",
    "when": "published",
    "title": "title",
}


def asked_of_source(
    tokens: Sequence[Token], lexicon: Lexicon, named: frozenset[int] = frozenset()
) -> tuple[str, tuple[Token, ...]] | None:
    """What is asked of a source, and the other words; None where no source is asked about.

    `named` are the places of names, in which no such word is looked for ("… News Agency").
    """
    forms = tuple(t.form for t in tokens)
    said = frozenset(forms)
    found: list[tuple[int, str, int, Phrase]] = []
    for what, phrase in lexicon.of_sources:
        if phrase[0] in said:
            found += [
                (len(phrase), what, at, phrase)
                for at in range(len(forms) - len(phrase) + 1)
                if forms[at : at + len(phrase)] == phrase
                and not named.intersection(range(at, at + len(phrase)))
            ]
    if not found:
        return None
    size, what, at, _ = max(found, key=lambda row: (row[0], -row[2]))
    single = {p[0] for n, _, _, p in found if n == 1}
    rest = (t for t in (*tokens[:at], *tokens[at + size :]) if t.form not in single)
    return what, tuple(rest)


class Sources:
    """Answers from what the base knows of its articles."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._index = answerer.index

    def of_facts(self, what: str, facts: Iterable[FactRecord]) -> Decision | None:
        """What was asked of the article that the facts were quoted from."""
        told = list(facts)
        ids = list(dict.fromkeys(q.source for f in told for q in f.quotes))
        if not ids:
            return None
        field = PUBLICATION_ROLES[what]
        value = self._index.sources[ids[0]].get(field)
        evidence = self._evidence(ids, told)
        if value is None:
            return Decision(
                outcome="abstain",
                reason="source_silent",
                kind="publication",
                asked=field,
                missing={"role": field, "asked": what, "known": []},
                wording="source_lacks",
                slots={"field": field, **self._slots(ids[0])},
            )
        return Decision(
            outcome="answer",
            kind="publication",
            asked="source" if what == "publisher" else field,
            value=value,
            parts=tuple(Part(f.id) for f in told[:1]),
            facts=tuple(f.id for f in told),
            confidence=0.9,
            evidence=evidence,
            wording=f"source_{what}",
            slots={"sources": [self._slots(i) for i in ids[:3]]},
        )

    @staticmethod
    def names_itself(decision: Decision | None, question: Question) -> bool:
        """Whether the publisher found is named in the question, and so is not what is asked for."""
        if decision is None or decision.asked != "source":
            return False
        told = set(words(str(decision.value)))
        return any(set(words(mention.text)) <= told for mention in question.mentions)

    def is_written(self, question: Question, rest: Question) -> bool:
        """Whether the author of a thing is asked for, and not of an article about it: "who wrote
        the treaty", where no word stands for an article.
        """
        articles = self._answerer.explainer.lexicon.word_set("article_words")
        if not articles or articles.intersection(question.forms):
            return False
        if not rest.mentions:
            return True  # "who penned the agreement on training" wants no journalist
        if len(rest.given()) > 1:
            return False
        named = (self._index.entity(e) for mention in rest.mentions for e in mention.entities)
        sorts = (self._index.types.get(e["type"], {}).get("all", ()) for e in named if e)
        return bool(rest.mentions) and not any({"person", "place"} & set(found) for found in sorts)

    def _slots(self, source_id: str) -> dict[str, Any]:
        source = self._index.sources[source_id]
        keys = ("publisher", "title", "author", "published")
        return {key: source.get(key) for key in keys}

    def _evidence(self, ids: Sequence[str], told: Sequence[FactRecord]) -> tuple[Cited, ...]:
        quotes = [q for f in told for q in f.quotes if q.source in ids]
        return tuple(
            dict.fromkeys(Cited(q.source, q.seed, q.quote, q.start, q.end) for q in quotes)
        )[:3]
