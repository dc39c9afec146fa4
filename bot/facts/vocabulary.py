"""The words that a base understands, and the index keys by which misspelt ones are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.match.names import keys
from bot.text.lexicon import Lexicon
from bot.text.normal import words

# A word of the list with fewer occurrences than this is as likely a slip ("minks") as a word, so it
# may still be read as a misspelt one. In occurrences of the word list's own corpus.
REAL_WORD_COUNT = 400
SPELLED_FROM = 4  # letters: shorter words are never corrected


def canonical_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The canonical forms of the words of a text that are not mere fillers."""
    return tuple(lexicon.canonical(w) for w in lexicon.words_in(text) if w not in lexicon.fillers)


class Vocabulary:
    """Collects the words of a base while it is compiled."""

    def __init__(self, readers: Mapping[str, Lexicon]) -> None:
        self.readers = readers
        self.words: set[str] = set()

    def add_phrases(self, texts: Iterable[str]) -> None:
        """Add the words of phrases as people write them."""
        self.words.update(w for text in texts if not text.startswith("@") for w in words(text))

    def add_words(self, found: Iterable[str]) -> None:
        """Add words that are in their normal form already."""
        self.words.update(found)

    add_canonical = add_words

    def real_words(self) -> set[str]:
        """The ordinary words of each language, which are never taken for a misspelt one."""
        from bot.facts.wordlist import ordinary_words

        return {w for lang in self.readers for w, n in ordinary_words(lang) if n >= REAL_WORD_COUNT}

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
        from bot.facts.wordlist import ordinary_words

        found: set[str] = set()
        for language, lexicon in self.readers.items():
            stems = {lexicon.canonical(w) for w in self.words}
            found |= {
                w
                for w, n in ordinary_words(language)
                if n >= REAL_WORD_COUNT and lexicon.canonical(w) in stems
            }
        return found
