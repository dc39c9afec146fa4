"""Rules on support: each value stands in its role's quotes, or a declared completion is proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.errors import Problem
from bot.facts.checks import literal
from bot.facts.checks.book import Book
from bot.facts.checks.values import misfit
from bot.model import Fact, Quantity, Role, Source, Texts, Value
from bot.text.normal import words


def check_support(book: Book) -> Iterator[Problem]:
    """Values that neither their quotes nor a completion support, and needless completions."""
    for fact in book.base.facts:
        kind = book.kinds.get(fact.kind)
        for name in fact.roles:
            if kind and name in kind.roles:
                yield from _role(_Case(book, fact, kind.roles[name]))


@dataclass(frozen=True)
class _Case:
    """One role of one fact, with its quotes."""

    book: Book
    fact: Fact
    role: Role

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """The quotes that name the role."""
        return tuple(e.quote for e in self.fact.evidence if self.role.name in e.roles)

    @cached_property
    def forms(self) -> tuple[list[str], ...]:
        """The normal words of each quote."""
        return tuple(words(quote) for quote in self.quotes)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the role's quotes are from; of the whole fact where it has none."""
        ids = [e.source for e in self.fact.evidence if self.role.name in e.roles]
        ids = ids or [e.source for e in self.fact.evidence]
        return tuple(self.book.sources[i] for i in dict.fromkeys(ids) if i in self.book.sources)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages whose names may stand in the quotes."""
        return tuple(sorted({*self.book.base.lexicons, "en"}))

    @property
    def completion(self) -> str | None:
        """The completion that the fact declares for the role."""
        return self.fact.completion.get(self.role.name)


def _role(case: _Case) -> Iterator[Problem]:
    name, values = case.role.name, case.fact.roles[case.role.name]
    if not case.quotes and not case.completion:
        message = "no quote names this role; add it to the 'roles' of a quote, or a completion"
        yield case.book.problem("facts", case.fact.id, f"roles.{name}", message)
        return
    needed = False
    for number, value in enumerate(values, 1):
        if misfit(case.book, case.role, value):
            needed = True  # the value is refused elsewhere; nothing is said of its completion
            continue
        missing = _missing(case, value)
        if missing is None:
            continue
        needed = True
        fault = _uncompleted(case, value, missing)
        if fault:
            path = f"roles.{name}.{number}" if len(values) > 1 else f"roles.{name}"
            yield case.book.problem("facts", case.fact.id, path, fault)
    if case.completion and not needed:
        message = f"the quotes have every value; the completion '{case.completion}' is not needed"
        yield case.book.problem("facts", case.fact.id, f"completion.{name}", message, "warning")


def _missing(case: _Case, value: Value) -> str | None:
    """What of a value its quotes do not have, in words; None where they have all."""
    if isinstance(value, Quantity):
        found = any(literal.has_amount(quote, value) for quote in case.quotes)
        return None if found else f"the number {value.amount}"
    if not isinstance(value, str):
        text = _text_of(case, value)
        if text and literal.share_of_words(text, case.quotes) >= literal.ENOUGH_WORDS:
            return None
        return f"most words of '{text or next(iter(value.values()), '')}'"
    if value in case.role.senses:
        found = literal.has_sense(case.role, value, case.quotes)
        return None if found else f"a word of the sense '{value}'"
    entity = case.book.entity(value)
    if entity is not None:
        phrases = literal.names_of_entity(entity, case.languages)
        found = any(literal.has_any(forms, phrases) for forms in case.forms)
        return None if found else f"a name of '{value}'"
    parts = literal.parts_of(value).without(literal.parts_in(case.quotes))
    return None if parts.empty() else str(parts)


def _text_of(case: _Case, texts: Texts) -> str | None:
    """A text in the language of one of its articles."""
    found = (texts.get(source.language) for source in case.sources)
    return next((text for text in found if text), None)


def _uncompleted(case: _Case, value: Value, missing: str) -> str | None:
    """Why a value that its quotes lack is not completed either; None where it is."""
    rules = {
        "dateline": _by_dateline,
        "context": _by_context,
        "inherited": _by_inheritance,
        "wording": _by_wording,
    }
    if case.completion not in rules:
        return f"the quotes of this role do not have {missing}; quote more, or add a completion"
    fault = rules[case.completion](case, value)
    return f"the quotes do not have {missing}, and {fault}" if fault else None


def _by_dateline(case: _Case, value: Value) -> str | None:
    if not isinstance(value, str) or case.book.entity(value) or value in case.role.senses:
        return "'dateline' completes dates only"
    dated = [source for source in case.sources if source.published]
    if not dated:
        names = ", ".join(source.id for source in case.sources) or "the quotes"
        return f"{names} is undated, so 'dateline' gives nothing"
    missing = literal.parts_of(value).without(literal.parts_in(case.quotes))
    for source in dated:
        missing = missing.without(literal.parts_of(source.published or ""))
    if missing.empty():
        return None
    days = ", ".join(f"{source.id}: {source.published}" for source in dated)
    return f"the article's own date ({days}) does not give {missing}"


def _by_context(case: _Case, value: Value) -> str | None:
    entity = case.book.entity(value) if isinstance(value, str) else None
    if entity is None:
        return "'context' completes people, places and other named things only"
    phrases = literal.names_of_entity(entity, case.languages)
    for source in case.sources:
        forms = case.book.words_of_seed(source.id)
        if forms is None or literal.has_any(forms, phrases):
            return None
    return f"no sentence of the article names '{entity.id}', so 'context' is not true"


def _by_inheritance(case: _Case, value: Value) -> str | None:
    lenders = list(case.book.chain(case.fact))
    if not lenders:
        return "'inherited' needs a fact in 'during' that lends the value"
    if any(value in values for lender in lenders for values in lender.roles.values()):
        return None
    return f"{', '.join(lender.id for lender in lenders)} does not have it, so it lends nothing"


def _by_wording(case: _Case, value: Value) -> str | None:
    entity = isinstance(value, str) and case.book.entity(value) is not None
    if (
        entity
        or (isinstance(value, str) and value in case.role.senses)
        or not isinstance(value, str | Quantity)
    ):
        return None
    return "'wording' completes texts, senses and named things only, not dates and numbers"
