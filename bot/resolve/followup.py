"""Follow-ups: what leans on the last reading of a conversation, answered by what was told then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.facts.record import FactRecord
from bot.model import Context, Decision
from bot.resolve.abstain import Abstainer
from bot.resolve.browse import Browser
from bot.resolve.claims import SUPPORTED, UNKNOWN, Judge
from bot.resolve.context import Carrier
from bot.resolve.derive import Deriver
from bot.resolve.plain import Answerer
from bot.resolve.question import Question
from bot.resolve.relations import OWN
from bot.resolve.sources import Sources, asked_of_source
from bot.text.clauses import Clause
from bot.text.lexicon import Lexicon
from bot.text.normal import Token

SHORT = 3  # words: so short a clause that names something leans on what was said before


@dataclass(frozen=True)
class Tools:
    """What a follow-up is answered with."""

    answerer: Answerer
    judge: Judge
    deriver: Deriver
    browser: Browser
    sources: Sources
    abstainer: Abstainer


@dataclass(frozen=True)
class Followed:
    """A decision on a follow-up, and the question with what it left out put in."""

    decision: Decision
    question: Question | None
    identity: bool = False


class FollowUps:
    """Answers what leaves out what was said before."""

    def __init__(self, tools: Tools, carrier: Carrier, lexicon: Lexicon) -> None:
        self._tools = tools
        self._carrier = carrier
        self._lexicon = lexicon

    def refers(self, question: Question) -> bool:
        """Whether a question says "it" or "there" of something that was told before."""
        back = self._lexicon.texts("refers_back")
        return any(form in back for _, form in question.pronouns)

    def links(self, question: Question) -> bool:
        """Whether a question may go on with what was told: it says "and" or "he", or names nobody
        in a language that does not say "they" for it.
        """
        asks = question.asks and not (question.mentions or question.moments)
        dropped = asks and self._lexicon.data.get("pro_drop")
        return bool(question.pronouns or question.follows or dropped or self._owns(question))

    def _owns(self, question: Question) -> bool:
        """As in "X's?": whose something is, without saying what."""
        if question.words or question.asks or len(question.mentions) != 1:
            return False
        of = question.mentions[0].before in self._lexicon.word_set("home_prepositions")
        return question.mentions[0].possessive or of

    def leans(self, question: Question) -> bool:
        """Whether a question cannot stand alone: it names nothing, or says "he" of nobody named."""
        people = self._lexicon.data.get("pronouns", {}).get("person", ())
        pronouns = [at for at, form in question.pronouns if form in people]
        if pronouns and not any(m.start < min(pronouns) for m in question.mentions):
            return True
        if self.refers(question) and not question.mentions:
            return True
        question = self._bare(question)
        named = question.mentions or any(OWN in p.values() for p in question.relations.values())
        if question.follows and question.moments and not named and not question.asks:
            return True  # "and in 2023?"
        content = [w for w in question.words if w.start not in dict(question.ask.nouns)]
        return not named and not content and not question.moments and bool(question.asks)

    def _bare(self, question: Question) -> Question:
        """A question that names nothing, without what only asks "where" and elsewhere says what is
        meant ("X ở đâu" asks for a location, a bare "ở đâu" for that of what was told).
        """
        if question.mentions or ("place" not in question.ask.types and not question.ask.nouns):
            return question
        places = self._lexicon.word_set("place_prepositions")
        asking = range(question.ask.start, question.ask.end)
        relations = {
            kind: left
            for kind, named in question.relations.items()
            if (
                left := {
                    at: how
                    for at, how in named.items()
                    if at not in asking and question.forms[at] not in places
                }
            )
        }
        return replace(question, relations=relations)

    def whole(self, tokens: Sequence[Token], before: Context) -> Decision | None:
        """The decision on "source?", "more" and "the other way round?"; None for anything else."""
        plain = [t for t in tokens if t.form != "?"]
        forms = tuple(t.form for t in plain)
        if not before.facts or not forms:
            return None
        told = self._tools.answerer.lookup.facts(before.facts)
        if self._lexicon.found("source").at(forms) == len(forms):
            return self._tools.sources.of_facts("publisher", told)
        found = asked_of_source(plain, self._lexicon)
        if found is not None and all(t.form in self._lexicon.fillers for t in found[1]):
            return self._tools.sources.of_facts(found[0], told)
        if self._lexicon.found("more").at(forms) == len(forms):
            more = self._tools.browser.more(before.facts, before.shown)
            return more or self._tools.abstainer.nothing_more()
        start = self._lexicon.found("follow").at(forms)
        if self._lexicon.found("the_rest").at(forms, start) == len(forms) - start > 0:
            return self._turned(before)
        return None

    def _turned(self, before: Context) -> Decision | None:
        """The facts that have the names of the last question in each other's roles."""
        told = self._tools.answerer.lookup.facts(before.facts)
        if not told or before.asked is None or before.asked not in told[0].roles:
            return None
        one = told[0]
        others = self._tools.answerer.lookup.with_term(f"k:{one.kind}")
        pairs = {tuple(sorted(g)): one.entities.get(g[0], ()) for g in before.entities if g}
        found = [
            f
            for f in others
            if f.id != one.id
            and before.asked in f.roles
            and all(g[0] in f.entities for g in pairs)
            and all(set(f.entities[g[0]]) != set(roles) for g, roles in pairs.items())
        ]
        return self._tools.answerer.tell(found, before.asked) if found and pairs else None

    def lean(
        self, question: Question, clause: Clause, before: Context, derive: str
    ) -> Followed | None:
        """The decision with what was said before put in; None where that does not help either."""
        if not before.facts:
            return None
        again = self._substituted(question, clause, before) or self._restated(question, before)
        if again is not None:
            return again
        bare = not question.words and self._carrier.names_only_somebody(question)
        if derive and bare:
            return None  # "how old is he": of people no such thing is worked out
        if derive and not question.mentions:
            told = self._tools.answerer.lookup.facts(before.facts)
            decision = self._tools.deriver.of_facts(told, derive)
            return None if decision is None else Followed(decision, question)
        who = self._who(question, before)
        if who is not None:
            return who
        near, question = self._carrier.near(before), self._bare(question)
        if question.follows and question.words and not question.asks:
            near = [fact for fact in near if fact.id not in before.facts]  # "and the other one?"
            before = replace(before, facts=())
        for filled, entities in self._carrier.filled(question, before):
            if not entities and not (question.follows or not question.mentions):
                continue
            if not entities and filled.claim and self._carrier.names_somebody(filled):
                continue  # "did he …" of nobody is no claim
            decision = self._decided(filled, before, bool(question.pronouns) and not entities)
            if decision is None and not filled.claim:
                decision = self._tools.answerer.decide(filled, near)
            if decision is not None and decision.verdict != UNKNOWN:
                return Followed(replace(decision, carried=entities or flat(before)), filled)
        return None

    def _who(self, question: Question, before: Context) -> Followed | None:
        """As in "who is he?": of one that was told, rather than of one that the question named."""
        asks = self._lexicon.found("identity").anywhere(question.forms)
        if question.words or question.mentions or question.moments or not asks:
            return None
        if not self._carrier.names_only_somebody(question):
            return None
        found = [e for _, carried in self._carrier.filled(question, before) for e in carried]
        for entity in sorted(found, key=lambda e: e not in before.answered):
            decision = self._tools.browser.identity((entity,))
            if decision is not None:
                return Followed(replace(decision, carried=(entity,)), question, identity=True)
        return None

    def _decided(self, filled: Question, before: Context, event: bool) -> Decision | None:
        """A filled question, by the facts told before where it says "that", or names nothing else;
        `event` where its pronoun stands for what was told, and not for a thing.
        """
        if filled.claim:
            return self._tools.judge.judge(filled)
        told = self._tools.answerer.lookup.facts(before.facts)
        says_that = any(form in self._carrier.event_words for _, form in filled.pronouns)
        decision = None
        if says_that or not filled.mentions:
            meant = self._meant(filled, told)
            decision = self._tools.answerer.decide(replace(filled, carried=True), meant)
        if decision is not None or event or not filled.mentions:
            return decision
        return self._tools.answerer.decide(filled)

    def _meant(self, question: Question, told: Sequence[FactRecord]) -> Sequence[FactRecord]:
        """The facts told before, or others of their kind about the same things where only those
        say it with the question's own word ("import" after "export").
        """
        fit = self._tools.answerer.explainer.fit
        if not question.words or any(fit(question, f).literal for f in told):
            return told
        same = [
            f
            for one in told
            for f in self._tools.answerer.lookup.with_term(f"k:{one.kind}")
            if f.entities.keys() & one.entities.keys() >= self._sides(one) and f.id != one.id
        ]
        return [f for f in same if fit(question, f).literal] or told

    def _sides(self, fact: FactRecord) -> set[str]:
        """What a fact's single roles name: who is on either side of it."""
        roles = self._tools.answerer.index.kinds[fact.kind]["roles"]
        return {e for e, of in fact.entities.items() if any(not roles[r]["list"] for r in of)}

    def _substituted(self, question: Question, clause: Clause, before: Context) -> Followed | None:
        """As in "what about X?": the last question again, with another name."""
        leans = question.follows or clause.follows or len(clause.tokens) <= SHORT
        if question.words or question.asks or not question.mentions or not leans:
            return None
        mention = question.mentions[0]
        if before.identity and question.mentions[1:]:
            return None
        if before.identity:
            decision = self._tools.browser.identity(mention.entities)
            return None if decision is None else Followed(decision, question, identity=True)
        asked = self._tools.answerer.lookup.facts(before.facts)
        if not asked or before.asked is None:
            return None
        again, names = self._tools.abstainer.again(before, question.mentions, asked[0].kind)
        return Followed(replace(again, carried=flat(before)), replace(question, mentions=names))

    def _restated(self, question: Question, before: Context) -> Followed | None:
        """As in "and X went to Y?", when it was asked when somebody did: the same of that."""
        role = before.asked
        if not (question.follows and question.claim and role):
            return None
        verdict = self._tools.judge.judge(question)
        facts = self._tools.answerer.lookup.facts(verdict.facts)
        if verdict.verdict != SUPPORTED or len(facts) != 1 or facts[0].kind != before.kind:
            return None
        named = {e for m in question.mentions for e in m.entities}
        given = {r for e in named for r in facts[0].entities.get(e, ())}
        timed = any(r == role for r, _, _ in facts[0].times) and question.moments
        if role in given or timed or role not in facts[0].roles:
            return None
        return Followed(self._tools.answerer.tell(facts, role), replace(question, claim=False))


def flat(context: Context) -> tuple[str, ...]:
    """The entities that the last question named, once each."""
    return tuple(dict.fromkeys(e for group in context.entities for e in group))
