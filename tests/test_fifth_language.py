"""A language more is files more: a small one beside English, over a base of another field."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import Conversations
from bot.facts.build import open_index, write
from bot.facts.compile import compile_base
from bot.facts.read import read_base
from bot.facts.strict_yaml import load, plain
from tests.right_or_silent.clock import TODAY

ROOT = Path(__file__).resolve().parents[1]
BASES, ENGLISH = ROOT / "tests" / "bases", ROOT / "knowledge" / "lexicon" / "en.yaml"
MARK = "eo: "  # stands before the texts that are not translated here


@pytest.fixture(scope="module", name="talks")
def _talks(tmp_path_factory: pytest.TempPathFactory) -> Conversations:
    folder = tmp_path_factory.mktemp("base") / "knowledge"
    shutil.copytree(BASES / "lighthouses", folder)
    shutil.copytree(BASES / "esperanto", folder, dirs_exist_ok=True)
    english = _plain(ENGLISH)
    (folder / "lexicon" / "en.yaml").write_text(ENGLISH.read_text(encoding="utf-8"))
    path = folder / "lexicon" / "eo.yaml"
    lexicon = _plain(path)
    lexicon["wording"] = _marked(english["wording"])
    path.write_text(yaml.safe_dump(lexicon, allow_unicode=True), encoding="utf-8")
    base, problems, _ = read_base(folder, folder / "seeds")
    assert [] == problems
    index = folder / "x.index"
    write(compile_base(base), index)
    return Conversations(open_index(index), TODAY)


def _plain(path: Path) -> Any:
    data, problems = load(path.name, path.read_text(encoding="utf-8"))
    assert [] == problems
    return plain(data)


def _marked(text: Any) -> Any:
    if isinstance(text, dict):
        return {key: _marked(item) for key, item in text.items()}
    return MARK + str(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kiam oni malfermis Ravensholm Light?",
            "Ravensholm Light estis malfermita la 3-an de Aprilo 2018.",
        ),
        (
            "saluton, kiam oni inauguris ravensholm lighton",  # no marks; the name in its case
            "Ravensholm Light estis malfermita la 3-an de Aprilo 2018.",
        ),
        ("Kiu projektis Ravenholt Light?", "Anders Lund projektis la turon Ravenholt Light."),
        (
            "Ĉu Marit Solheim projektis Ravensholm Light?",
            MARK + "Yes. Marit Solheim projektis la turon Ravensholm Light.",
        ),
        ("dankon", MARK + "You are welcome!"),
    ],
)
def test_a_language_is_answered_in_by_its_files_alone(
    talks: Conversations, text: str, expected: str
) -> None:
    """Question words, endings, kinds, templates and months of its own; English words among them."""
    assert (expected[:1].upper() + expected[1:], "eo") == (
        (reply := talks.ask(text)[1]).text,
        reply.language,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kiu projektis Sandvik Light?",  # another tower
        "Ĉu Anders Lund projektis Ravensholm Light?",  # another person
        "Kiam oni ne malfermis Ravensholm Light?",
        "Kiam oni xqzvis Ravensholm Light?",  # a word of no language
    ],
)
def test_near_misses_are_not_answered(talks: Conversations, text: str) -> None:
    """The guard needs no words of the language."""
    decision = talks.ask(text)[0].decision

    assert ("answer", "supported").count(decision.verdict or decision.outcome) == 0


def test_english_stays_english(talks: Conversations) -> None:
    """Another language beside it changes nothing."""
    mixed = talks.ask("who projektis Ravenholt Light?")[1]
    reply = talks.ask("Who designed Ravenholt Light?")[1]

    assert ("Anders Lund designed Ravenholt Light.", "en") == (reply.text, reply.language)
    assert reply.text == mixed.text  # though one word is of the other
