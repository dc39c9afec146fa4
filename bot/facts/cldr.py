"""What CLDR knows: the names of countries and months. Needs babel, so only while compiling."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale

_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@lru_cache(maxsize=8)
def _names(language: str) -> tuple[tuple[str, str], ...]:
    territories = Locale.parse(language).territories
    return tuple(
        (code, name)
        for code, name in sorted(territories.items())
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    )


def country_names(languages: list[str]) -> dict[str, dict[str, str]]:
    """ISO code → language → the country's name there."""
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        for code, name in _names(language):
            found.setdefault(code, {})[language] = name
    return found


def calendar(language: str) -> dict[str, Any]:
    """The months of a language: `names` in running text, and `read`, every form → its number."""
    from bot.text.normal import words

    months = Locale.parse(language).months
    read: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                read[" ".join(words(name))] = number
    return {"names": [months["format"]["wide"][n] for n in range(1, 13)], "read": read}
