"""Whether a sentence tells a value already."""

from __future__ import annotations

import pytest

from bot.render.told import tells

FILLERS = frozenset({"the", "of", "on"})


@pytest.mark.parametrize(
    ("sentence", "value", "told"),
    [
        ("Minister Ruiz opened the line.", "Ana Ruiz", True),
        ("The Norlandish side signed it.", "Norland", True),
        ("The line was opened.", "Ana Ruiz", False),
        ("The line was opened on 7 May 2025.", "7 May 2025", True),
        ("The line was opened.", "7 May 2025", False),
        ("The mayor of Suder spoke.", "the First Citizen of Suder", False),
    ],
)
def test_half_of_the_words_tell_a_value(sentence: str, value: str, told: bool) -> None:
    """A surname tells a person; a place that a longer name ends with does not tell that name."""
    assert told == tells(sentence, value, FILLERS)
