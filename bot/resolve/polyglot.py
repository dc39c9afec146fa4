"""Messages in any language of the base: each is read in the language that it is written in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import permutations

from bot.facts.index import Index
from bot.model import Context, Decision
from bot.resolve.claims import UNKNOWN
from bot.resolve.decide import LONGEST_INPUT
from bot.resolve.names import named_places
from bot.resolve.question import spans
from bot.resolve.resolver import Answered, Resolver
from bot.text.language import Detector, Guess
from bot.text.normal import Token, tokenise

MOST_READ = 3  # languages in which one message is read


class Polyglot:
    """Resolves messages against one index, as of one day, in whatever language they come."""

    def __init__(self, index: Index, today: date, default: str) -> None:
        self._index = index
        self._today = today
        self._default = default if default in index.languages else index.languages[0]
        self._detector = Detector(
            index.meta("letters"), index.known_in, index.named_in, index.lexicon
        )
        self.resolver = lru_cache(maxsize=None)(self._resolver)

    def _resolver(self, language: str, *others: str) -> Resolver:
        return Resolver(self._index, language, self._today, others)

    def ask(
        self,
        text: str,
        context: Context | None = None,
        force: str | None = None,
        hints: Sequence[str] = (),
    ) -> Answered:
        """The decision on a message, and the language to tell it in.

        `force` is the language of the reply whatever the message; `hints` are languages to take
        for a message that tells none, the first that the base speaks.
        """
        before = context or Context()
        tokens = tokenise(text[:LONGEST_INPUT])
        names = named_places(self._index, [t.form for t in tokens], fewest=2)  # in any language
        guess = self._spoken(self._detector.guess(tokens, names))
        unsure = (force or "", before.language, *hints, self._default)
        usual = next(language for language in unsure if language in self._index.languages)
        first = guess.languages[0] if guess.sure else usual
        read = partial(self._read, text, tokens, before)
        found = self._first_that_answers(read, tokens, before, first, guess)
        told = found.language if guess.sure or _tells(found.decision) else first
        language = force if force and force in self._index.languages else told
        kept = replace(found.context, language=language if guess.sure else before.language)
        return replace(found, language=language, read_in=found.language, context=kept)

    def _spoken(self, guess: Guess) -> Guess:
        """The guess without languages that the base has some texts in, and no lexicon."""
        spoken = tuple(lang for lang in guess.languages if lang in self._index.languages)
        return Guess(spoken, guess.sure and guess.languages[:1] == spoken[:1])

    def _read(
        self, text: str, tokens: Sequence[Token], before: Context, languages: Sequence[str]
    ) -> Answered:
        return self.resolver(*languages).ask(text, before, tokens)

    def _first_that_answers(
        self,
        read: Callable[[Sequence[str]], Answered],
        tokens: Sequence[Token],
        before: Context,
        first: str,
        guess: Guess,
    ) -> Answered:
        """The reading in the likeliest language, or in the next one that has an answer; last those
        that take words of two languages. A language that has every word is the only one.
        """
        if not self._detector.lacks(tokens, first):
            return read((first,))
        order = list(dict.fromkeys((first, *guess.languages)))[:MOST_READ]
        mixed = permutations(order[:2], 2) if len(guess.languages) > 1 else ()
        tried = [*((language,) for language in order), *mixed]
        readings = map(read, tried)
        found = next(readings)
        follows = found.question is not None and found.question.follows and bool(before.facts)
        likeliest = guess.languages[:1] in ((), (first,))
        if _tells(found.decision) or follows or (likeliest and self._understood(found)):
            return found
        others = (other for other in readings if _tells(other.decision))
        whole = (o for o in others if not _cuts_name(o) and not _loses_name(found, o))
        return next(whole, found)

    def _understood(self, found: Answered) -> bool:
        """Whether every word was one of the language it was read in: then a refusal stands."""
        if found.question is None or any(map(self._index.known_in, found.question.corrected)):
            return False  # what looks like a slip may be a word of another language
        named = spans(found.question.mentions)
        words = [t.form for at, t in enumerate(found.question.tokens) if at not in named]
        plain = [word for word in words if word.isalpha()]
        return bool(plain) and all(found.language in self._index.known_in(w) for w in plain)


def _cuts_name(found: Answered) -> bool:
    """Whether a capital stands right beside a name: another person's name, whose second half is a
    little word in one of the languages.
    """
    question = found.question
    if question is None or all(t.raw.isupper() for t in question.tokens if t.raw.isalpha()):
        return False
    named = spans((*question.mentions, *question.moments))
    beside = {at for m in question.mentions for at in (m.start - 1, m.end)} - named
    inside = range(1, len(question.tokens))
    return any(at in inside and question.tokens[at].raw[:1].isupper() for at in beside)


def _loses_name(found: Answered, other: Answered) -> bool:
    """Whether another reading takes for an ordinary word what was typed as a name, and read as one:
    a person's name may be a little word in one of the languages.
    """
    if found.question is None or other.question is None:
        return False
    tokens = other.question.tokens
    kept = {tokens[at].start for at in spans((*other.question.mentions, *other.question.moments))}
    typed = (found.question.tokens[mention.start] for mention in found.question.mentions)
    return any(t.raw[:1].isupper() and not t.raw.isupper() and t.start not in kept for t in typed)


def _tells(decision: Decision) -> bool:
    """Whether a decision tells something of a fact, or answers small talk."""
    if decision.outcome == "abstain":
        return decision.reason in ("source_silent", "chitchat")
    return decision.verdict != UNKNOWN
