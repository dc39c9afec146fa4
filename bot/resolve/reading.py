"""Read one clause: its names, times, amounts and words, what it asks for, and whether it claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.facts.index import Index
from bot.resolve.link import Linker
from bot.resolve.moments import Moments
from bot.resolve.question import Ask, Item, Mention, Question, Word
from bot.resolve.relations import Relations, lexicon_words
from bot.resolve.spelling import Speller
from bot.resolve.statements import Statements
from bot.text.clauses import Clause
from bot.text.lexicon import Lexicon, Phrase
from bot.text.normal import Token

READ_CLAUSES = 16  # clauses kept as read, since one message looks at a clause several times
NOUN_WORDS = 4  # words behind "which" that may be its noun


class Reader:
    """Reads clauses in one language against one index."""

    def __init__(self, index: Index, lexicon: Lexicon, today: date) -> None:
        self.index = index
        self.lexicon = lexicon
        self._relations = Relations(index, lexicon)
        self.statements = Statements(index, lexicon)
        self.speller = Speller(index, lexicon_words(lexicon), lexicon)
        self.linker = Linker(index, self.speller, lexicon)
        self._read = lru_cache(maxsize=READ_CLAUSES)(self._read_anew)
        self.moments = Moments(
            index.meta("calendar")[lexicon.language], lexicon, today, index.meta("units")
        )

    def read(self, clause: Clause) -> Question:
        """The clause as a question: what is named, what is asked for, what is claimed."""
        return self._read(clause)

    def _read_anew(self, clause: Clause) -> Question:
        tokens, corrected = self._spelled(clause.tokens)
        mentions = self.linker.link(tokens, self.lexicon)
        taken = frozenset(i for m in mentions for i in range(m.start, m.end))
        moments, amounts = self.moments.read(tokens, taken)
        asks = [self._of_described(a, mentions) for a in self._asks(tokens, taken)]
        if asks and self._is_relative(asks[0], clause, tokens, mentions):
            asks = []
        taken |= {i for item in (*moments, *amounts) for i in range(item.start, item.end)}
        used = taken | {i for a in asks for i in range(a.start, a.end)}
        told = (*mentions, *moments, *amounts)
        optional = self._optional(clause, tokens, asks, told)
        relations = self._relations.of(tokens, taken, mentions, asks)
        polite = tokens[0].form in self.lexicon.word_set(
            "yes_no"
        )  # "didn't he …" asks whether he did
        forms = [t.form for t in tokens]
        negated = any(
            self._denies(" ".join(forms[start:end]))
            for start, end in self.lexicon.units(forms, used)
            if start not in used and not (polite and start == 1)
        )
        question = Question(
            tokens=tuple(tokens),
            language=self.lexicon.language,
            mentions=tuple(mentions),
            moments=tuple(moments),
            amounts=tuple(amounts),
            words=tuple(self._words(tokens, used)),
            asks=tuple(asks),
            optional=optional,
            negated=negated,
            future=self._is_future(forms),
            choice=bool(optional),
            follows=clause.follows,
            pronouns=tuple(self._pronouns(tokens, taken)),
            corrected=corrected,
            relations=relations,
        )
        return replace(question, claim=self.statements.claims(clause, question))

    def _denies(self, form: str) -> bool:
        """Whether a word says no, or is a verb with an ending that does."""
        endings = tuple(self.lexicon.word_set("negation_endings"))
        known = self.lexicon.word_set("negation_exceptions")
        return form in self.lexicon.texts("negations") or (
            form.endswith(endings) and form not in known
        )

    def _is_future(self, forms: Sequence[str]) -> bool:
        return self.lexicon.found("future").anywhere(forms)

    def _spelled(self, tokens: Sequence[Token]) -> tuple[list[Token], Mapping[str, str]]:
        """The tokens with misspelt ordinary words put right; names are left to the linker."""
        found: list[Token] = []
        corrected: dict[str, str] = {}
        for place, token in enumerate(tokens):
            named = place > 0 and token.raw[:1].isupper() and not token.raw.isupper()
            meant = None if named else self.speller.word(token.form)
            if meant in self.lexicon.fillers and not self.speller.is_slip(token.form, meant):
                meant = None  # a word that decides nothing must not hide one that does
            if meant is not None:
                corrected[token.raw] = meant
            found.append(replace(token, form=meant) if meant is not None else token)
        return found, corrected

    def _asks(self, tokens: Sequence[Token], taken: frozenset[int]) -> list[Ask]:
        """What the question words of a clause ask for, in order."""
        forms = [t.form for t in tokens]
        starts = {start for start, _ in self.lexicon.units(forms, taken)}
        found: list[Ask] = []
        at = 0
        while at < len(forms):
            size = self.lexicon.asking.at(forms, at) if at in starts - taken else 0
            if not size:
                at += 1
                continue
            if not found or forms[at - 1] in self.lexicon.word_set("joints"):
                found.append(
                    self._ask(tokens, at, size, taken)
                )  # else it joins: "when he was there"
            at += size
        return found

    def _ask(self, tokens: Sequence[Token], at: int, size: int, taken: frozenset[int]) -> Ask:
        forms = [t.form for t in tokens]
        phrase: Phrase = tuple(forms[at : at + size])
        behind = at + size
        typed = " ".join(t.raw for t in tokens[at:behind]).lower()
        meaning = self.lexicon.meaning(phrase, typed, counts=behind in taken)
        support = self.lexicon.word_set("support")
        cues = self.lexicon.word_set("cues")
        topic = not meaning and forms[-1] in self.lexicon.word_set(
            "topic_words"
        )  # "what is X about"
        bare = not meaning.get("types") or meaning.get("count") or meaning.get("noun")
        nouns = self._nouns(tokens, behind, taken) if bare else []
        before = at
        if meaning.get("before"):  # as in "country which"
            nouns = self._nouns_before(tokens, at, taken)
            before = min((place for place, _ in nouns[:1]), default=at)
        if at > 1 and forms[at - 1] in cues and at - 2 not in taken and not self._open(forms, at):
            nouns = [(at - 2, self.lexicon.canonical(forms[at - 2]))]  # "the date on which"
        after_noun = nouns[-1][0] + 1 if nouns else behind
        done = any(
            place < len(forms)
            and forms[place] in support
            and forms[place] not in self.lexicon.voice
            for place in range(behind, after_noun + 1)
        )
        return Ask(
            word=" ".join(phrase),
            start=at,
            end=behind,
            types=tuple(meaning.get("types", ("text",) if topic else ())),
            nouns=tuple(nouns),
            derive=str(meaning.get("derive", "")),
            count=bool(meaning.get("count", False)),
            object=done or phrase == ("whom",),
            precision=str(meaning.get("precision", "")),
            before=forms[before - 1]
            if before and forms[before - 1] in cues
            else str(meaning.get("cue", "")) or self._case(forms, behind, nouns),
        )

    def _case(self, forms: Sequence[str], behind: int, nouns: Sequence[tuple[int, str]]) -> str:
        """What the little word behind a question word says, or that behind its noun, or the ending
        of the noun.
        """
        little = self.lexicon.postpositions
        for place in (behind, *(place + 1 for place, _ in nouns[:1])):
            if place < len(forms) and forms[place] in little:
                return little[forms[place]]
        cut = (b for place, _ in nouns[:1] for b in self.lexicon.cases.bases(forms[place])[1:])
        known = (b.case for b in cut if self.lexicon.language in self.index.known_in(b.form))
        return next(known, "")

    def _is_relative(
        self, ask: Ask, clause: Clause, tokens: Sequence[Token], mentions: Sequence[Mention]
    ) -> bool:
        """As in "The prime minister whom … met is …" states something, for all its "whom"."""
        if clause.question or self.lexicon.data.get("verb_last"):
            return False  # a verb that comes last closes the question, too
        beside = next((m for m in mentions if m.end == ask.start), None)
        if beside is None or ask.word not in self.lexicon.word_set("relative"):
            return False
        if beside.parts and ask.end < len(tokens):  # "X is the minister who …"
            said = {t.form for t in tokens[mentions[0].end : beside.start]}
            if said & self.lexicon.voice:
                return True
        finite = self.lexicon.word_set("finite")
        return any(i > ask.start + 2 and t.form in finite for i, t in enumerate(tokens))

    def _of_described(self, ask: Ask, mentions: Sequence[Mention]) -> Ask:
        """As in "Which prime minister …": somebody of the sort that the description means."""
        if ask.types or ask.derive:
            return ask
        before = self.lexicon.questions.get(tuple(ask.word.split()), {}).get("before")
        named = (m for m in mentions if m.parts)
        beside = (m for m in named if m.start == ask.end or (before and m.end == ask.start))
        one = next(beside, None)
        if one is None or (ask.nouns and one.start != ask.end):
            return ask
        return replace(ask, types=tuple(sorted(self.statements.types(one))), nouns=())

    def _open(self, forms: Sequence[str], at: int) -> bool:
        """Whether a word that is no noun stands before "on which"."""
        return forms[at - 2] in self.lexicon.fillers or forms[at] not in self.lexicon.word_set(
            "relative"
        )

    def _nouns(
        self, tokens: Sequence[Token], at: int, taken: frozenset[int]
    ) -> list[tuple[int, str]]:
        """The words behind "which …" up to the verb: one of them may be its noun."""
        stop = self.lexicon.word_set("support") | self.lexicon.voice
        stop |= self.lexicon.word_set("cues") | self.lexicon.word_set("determiners")
        stop |= self.lexicon.postpositions.keys()
        found: list[tuple[int, str]] = []
        for place in range(at, min(len(tokens), at + NOUN_WORDS + 2)):
            form = tokens[place].form
            if form in stop or len(found) == NOUN_WORDS or (found and place in taken):
                break
            if place not in taken:
                found.append((place, self.lexicon.canonical(form)))
        return found

    def _nouns_before(
        self, tokens: Sequence[Token], at: int, taken: frozenset[int]
    ) -> list[tuple[int, str]]:
        """The words before "which", the nearest first: one of them may be its noun. Behind a
        copula, as in "the aim of it is what", those that the clause begins with.
        """
        forms = [t.form for t in tokens]
        heads = at > 0 and forms[at - 1] in self.lexicon.word_set("copulas")
        stop = self.lexicon.voice | self.lexicon.word_set("cues")
        units = self.lexicon.units(forms[:at], taken)
        found: list[tuple[int, str]] = []
        for start, end in units if heads else reversed(units):
            if taken.intersection(range(start, end)) or forms[start] in stop:
                break
            if len(found) == NOUN_WORDS:
                break
            found.append((start, self.lexicon.canonical(" ".join(forms[start:end]))))
        return found

    def _words(self, tokens: Sequence[Token], used: frozenset[int]) -> list[Word]:
        forms = [t.form for t in tokens]
        none = self.lexicon.word_set("negators") | {"'s"}
        found: list[Word] = []
        for start, end in self.lexicon.units(forms, used):
            form, token = " ".join(forms[start:end]), tokens[start]
            text = " ".join(t.raw for t in tokens[start:end])
            if start in used or form in none:
                continue
            decides = form not in self.lexicon.fillers or self._asks_name(tokens, start)
            if decides or (end == start + 1 and _is_acronym(token, tokens)):
                found.append(Word(start, end, text, form, self.lexicon.canonical(form)))
        return found

    def _asks_name(self, tokens: Sequence[Token], at: int) -> bool:
        """As in "The name of …" asks for a name, where a bare "name?" only asks who."""
        behind = tokens[at + 1].form if at + 1 < len(tokens) else ""
        of = self.lexicon.word_set("home_prepositions")
        return tokens[at].form in self.lexicon.word_set("name_words") and behind in of

    def _pronouns(self, tokens: Sequence[Token], taken: frozenset[int]) -> list[tuple[int, str]]:
        forms = [t.form for t in tokens]
        known = self.lexicon.pronouns
        empty = self._expletives(forms)
        sizes = {i: known.at(forms, i) for i in range(len(forms)) if i not in taken | empty}
        return [(i, " ".join(forms[i : i + size])) for i, size in sizes.items() if size]

    def _expletives(self, forms: Sequence[str]) -> frozenset[int]:
        """The words of "there is …", which stand for nothing said before."""
        found = self.lexicon.found("expletives")
        sizes = {at: found.at(forms, at) for at in range(len(forms))}
        return frozenset(
            place
            for at, size in sizes.items()
            if at + size < len(forms)
            for place in range(at, at + size)
        )

    def _optional(
        self,
        clause: Clause,
        tokens: Sequence[Token],
        asks: Sequence[Ask],
        told: Sequence[Item],
    ) -> frozenset[int]:
        """The tokens of "A or B", which are candidates for the answer and not given."""
        if clause.optional:
            return frozenset(range(len(tokens) - clause.optional, len(tokens)))
        either = self.lexicon.word_set("alternatives")
        free = (i for i, t in enumerate(tokens) if t.form in either and t.gap != "-")
        place = next((i for i in free if i), None)
        if place is None:
            return frozenset()
        last_comma = max((i for i in range(place) if "," in tokens[i].gap), default=0)
        if last_comma and asks and asks[0].start < last_comma:
            return frozenset(range(last_comma, len(tokens)))
        left = self._unit(told, place - 1, tokens, -1)
        right = self._unit(told, place + 1, tokens, 1)
        return frozenset(range(left[0], right[1]))

    def _unit(
        self, told: Sequence[Item], at: int, tokens: Sequence[Token], step: int
    ) -> tuple[int, int]:
        """The name, time, amount or content word nearest to "or" on one side."""
        while 0 <= at < len(tokens) and tokens[at].form in self.lexicon.fillers:
            if any(item.start <= at < item.end for item in told):
                break
            at += step
        at = min(max(at, 0), len(tokens) - 1)
        for item in told:
            if item.start <= at < item.end:
                return item.start, item.end
        return at, at + 1


def _is_acronym(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word stands in capitals among words that do not: "US" is not "us"."""
    capitals = token.raw.replace(".", "")
    others = "".join(t.raw for t in tokens if t is not token)
    return len(capitals) > 1 and capitals.isupper() and not others.isupper()
