"""Conversations as the chat needs them: buttons and links, too, and a base that changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.app import Conversations
from bot.app.examples import examples
from bot.chat.answers import Example, Stock, Told
from bot.chat.receipts import code_of
from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import Context
from bot.resolve import pointed
from bot.resolve.resolver import Answered, Resolver

_Point = Callable[[Resolver, Context], Answered | None]


@dataclass
class Answering(Conversations):
    """Answers questions, taps and links from one base, until it is given another."""

    _examples: dict[str, Sequence[Example]] = field(default_factory=dict)
    _coded: dict[str, list[str]] = field(default_factory=dict)

    def take(self, index: Index) -> None:
        """Answer from another base from now on; conversations go on."""
        self.index = index
        self._polyglots.clear()
        self._renderers.clear()
        self._examples.clear()
        self._coded.clear()

    def search(self, text: str, limit: int, language: str) -> Sequence[str]:
        """The facts that some words are most likely about, the best first."""
        answered = self._polyglot().ask(text, None, language)
        found = [str(one["fact"]) for one in self.candidates(answered, limit)]
        exact = [text] if self._record(text) is not None else []
        told = dict.fromkeys([*exact, *answered.decision.facts, *found])
        return [fact for fact in told if self._record(fact) is not None][:limit]

    def tell(self, fact: str, role: str | None, conversation: str, language: str) -> Told | None:
        """A fact, or one role of it; None where the base does not have it (any more)."""
        return self._point(lambda r, _: pointed.tell(r, fact, role), conversation, language)

    def more(self, facts: Sequence[str], conversation: str, language: str) -> Told | None:
        """What else is known of the event of facts; None where the base does not have them."""
        return self._point(lambda r, c: pointed.more(r, facts, c), conversation, language)

    def source(self, facts: Sequence[str], conversation: str, language: str) -> Told | None:
        """Where facts come from; None where the base does not have them, or they have no source."""
        return self._point(lambda r, c: pointed.source(r, facts, c), conversation, language)

    def last(self, conversation: str) -> tuple[str, ...]:
        """The facts that were told last in a conversation."""
        context = self.contexts.get(conversation)
        return context.facts if context is not None else ()

    def roles(self, fact: str) -> tuple[str, ...]:
        """The roles of a fact; empty where the base does not have it."""
        record = self._record(fact)
        return tuple(record.roles) if record is not None else ()

    def revision(self, fact: str) -> int:
        """The revision of a fact as it is now; 0 where the base does not have it.

        An entry has no revisions: it is at its first.
        """
        record = self._record(fact)
        if record is not None:
            return int(record.data["revision"])
        entries = self.index.meta("entries")
        return int(bool(entries) and fact in entries["says"])

    def coded(self, code: str) -> tuple[str, ...]:
        """The facts in use, and those that were retired, with a code of receipts."""
        if not self._coded:
            entries = self.index.meta("entries")
            ids = [
                *self.index.ids,
                *(entries["says"] if entries else ()),
                *self.index.meta("retired"),
            ]
            for fact in ids:
                self._coded.setdefault(code_of(fact), []).append(fact)
        return tuple(self._coded.get(code, ()))

    def renderings(self, fact: str) -> Sequence[str]:
        """Everything that an answer may say of a fact, in each language."""
        told = (
            pointed.tell(self.resolver(language), fact, role)
            for language in self.index.languages
            for role in (None, *self.roles(fact))
        )
        found = (self.renderer(t.language).reply(t.decision).text for t in told if t is not None)
        return list(dict.fromkeys(found))

    def quotes(self, fact: str) -> Sequence[str]:
        """The sentences that support a fact, and the events that it happened in."""
        record = self._record(fact)
        around = (self._record(lent.fact) for lent in record.lent) if record is not None else ()
        return [quote.quote for one in (record, *around) if one is not None for quote in one.quotes]

    def sentence(self, fact: str, language: str) -> str:
        """The plain sentence of a fact; empty where the base does not have it."""
        known = self._known(language)
        texts = self.resolver(known).entries.says(fact)
        if texts:
            return texts.get(known) or next(iter(texts.values()))
        return self.renderer(known).says(fact)

    def cited(self, answered: Answered, language: str) -> str:
        """Publisher and date of the first quote of a reply; empty where there is none."""
        evidence = answered.decision.evidence
        return self.renderer(self._known(language)).cited(evidence[0]) if evidence else ""

    def examples(self, language: str) -> Sequence[Example]:
        """Three questions that are answered: in the language, or in the base's first one."""
        known = self._known(language)
        if known not in self._examples:
            self._examples[known] = examples(self, known)
        return self._examples[known]

    def stock(self) -> Stock:
        """What the base holds."""
        sources = self.index.sources.values()
        publishers = dict.fromkeys(str(source["publisher"]) for source in sources)
        entries = self.index.meta("entries")
        count = len(self.index.ids) + len(entries["says"] if entries else ())
        return Stock(count, len(self.index.sources), tuple(publishers))

    def forget(self, which: Callable[[str], bool]) -> None:
        """Forget the conversations with such names."""
        self.contexts.forget(which)

    def _point(self, point: _Point, conversation: str, language: str) -> Told | None:
        known = self._known(language)
        context = self.contexts.get(conversation) or Context()
        answered = point(self.resolver(known), context)
        if answered is None:
            return None
        self.contexts.put(conversation, answered.context)
        return answered, self.renderer(known).reply(answered.decision)

    def _known(self, language: str) -> str:
        return language if language in self.index.languages else self.index.languages[0]

    def _record(self, fact: str) -> FactRecord | None:
        number = self.index.fact_number(fact)
        return None if number is None else self.index.fact(number)
