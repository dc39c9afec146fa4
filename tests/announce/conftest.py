"""A small base whose facts have days, one of them a leap day."""

from __future__ import annotations

import pytest

from bot.app import Folders
from bot.facts.build import open_base
from bot.facts.index import Index
from tests.facts.sample import FACTS, Sample

LEAP = "The Green Line of Havn opened on 29 February 2024"


@pytest.fixture(scope="session")
def dated_index(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Index:
    """The sample base, with the line opened on 29 February 2024."""
    sample = Sample(tmp_path_factory.mktemp("dated"))
    sample.seeds["two.txt"] = sample.seeds["two.txt"].replace(
        "The Green Line of Havn opened on 3 March", LEAP
    )
    sample.change(FACTS, 'The Green Line of Havn opened on 3 March"', f'{LEAP}"')
    sample.change(FACTS, "roles: [what]", "roles: [what, when]")
    sample.change(FACTS, "what: green-line", 'what: green-line\n    when: "2024-02-29"')
    sample.write()
    return open_base(sample.folder, sample.seeds_folder, shipped.default, shipped.cache)
