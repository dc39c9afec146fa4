"""Entity linking: which things of the base a question names, misspellings included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from typing import Any

from bot.facts.index import Alias, Index
from bot.facts.record import FactRecord
from bot.match.names import is_short_slip, likeness
from bot.resolve.question import Mention
from bot.resolve.spelling import Speller
from bot.text.cases import Based
from bot.text.lexicon import Lexicon
from bot.text.normal import Token

LONGEST_NAME = 12  # words
MOST_HOLDERS = 24  # people whom a description may mean
SURE_WORDS = 2  # words of a name that must be right where a short one is not
SPELLINGS = 24  # readings of one stretch of misspelt words that are tried


class Linker:
    """Finds names, and descriptions of people by the office they hold."""

    def __init__(self, index: Index, speller: Speller, lexicon: Lexicon) -> None:
        self._index = index
        self._speller = speller
        self._cases = lexicon.cases
        self._claiming = lexicon.word_set("claiming_cases")  # "X-dir": it is X
        self._language = lexicon.language
        self._short = lexicon.word_set("abbreviations")
        self._describing = [d for k in index.kinds.values() if (d := _describing(k)) is not None]

    def link(self, tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
        """The mentions of a clause in order; the longest name wins, exact spelling before near."""
        mentions: list[Mention] = []
        units = lexicon.units([t.form for t in tokens])
        within = {i for start, end in units if end > start + 1 for i in range(start, end)}
        at = 0
        while at < len(tokens):
            found = self._longest(tokens, at, lexicon)
            if found is None or (found.end == at + 1 and at in within):  # part of another word
                at += 1
                continue
            if mentions and self._is_owned(found, mentions[-1], tokens, lexicon):
                found = replace(found, case="")
            mentions.append(self._placed(found, tokens, lexicon))
            at = found.end
        return self._describe(mentions, tokens, lexicon)

    @staticmethod
    def _is_owned(
        found: Mention, owner: Mention, tokens: Sequence[Token], lexicon: Lexicon
    ) -> bool:
        """Whether an ending says whose something is and no case: "X's prime minister", "which prime
        minister of X".
        """
        between = tuple(t.form for t in tokens[owner.end : found.start])
        asked = not between or between in lexicon.questions
        return owner.possessive and asked and found.case in lexicon.word_set("owned_cases")

    def _longest(self, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
        """The exact name here, or a longer one with a slip in it."""
        exact, near = self._exact(tokens, at, lexicon), None
        behind = exact.end if exact is not None else at
        if exact is None or (
            behind < len(tokens) and self._speller.candidates(tokens[behind].form)
        ):
            near = self._near(tokens, at) or self._in_last(tokens, at)
        if exact is None or (near is not None and near.end > exact.end):
            return near
        return exact

    def _exact(self, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
        for first in self._bases(tokens[at].form):
            longest = min(self._index.longest(first.form), LONGEST_NAME, len(tokens) - at)
            for size in range(longest, 0, -1):
                forms = [first.form, *(t.form for t in tokens[at + 1 : at + size])]
                found = self._inflected(first, tokens, at, at + size)
                if found is not None and self._stands_alone(forms, tokens[at], lexicon):
                    return found
        return None

    def _bases(self, word: str) -> list[Based]:
        """A word, and what it is without an ending of a name, where that is part of one and none
        that is only written short: "press" is no "pres".
        """
        whole, *cut = self._cases.bases(word)
        named = (base for base in cut if self._index.named_in(base.form))
        return [whole, *(base for base in named if base.form not in self._short)]

    def _inflected(
        self, first: Based, tokens: Sequence[Token], start: int, end: int
    ) -> Mention | None:
        """The name that some words are, each of which may have an ending of its own."""
        rest = [self._bases(t.form) for t in tokens[start + 1 : end]]
        for bases in islice(product([first], *rest), SPELLINGS):
            found = self._named([base.form for base in bases], tokens, start, end)
            if found is not None:
                return replace(found, case=next((b.case for b in reversed(bases) if b.case), ""))
        return None

    def _named(
        self, forms: Sequence[str], tokens: Sequence[Token], start: int, end: int
    ) -> Mention | None:
        """The name that some words are as they stand."""
        found = [a for a in self._index.alias(" ".join(forms)) if self._is_name_here(a, forms)]
        if not found:
            return None
        form = "name" if any(a.form == "name" for a in found) else found[0].form
        text = " ".join(t.raw for t in tokens[start:end])
        ids = tuple(dict.fromkeys(a.entity for a in found))
        return Mention(start, end, text, entities=ids, form=form)

    def _is_name_here(self, alias: Alias, forms: Sequence[str]) -> bool:
        """Whether a name of another language is one in this, where its words may be ordinary."""
        own = not alias.languages or self._language in alias.languages.split()
        return own or any(self._language not in self._index.known_in(word) for word in forms)

    @staticmethod
    def _stands_alone(forms: Sequence[str], token: Token, lexicon: Lexicon) -> bool:
        """A single little word ("us", "to") is no name, unless it is written as one ("US")."""
        capitals = token.raw.replace(".", "")
        written = len(capitals) > 1 and capitals.isupper()
        little = any(map(lexicon.is_little, (forms[0], token.form)))
        return len(forms) > 1 or written or not little

    def _near(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """The longest name that misspelt words may mean; at least one word is misspelt."""
        best: Mention | None = None
        options = [self._options(t.form) for t in tokens[at : at + LONGEST_NAME]]
        for first, first_like in options[0]:
            longest = min(self._index.longest(first), len(options))
            for size in range(longest, 0, -1):
                if all(opt[0][1] == 1.0 and len(opt) == 1 for opt in options[:size]):
                    continue
                for rest, like in _spellings(options[1:size]):
                    found = self._named([first, *rest], tokens, at, at + size)
                    if found is None:
                        continue
                    found = replace(found, likeness=round(min(first_like, like), 4))
                    if best is None or _rank(found) > _rank(best):
                        best = found
        return best

    def _in_last(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """The name of several words that is right but for a slip in its last, short one: a word too
        short to be corrected by itself.
        """
        longest = min(self._index.longest(tokens[at].form), LONGEST_NAME, len(tokens) - at)
        for size in range(longest, SURE_WORDS, -1):
            *first, last = (t.form for t in tokens[at : at + size])
            for name in self._index.names_behind(" ".join(first)):
                forms = name.split()
                if len(forms) == size and last.isalpha() and is_short_slip(last, forms[-1]):
                    found = self._named(forms, tokens, at, at + size)
                    like = round(likeness(last, forms[-1]), 4)
                    return found and replace(found, likeness=like)
        return None

    def _options(self, word: str) -> list[tuple[str, float]]:
        if self._speller.knows(word):
            return [(word, 1.0)]
        forms = (base.form for base in self._cases.bases(word))  # without an ending only if need be
        found = (self._speller.candidates(form) for form in forms)
        return [*next((candidates for candidates in found if candidates), ()), (word, 1.0)]

    def _placed(self, mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> Mention:
        """The mention with what tells its part: a possessive mark or ending, a little word before
        or behind it, else its case.
        """
        behind = tokens[mention.end].form if mention.end < len(tokens) else ""
        owns = mention.case in lexicon.word_set("possessive_cases")
        place = mention.start - 1
        while place >= 0 and tokens[place].form in lexicon.word_set("determiners"):
            place -= 1
        before = tokens[place].form if place >= 0 else ""
        case = mention.case
        if behind and tokens[mention.end].gap == "-":  # an ending typed apart: "UN-ə"
            case = case or lexicon.cases.case_of(behind)
            owns = case in lexicon.word_set("possessive_cases")
        cue = lexicon.postpositions.get(behind) or (
            before if before in lexicon.word_set("cues") else "" if owns else case
        )
        return replace(mention, possessive=behind == "'s" or owns, before=cue)

    def _describe(
        self, mentions: list[Mention], tokens: Sequence[Token], lexicon: Lexicon
    ) -> list[Mention]:
        """Offices joined with the country and the name that stand beside them."""
        if not any(self._is_office(m) for m in mentions):
            return mentions
        found: list[Mention] = []
        at = 0
        while at < len(mentions):
            size, described = self._description(mentions, at, tokens, lexicon)
            if described is None:
                found.append(mentions[at])
                at += 1
            else:
                found.append(described)
                at += size
        return found

    def _is_office(self, mention: Mention) -> bool:
        return any(self._names_office(kind, mention) for kind in self._describing)

    def _names_office(self, kind: Describing, mention: Mention) -> bool:
        return any(self._fits(e, kind.office_types) for e in mention.entities)

    def _fits(self, entity_id: str, types: Sequence[str]) -> bool:
        entity = self._index.entity(entity_id)
        wider = self._index.types.get(entity["type"], {}).get("all", []) if entity else []
        return any(t in wider for t in types)

    def _description(
        self, mentions: list[Mention], at: int, tokens: Sequence[Token], lexicon: Lexicon
    ) -> tuple[int, Mention | None]:
        """How many mentions a description beginning here takes up, and what it means."""
        for kind in self._describing:
            window = mentions[at : at + 2]
            office = next((i for i, m in enumerate(window) if self._names_office(kind, m)), None)
            if office is None or not _adjacent(window[: office + 1], tokens):
                continue
            before = window[:office]
            if before and not any(self._fits(e, kind.of_types) for e in before[0].entities):
                continue
            rest = mentions[at + office + 1 : at + office + 3]
            parts, taken = [window[office], *before], office + 1
            if (
                not before
                and rest
                and self._belongs(rest[0], window[office], kind, tokens, lexicon)
            ):
                parts.append(rest[0])
                taken += 1
                rest = rest[1:]
            return self._resolved(kind, parts, rest, mentions[at : at + taken], tokens)
        return 0, None

    def _belongs(
        self,
        mention: Mention,
        office: Mention,
        kind: Describing,
        tokens: Sequence[Token],
        lexicon: Lexicon,
    ) -> bool:
        """Whether "of X", "from X" or a bare X right behind an office says whose office it is."""
        between = [t.form for t in tokens[office.end : mention.start]]
        of = lexicon.word_set("home_prepositions") | lexicon.word_set("determiners")
        if mention.case and mention.case not in of | lexicon.word_set("possessive_cases"):
            return False  # "to X" says where somebody went
        return all(w in of for w in between) and any(
            self._fits(e, kind.of_types) for e in mention.entities
        )

    def _resolved(
        self,
        kind: Describing,
        parts: list[Mention],
        rest: list[Mention],
        taken: list[Mention],
        tokens: Sequence[Token],
    ) -> tuple[int, Mention]:
        holders = self._holders(kind, parts)
        start, end = taken[0].start, max(m.end for m in taken)
        last = taken[-1]  # its case says whose the office is; a mark behind it, that all has it
        text = " ".join(t.raw for t in tokens[start:end] if t.form != "'s")
        described = replace(
            taken[0],
            end=end,
            text=text,
            entities=holders,
            form="description",
            parts=tuple(parts),
            possessive=last.possessive if not last.case else parts[0].possessive,
        )
        name = rest[0] if rest else None
        if (
            name is None
            or name.case in self._claiming
            or name.start != end
            or tokens[end].gap.strip() == "-"  # "the president - X" says that X is the president
            or not any(self._fits(e, kind.holder_types) for e in name.entities)
        ):
            return len(taken), described
        both = tuple(e for e in name.entities if e in holders)
        return len(taken) + 1, replace(
            described,
            end=name.end,
            text=f"{text} {name.text}",
            entities=both,
            form="name" if both else "description",
            parts=() if both else (*parts, name),
            possessive=name.possessive,
            likeness=min(described.likeness, name.likeness),
        )

    def _holders(self, kind: Describing, parts: Sequence[Mention]) -> tuple[str, ...]:
        """Everyone whom a reviewed fact gives the office (of that country)."""
        found: list[set[int]] = [
            {n for e in part.entities for n in self._index.postings(f"k:{kind.id}|e:{e}")}
            for part in parts
        ]
        holders: list[str] = []
        common = set.intersection(*found) if found else set()
        if len(common) > MOST_HOLDERS:
            return ()  # "the minister", of every country: nobody in particular
        for number in sorted(common):
            fact = self._index.fact(number)
            if fact.kind == kind.id and all(_holds(part, fact, kind.holder) for part in parts):
                holders.extend(str(v) for v in fact.roles.get(kind.holder, ()))
        return tuple(dict.fromkeys(holders))


@dataclass(frozen=True)
class Describing:
    """A kind whose facts describe people: who (`holder`), by which office, of what."""

    id: str
    holder: str
    holder_types: tuple[str, ...]
    office_types: tuple[str, ...]
    of_types: tuple[str, ...]


def _describing(kind: Mapping[str, Any]) -> Describing | None:
    """The kind as a describing one; None where it describes nobody, or by words alone."""
    roles, holder = kind["roles"], kind["describes"]
    if not holder:
        return None
    own = set(roles[holder]["types"])
    others = [r for n, r in roles.items() if n != holder and not own & set(r["types"])]
    others = [r for r in others if "time" not in r["types"]]
    if len(others) < 2:
        return None  # "the keeper of X" is described by words, not by an office
    of_types = tuple(t for r in others[1:] for t in r["types"])
    return Describing(kind["id"], holder, tuple(own), tuple(others[0]["types"]), of_types)


def _holds(part: Mention, fact: FactRecord, holder: str) -> bool:
    return any(
        holder not in fact.entities.get(e, (holder,)) or fact.is_home(e, but=holder)
        for e in part.entities
    )


def _spellings(
    options: Sequence[list[tuple[str, float]]],
) -> Iterator[tuple[tuple[str, ...], float]]:
    for tried, choice in enumerate(product(*options)):
        if tried >= SPELLINGS:
            return
        yield tuple(word for word, _ in choice), min((like for _, like in choice), default=1.0)


def _rank(mention: Mention) -> tuple[int, float]:
    return (mention.end - mention.start, mention.likeness)


def _adjacent(window: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether nothing but a possessive mark stands between the mentions."""
    return all(
        all(t.form == "'s" for t in tokens[left.end : right.start])
        for left, right in pairwise(window)
    )
