"""When something is due: hours of a chat's own time zone as instants, missed ones included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import UsageError

MINUTES_A_DAY = 24 * 60
DEFAULT_ZONE = "UTC"  # of a chat that has not said where it lives
LATE_DAYS = {"daily": 0, "weekly": 2}  # how many local days later a missed hour is made up for
LATE_HOURS = timedelta(hours=3)  # and in any case so long, also past midnight
# Files beside the zones that mean something else on each machine, or count leap seconds.
_NOT_EVERYWHERE = ("localtime", "posix", "right/")


class OverError(UsageError):
    """A time that is over."""


@dataclass(frozen=True)
class Schedule:
    """An hour of every day, or of one weekday, in a time zone.

    `minute` counts from local midnight, 0 to 1439; `weekday` is 0 for Monday, None for every day.
    """

    zone: str
    minute: int
    weekday: int | None = None


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as `Pacific/Auckland`.

    Raises UsageError for a name that the time zone database does not have.
    """
    try:
        if name.startswith(_NOT_EVERYWHERE):
            raise ValueError(name)
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"there is no time zone {name[:40]!r}; write it as in the time zone database, such as "
            "Pacific/Auckland"
        ) from None


def minute_of(text: str) -> int:
    """The minutes after midnight that `9`, `9:30` or `21:05` name.

    Raises UsageError for any other text.
    """
    hour, colon, minute = text.strip().partition(":")
    whole = all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hour, minute))
    if hour.isascii() and hour.isdigit() and len(hour) <= 2 and (whole or not colon):
        found = int(hour) * 60 + int(minute or 0)
        if int(minute or 0) < 60 and found < MINUTES_A_DAY:
            return found
    raise UsageError(f"{text[:20]!r} is not an hour of the day; write it as 9:30 or 21:05")


def instant(day: date, minute: int, zone: str) -> datetime:
    """The UTC instant of an hour of a local day.

    An hour that the clock skips in spring comes when it would have come without the change, that is
    an hour later by the wall; of an hour that comes twice in autumn the first counts (PEP 495,
    fold 0).
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone_of(zone))
    return wall.astimezone(UTC)


def moment_of(text: str, zone: str, now: datetime) -> datetime:
    """The instant that `18:30` (the next one) or `2026-12-24 18:30` names in a time zone.

    Raises OverError for what is over, and UsageError for any other text.
    """
    day_text, _, hour = text.strip().replace("T", " ").rpartition(" ")
    minute = minute_of(hour)
    try:
        day = date.fromisoformat(day_text) if day_text else local_day(now, zone)
    except ValueError:
        raise UsageError(f"{day_text[:20]!r} is not a day; write it as 2026-12-24") from None
    when = instant(day, minute, zone)
    if when <= now and not day_text:
        when = instant(day + timedelta(days=1), minute, zone)
    if when <= now:
        raise OverError(
            f"{text[:30]!r} is over: it is {now.astimezone(zone_of(zone)):%Y-%m-%d %H:%M} in {zone}"
        )
    return when


def local_day(now: datetime, zone: str) -> date:
    """The day that a chat's calendar shows at an instant."""
    return now.astimezone(zone_of(zone)).date()


def due_day(schedule: Schedule, since: datetime, now: datetime) -> date | None:
    """The local day whose hour has come after `since` and by `now`, and is not too late to keep.

    Where several hours were missed, the last one counts: nobody wishes to get a week's worth at
    once. A daily hour is made up for on the same local day, a weekly one for two days more, and
    each for three hours at least.
    """
    today = local_day(now, schedule.zone)
    late = LATE_DAYS["daily" if schedule.weekday is None else "weekly"]
    for back in range(late + 2):
        day = today - timedelta(days=back)
        if schedule.weekday is not None and day.weekday() != schedule.weekday:
            continue
        begins = instant(day, schedule.minute, schedule.zone)
        if since < begins <= now and (back <= late or now - begins <= LATE_HOURS):
            return day
    return None


def coming_days(schedule: Schedule, after: datetime, days: int) -> list[date]:
    """The local days of the next `days` days whose hour is still to come, in order."""
    today = local_day(after, schedule.zone)
    ahead = (today + timedelta(days=n) for n in range(days + 1))
    end = after + timedelta(days=days)
    return [
        day
        for day in ahead
        if (schedule.weekday is None or day.weekday() == schedule.weekday)
        and after < instant(day, schedule.minute, schedule.zone) <= end
    ]
