"""What the tests of `bot/facts` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """A base that passes every check, in a folder of its own."""
    return Sample(tmp_path)
