"""Questions for newcomers: each is answered, in each language that the base speaks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.app import Conversations, Folders
from bot.app.examples import LONGEST, MOST, examples
from bot.facts.build import open_base
from bot.facts.index import Index
from tests.conftest import ROOT
from tests.facts.sample import Sample


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


@pytest.mark.parametrize("language", ["az", "en", "ru", "vi"])
def test_the_questions_that_people_wrote_are_shown(shipped_index: Index, language: str) -> None:
    """All three of a language, in their order: each is still answered."""
    found = examples(Conversations(shipped_index, date(2026, 11, 22)), language)

    assert shipped_index.meta("examples")[language] == [example.text for example in found]


def test_a_question_that_is_not_answered_gives_way(tmp_path: Path, shipped: Folders) -> None:
    """What no fact answers, and what is too long for a button, is not shown."""
    sample = Sample(tmp_path)
    long = "When did Ana Ruiz, whom everybody knows so very well, visit Suder?"
    asked = ["Who is the king of Georgia?", long, "When did Ana Ruiz visit Suder?"]
    sample.files["examples.yaml"] = f"en: {asked}\n".replace("'", '"')
    sample.write()
    index = open_base(sample.folder, sample.seeds_folder, shipped.default, shipped.cache)
    found = examples(Conversations(index, date(2026, 11, 22)), "en")
    index.close()

    assert asked[2:] == [example.text for example in found][:1]
    assert not set(asked[:2]) & {example.text for example in found}


def test_another_base_has_its_own(shipped: Folders) -> None:
    """Nothing is made up: they are of that base's facts."""
    folder = ROOT / "tests" / "bases" / "lighthouses"
    index = Folders(folder, folder / "seeds", shipped.default, shipped.cache).open()
    found = examples(Conversations(index), "en")

    assert found
    assert all(index.fact_number(example.fact) is not None for example in found)
    index.close()
