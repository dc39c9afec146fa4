"""Which languages a message is written in: by letters, by words, and by stems where these fail.

A wrong guess costs a refusal or another language of the reply, never another fact.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.text.keystrokes import decoded
from bot.text.lexicon import Lexicon
from bot.text.normal import Token
from bot.text.script import rewritten

# Evidence for a language, in units of one ordinary word that only this language has.
LETTERS = 1.5  # a word with letters that are its own
LITTLE = 3  # how surely a little word is one of its language
NAME = 0.25  # a name counts for so much of another word: names are typed in every language
STEM = 2.0  # a word that only shares its stem with a known one
ENOUGH = 1.5  # evidence from which on a guess is sure,
SHARE = 0.6  # … if it is this share of all
CLEAR = 0.75  # a share from which on no stems are looked at
RARE = 0.4  # … and if no more of the words than this share are unknown
HEARD = 0.15  # the share of the evidence from which on a language is read at all


@dataclass(frozen=True)
class Guess:
    """The languages that a message gives evidence of, likeliest first, and whether it suffices."""

    languages: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True)
class Detector:
    """Guesses languages; what is known of words and letters comes from a compiled base.

    `known_in` gives the languages of a word with how surely it is theirs (1 to 3), also under
    `language:stem`; `named_in` those in which it is part of a name.
    """

    letters: Mapping[str, str]
    known_in: Callable[[str], Mapping[str, int]]
    named_in: Callable[[str], Collection[str]]
    lexicon: Callable[[str], Lexicon]

    def guess(self, tokens: Sequence[Token], names: Collection[int] = ()) -> Guess:
        """The languages of a message; `names` are places in it that names of several words have."""
        scores: dict[str, float] = defaultdict(float)
        unknown = [
            token
            for place, token in enumerate(tokens)
            if token.form.isalpha() and not self._count(token, scores, place in names)
        ]
        total, most = sum(scores.values()), max(scores.values(), default=0.0)
        if unknown and (most < CLEAR * total + ENOUGH or len(unknown) > RARE * len(tokens)):
            for language in self.letters:
                scores[language] += self._by_stems(unknown, language)
        total = sum(scores.values())
        heard = [s for s in scores if scores[s] and scores[s] >= HEARD * total]
        ordered = sorted(heard, key=lambda language: (-scores[language], language))
        best = scores[ordered[0]] if ordered else 0.0
        return Guess(tuple(ordered), best >= ENOUGH and best >= SHARE * total)

    def lacks(self, tokens: Sequence[Token], language: str) -> bool:
        """Whether there are words, and no mere names, that are less of a language than of another,
        or unknown to it.
        """
        plain = (t.form for t in tokens if t.form.isalpha())
        known = [self.known_in(w) for w in plain if language not in self.named_in(w)]
        return any(found.get(language, 0) < max(found.values(), default=1) for found in known)

    def _count(self, token: Token, scores: dict[str, float], in_name: bool) -> bool:
        """Add what one word says of its language; whether it is known at all."""
        known, named = self.known_in(token.form), self.named_in(token.form)
        level = 0 if in_name else max(known.values(), default=0)
        if level == LITTLE and not token.raw[:1].isupper():
            named = ()  # "and" is part of names, too
        letters = _marked(token.raw)
        fitting = [lang for lang, own in self.letters.items() if letters and letters <= set(own)]
        weight = NAME if named else 1.0
        other_script = not any(c.isascii() and c.isalpha() for c in token.raw)
        own = [lang for lang in fitting if lang in known or lang in self.named_in(token.form)]
        fitting = own or fitting
        for language in fitting:
            scores[language] += LETTERS * (1.0 if other_script else weight) / len(fitting)
        surest = [lang for lang, n in known.items() if n == level]
        kept = [lang for lang in surest if lang in fitting] or surest
        for language in kept:
            scores[language] += level * weight / len(kept)
        return bool(known or named)

    def _by_stems(self, unknown: list[Token], language: str) -> float:
        """What unknown words say for a language by their stems, written in its script."""
        lexicon = self.lexicon(language)
        marks = _marked("".join(token.raw for token in unknown))
        if marks and not marks <= set(self.letters[language]):
            return 0.0
        found = 0.0
        plain = decoded(unknown, lexicon, lambda _: False)
        for token in plain:
            form = rewritten(token.form, lexicon)
            level = self.known_in(form).get(language, 0)
            stems = self.known_in(f"{language}:{lexicon.canonical(form)}")
            found += level or STEM * bool(stems)
        return found


def _marked(raw: str) -> set[str]:
    """The letters of a word beyond ASCII."""
    if raw.isascii():
        return set()
    text = unicodedata.normalize("NFC", raw).casefold()
    return {c for c in text if c.isalpha() and not c.isascii()}
