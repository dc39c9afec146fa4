"""Warnings of phrasings that the matcher takes for another entry's."""

from __future__ import annotations

from pathlib import Path

from bot.facts.check import check_folder

ENTRIES = """\
- id: hours
  asks: {en: [when are you open, what are the opening hours, LIKE]}
  says: {en: "At nine."}
  source: curator
- id: fees
  asks: {en: [how much is the late fee, what does an overdue book cost, late fee amount]}
  says: {en: "Ten cents."}
  source: curator
"""


def warnings(folder: Path, like: str) -> list[str]:
    """What the check says of the entries."""
    (folder / "entries").mkdir()
    text = ENTRIES.replace("LIKE", like)
    (folder / "entries" / "all.yaml").write_text(text, encoding="utf-8")
    _, problems = check_folder(folder, None)
    return [str(problem) for problem in problems if problem.level == "warning"]


def test_a_phrasing_of_two_entries_is_warned_of(tmp_path: Path) -> None:
    """The file, the entry, the phrasing and the other entry are named."""
    found = warnings(tmp_path, "how much is the late fee please")

    assert any("all.yaml" in line and "hours" in line and "'fees'" in line for line in found)


def test_clear_entries_are_not_warned_of(tmp_path: Path) -> None:
    """Each in words of its own."""
    assert warnings(tmp_path, "at what time do you open") == []
