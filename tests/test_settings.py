"""Settings: read once from a mapping, with defaults, and with errors that name the variable."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.errors import UsageError
from bot.settings import LOG_LEVELS, SETTINGS, Settings, shown

TOKEN = "123456:ABCdefGHIjkl-mno_pqr"


def test_an_empty_environment_gives_the_defaults() -> None:
    """Without any variable, every setting has its default."""
    assert Settings(
        telegram_token=None,
        telegram_api_url="https://api.telegram.org",
        admins=(),
        database_url=None,
        knowledge=None,
        webhook_url=None,
        webhook_secret=None,
        listen=None,
        log_level="info",
    ) == Settings.from_env({})


@pytest.mark.parametrize(
    ("name", "value", "field", "meant"),
    [
        ("KNOWLEDGE", "facts here", "knowledge", "facts here"),
        ("LOG_LEVEL", "debug", "log_level", "debug"),
        ("TELEGRAM_TOKEN", f" {TOKEN}\n", "telegram_token", TOKEN),
        ("TELEGRAM_API_URL", "http://[::1]:8081/", "telegram_api_url", "http://[::1]:8081"),
        ("ADMINS", " 12, 34,,12 ", "admins", (12, 34)),
        ("DATABASE_URL", "sqlite:///a.db", "database_url", "sqlite:///a.db"),
        ("LISTEN", "127.0.0.1:0", "listen", ("127.0.0.1", 0)),
        ("LISTEN", "[::1]:8080", "listen", ("::1", 8080)),
        ("LISTEN", ":8080", "listen", ("0.0.0.0", 8080)),
        ("WEBHOOK_SECRET", "a-B_9", "webhook_secret", "a-B_9"),
    ],
)
def test_a_variable_gives_its_setting(name: str, value: str, field: str, meant: object) -> None:
    """A variable that is set is the value of its setting."""
    assert meant == getattr(Settings.from_env({f"ATTACHE_{name}": value}), field)


def test_a_webhook_listens_where_nothing_else_is_said() -> None:
    """A webhook needs a listener: on loopback, behind a proxy."""
    environ = {"ATTACHE_WEBHOOK_URL": "https://bot.example/x", "ATTACHE_WEBHOOK_SECRET": "s"}
    settings = Settings.from_env(environ)

    assert ("https://bot.example/x", ("127.0.0.1", 8080)) == (settings.webhook_url, settings.listen)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TELEGRAM_TOKEN", "abc", "ATTACHE_TELEGRAM_TOKEN is not of the form 123456:ABC…"),
        ("TELEGRAM_API_URL", "localhost:8081", "ATTACHE_TELEGRAM_API_URL is 'localhost:8081'"),
        ("TELEGRAM_API_URL", "http://a:b", "ATTACHE_TELEGRAM_API_URL is 'http://a:b'"),
        ("ADMINS", "@me", "ATTACHE_ADMINS is '@me'; give user ids as numbers"),
        ("ADMINS", "１２", "ATTACHE_ADMINS is"),
        ("LISTEN", "8080", "ATTACHE_LISTEN is '8080'; give host:port"),
        ("LISTEN", "a:99999", "ATTACHE_LISTEN is 'a:99999'; give host:port"),
        ("WEBHOOK_URL", "https://a.example/x", "ATTACHE_WEBHOOK_SECRET is not set"),
        ("WEBHOOK_URL", "ftp://a.example/x", "ATTACHE_WEBHOOK_URL is 'ftp://a.example/x'"),
        ("WEBHOOK_SECRET", "with blank", "ATTACHE_WEBHOOK_SECRET is of another form"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(name: str, value: str, message: str) -> None:
    """The error names the variable and says what it takes."""
    with pytest.raises(UsageError) as caught:
        Settings.from_env({f"ATTACHE_{name}": value})

    assert message in str(caught.value)


def test_a_missing_token_is_told_with_the_way_to_one() -> None:
    """Only what talks to Telegram needs a token, and it says where to get one."""
    with pytest.raises(UsageError, match=r"ATTACHE_TELEGRAM_TOKEN is not set; .*BotFather"):
        Settings.from_env({}).token()

    assert TOKEN == Settings.from_env({"ATTACHE_TELEGRAM_TOKEN": TOKEN}).token()


def test_secrets_are_not_shown() -> None:
    """Neither the listing nor a printed object has a token, a secret or a password in it."""
    environ = {
        "ATTACHE_TELEGRAM_TOKEN": TOKEN,
        "ATTACHE_DATABASE_URL": "postgresql://u:hidden@h/n",
        "ATTACHE_WEBHOOK_SECRET": "hidden",
    }
    told = [shown(environ, setting) for setting in SETTINGS]

    assert 3 == told.count("(set)")
    assert not any(s in f"{told}{Settings.from_env(environ)}" for s in (TOKEN, "hidden"))


def test_a_wrong_token_is_not_shown() -> None:
    """What is nearly a token stays out of the error."""
    with pytest.raises(UsageError) as caught:
        Settings.from_env({"ATTACHE_TELEGRAM_TOKEN": f"{TOKEN}!"})

    assert TOKEN not in str(caught.value)


def test_a_variable_set_to_nothing_is_unset() -> None:
    """An empty string gives the default, as if the variable were not there."""
    environ = {setting.name: "" for setting in SETTINGS}

    assert Settings.from_env({}) == Settings.from_env(environ)


@pytest.mark.parametrize("value", ["0", "no", " "])
def test_a_value_that_looks_false_is_still_a_value(value: str) -> None:
    """Only the empty string is unset; a folder may be called "0"."""
    assert value == Settings.from_env({"ATTACHE_KNOWLEDGE": value}).knowledge


def test_variables_of_others_are_not_read() -> None:
    """A variable that is not in the table changes nothing."""
    assert Settings.from_env({}) == Settings.from_env({"KNOWLEDGE": "x", "LOG_LEVEL": "debug"})


@pytest.mark.parametrize("level", LOG_LEVELS)
def test_a_log_level_is_read_in_any_case(level: str) -> None:
    """A log level may be written in capitals, and with spaces around it."""
    assert level == Settings.from_env({"ATTACHE_LOG_LEVEL": f" {level.upper()} "}).log_level


@pytest.mark.parametrize("value", ["loud", "0", " "])
def test_an_unknown_log_level_is_refused_by_name(value: str) -> None:
    """The error names the variable, the value it has and the values it may have."""
    with pytest.raises(UsageError) as caught:
        Settings.from_env({"ATTACHE_LOG_LEVEL": value})

    assert (
        f"ATTACHE_LOG_LEVEL is {value!r}; it must be one of debug, info, warning, error, critical"
    ) == str(caught.value)


def test_every_row_of_the_table_is_a_field_of_the_settings() -> None:
    """The table and the settings that are read name the same things, in the same order."""
    names = [setting.name.removeprefix("ATTACHE_").lower() for setting in SETTINGS]

    assert names == [field.name for field in fields(Settings)]


def test_every_row_of_the_table_says_what_it_does() -> None:
    """Each setting has a name of ours and a sentence of help."""
    assert len(SETTINGS) >= 2
    for setting in SETTINGS:
        assert setting.name.startswith("ATTACHE_")
        assert setting.help.endswith(".")
