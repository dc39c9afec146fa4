"""`Resolver.ask`: a message in, a decision out; the one path that every surface takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.facts.index import Index
from bot.model import Context, Decision
from bot.resolve.abstain import Abstainer
from bot.resolve.asked import Asker
from bot.resolve.browse import Browser
from bot.resolve.claims import REFUTED, SUPPORTED, UNKNOWN, Judge, together
from bot.resolve.context import Carrier, remembered
from bot.resolve.decide import (
    ENTRY_OVER_TALK,
    ENTRY_SURE,
    LONGEST_INPUT,
    LONGEST_MESSAGE,
    MOST_TOKENS,
    confidence,
)
from bot.resolve.derive import Deriver
from bot.resolve.direction import Direction
from bot.resolve.entries import Entries, Wording
from bot.resolve.explain import Explainer
from bot.resolve.followup import FollowUps, Tools
from bot.resolve.lookup import Lookup
from bot.resolve.names import named_places
from bot.resolve.parts import ClaimParts
from bot.resolve.plain import Answerer
from bot.resolve.question import Question, spans
from bot.resolve.reading import Reader
from bot.resolve.relations import OWN
from bot.resolve.smalltalk import smalltalk
from bot.resolve.sources import PUBLICATION_ROLES, Sources, asked_of_source
from bot.text.clauses import Clause, clauses
from bot.text.keystrokes import decoded
from bot.text.normal import Token, tokenise
from bot.text.script import in_own_script


@dataclass(frozen=True)
class Answered:
    """A decision, the language it is to be told in, and what the conversation remembers.

    `read_in` is the language that the message was read in; `whole` the whole message as one
    wording, where the base has plain entries.
    """

    decision: Decision
    language: str
    context: Context
    question: Question | None = None
    read_in: str = ""
    whole: Wording | None = None


class Resolver:
    """Resolves messages against one index, in one language, as of one day; `others` are languages
    whose words may stand among its own.
    """

    def __init__(
        self, index: Index, language: str, today: date, others: Sequence[str] = ()
    ) -> None:
        self.index = index
        self.language = language
        self.lexicon = index.lexicon(language, *others)
        self.reader = Reader(index, self.lexicon, today)
        lookup = Lookup(index)
        explainer = Explainer(index, self.lexicon, Direction(index, self.lexicon))
        self.answerer = Answerer(index, lookup, explainer, Asker(index, self.lexicon, explainer))
        self.judge = Judge(self.answerer)
        self.parts = ClaimParts(self.reader, self.lexicon)
        self.deriver = Deriver(self.answerer, today)
        self.browser = Browser(self.answerer)
        self.sources = Sources(self.answerer)
        self.abstainer = Abstainer(self.answerer, self.reader)
        tools = Tools(
            self.answerer, self.judge, self.deriver, self.browser, self.sources, self.abstainer
        )
        carrier = Carrier(index, lookup, self.lexicon)
        self.follow_ups = FollowUps(tools, carrier, self.lexicon)
        self.entries = Entries(index, self.reader)

    def ask(
        self, text: str, context: Context | None = None, words: Sequence[Token] | None = None
    ) -> Answered:
        """The decision on one message; `context` is the conversation's last reading, `words` the
        tokens of the text where they are known.
        """
        before = context or Context()
        if len(text) > LONGEST_INPUT:
            return self._done(self.abstainer.not_understood("too_long"), before, None)
        typed = tokenise(text) if words is None else words
        tokens = self._typed(typed)
        if len(tokens) > LONGEST_MESSAGE:
            return self._done(self.abstainer.not_understood("too_long"), before, None)
        whole = self._as_one(typed, tokens)
        return replace(self._tokens(tokens, before, whole), whole=whole)

    def _as_one(self, typed: Sequence[Token], tokens: Sequence[Token]) -> Wording | None:
        """The message uncut: entries are asked for in words that open or close other questions."""
        plain = tuple(t for t in tokens if t.form != "?")
        if not self.entries or not 0 < len(plain) <= MOST_TOKENS:
            return None
        return Wording.of(self.reader.read(Clause(plain)), typed)

    def _tokens(self, tokens: Sequence[Token], before: Context, whole: Wording | None) -> Answered:
        talk = smalltalk(tokens, self.lexicon)
        if talk is not None:
            return self._done(self._over_talk(whole) or talk, before, None)
        follow = self.follow_ups.whole(tokens, before)
        if follow is not None:
            return self._done(follow, before, None)
        found = self._sentences(tokens)
        if not found:
            talk = smalltalk([t for t in tokens if t.form != "?"], self.lexicon)
            empty = talk or self.abstainer.not_understood("empty")
            return self._done(self._over_talk(whole) or empty, before, None)
        return self._message(found, before, whole)

    def _over_talk(self, whole: Wording | None) -> Decision | None:
        """The entry that small talk asks for, where it surely does."""
        entry = self.entries.decide([whole]) if whole else None
        return entry if entry is not None and entry.confidence >= ENTRY_OVER_TALK else None

    def _typed(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens as they were meant: without keystrokes of marks, in the language's script."""
        found = list(tokens)
        for lexicon in self.lexicon.lexicons:
            found = decoded(found, lexicon, self._is_meant)
            found = in_own_script(found, lexicon, self._keeping_script(found))
        return found

    def _is_meant(self, word: str) -> bool:
        """Whether a word is no other one with keystrokes in it: a name, or a word of another
        language in the message.
        """
        others = self.lexicon.lexicons[1:] and self.lexicon.lexicons
        return bool(self.index.named_in(word)) or any(
            lexicon.language in self.index.known_in(word) for lexicon in others
        )

    def _keeping_script(self, tokens: Sequence[Token]) -> frozenset[int]:
        """The places of words that stand as they are in another script: whole names, and words
        that are known so.
        """
        speaks, lexicons = self.index.speaks, self.lexicon.lexicons
        known = (any(speaks(lex.language, t.form) for lex in lexicons) for t in tokens)
        own = frozenset(place for place, is_known in enumerate(known) if is_known)
        return own | named_places(self.index, [t.form for t in tokens])

    def candidates(self, answered: Answered, limit: int) -> list[tuple[str, float]]:
        """The best facts and entries for a question, best first, whatever was decided."""
        question, found = answered.question, dict[str, float]()
        if question is not None:
            facts = self.answerer.lookup.candidates(question, slack=1)
            fits = [self.answerer.explainer.fit(question, fact) for fact in facts]
            found = {fit.fact.id: confidence(fit) for fit in fits}
        elif answered.whole is None:
            return list(answered.decision.candidates)[:limit]
        for match in self.entries.ranked(_wordings(answered.whole, question), limit):
            found[match.label] = round(match.confidence, 4)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def why(self, answered: Answered) -> list[str]:
        """How a question was read and what decided, a line each."""
        question, decision = answered.question, answered.decision
        lines = [f"outcome {decision.outcome} {decision.verdict or decision.reason or ''}".rstrip()]
        if question is not None:
            lines += question.read()
        wordings = _wordings(answered.whole, question)
        return [*lines, *self.entries.why(wordings), *decision.why]

    def _sentences(self, tokens: Sequence[Token]) -> list[Clause]:
        found = [c for c in clauses(tokens, self.lexicon) if not c.contrast]
        return [c for c in found if smalltalk(c.tokens, self.lexicon) is None]

    def _message(self, found: list[Clause], before: Context, whole: Wording | None) -> Answered:
        """Pick the clause that asks; a message without one is a claim of one or several parts."""
        asking = [c for c in found if self._asks(c)]
        if asking:
            return self._clause(self._whole(asking[-1], found), before, whole)
        questions = [self.reader.read(c) for c in found if len(c.tokens) <= MOST_TOKENS]
        claims = [q for q in questions if q.claim and (q.mentions or q.relations)]
        if claims and len(questions) > 1:  # every part that names something is a part of the claim
            claims = [replace(q, claim=True) for q in questions if q.given()]
        if len(claims) > 1:
            decision = together([self._claim(q) for q in claims])
            entry = self.entries.decide([whole]) if whole else None
            told = entry if entry and decision.verdict == UNKNOWN else decision
            return self._done(told, before, claims[0])
        named = [c for c, q in zip(found, questions, strict=False) if q.mentions or q.relations]
        return self._clause(self._whole((named or found)[-1], found), before, whole)

    def _whole(self, clause: Clause, found: list[Clause]) -> Clause:
        """A question that names nothing, joined to the clause before it that does."""
        question = self.reader.read(clause)
        place = found.index(clause)
        named = any(OWN in p.values() for p in question.relations.values())
        named = bool(question.mentions) or (named and not self.follow_ups.refers(question))
        if named or not place or not self.reader.read(found[place - 1]).mentions:
            return clause
        before = found[place - 1]
        return replace(clause, tokens=(*before.tokens, *clause.tokens), claim=before.claim)

    def _asks(self, clause: Clause) -> bool:
        forms = [t.form for t in clause.tokens]
        asks = self.lexicon.asking.anywhere(forms)
        return clause.question or asks or forms[0] in self.lexicon.word_set("yes_no")

    def _clause(self, clause: Clause, before: Context, whole: Wording | None) -> Answered:
        if len(clause.tokens) > MOST_TOKENS:
            return self._done(self.abstainer.not_understood("too_long"), before, None)
        question = self.reader.read(self._without_preamble(clause))
        entry = self.entries.decide(_wordings(whole, question))
        if entry is not None and entry.confidence >= ENTRY_SURE:
            return self._done(entry, before, question)
        leans = self.follow_ups.leans(question)
        decision = None if leans else self._direct(question, clause)
        if entry is not None and (decision is None or decision.outcome == "abstain"):
            return self._done(entry, before, question)
        if decision is not None and not (before.facts and self.follow_ups.links(question)):
            return self._done(decision, before, question, _is_identity(decision))
        carried = self.follow_ups.lean(question, clause, before, self._derive(question))
        if carried is not None:
            return self._done(carried.decision, before, carried.question, carried.identity)
        if decision is not None and not (before.facts and self.follow_ups.refers(question)):
            return self._done(decision, before, question, _is_identity(decision))
        return self._done(self._last_resort(question, clause), before, question)

    def _without_preamble(self, clause: Clause) -> Clause:
        """The clause from the comma before its question word, where nothing is named before it."""
        forms = [t.form for t in clause.tokens]
        first = next((i for i in range(len(forms)) if self.lexicon.asking.at(forms, i)), 0)
        start = next((i for i in range(first, 0, -1) if "," in clause.tokens[i].gap), 0)
        aside = start and forms[start] not in self.lexicon.word_set("that_words")
        aside = aside and not self.reader.linker.link(clause.tokens[:start], self.lexicon)
        return replace(clause, tokens=clause.tokens[start:]) if aside else clause

    def _direct(self, question: Question, clause: Clause) -> Decision | None:
        """The decision without anything said before; None where no fact passes."""
        if question.negated and not question.claim:
            return None
        source = self._asked_source(clause)
        if source is not None:
            return source
        derive = self._derive(question)
        if derive == "duration":  # the sources may give it as an amount: "for 90 days"
            told = self.answerer.decide(question)
            if told is not None:
                return told
        if derive:
            return self.deriver.decide(self._without_derive(question), derive)
        browsing = self._browse(clause)
        if browsing is not None:
            return browsing
        if question.claim:
            verdict = self._claim(question, clause)
            return verdict if verdict.verdict != UNKNOWN else None
        identity = self._identity(question, clause)
        if identity is not None:
            return identity
        return self.answerer.decide(question)

    def _derive(self, question: Question) -> str:
        dated = spans(question.moments)  # "two years ago" is a time, and no "years ago"
        forms = ["" if at in dated else form for at, form in enumerate(question.forms)]
        for ask in question.asks:
            if ask.derive:
                return ask.derive
        for name, phrases in self.lexicon.deriving.items():
            if phrases.anywhere(forms) and (name != "order" or question.choice):
                return name
        return ""

    def _without_derive(self, question: Question) -> Question:
        """The question without the words that only say what to work out ("years", "first")."""
        only = self.lexicon.texts("derive_words")
        working = {w.start for w in question.words if w.form in only}
        relations = {
            kind: left
            for kind, places in question.relations.items()
            if (left := {at: how for at, how in places.items() if at not in working})
        }
        words = tuple(w for w in question.words if w.start not in working)
        return replace(question, words=words, relations=relations)

    def _browse(self, clause: Clause) -> Decision | None:
        forms = [t.form for t in clause.tokens]
        for key in ("timeline", "about"):
            for at in range(len(forms)):
                size = self.lexicon.found(key).at(forms, at)
                if key == "about" and at:
                    size = self._ending("about_behind", forms, at)
                if not size:
                    continue
                used = range(at, at + size)
                rest = replace(
                    clause, tokens=tuple(t for i, t in enumerate(clause.tokens) if i not in used)
                )
                if not rest.tokens:
                    return None
                read = self.reader.read(rest)
                if not read.given() or (key == "about" and read.asks):
                    return None
                plain = replace(read, claim=False, asks=())
                newest = bool(set(forms[at : at + size]) & self.lexicon.word_set("newest"))
                if key == "timeline":
                    return self.browser.timeline(plain, newest)
                return self.browser.about(plain)
        return None

    def _ending(self, key: str, forms: Sequence[str], at: int) -> int:
        """How many words a phrase has that stands at a place and ends the clause, else 0."""
        size = self.lexicon.found(key).at(forms, at)
        return size if size == len(forms) - at else 0

    def _identity(self, question: Question, clause: Clause) -> Decision | None:
        """As in "Who is X", or a bare name."""
        forms = [t.form for t in clause.tokens]
        opens = self.lexicon.found("identity").anywhere(forms) or any(
            self._ending("identity_behind", forms, at) for at in range(len(forms))
        )
        given = question.given()
        if len(given) != 1 or len(question.mentions) != 1 or question.mentions[0].parts:
            return None
        bare = not question.asks and all(
            f in self.lexicon.fillers
            for i, f in enumerate(question.forms)
            if not question.mentions[0].start <= i < question.mentions[0].end
        )
        if not opens and not bare:
            return None
        return self.browser.identity(question.mentions[0].entities)

    def _claim(self, question: Question, clause: Clause | None = None) -> Decision:
        """The verdict on a claim; one of several parts holds only if each of them does."""
        decision = self.judge.judge(question)
        parts = self.parts.of(clause) if clause is not None else []
        if not parts:
            return decision
        told = together([self.judge.judge(part) for part in parts])
        if decision.verdict == REFUTED and told.verdict != SUPPORTED:
            return decision
        return decision if decision.verdict == told.verdict == UNKNOWN else told

    def _asked_source(self, clause: Clause) -> Decision | None:
        read = self.reader.read(clause)
        named = frozenset(i for m in read.mentions for i in range(m.start, m.end))
        found = None if read.claim else asked_of_source(clause.tokens, self.lexicon, named)
        if found is None:
            return None
        what, rest = found
        if not rest:
            return None
        question = replace(self.reader.read(replace(clause, tokens=rest)), claim=False, asks=())
        if not question.given():
            return None
        if what == "who" and self.sources.is_written(read, question):
            return self.abstainer.decide(read)
        if what == "publisher" and read.ask.nouns:  # "which agency built X" may ask of a fact
            told = self.answerer.decide(read)
            if told is not None and told.asked != PUBLICATION_ROLES["publisher"]:
                return told
        readings, fits = self.answerer.readings(question)
        passing = [r.fit for r in readings] or [
            f for f in fits if not f.unexplained and not f.conflict
        ]
        if not passing:
            return None
        top = max(passing, key=lambda f: (f.score, -f.fact.number))
        decision = self.sources.of_facts(what, [top.fact])
        return None if self.sources.names_itself(decision, question) else decision

    def _last_resort(self, question: Question, clause: Clause) -> Decision:
        if question.claim and (question.mentions or question.relations):
            return self._claim(question, clause)
        return self.abstainer.decide(question)

    def _done(
        self, decision: Decision, before: Context, question: Question | None, identity: bool = False
    ) -> Answered:
        context = remembered(decision, question, before, self.index, identity)
        return Answered(decision, self.language, context, question, self.language)


def _wordings(whole: Wording | None, question: Question | None) -> list[Wording]:
    """The message as a whole, and the clause of it that asks; none in a base without entries."""
    if whole is None:
        return []
    asking = [Wording.of(question, question.tokens)] if question is not None else []
    return [whole, *(one for one in asking if one.words != whole.words)]


def _is_identity(decision: Decision) -> bool:
    return decision.asked == "identity"
