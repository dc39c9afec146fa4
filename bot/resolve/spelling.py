"""Which known words a misspelt one may mean, through the deletion index."""

from __future__ import annotations

from functools import lru_cache

from bot.facts.index import Index
from bot.match.names import accepts, keys, likeness
from bot.text.cases import Based
from bot.text.keystrokes import is_word
from bot.text.lexicon import Lexicon

CANDIDATES = 4  # known words that one misspelt word may be read as, the likest first
CLOSE = 0.08  # of likeness: a name this near to the likest ordinary word may be meant as well
SLIP = 0.85  # of likeness
FOREIGN = 6  # letters of a name of another language from which on it is no slip of one of this
SHORTEST = 4  # letters: a shorter word is never corrected


class Speller:
    """Reads misspelt words; a word that is known, or an ordinary word, is never touched."""

    def __init__(self, index: Index, vocabulary: frozenset[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._index = index
        self._vocabulary = vocabulary
        self.candidates = lru_cache(maxsize=4096)(self._candidates)

    def knows(self, word: str) -> bool:
        """Whether a word needs no correction."""
        return (
            word in self._vocabulary
            or not word.isalpha()
            or is_word(word, self._lexicon)
            or self.is_known(word)
            or bool(self._index.alias(word))
        )

    def is_known(self, word: str) -> bool:
        """Whether a word, or another form of it, is one of the language."""
        return any(self._index.speaks(lex.language, word) for lex in self._lexicon.lexicons)

    def is_named(self, word: str) -> bool:
        """Whether a word is part of a name here: a short one of another language may be a slip."""
        languages = self._index.named_in(word)
        return self._lexicon.language in languages or (bool(languages) and len(word) >= FOREIGN)

    def word(self, word: str) -> str | None:
        """The ordinary word that a misspelt one means; None where it may as well mean a name."""
        candidates = self.candidates(word)
        if not candidates or not self.is_known(candidates[0][0]):
            return None
        best = candidates[0][0]
        near = [w for w, like in candidates if like >= candidates[0][1] - CLOSE]
        names = [w for w in near if self._index.longest(w) or not self.is_known(w)]
        return best if best in names or not names else None

    def _bases(self, word: str) -> list[Based]:
        return self._lexicon.cases.bases(word)

    @staticmethod
    def is_slip(word: str, meant: str) -> bool:
        """Whether a word can hardly be anything but a slip of another: as likely as two letters
        changing places in a word of six.
        """
        return likeness(word, meant) >= SLIP

    def _candidates(self, word: str) -> tuple[tuple[str, float], ...]:
        """Known words that a word may be a slip of, likest first, with their likeness in 0..1."""
        if len(word) < SHORTEST or self.is_named(word) or self.knows(word):
            return ()
        found = {known for key in keys(word) for known in self._index.spelled(key)}
        found = {known for known in found if self.is_named(known) or self.is_known(known)}
        if word in found or any(self.is_named(base.form) for base in self._bases(word)):
            return ()  # part of a name, rightly spelt
        scored = [(known, likeness(word, known)) for known in found if accepts(word, known)]
        return tuple(sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:CANDIDATES])
