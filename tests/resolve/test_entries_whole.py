"""Plain entries are matched with the whole message, whatever message reading makes of it."""

from __future__ import annotations

import pytest

from bot.app import Conversations, Folders
from bot.facts.build import open_base
from tests.resolve.conftest import TODAY

ENTRIES = """\
- id: joke
  asks: {en: [tell me a joke, do you know a joke]}
  says: {en: "Knock, knock."}
- id: welcome
  asks: {en: ["thanks for your help", "thank you very much"]}
  says: {en: "With pleasure."}
- id: reset
  asks: {en: ["How do I reset my password?", "I forgot my password, what now?"]}
  says: {en: "Press the button below the field."}
- id: stolen
  asks: {en: ["Somebody stole my bicycle. What should I do?", "my bicycle is gone"]}
  says: {en: "Tell the police."}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Conversations:
    """The bot over a base of entries alone."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "entries").mkdir()
    (folder / "entries" / "all.yaml").write_text(ENTRIES, encoding="utf-8")
    return Conversations(open_base(folder, folder / "seeds", shipped.default, shipped.cache), TODAY)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Tell me a joke", "joke"),  # "tell me" opens other questions
        ("thank you very much!", "welcome"),  # small talk elsewhere
        ("Somebody stole my bicycle. What should I do?", "stolen"),
        ("How do I reset my password", "reset"),  # whether it is typed with its mark or without
        ("how do i reset my password?", "reset"),
    ],
)
def test_words_that_are_cut_off_other_questions_count(
    desk: Conversations, text: str, entry: str
) -> None:
    """A phrasing is a phrasing, also where it is a greeting or of two sentences."""
    decision = desk.ask(text)[0].decision

    assert ("answer", (entry,)) == (decision.outcome, decision.facts)


def test_a_mark_is_no_word(desk: Conversations) -> None:
    """The question mark of a phrasing changes no score."""
    with_mark, without = (desk.ask(f"I forgot my password, what now{end}") for end in ("?", ""))

    assert with_mark[0].decision.confidence == without[0].decision.confidence


@pytest.mark.parametrize(
    ("text", "entry"),
    [("hello, tell me a joke", "joke"), ("thanks", "welcome"), ("Hi! A joke?", "joke")],
)
def test_small_talk_has_candidates(desk: Conversations, text: str, entry: str) -> None:
    """Whatever the outcome, what is nearest is shown."""
    answered = desk.ask(text)[0]

    assert entry == desk.candidates(answered, 1)[0]["fact"]


def test_small_talk_that_no_entry_has_stays_small_talk(desk: Conversations) -> None:
    """A greeting is greeted."""
    assert "chitchat" == desk.ask("good morning")[0].decision.reason


def test_one_model_serves_all_languages(desk: Conversations) -> None:
    """A base is decoded once, however many languages its messages are read in."""
    models = {id(desk.resolver(language).entries._model) for language in desk.index.languages}

    assert 1 == len(models) < len(desk.index.languages)
