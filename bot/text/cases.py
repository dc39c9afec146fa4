"""The endings that names take in a language, each with the case that it stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.text.normal import words

PUT_BACK = ">"  # in "y>a": the ending, and what the name has in its place
SHORTEST = 3  # letters of a name without its ending,
LONG = 3  # … or one less without an ending of so many


@dataclass(frozen=True)
class Based:
    """A word as a name may have it, and the case whose ending was cut off; "" for none."""

    form: str
    case: str = ""


class Cases:
    """Cuts endings of names off; `plain` endings say nothing ("lams" for "lam's")."""

    def __init__(self, plain: Collection[str], cases: Mapping[str, Sequence[str]]) -> None:
        found: dict[tuple[str, str], str] = {}
        for case, endings in cases.items():
            for text in endings:
                ending, _, back = text.partition(PUT_BACK)
                found.setdefault((_normal(ending), _normal(back)), case)
        for ending in plain:
            found.setdefault((ending, ""), "")
        self._rules = sorted(
            ((ending, back, case) for (ending, back), case in found.items()),
            key=lambda rule: (-len(rule[0]), rule),
        )

    def bases(self, word: str) -> list[Based]:
        """The word as it stands, then without each ending that it may have, the longest first."""
        return [
            Based(word),
            *(
                Based(word[: len(word) - len(ending)] + back, case)
                for ending, back, case in self._rules
                if word.endswith(ending)
                and len(word) - len(ending) + len(back) >= SHORTEST - (len(ending) >= LONG)
            ),
        ]

    def case_of(self, ending: str) -> str:
        """The case of an ending, the first that lists it; "" for an unknown one."""
        plain = _normal(ending)
        return next((case for known, _, case in self._rules if known == plain), "")


def _normal(text: str) -> str:
    return "".join(words(text))
