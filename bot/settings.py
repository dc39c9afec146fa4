"""The one table of settings, and the only reader of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import UsageError

LOG_LEVELS = ("debug", "info", "warning", "error", "critical")


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its value where it is unset, and what it does."""

    name: str
    default: str | None
    help: str


KNOWLEDGE = Setting(
    "ATTACHE_KNOWLEDGE",
    None,
    "The folder of the fact base; --knowledge goes before it. Unset: ./knowledge where there is "
    "one, else the fact base that comes with the program.",
)
LOG_LEVEL = Setting(
    "ATTACHE_LOG_LEVEL",
    "warning",
    f"The least grave message that is logged: {', '.join(LOG_LEVELS)}.",
)

SETTINGS = (KNOWLEDGE, LOG_LEVEL)


@dataclass(frozen=True)
class Settings:
    """The settings of one run, read once where the program starts."""

    knowledge: str | None
    log_level: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that an environment gives; a variable set to nothing counts as unset.

        Raises UsageError for a value that a setting cannot take.
        """
        return cls(knowledge=_value(environ, KNOWLEDGE), log_level=_log_level(environ))


def _value(environ: Mapping[str, str], setting: Setting) -> str | None:
    value = environ.get(setting.name)
    return setting.default if value is None or value == "" else value


def _log_level(environ: Mapping[str, str]) -> str:
    value = _value(environ, LOG_LEVEL)
    level = "" if value is None else value.strip().lower()
    if level not in LOG_LEVELS:
        raise UsageError(
            f"{LOG_LEVEL.name} is {value!r}; it must be one of {', '.join(LOG_LEVELS)}"
        )
    return level
