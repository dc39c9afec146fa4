"""A chat's time zone: chosen by what the clock shows there now, or by the name of a city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from telegram import InlineKeyboardMarkup

from bot.announce.schedule import zone_of
from bot.chat import buttons
from bot.chat.buttons import change
from bot.chat.wording import Wording
from bot.errors import UsageError

SETTING = "zone"  # of buttons
AT = "at"  # before the minutes that a clock is ahead of UTC
LEAST = 10  # zones of a part of the world; smaller parts, and US, are older names of the same zones
NO_PLACES = "Etc"
CLOCKS_A_ROW, CITIES_A_ROW = 3, 2


def clocks(now: float) -> InlineKeyboardMarkup:
    """A button for each time that clocks show somewhere now."""
    offsets = sorted({_offset(zone, now) for zone in _cities()})
    found = [(_clock(minutes, now), change(SETTING, f"{AT}{minutes}")) for minutes in offsets]
    return buttons.grid(_rows(found, CLOCKS_A_ROW))


def cities(minutes: int, now: float, wording: Wording) -> InlineKeyboardMarkup:
    """A button for each city whose clock is so many minutes ahead of UTC now."""
    found = [(_label(zone), change(SETTING, zone)) for zone in zones_at(minutes, now)]
    back = (wording.button("back"), change(SETTING))
    return buttons.grid([*_rows(found, CITIES_A_ROW), [back]])


def zones_at(minutes: int, now: float) -> list[str]:
    """The time zones whose clock is so many minutes ahead of UTC now."""
    return [zone for zone in _cities() if _offset(zone, now) == minutes]


def named(text: str) -> list[str]:
    """The time zones that a text names: one by its full name, or all with a city of that name."""
    for name in (text, text.upper()):
        with suppress(UsageError):
            return [zone_of(name).key]
    wanted = text.strip().casefold().replace(" ", "_")
    return [zone for zone in _cities() if wanted in (zone.casefold(), _city(zone))]


def minutes_of(value: str) -> int | None:
    """The minutes ahead of UTC that a button of `clocks` stands for."""
    number = value.removeprefix(AT)
    if number == value or not number.removeprefix("-").isdecimal():
        return None
    return int(number)


@cache
def _cities() -> tuple[str, ...]:
    """The zones that are called after a city, in order; `available_timezones` reads a folder."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    count = Counter(_region(zone) for zone in zones)
    parts = {p for p, n in count.items() if n >= LEAST and not p.isupper() and p != NO_PLACES}
    return tuple(zone for zone in zones if _region(zone) in parts)


def _region(zone: str) -> str:
    return zone.partition("/")[0]


def _clock(minutes: int, now: float) -> str:
    """What a clock shows now that is so many minutes ahead of UTC, and how far ahead it is."""
    there = datetime.fromtimestamp(now, UTC) + timedelta(minutes=minutes)
    hours, rest = divmod(abs(minutes), 60)
    ahead = f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return f"{there:%H:%M} ({ahead})"


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].casefold()


def _label(zone: str) -> str:
    region, _, city = zone.partition("/")
    return f"{city.rpartition('/')[2].replace('_', ' ')} ({region})"


def _offset(zone: str, now: float) -> int:
    """Minutes that a zone's clock is ahead of UTC now."""
    ahead = datetime.fromtimestamp(now, ZoneInfo(zone)).utcoffset() or timedelta()
    return int(ahead.total_seconds()) // 60


def _rows(found: Iterable[tuple[str, str]], wide: int) -> list[list[tuple[str, str]]]:
    every = list(found)
    return [every[at : at + wide] for at in range(0, len(every), wide)]
