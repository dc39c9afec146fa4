"""A language's own words, as the reader of questions uses them: compiled from its YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from bot.text.cases import Cases
from bot.text.normal import tokenise, words
from bot.text.stem import Endings, stem

Phrase = tuple[str, ...]
# Keys whose texts name things of the program.
IDS = frozenset({"cue", "derive", "types", "precision"})
# Parts of a lexicon whose keys are words of the language, too.
KEYED = frozenset(
    {
        "question_words",
        "contractions",
        "numbers",
        "scales",
        "times",
        "month_aliases",
        "word_stems",
        "postpositions",
        "pronoun_cases",
    }
)
SHOWN = frozenset(
    {
        "amounts",
        "capitals",
        "date_phrases",
        "language",
        "list_phrases",
        "months_in",
        "name",
        "ordinal_forms",
        "wording",
    }
)
_PATTERNS = frozenset({"syllable", "keystrokes", "transliteration", "cases"})


def normal_lexicon(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The lexicon with every word in its normal form; what is shown to people stays as it is."""

    def normal(value: Any) -> Any:
        if isinstance(value, str):
            return value if value.startswith("@") else " ".join(words_with_marks(value))
        if isinstance(value, Mapping):
            return {
                str(key): item if key in IDS and not isinstance(item, Mapping) else normal(item)
                for key, item in value.items()
            }
        if isinstance(value, Sequence):
            return [normal(item) for item in value]
        return value

    shown = {key: value for key, value in raw.items() if key in SHOWN | _PATTERNS}
    rest = {key: normal(value) for key, value in raw.items() if key not in shown}
    for key in KEYED & rest.keys():
        rest[key] = {normal(word): value for word, value in rest[key].items()}
    heads = dict(Lexicon({**rest, "language": raw.get("language", "en")}).synonyms)
    return {**rest, **shown, "synonym_heads": heads}


def words_with_marks(text: str) -> list[str]:
    """The normal forms of the words of a lexicon phrase, with `'s` and `%` kept."""
    return [token.form for token in tokenise(text)]


