"""What CLDR knows: the names of countries and months. Needs babel, so only while compiling."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale

PLURALS = 200  # whole numbers from here on have the form of their last two digits, and 100
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
    """The months of a language, `names` in a date and `alone`, and `read`, every form → its number;
    its decimal and grouping signs; and the plural form of each number below PLURALS.
    """
    from bot.text.normal import words

    locale = Locale.parse(language)
    months = locale.months
    read: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                read[" ".join(words(name))] = number
    return {
        "names": [months["format"]["wide"][n] for n in range(1, 13)],
        "alone": [months["stand-alone"]["wide"][n] for n in range(1, 13)],
        "read": read,
        "group": locale.number_symbols["latn"]["group"],
        "decimal": locale.number_symbols["latn"]["decimal"],
        "plurals": [locale.plural_form(n) for n in range(PLURALS)],
    }
