"""Questions for newcomers: each is answered, in each language that the base speaks."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app import Conversations, Folders
from bot.app.examples import LONGEST, MOST, examples
from bot.facts.index import Index
from tests.conftest import ROOT


@pytest.mark.parametrize("language", ["az", "en", "ru", "vi"])
def test_the_shipped_base_has_three_in_each_language(shipped_index: Index, language: str) -> None:
    """Of three kinds, short enough for a button, and answered from the fact they are of."""
    talk = Conversations(shipped_index, date(2026, 11, 22))
    found = examples(talk, language)

    assert MOST == len(found)
    numbers = [shipped_index.fact_number(example.fact) for example in found]
    assert MOST == len({shipped_index.fact(n).kind for n in numbers if n is not None})
    for example in found:
        answered, reply = talk.ask(example.text, None, None, [language])
        assert ("answer", (example.fact,)) == (answered.decision.outcome, answered.decision.facts)
        assert language == reply.language == example.language
        assert len(example.text) <= LONGEST


def test_another_base_has_its_own(shipped: Folders) -> None:
    """Nothing is made up: they are of that base's facts."""
    folder = ROOT / "tests" / "bases" / "lighthouses"
    index = Folders(folder, folder / "seeds", shipped.default, shipped.cache).open()
    found = examples(Conversations(index), "en")

    assert found
    assert all(index.fact_number(example.fact) is not None for example in found)
    index.close()
