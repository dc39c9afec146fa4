"""Find the facts that a question may be about, through the posting lists, never by scanning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.resolve.question import Mention, Question
from bot.resolve.relations import ALSO, OWN
from bot.text.mixed import APART

MOST_CANDIDATES = 256  # facts that one question is held against
MOST_LOOKED_UP = 256  # facts that are looked up one by one in a longer list
MOST_KINDS = 12  # kinds whose lists are joined; a question that names more names none of them


Group = list[list[list[str]]]  # alternatives, each of lists of terms of which one must hold


class Lookup:
    """Candidate facts for a question."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def candidates(
        self, question: Question, slack: int = 0, most: int = MOST_CANDIDATES
    ) -> list[FactRecord]:
        """Facts that could explain every name and year, or all but `slack`; in base order."""
        key = ("candidates", slack)
        if key not in question.memo:
            question.memo[key] = self._numbers(question, slack)
        return [self._index.fact(number) for number in question.memo[key][:most]]

    def _numbers(self, question: Question, slack: int) -> list[int]:
        groups = self._groups(question)
        kinds = self._kinds(question)
        if not groups:
            return sorted(self._by_words(question, kinds))
        return sorted(self._joined(groups, kinds, slack) or self._joined(groups, [], slack))

    def of_kinds(self, question: Question) -> list[FactRecord]:
        """Facts of the kinds that a question names, whatever it names besides."""
        kinds = self._kinds(question)
        numbers = {n for k in kinds for n in self._index.postings(f"k:{k}")[:MOST_CANDIDATES]}
        return [self._index.fact(number) for number in sorted(numbers)[:MOST_CANDIDATES]]

    def facts(self, ids: Iterable[str]) -> list[FactRecord]:
        """The facts with these ids; ids that are gone are left out."""
        numbers = (self._index.fact_number(i) for i in ids)
        return [self._index.fact(n) for n in numbers if n is not None]

    def with_term(self, term: str) -> list[FactRecord]:
        """The facts under one search term, in base order."""
        return [self._index.fact(n) for n in self._index.postings(term)[:MOST_CANDIDATES]]

    def _kinds(self, question: Question) -> list[str]:
        named = question.relations.items()
        kinds = [k for k, places in named if set(places.values()) - {ALSO}]
        if (
            len(kinds) > MOST_KINDS
        ):  # "said" names a whole family: then only a kind's own words count
            kinds = [k for k, places in named if OWN in places.values()]
        if kinds and any(m.parts for m in question.mentions):
            describing = (k for k, kind in self._index.kinds.items() if kind["describes"])
            kinds = list(dict.fromkeys([*kinds, *describing]))
        return kinds if len(kinds) <= MOST_KINDS else []

    def _groups(self, question: Question) -> list[Group]:
        """For each name and year that must be explained: sets of terms, one of which must hold."""
        groups = [
            self._of_mention(mention)
            for mention in question.mentions
            if not question.optional.intersection(range(mention.start, mention.end))
        ]
        for moment in question.moments:
            if question.optional.intersection(range(moment.start, moment.end)):
                continue
            if moment.edtf is not None and moment.start >= 0:
                years = range(moment.edtf.first.year, moment.edtf.last.year + 1)
                groups.append([[[f"y:{year}" for year in years]]])
        return groups

    def _of_mention(self, mention: Mention) -> Group:
        """A name is any of its entities, or the country that a capital stands for; a description is
        whoever it means, or all of its parts together.
        """
        found = (self._index.entity(e) for e in mention.entities)
        countries = [e["stands_for"] for e in found if e is not None and e["stands_for"]]
        named = [f"e:{e}" for e in dict.fromkeys((*mention.entities, *countries))]
        parts = [[f"e:{e}" for e in part.entities] for part in mention.parts]
        return [[named], parts] if parts else [[named]]

    def _joined(self, groups: Sequence[Group], kinds: Sequence[str], slack: int) -> set[int]:
        ordered = sorted(groups, key=self._size)
        if not slack or len(groups) == 1:
            return self._common(ordered, kinds)
        found: set[int] = set()
        for left_out in range(len(ordered)):
            found |= self._common(ordered[:left_out] + ordered[left_out + 1 :], kinds)
        return found

    def _size(self, group: Group) -> int:
        return sum(len(self._index.postings(t)) for option in group for ts in option for t in ts)

    def _common(self, groups: Sequence[Group], kinds: Sequence[str]) -> set[int]:
        """The facts under every group: those of the rarest, looked up in the other lists."""
        if len(groups) == 1:
            prefixes = [f"k:{kind}|" for kind in kinds] or [""]
            return {n for prefix in prefixes for n in self._of(groups[0], prefix)}
        found = self._of(groups[0], "")
        for group in groups[1:]:
            if len(found) > MOST_LOOKED_UP:
                found &= self._of(group, "")
            else:
                found = {n for n in found if self._is_under(n, group)}
        of_kinds = [self._index.postings(f"k:{kind}") for kind in kinds] if found else []
        return {n for n in found if not kinds or any(_has(ns, n) for ns in of_kinds)}

    def _is_under(self, number: int, group: Group) -> bool:
        return any(
            all(any(_has(self._index.postings(t), number) for t in terms) for terms in option)
            for option in group
        )

    def _of(self, group: Group, prefix: str) -> set[int]:
        """The facts that have one term of every list in some alternative of a group."""
        found: set[int] = set()
        for option in group:
            lists = [self._union(prefix, terms) for terms in option]
            found |= set.intersection(*lists) if lists else set()
        return found

    def _union(self, prefix: str, terms: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for term in terms:
            found.update(self._index.postings(prefix + term if term[0] == "e" else term))
        return found

    def _by_words(self, question: Question, kinds: Sequence[str]) -> set[int]:
        """Without names: the facts of the kinds that are named, or that share content words."""
        lists = [
            set(self._index.postings(f"w:{w.canonical.rpartition(APART)[2]}"))
            for w in question.words
        ]
        sharing: set[int] = set()
        for found in sorted((found for found in lists if found), key=len):
            sharing = (sharing & found or sharing) if sharing else found
        of_kinds = {
            n for kind in kinds for n in self._index.postings(f"k:{kind}")[:MOST_CANDIDATES]
        }
        return of_kinds | sharing


def _has(numbers: Sequence[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number
