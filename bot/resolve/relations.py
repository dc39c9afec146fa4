"""Which words of a clause name a kind of event or statement, and how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.facts.index import Index
from bot.resolve.question import Ask, Mention
from bot.text.lexicon import Lexicon, Phrase
from bot.text.normal import Token

OWN, INHERITED, ALSO = "own", "inherited", "also"


class Relations:
    """Finds the words that name kinds, in one language."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._phrases = _phrases(index, lexicon)

    def of(
        self,
        tokens: Sequence[Token],
        taken: frozenset[int],
        mentions: Sequence[Mention],
        asks: Sequence[Ask],
    ) -> Mapping[str, Mapping[int, str]]:
        """Kind → token → how it names the kind: an own word, an inherited or a supporting one."""
        canonical = [self._lexicon.canonical(t.form) for t in tokens]
        units = self._lexicon.units([t.form for t in tokens], taken)
        starts, ends = ({unit[side] for unit in units} for side in (0, 1))
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for at, first in enumerate(canonical):
            for phrase, kind, how in self._phrases.get(first, ()) if at in starts else ():
                span = range(at, at + len(phrase))
                if taken.intersection(span) or tuple(canonical[at : span.stop]) != phrase:
                    continue
                if span.stop not in ends:
                    continue  # a part of another word
                for place in span:
                    if found[kind].get(place) != OWN:
                        found[kind][place] = how
        for kind, place in self._being(tokens, mentions, asks):
            found[kind].setdefault(place, OWN)
        return {kind: dict(places) for kind, places in found.items()}

    def _being(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], asks: Sequence[Ask]
    ) -> list[tuple[str, int]]:
        """As in "who was in X", "in what country was X": being at a place names the kinds that say
        so. Some languages put "is" behind the place as an ending.
        """
        at_place = self._lexicon.word_set("place_prepositions")
        there = [m.end - 1 for m in mentions if m.before in at_place]
        there += [a.nouns[0][0] for a in asks if a.nouns and a.before in at_place]
        copula = tuple(self._lexicon.word_set("copula_endings"))
        being = self._lexicon.voice | self._lexicon.word_set("being")
        to_be = [i for i, t in enumerate(tokens) if t.form in being]
        to_be += [i for i in there if tokens[i].form.endswith(copula)]
        if not to_be or not there:
            return []
        return [(kind, to_be[0]) for _, kind, _ in self._phrases.get("@be-in", ())]


def lexicon_words(lexicon: Lexicon) -> frozenset[str]:
    """Every word that a lexicon has in its normal form."""
    return frozenset(word for text in _all_texts(lexicon.data) for word in text.split())


def _phrases(index: Index, lexicon: Lexicon) -> Mapping[str, list[tuple[Phrase, str, str]]]:
    """First canonical word → the phrases of kinds that begin with it."""
    found: dict[str, list[tuple[Phrase, str, str]]] = defaultdict(list)
    for kind_id, kind in sorted(index.kinds.items()):
        for key, how in (("also", ALSO), ("inherited", INHERITED), ("words", OWN)):
            for text in lexicon.own_phrases(kind[key]):
                phrase = tuple(text.split())
                if phrase:
                    found[phrase[0]].append((phrase, kind_id, how))
    for phrases in found.values():
        phrases.sort(key=lambda row: (len(row[0]), row[2] == OWN))
    return found


def _all_texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [t for k, v in value.items() for t in (str(k), *_all_texts(v))]
    if isinstance(value, list | tuple):
        return [t for v in value for t in _all_texts(v)]
    return []
