"""What an entry leaves open: names, times and numbers that its phrasings vary in."""

from __future__ import annotations

import pytest

from bot.app import Conversations, Folders
from bot.facts.build import open_base
from tests.resolve.conftest import TODAY

ENTRIES = """\
- id: notice
  asks:
    en:
      - I am travelling to France
      - I am travelling to Japan next month
      - tell the bank that I go to Kenya
      - I will be in Peru on Tuesday
      - I travel on 3 May
      - I am going abroad tomorrow
  says: {en: "Tell us of your journey in the app."}
- id: visa-france
  asks: {en: [do I need a visa for France, visa for France, French visa rules]}
  says: {en: "You need none for France."}
- id: visa-baltic
  asks: {en: [must I show a passport in Estonia, passport in Latvia, passport in Lithuania]}
  says: {en: "No passport is shown in Estonia, Latvia and Lithuania."}
- id: room-two
  asks: {en: [book a room for 2 people, a room for 3 people please]}
  says: {en: "We have such rooms."}
- id: broken
  asks: {en: [my card does not work, my card isn't working, the card will not open the door]}
  says: {en: "Bring the card to the desk."}
- id: lights
  asks: {en: [is the light in the hall on, does the lamp in the hall shine]}
  says: {en: "It is on all night."}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Conversations:
    """The bot over a base of entries alone."""
    folder = tmp_path_factory.mktemp("slots")
    (folder / "entries").mkdir()
    (folder / "entries" / "all.yaml").write_text(ENTRIES, encoding="utf-8")
    return Conversations(open_base(folder, folder / "seeds", shipped.default, shipped.cache), TODAY)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I am travelling to Spain", ("notice",)),  # its phrasings name four other countries
        ("I am travelling to Spain on 9 June", ("notice",)),  # and three other times
        ("I am travelling to Spain with 200 dollars", ()),  # and no numbers
        ("do I need a visa for France", ("visa-france",)),
        ("do I need a visa for Germany", ()),  # about one country
        ("passport in Latvia", ("visa-baltic",)),
        ("passport in Germany", ()),  # three of them, of which the answer speaks
        ("book a room for 2 people", ("room-two",)),
        ("book a room for 9 people", ()),  # two numbers are what it is about
    ],
)
def test_what_phrasings_vary_in_decides_nothing(
    desk: Conversations, text: str, facts: tuple[str, ...]
) -> None:
    """Another value of a sort of which they have three is the same question; else it is not."""
    assert facts == desk.ask(text)[0].decision.facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("my card does not open the door", ("broken",)),
        ("is the light in the hall not on", ()),
        ("is the light in the hall on", ("lights",)),
    ],
)
def test_a_not_is_explained_by_phrasings_that_have_one(
    desk: Conversations, text: str, facts: tuple[str, ...]
) -> None:
    """An entry that is asked for with "not" answers what says "not"."""
    assert facts == desk.ask(text)[0].decision.facts
