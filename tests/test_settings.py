"""Settings: read once from a mapping, with defaults, and with errors that name the variable."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.errors import UsageError
from bot.settings import LOG_LEVELS, SETTINGS, Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    """Without any variable, every setting has its default."""
    assert Settings(knowledge=None, log_level="warning") == Settings.from_env({})


def test_a_variable_gives_its_setting() -> None:
    """A variable that is set is the value of its setting."""
    environ = {"ATTACHE_KNOWLEDGE": "facts here", "ATTACHE_LOG_LEVEL": "info"}

    assert Settings(knowledge="facts here", log_level="info") == Settings.from_env(environ)


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