class Lexicon:
    """The function words, question words, synonyms and phrasing of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.language: str = data.get("language", "en")
        self._phrases: dict[str, tuple[Phrase, ...]] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._found: dict[str, Phrases] = {}
        self.stem = lru_cache(maxsize=65536)(self._stem)

    def _stem(self, word: str) -> str:
        """The stem of a word in its normal form: the lexicon's own, or by the endings it lists."""
        if self._endings:
            return self._endings.stem(word)
        own: str | None = self.data.get("word_stems", {}).get(word)
        return own or stem(word, self.language)

    @cached_property
    def _endings(self) -> Endings | None:
        """The stemmer by the lexicon's own endings; None where it lists none."""
        endings = self.word_set("word_endings")
        if not endings:
            return None
        roots = {word: word for word in self.word_set("word_roots")}
        return Endings(endings, {**roots, **self.data.get("word_stems", {})})

    def phrases(self, key: str) -> tuple[Phrase, ...]:
        """The phrases under a key, longest first, each a tuple of normal words."""
        if key not in self._phrases:
            found = {tuple(str(text).split()) for text in _flat(self.data.get(key, []))}
            ordered = sorted(found, key=lambda phrase: (-len(phrase), phrase))
            self._phrases[key] = tuple(ordered)
        return self._phrases[key]

    def found(self, key: str) -> Phrases:
        """The phrases under a key, to be looked for in a text."""
        if key not in self._found:
            self._found[key] = Phrases(self.phrases(key))
        return self._found[key]

    def ends_with(self, key: str, forms: Sequence[str]) -> bool:
        """Whether some words end with one of the phrases under a key."""
        return any(tuple(forms[-len(phrase) :]) == phrase for phrase in self.phrases(key))

    @cached_property
    def asking(self) -> Phrases:
        """The question words and phrases, to be looked for in a text."""
        return Phrases(self.questions)

    @cached_property
    def smalltalk(self) -> Mapping[Phrase, str]:
        """Phrases of small talk → their sort (greeting, thanks, …)."""
        return {
            tuple(str(text).split()): str(sort)
            for sort, texts in self.data.get("smalltalk", {}).items()
            for text in texts
        }

    @cached_property
    def longest_smalltalk(self) -> int:
        """The most words that a phrase of small talk has."""
        return max((len(phrase) for phrase in self.smalltalk), default=0)

    @cached_property
    def of_sources(self) -> tuple[tuple[str, Phrase], ...]:
        """Phrases that ask about the source itself, each with what it asks for."""
        return tuple(
            (str(what), tuple(str(text).split()))
            for what, texts in self.data.get("sources", {}).items()
            for text in texts
        )

    def written_out(self, form: str) -> list[str]:
        """A contraction as the words that it stands for; any other form as it is."""
        return str(self.data.get("contractions", {}).get(form, form)).split()

    @cached_property
    def tags(self) -> tuple[list[str], ...]:
        """Phrases that make a claim a question at its end, with contractions written out."""
        return tuple(
            [word for form in phrase for word in self.written_out(form)]
            for phrase in self.phrases("tags")
        )

    @cached_property
    def pronouns(self) -> Phrases:
        """The words that stand for things said before, of every sort."""
        texts = (text for found in self.data.get("pronouns", {}).values() for text in found)
        return Phrases(tuple(str(text).split()) for text in texts)

    @cached_property
    def deriving(self) -> Mapping[str, Phrases]:
        """What can be worked out → the phrases that ask for it."""
        return {
            str(name): Phrases(tuple(str(text).split()) for text in texts)
            for name, texts in self.data.get("derive", {}).items()
        }

    @cached_property
    def greetings(self) -> Phrases:
        """Greetings and thanks, which may open a question."""
        return Phrases(p for p, sort in self.smalltalk.items() if sort in ("greeting", "thanks"))

    def word_set(self, key: str) -> frozenset[str]:
        """The single words under a key."""
        if key not in self._sets:
            self._sets[key] = frozenset(p[0] for p in self.phrases(key) if len(p) == 1)
        return self._sets[key]

    def texts(self, key: str) -> frozenset[str]:
        """The phrases under a key, of one word or several, each as one text."""
        return frozenset(" ".join(phrase) for phrase in self.phrases(key))

    @cached_property
    def questions(self) -> Mapping[Phrase, Mapping[str, Any]]:
        """Question words and phrases → what they ask for, longest first."""
        found = {tuple(k.split()): v for k, v in self.data.get("question_words", {}).items()}
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    def meaning(self, phrase: Phrase, typed: str, counts: bool) -> Mapping[str, Any]:
        """What a question word asks for. Words that only marks tell apart are told by how they are
        typed; without marks, by a name right behind (`counts`), which is then counted.
        """
        marked: Mapping[str, Mapping[str, Any]] = self.data.get("marked_questions", {})
        if typed in marked:
            return marked[typed]
        plain = typed.isascii() and counts
        same = (m for word, m in marked.items() if plain and tuple(words(word)) == phrase)
        return next((m for m in same if m.get("count")), self.questions[phrase])

    def phrases_of_questions(self) -> tuple[Phrase, ...]:
        """The question words and phrases alone, longest first."""
        return tuple(self.questions)

    @cached_property
    def cases(self) -> Cases:
        """The endings of names."""
        return Cases(self.word_set("name_endings"), self.data.get("cases", {}))

    @cached_property
    def postpositions(self) -> Mapping[str, str]:
        """Little words behind a name → the cue that they are."""
        return dict(self.data.get("postpositions", {}))

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that carry nothing decisive."""
        return self.texts("fillers") | self.voice

    def is_little(self, word: str) -> bool:
        """Whether a word by itself is too ordinary here to be a name."""
        return word in self.fillers or word in self.word_set("not_names")

    @cached_property
    def compounds(self) -> Phrases:
        """Words that are written in several parts ("quan hệ"): read as one word each."""
        synonyms = (tuple(str(w).split()) for group in self.data.get("synonyms", []) for w in group)
        keys = ("compounds", "fillers", "negations")
        found = (*(phrase for key in keys for phrase in self.phrases(key)), *synonyms)
        return Phrases(p for p in found if len(p) > 1)

    def units(
        self, forms: Sequence[str], apart: frozenset[int] = frozenset()
    ) -> list[tuple[int, int]]:
        """Where each word begins and ends; a compound is one word, but for places kept `apart`."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(forms):
            end = at + (self.compounds.at(forms, at) or 1)
            end = at + 1 if apart.intersection(range(at, end)) else end
            found.append((at, end))
            at = end
        return found

    def words_in(self, text: str) -> list[str]:
        """The normal forms of the words of a text, compounds as one word each."""
        forms = words(text)
        return [" ".join(forms[start:end]) for start, end in self.units(forms)]

    @cached_property
    def voice(self) -> frozenset[str]:
        """Forms of "to be" that make a passive."""
        return self.word_set("voice")

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        """Stem → the stem that stands for its whole group; worked out once, when compiled."""
        ready: Mapping[str, str] | None = self.data.get("synonym_heads")
        if ready is not None:
            return ready
        groups: dict[str, str] = {}
        for group in self.data.get("synonyms", []):
            stems = [self.stem(word) for word in group]
            known = {groups[s] for s in stems if s in groups}
            head = min(known | {stems[0]})
            for s in [*stems, *(s for s, h in groups.items() if h in known)]:
                groups[s] = head
        return groups

    def canonical(self, word: str) -> str:
        """The stem that stands for a word and its synonyms."""
        found = self.stem(word)
        return self.synonyms.get(found, found)

    @property
    def lexicons(self) -> Sequence[Lexicon]:
        """The lexicons of the languages that it knows the words of: itself."""
        return (self,)

    def own(self, texts: Mapping[str, Iterable[str]]) -> Iterable[str]:
        """Of words per language, those that it knows."""
        return texts.get(self.language, ())

    def own_phrases(self, texts: Mapping[str, Iterable[str]]) -> Iterable[str]:
        """Of phrases per language, those that it knows."""
        return texts.get(self.language, ())

    def canonical_phrase(self, text: str) -> Phrase:
        """The canonical forms of the words of a phrase."""
        return tuple(self.canonical(word) for word in self.words_in(text))


def _flat(value: Any) -> Iterable[Any]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value


class Phrases:
    """Phrases found by their first word, the longest first."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
            if phrase:
                self._by_first.setdefault(phrase[0], []).append(phrase)

    def at(self, forms: Sequence[str], place: int = 0) -> int:
        """How many words the longest phrase has that stands at a place; 0 where none does."""
        if place >= len(forms):
            return 0
        for phrase in self._by_first.get(forms[place], ()):
            if tuple(forms[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def anywhere(self, forms: Sequence[str]) -> bool:
        """Whether a phrase stands somewhere in the words."""
        return any(self.at(forms, place) for place in range(len(forms)))
