"""Several languages in one message: a lexicon that knows the words of each.

The first language is the one that the message is read in. A word of another counts only where the
first does not know it, and keeps apart from it by a mark: `xx|word`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.text.lexicon import SHOWN, Lexicon

APART = "|"  # stands in no word
# What is the first language's alone, beside what is shown: how it builds its words and names.
_OWN = SHOWN | {"cases", "keystrokes", "possessive_cases", "syllable", "synonyms", "synonym_heads"}
_OWN |= {"participles", "progressive", "transliteration", "verb_last", "word_roots", "word_stems"}
_OWN |= {"object_cases", "verb_first", "claiming_cases", "owned_cases"}
_ENDINGS = "_endings"  # of the names of keys: endings are those of the first language's words


class MixedLexicon(Lexicon):
    """The words of several languages; `speaks(language, word)` tells whose a word is."""

    def __init__(self, lexicons: Sequence[Lexicon], speaks: Callable[[str, str], bool]) -> None:
        self._first, *self._others = lexicons
        self._speaks = speaks
        data = dict(self._first.data)
        for other in self._others:
            data.update(
                (key, self._joined(data.get(key), value))
                for key, value in other.data.items()
                if key not in _OWN and not key.endswith(_ENDINGS)
            )
        super().__init__(data)

    @property
    def lexicons(self) -> Sequence[Lexicon]:
        """Those of its languages, the first one first."""
        return (self._first, *self._others)

    def is_little(self, word: str) -> bool:
        """Whether a word is too ordinary to be a name, in each of the languages."""
        return all(lexicon.is_little(word) for lexicon in self.lexicons)

    def whose(self, word: str) -> Lexicon:
        """The lexicon of the language that a word is in; the first where none has it."""
        parts = word.split(" ")
        for lexicon in self.lexicons:
            if all(self._speaks(lexicon.language, part) for part in parts):
                return lexicon
        return self._first

    def canonical(self, word: str) -> str:
        """The stem that stands for a word and its synonyms, marked if of another language."""
        lexicon = self.whose(word)
        found = lexicon.canonical(word)
        return found if lexicon is self._first else f"{lexicon.language}{APART}{found}"

    def own(self, texts: Mapping[str, Iterable[str]]) -> Sequence[str]:
        """The words under each of its languages, those of another marked."""
        found = list(texts.get(self.language, ()))
        for lexicon in self._others:
            marked = f"{lexicon.language}{APART}"
            found += [marked + text for text in texts.get(lexicon.language, ())]
        return found

    def own_phrases(self, texts: Mapping[str, Iterable[str]]) -> Sequence[str]:
        """The same for phrases that are looked for word by word: each word is marked."""
        found = list(texts.get(self.language, ()))
        for lexicon in self._others:
            marked = f"{lexicon.language}{APART}"
            found += [
                text if text.startswith("@") else " ".join(marked + word for word in text.split())
                for text in texts.get(lexicon.language, ())
            ]
        return found

    def _joined(self, first: Any, other: Any) -> Any:
        """What stands under a key in both: the first's, and of the other what it does not know."""
        if isinstance(other, Mapping):
            known = first if isinstance(first, Mapping) else {}
            new = {k: v for k, v in other.items() if k not in known and self._is_new(k)}
            both = {k: self._joined(known[k], v) for k, v in other.items() if k in known}
            return {**known, **both, **new}
        if _is_many(other):
            return [*(first if _is_many(first) else ()), *self._new(other)]
        return other if first is None else first

    def _new(self, texts: Iterable[Any]) -> Iterable[Any]:
        for text in texts:
            if not isinstance(text, str):
                yield list(self._new(text)) if _is_many(text) else text
            elif self._is_new(text):
                yield text

    def _is_new(self, text: str) -> bool:
        """Whether the first language does not know some word of a text."""
        return not all(self._speaks(self._first.language, word) for word in text.split())


def _is_many(value: Any) -> bool:
    return isinstance(value, list | tuple)
