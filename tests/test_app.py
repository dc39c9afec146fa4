"""The composition root: which folders are taken, and who is remembered."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.app import Conversations, Folders, packaged_knowledge
from bot.errors import KnowledgeError, UsageError
from bot.facts.build import build, content_key
from bot.facts.index import Index
from tests.facts.sample import Sample


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def talk(sample_index: Index) -> Conversations:
    """Conversations over the small base of the tests, on a fixed day."""
    return Conversations(sample_index, date(2026, 11, 22))


def test_a_folder_that_is_named_goes_first(here: Path) -> None:
    """Neither ./knowledge nor the packaged base is taken where another is named."""
    (here / "knowledge").mkdir()
    (here / "other").mkdir()

    assert Path("other") == Folders.choose("other", None, here).knowledge


def test_knowledge_beside_the_user_goes_before_the_packaged_base(here: Path) -> None:
    """Without a name, ./knowledge is taken where it is."""
    (here / "knowledge").mkdir()

    assert Path("knowledge") == Folders.choose(None, None, here).knowledge


def test_the_packaged_base_is_the_last_choice(here: Path) -> None:
    """In a folder without a base, the one that comes with the program answers."""
    folders = Folders.choose(None, None, here)

    assert packaged_knowledge() == folders.knowledge == folders.default
    assert (folders.knowledge / "sources.yaml").is_file()
    assert any(folders.seeds.iterdir())


@pytest.mark.parametrize(
    ("knowledge", "seeds", "message"),
    [
        ("none", None, "there is no folder none; name the fact base with --knowledge DIR"),
        ("base", "none", "there is no folder none; name the seeds with --seeds DIR"),
    ],
)
def test_a_folder_that_is_not_there_is_refused(
    here: Path, knowledge: str, seeds: str | None, message: str
) -> None:
    """The error names the folder and the option."""
    (here / "base").mkdir()
    with pytest.raises(UsageError) as caught:
        Folders.choose(knowledge, seeds, here)

    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("made", "named", "expected"),
    [
        (["base/seeds", "seeds", "mine"], "mine", "mine"),
        (["base/seeds", "seeds"], None, "base/seeds"),
        (["seeds"], None, "seeds"),
    ],
)
def test_seeds_are_named_or_in_the_base_or_beside_it(
    here: Path, made: list[str], named: str | None, expected: str
) -> None:
    """`--seeds`, else DIR/seeds, else DIR/../seeds."""
    for folder in ["base", *made]:
        (here / folder).mkdir(parents=True, exist_ok=True)

    assert (here / expected) == Folders.choose("base", named, here).seeds.resolve()


def test_seeds_beside_the_working_folder_are_found(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A base named as "." has its seeds beside the folder that it is."""
    (here / "base").mkdir()
    (here / "seeds").mkdir()
    monkeypatch.chdir(here / "base")

    assert here / "seeds" == Folders.choose(".", None, here).seeds.resolve()


def test_a_conversation_carries_its_last_reading(talk: Conversations) -> None:
    """A bare "source?" is about what was told before in the same conversation."""
    talk.ask("When did Ana Ruiz visit Suder?", "a")
    answered, reply = talk.ask("source?", "a")

    assert ("source", "Old Town News, 7 May 2025.") == (answered.decision.asked, reply.text)


@pytest.mark.parametrize("conversation", ["b", None])
def test_conversations_do_not_mix(talk: Conversations, conversation: str | None) -> None:
    """Another conversation, or none, knows nothing of what was told."""
    talk.ask("When did Ana Ruiz visit Suder?", "a")
    answered, _ = talk.ask("source?", conversation)

    assert "abstain" == answered.decision.outcome


def test_messages_without_a_conversation_are_not_remembered(talk: Conversations) -> None:
    """Each is a conversation of its own."""
    talk.ask("When did Ana Ruiz visit Suder?")
    answered, _ = talk.ask("source?")

    assert "abstain" == answered.decision.outcome


@pytest.mark.parametrize("language", ["en", "xx", None])
def test_an_unknown_language_is_answered_in_english(
    talk: Conversations, language: str | None
) -> None:
    """A language that the base does not speak is no reason to be silent."""
    _, reply = talk.ask("When did Ana Ruiz visit Suder?", None, language)

    assert ("en", "Ana Ruiz visited Suder on 7 May 2025.") == (reply.language, reply.text)


def test_candidates_come_best_first_and_few(talk: Conversations) -> None:
    """At most as many as were asked for, whatever was decided, with falling confidence."""
    answered, _ = talk.ask("When did Ana Ruiz visit Suder?")
    found = talk.candidates(answered, 2)

    assert "ruiz-visit" == found[0]["fact"]
    assert 1 <= len(found) <= 2
    assert found == sorted(found, key=lambda c: -c["confidence"])


def test_why_shows_how_the_words_were_read(talk: Conversations) -> None:
    """The names that were read, and the fact that decided, are in the explanation."""
    answered, _ = talk.ask("When did Ana Ruiz visit Suder?")
    shown = "\n".join(talk.why(answered))

    assert "'Ana Ruiz': ana-ruiz" in shown
    assert "fact ruiz-visit" in shown


@pytest.fixture
def installed(tmp_path: Path) -> Folders:
    """A base as a wheel holds it: with the index that was compiled of it, without its articles."""
    sample = Sample(tmp_path / "made")
    sample.write()
    knowledge, nowhere = tmp_path / "packaged" / "knowledge", tmp_path / "nowhere"
    shutil.copytree(sample.folder, knowledge)
    shutil.copytree(packaged_knowledge() / "lexicon", knowledge / "lexicon", dirs_exist_ok=True)
    key = content_key(knowledge, nowhere, knowledge)
    build(knowledge, sample.seeds_folder, knowledge, knowledge.parent / f"{key}.index")
    return Folders(knowledge, nowhere, knowledge, tmp_path / "cache")


def test_a_base_without_its_articles_is_answered_from_the_index_that_came_with_it(
    installed: Folders,
) -> None:
    """Nothing is compiled, and nothing written beside the user's caches."""
    index = installed.open()

    assert index.ids
    assert not installed.cache.exists()


def test_an_index_that_came_with_another_base_is_not_trusted(installed: Folders) -> None:
    """One byte more in the base, and it is compiled anew: which its missing articles forbid."""
    with (installed.knowledge / "types.yaml").open("a", encoding="utf-8") as file:
        file.write("\n")

    with pytest.raises(KnowledgeError):
        installed.open()
