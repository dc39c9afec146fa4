"""The generated questions that are known to fail, one a line in `known_misses.tsv`.

The list may only shrink: a question that fails and is not on it breaks a test, and so does one that
is on it and no longer fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

ANSWERED, UNNAMED, MISSED = "answered", "unnamed", "missed"


@lru_cache(maxsize=1)
def _listed() -> Mapping[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    text = Path(__file__).with_name("known_misses.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            sort, base, question = line.split("\t")
            found.setdefault((sort, base), set()).add(question)
    return {key: frozenset(value) for key, value in found.items()}


def differences(
    sort: str, base: str, asked: Iterable[str], faults: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Faults that are not on the list, and questions on the list that no longer fail.

    `faults` maps the text of each failing question to what is wrong with its reply.
    """
    known = _listed().get((sort, base), frozenset())
    new = [said for text, said in faults.items() if text not in known]
    mended = [text for text in dict.fromkeys(asked) if text in known and text not in faults]
    return new, mended
