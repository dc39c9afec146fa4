"""Whether a clause states something, or asks whether it is so: no question, and no keywords."""

from __future__ import annotations

import re

from bot.facts.index import Index
from bot.resolve.question import Mention, Question, spans
from bot.resolve.relations import OWN
from bot.text.clauses import Clause
from bot.text.lexicon import Lexicon
from bot.text.normal import words

_FIRST_VERB = re.compile(r"\{[a-z_-]+\} ([^\s{}]+)")


class Statements:
    """Tells claims from questions and keywords, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._frame_verbs = _verbs_of_frames(index, lexicon)

    def claims(self, clause: Clause, question: Question) -> bool:
        """Whether the clause states something, or asks whether it is so."""
        forms = question.forms
        if question.choice or not forms:
            return False
        if question.asks:
            return clause.claim and question.asks[0].start > 0 and not clause.question
        if forms[0] in self._lexicon.word_set("yes_no") or clause.claim:
            return True
        named = question.mentions or any(OWN in p.values() for p in question.relations.values())
        return bool(named) and not clause.request and self.states(question)

    def states(self, question: Question) -> bool:
        """Whether a clause without a question word is a statement, and not a few keywords."""
        forms = question.forms
        given = spans((*question.amounts, *question.moments, *question.mentions))
        ends = {forms[i] for i in (0, len(forms) - 1) if i not in given}
        names = spans([mention for mention in question.mentions if not mention.parts])
        if len(forms) > 1 and forms[-2] in self._lexicon.word_set("determiners"):
            ends.discard(forms[-1])  # "… of the year" asks for no year
        nouns = {w for entry in self._lexicon.data.get("ask_nouns", []) for w in entry["words"]}
        nouns |= self._lexicon.word_set("name_words")
        if ends & nouns or forms[-1] in self._lexicon.word_set("cues"):
            return False
        finite = self._lexicon.word_set("finite")
        endings = tuple(self._lexicon.word_set("finite_endings"))
        told = (*question.mentions, *question.moments, *question.amounts)
        if not told:
            return False
        first = min((*(item.start for item in told), *self._growing(question)))
        owned = {m.end for m in self._owned(question)}  # "exports of X to Y" says nothing of them
        names |= {at for at in owned if {*forms[at : at + 1]} & self._lexicon.word_set("cues")}
        claiming = self._lexicon.word_set("claiming_cases")  # an ending that says "is"
        verbs = [
            place
            for place, form in enumerate(
                forms if self._lexicon.data.get("verb_last") else forms[:-1]
            )
            if place > first and place not in names
            if form in finite or form.endswith(endings)
        ]
        relative = self._lexicon.word_set("relative")
        if any({*forms[m.end : m.end + 1]} & relative for m in question.mentions):
            verbs = verbs[1:]  # "the minister that received X" says nothing of the minister
        verb = (
            bool(verbs)
            or self._says_as_framed(question)
            or any(m.case in claiming for m in question.mentions)
        )
        if len(question.mentions) < 2:
            return verb
        return verb or self._names_office(question) or self._fills_main(question)

    def _says_as_framed(self, question: Question) -> bool:
        """Whether the verb of a frame stands behind a name and right before an amount: "X costs 5
        euros" is no keywords, whatever the verb.
        """
        first = min((m.end for m in question.mentions), default=len(question.forms))
        before = (amount.start - 1 for amount in question.amounts)
        return any(at >= first and question.forms[at] in self._frame_verbs for at in before)

    def _owned(self, question: Question) -> list[Mention]:
        """The names behind "of", and those that stand right behind them: "growth of X-Y trade"."""
        of, found = self._lexicon.word_set("home_prepositions"), list[Mention]()
        for mention in question.mentions:
            if mention.before in of or (found and found[-1].end == mention.start):
                found.append(mention)
        return found

    def _growing(self, question: Question) -> list[int]:
        """The nouns that a statement of an amount may begin with, as "trade rose by 39 percent"."""
        finite = self._lexicon.word_set("finite")
        own = (at for p in question.relations.values() for at, how in p.items() if how == OWN)
        return [at for at in own if question.amounts and question.forms[at] not in finite]

    def _names_office(self, question: Question) -> bool:
        """Whether an office stands right behind a name, or a name behind an office and a dash, in a
        language that leaves "is" out.
        """
        if not self._lexicon.data.get("bare_copula"):
            return False
        pairs = zip(question.mentions, question.mentions[1:], strict=False)
        joined = [(a, b) for a, b in pairs if a.end == b.start]
        dashed = (a.parts for a, b in joined if question.tokens[b.start].gap.strip() == "-")
        return any(dashed) or any(b.parts and not a.parts for a, b in joined)

    def _fills_main(self, question: Question) -> bool:
        """Whether a name stands where the kind's main value would: nothing is left to ask."""
        for kind_id, places in question.relations.items():
            kind = self._index.kinds[kind_id]
            if OWN not in places.values() or kind["main"] not in kind["roles"]:
                continue
            main = set(kind["roles"][kind["main"]]["types"])
            rest = {t for n, r in kind["roles"].items() if n != kind["main"] for t in r["types"]}
            owned = self._owned(question)
            for mention in (m for m in question.mentions if m not in owned):
                types = self.types(mention)
                if types & main and not types & rest and mention.end > min(places):
                    return True
        return False

    def types(self, mention: Mention) -> frozenset[str]:
        """All types of what a name may mean."""
        found: set[str] = set()
        for entity_id in mention.entities:
            entity = self._index.entity(entity_id)
            if entity is not None:
                found.update(self._index.types.get(entity["type"], {}).get("all", ()))
        return frozenset(found)


def _verbs_of_frames(index: Index, lexicon: Lexicon) -> frozenset[str]:
    """The words that stand behind the first role of a frame, as they are written there."""
    texts = (t for k in index.kinds.values() for t in k["frames"].get(lexicon.language, ()))
    found = (match[1] for text in texts if (match := _FIRST_VERB.match(text)))
    return frozenset(form for verb in found for form in words(verb)) - lexicon.fillers
