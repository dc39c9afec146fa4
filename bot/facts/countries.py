"""Every country of CLDR as an entity id: names that a base may use without defining them."""

from __future__ import annotations

from functools import lru_cache

from bot.facts.cldr import country_names

PREFIX = "iso-"
TYPE = "country"  # the type of a country that only CLDR knows


@lru_cache(maxsize=1)
def country_ids() -> frozenset[str]:
    """The ids of all countries, such as `iso-am` and `iso-at`."""
    return frozenset(PREFIX + code.lower() for code in country_names(["en"]))


def code_of(id: str) -> str | None:
    """The ISO code of such an id; None for any other id."""
    return id[len(PREFIX) :].upper() if id in country_ids() else None


@lru_cache(maxsize=64)
def names_of(code: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a country in some languages."""
    return tuple(country_names(list(languages)).get(code, {}).values())
