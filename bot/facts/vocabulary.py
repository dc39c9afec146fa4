"""The words that a base understands, and the index keys by which misspelt ones are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from bot.facts.wordlist import ordinary_words
from bot.match.names import keys
from bot.model import Base
from bot.text.lexicon import Lexicon
from bot.text.normal import words

# A word of the list with fewer occurrences than this is as likely a slip ("minks") as a word, so it
# may still be read as a misspelt one. In occurrences of the word list's own corpus.
REAL_WORD_COUNT = 400
SPELLED_FROM = 4  # letters: shorter words are never corrected


def canonical_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The canonical forms of the words of a text that are not mere fillers."""
    return tuple(lexicon.canonical(w) for w in lexicon.words_in(text) if w not in lexicon.fillers)


# How surely a word belongs to a language: its own little words tell most.
ORDINARY, TOPICAL, LITTLE = 1, 2, 3


class Vocabulary:
    """Collects the words of a base while it is compiled, each with its languages."""

    def __init__(self, readers: Mapping[str, Lexicon]) -> None:
        self.readers = readers
        self.levels: dict[str, dict[str, int]] = defaultdict(dict)

    @property
    def words(self) -> set[str]:
        """The words of the base's own topics and of its lexicons."""
        return {w for w, found in self.levels.items() if max(found.values()) > ORDINARY}

    def add_phrases(self, language: str, texts: Iterable[str]) -> None:
        """Add the words of phrases as people write them."""
        self.add_words(language, (w for t in texts if not t.startswith("@") for w in words(t)))

    def add_words(self, language: str, found: Iterable[str], level: int = TOPICAL) -> None:
        """Add words that are in their normal form already."""
        for word in found:
            known = self.levels[word]
            known[language] = max(level, known.get(language, 0))

    def add_ordinary(self, base: Base, names: Collection[str]) -> None:
        """Add the ordinary words of each language, which are never taken for a misspelt one: those
        of its word list, or where there is none those of the base's own sentences, but for words of
        `names`.
        """
        for language in self.readers:
            listed = ordinary_words(language)
            found = (w for w, n in listed if n >= REAL_WORD_COUNT)
            told = (w for f in base.facts for w in words(f.says.get(language, "")))
            said = (w for w in told if w not in names)
            self.add_words(language, found if listed else said, ORDINARY)

    def known(self) -> dict[str, str]:
        """Each word with its languages and how surely it is theirs ("en3 vi1"); and, under
        `language:stem`, the stems of the words of the base.
        """
        stems = {
            f"{language}:{lexicon.canonical(word)}": {language: TOPICAL}
            for language, lexicon in self.readers.items()
            for word, found in self.levels.items()
            if found.get(language, 0) > ORDINARY
        }
        rows = {**self.levels, **stems}
        return {
            word: " ".join(f"{language}{level}" for language, level in sorted(found.items()))
            for word, found in sorted(rows.items())
        }

    def spellings(self, aliases: Iterable[str]) -> dict[str, list[str]]:
        """Deletion keys → the known words that a misspelt one with such a key may mean."""
        targets = {w for alias in aliases for w in alias.split()}
        targets |= self.words | self._inflected()
        found: dict[str, set[str]] = defaultdict(set)
        for word in targets:
            if len(word) >= SPELLED_FROM and word.isalpha():
                for key in keys(word):
                    found[key].add(word)
        return {key: sorted(value) for key, value in sorted(found.items())}

    def _inflected(self) -> set[str]:
        """Ordinary words that share a stem with a known word: "designed" beside "design"."""
        found: set[str] = set()
        for language, lexicon in self.readers.items():
            stems = {
                lexicon.canonical(w)
                for w, known in self.levels.items()
                if known.get(language, 0) > ORDINARY
            }
            found |= {
                w
                for w, known in self.levels.items()
                if known.get(language) == ORDINARY and lexicon.canonical(w) in stems
            }
        return found
