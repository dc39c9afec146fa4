"""The one table of settings, and the only reader of the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import UsageError

LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{10,100}")  # as BotFather gives it
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes as a webhook's secret
WEBHOOK_LISTEN = "127.0.0.1:8080"


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its value where it is unset, and what it does.

    The value of a `secret` one is never shown.
    """

    name: str
    default: str | None
    help: str
    secret: bool = False


TELEGRAM_TOKEN = Setting(
    "ATTACHE_TELEGRAM_TOKEN",
    None,
    "The token of the bot, from @BotFather. Needed by serve and announce.",
    secret=True,
)
TELEGRAM_API_URL = Setting(
    "ATTACHE_TELEGRAM_API_URL",
    "https://api.telegram.org",
    "Another Bot API server, such as a local one: http://127.0.0.1:8081.",
)
ADMINS = Setting(
    "ATTACHE_ADMINS",
    None,
    "Telegram user ids of those who may see /why, with commas between.",
)
DATABASE_URL = Setting(
    "ATTACHE_DATABASE_URL",
    None,
    "Where chats are kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. Unset: an "
    "SQLite file in the user's state folder (~/.local/state/attache).",
    secret=True,
)
KNOWLEDGE = Setting(
    "ATTACHE_KNOWLEDGE",
    None,
    "The folder of the fact base; --knowledge goes before it. Unset: ./knowledge where there is "
    "one, else the fact base that comes with the program.",
)
WEBHOOK_URL = Setting(
    "ATTACHE_WEBHOOK_URL",
    None,
    "The public https address at which Telegram delivers updates. Unset: they are polled.",
)
WEBHOOK_SECRET = Setting(
    "ATTACHE_WEBHOOK_SECRET",
    None,
    "The secret that Telegram sends along with each update: 1 to 256 of A-Z a-z 0-9 _ and -. "
    "Needed with ATTACHE_WEBHOOK_URL.",
    secret=True,
)
LISTEN = Setting(
    "ATTACHE_LISTEN",
    None,
    "host:port of /healthz, /metrics and the webhook. Unset: "
    f"{WEBHOOK_LISTEN} with a webhook, else nothing listens.",
)
LOG_LEVEL = Setting(
    "ATTACHE_LOG_LEVEL",
    "info",
    f"The least grave message that is logged: {', '.join(LOG_LEVELS)}.",
)

SETTINGS = (
    TELEGRAM_TOKEN,
    TELEGRAM_API_URL,
    ADMINS,
    DATABASE_URL,
    KNOWLEDGE,
    WEBHOOK_URL,
    WEBHOOK_SECRET,
    LISTEN,
    LOG_LEVEL,
)


@dataclass(frozen=True)
class Settings:
    """The settings of one run, read once where the program starts."""

    telegram_token: str | None = field(repr=False)
    telegram_api_url: str
    admins: tuple[int, ...]
    database_url: str | None = field(repr=False)
    knowledge: str | None
    webhook_url: str | None
    webhook_secret: str | None = field(repr=False)
    listen: tuple[str, int] | None
    log_level: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that an environment gives; a variable set to nothing counts as unset.

        Raises UsageError for a value that a setting cannot take.
        """
        webhook_url = _webhook_url(environ)
        return cls(
            telegram_token=_token(environ),
            telegram_api_url=_api_url(environ),
            admins=_admins(environ),
            database_url=_value(environ, DATABASE_URL),
            knowledge=_value(environ, KNOWLEDGE),
            webhook_url=webhook_url,
            webhook_secret=_webhook_secret(environ, webhook_url),
            listen=_listen(environ, webhook_url),
            log_level=_log_level(environ),
        )

    def token(self) -> str:
        """The bot's token.

        Raises UsageError where none is set.
        """
        if self.telegram_token is None:
            raise UsageError(
                f"{TELEGRAM_TOKEN.name} is not set; make a bot with @BotFather in Telegram and set "
                "the variable to the token that it gives"
            )
        return self.telegram_token


def shown(environ: Mapping[str, str], setting: Setting) -> str:
    """The value in force, for people; of a secret only whether it is set."""
    value = _value(environ, setting)
    if setting.secret:
        return "(set)" if value is not None else ""
    return value if value is not None else ""


def _value(environ: Mapping[str, str], setting: Setting) -> str | None:
    value = environ.get(setting.name)
    return setting.default if value is None or value == "" else value


def _token(environ: Mapping[str, str]) -> str | None:
    value = _value(environ, TELEGRAM_TOKEN)
    if value is None:
        return None
    if not TOKEN.fullmatch(value.strip()):  # the value is not shown: it may be nearly right
        raise UsageError(
            f"{TELEGRAM_TOKEN.name} is not of the form 123456:ABC…; copy it from @BotFather again"
        )
    return value.strip()


def _api_url(environ: Mapping[str, str]) -> str:
    value = _value(environ, TELEGRAM_API_URL) or ""
    return _url(TELEGRAM_API_URL, value, ("http", "https")).rstrip("/")


def _admins(environ: Mapping[str, str]) -> tuple[int, ...]:
    value = _value(environ, ADMINS) or ""
    ids = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 18 for part in ids):
        raise UsageError(f"{ADMINS.name} is {value!r}; give user ids as numbers, as in 1234,5678")
    return tuple(dict.fromkeys(int(part) for part in ids))


def _webhook_url(environ: Mapping[str, str]) -> str | None:
    value = _value(environ, WEBHOOK_URL)
    return None if value is None else _url(WEBHOOK_URL, value, ("https", "http"))


def _url(setting: Setting, value: str, schemes: tuple[str, ...]) -> str:
    url = value.strip()
    try:
        parts = urlsplit(url)
        fits = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        fits = False
    if not fits:
        raise UsageError(f"{setting.name} is {value!r}; give an address like https://host/path")
    return url


def _webhook_secret(environ: Mapping[str, str], webhook_url: str | None) -> str | None:
    value = _value(environ, WEBHOOK_SECRET)
    if value is None and webhook_url is None:
        return None
    if value is None or not SECRET.fullmatch(value):
        state = "not set" if value is None else "of another form"
        raise UsageError(
            f"{WEBHOOK_SECRET.name} is {state}; a webhook needs 1 to 256 of A-Z a-z 0-9 _ and -"
        )
    return value


def _listen(environ: Mapping[str, str], webhook_url: str | None) -> tuple[str, int] | None:
    value = _value(environ, LISTEN)
    if value is None and webhook_url is not None:
        value = WEBHOOK_LISTEN
    if value is None:
        return None
    host, colon, port = value.strip().rpartition(":")
    fits = colon and port.isascii() and port.isdecimal() and int(port) <= 65535
    if not fits:
        raise UsageError(f"{LISTEN.name} is {value!r}; give host:port, as in {WEBHOOK_LISTEN}")
    return host.strip("[]") or "0.0.0.0", int(port)


def _log_level(environ: Mapping[str, str]) -> str:
    value = _value(environ, LOG_LEVEL)
    level = "" if value is None else value.strip().lower()
    if level not in LOG_LEVELS:
        raise UsageError(
            f"{LOG_LEVEL.name} is {value!r}; it must be one of {', '.join(LOG_LEVELS)}"
        )
    return level
