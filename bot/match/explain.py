"""What made a match: the phrasing, the words it shares with the question, and the unexplained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.match.features import sorted_text
from bot.match.names import accepts
from bot.match.phrasings import Match, Model


@dataclass(frozen=True)
class Explanation:
    """How the words of a question stand to the nearest phrasing of an intent, in the order asked.

    `near` are misspellings, as (asked, known); `elsewhere` words are in other phrasings of the
    intent; `unexplained` words are in none.
    """

    phrasing: str
    shared: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    elsewhere: tuple[str, ...]
    unexplained: tuple[str, ...]


def explain(model: Model, words: Sequence[str], match: Match) -> Explanation:
    """The phrasing of a matched intent that is most like the question, and its words in it."""
    label = model.labels.index(match.label)
    own = [at for at, other in enumerate(model.label) if other == label]
    asked = sorted_text(words)
    best = max(own, key=lambda at: (_common(words, model.texts[at]), _alike(asked, model, at), -at))
    known = model.texts[best].split()
    others = {word for at in own for word in model.texts[at].split()}
    shared, near, elsewhere, unexplained = [], [], [], []
    for word in words:
        spelt = next((other for other in known if accepts(word, other)), None)
        if word in known:
            shared.append(word)
        elif spelt:
            near.append((word, spelt))
        elif word in others:
            elsewhere.append(word)
        else:
            unexplained.append(word)
    return Explanation(
        model.texts[best], tuple(shared), tuple(near), tuple(elsewhere), tuple(unexplained)
    )


def _common(words: Sequence[str], text: str) -> float:
    """The share of words that two texts have in common."""
    one, other = set(words), set(text.split())
    return len(one & other) / len(one | other)


def _alike(asked: str, model: Model, phrasing: int) -> float:
    return ratio(asked, model.sorts[phrasing])
