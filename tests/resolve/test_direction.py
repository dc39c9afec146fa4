"""Who did what to whom: word order, voice, little words, and the frames held against them."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from bot.resolve.frames import POSSESSIVE, Frames, Slot
from bot.resolve.resolver import Resolver
from tests.resolve.conftest import Ask

COMPUTERS = ["computers", "phones and components", "seafood"]
OIL = ["crude oil", "petroleum products"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Who received Hasanov?", "Pham Minh Chinh"),
        ("Whom did Chinh receive?", "Zakir Hasanov"),
        ("Who was received by Chinh?", "Zakir Hasanov"),
        ("Where did Chinh receive Hasanov?", "Hanoi"),
    ],
)
def test_who_received_whom(ask: Ask, text: str, value: str) -> None:
    """Active and passive questions give each name its own side."""
    assert (value, ("chinh-receives-hasanov",)) == (ask(text).value, ask(text).facts)


@pytest.mark.parametrize(
    "text",
    [
        "Who received Chinh?",
        "Where did Hasanov receive Chinh?",
        "Who exports crude oil to Azerbaijan?",
        "Who did Ngo Phuong Ly give flowers to?",
        "Whom did To Lam host?",
    ],
)
def test_a_flipped_question_is_refused(ask: Ask, text: str) -> None:
    """The same words the other way round are about nothing that the sources tell."""
    decision = ask(text)

    assert ("abstain", "no_such_fact", ()) == (decision.outcome, decision.reason, decision.facts)


@pytest.mark.parametrize(
    "text",
    [
        "Who approved To Lam in Baku?",  # leaders approved a document
        "Who witnessed Lam?",
        "Who issued Ilham Aliyev?",
        "Which leader signed Hasanov?",
        "Who received Aliyev?",  # he gave, and somebody received, a bouquet
        "Кто принимал Алиева в Баку?",  # the verb is also that of adopting documents
        "Ai đã thông qua Tô Lâm?",
        "Who took the official photos of Lam and Aliyev?",  # they were on them
        "Who photographed To Lam?",
        "Who took the official photos inside the Presidential Palace?",
        "Which guest accompanied Lam?",
        "Whom did Aliyev adopt?",
    ],
)
def test_who_did_it_is_not_what_it_was_done_to(bot: Conversations, text: str) -> None:
    """A verb whose object is a document has none of the people who did it for its object."""
    decision = bot.ask(text)[0].decision

    assert ("abstain", ()) == (decision.outcome, decision.facts)


@pytest.mark.parametrize("text", ["Who received Chinh?", "Where did Hasanov receive Chinh?"])
def test_a_flipped_question_is_told_why_it_is_refused(ask: Ask, text: str) -> None:
    """What is missing is a fact in this direction, not a name."""
    missing = ask(text).missing

    assert missing is not None
    assert "direction" == missing["role"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Did Chinh receive Hasanov?", "supported"),
        ("Was Hasanov received by Chinh?", "supported"),
        ("Hasanov was received by Chinh.", "supported"),
        ("Did Hasanov receive Chinh?", "refuted"),
        ("Was Chinh received by Hasanov?", "refuted"),
        ("Vietnam exports crude oil to Azerbaijan.", "refuted"),
    ],
)
def test_a_claim_is_judged_by_its_direction(ask: Ask, text: str, verdict: str) -> None:
    """A claim with its names swapped is refuted by the fact that it swaps."""
    assert verdict == ask(text).verdict
    assert ask(text).facts


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("What does Vietnam export to Azerbaijan?", COMPUTERS),
        ("What is exported from Vietnam to Azerbaijan?", COMPUTERS),
        ("What is exported to Azerbaijan from Vietnam?", COMPUTERS),
        ("What does Azerbaijan import from Vietnam?", COMPUTERS),
        ("What does Azerbaijan export to Vietnam?", OIL),
        ("What is exported from Azerbaijan to Vietnam?", OIL),
        ("What is exported to Vietnam from Azerbaijan?", OIL),
        ("What does Vietnam import from Azerbaijan?", OIL),
    ],
)
def test_who_exports_to_whom(ask: Ask, text: str, goods: list[str]) -> None:
    """Two facts with the same two countries are told apart by "to" and "from"."""
    assert goods == ask(text).value


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("Who exports crude oil to Vietnam?", "exporter", "Azerbaijan"),
        ("Who buys crude oil from Azerbaijan?", "importer", "Vietnam"),
    ],
)
def test_a_verb_and_its_converse_ask_for_other_sides(
    ask: Ask, text: str, role: str, value: str
) -> None:
    """Who sells is not who buys."""
    assert (role, value) == (ask(text).asked, ask(text).value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("Who met Golovchenko?", "Ali Asadov"), ("Whom did Asadov meet?", "Roman Golovchenko")],
)
def test_a_mutual_deed_has_no_direction(ask: Ask, text: str, value: str) -> None:
    """Both who meet are in one role, so either may be asked for."""
    assert value == ask(text).value


def test_a_misspelt_verb_keeps_the_direction(ask: Ask) -> None:
    """A slip in "received" changes neither the answer nor the refusal."""
    assert "Pham Minh Chinh" == ask("Who recieved Hasanov?").value
    assert "abstain" == ask("Who recieved Chinh?").outcome


@pytest.fixture(scope="module")
def frames(shipped_index: Index, resolver: Resolver) -> Frames:
    """The frames of the shipped base."""
    return Frames(shipped_index, resolver.lexicon)


def test_a_frame_knows_sides_and_little_words(frames: Frames) -> None:
    """In some frame of exports the importer stands behind "to", right of the exporter."""
    found = [
        {slot.role: slot for slot in frame.slots}
        for frame in frames.of_kind("trade-goods")
        if {"exporter", "importer"} <= {slot.role for slot in frame.slots}
    ]
    active = [s for s in found if s["importer"].cue == "to" and s["exporter"].cue == ""]

    assert active
    assert all(s["exporter"].place < s["importer"].place for s in active)


def test_a_frame_knows_its_passive_verbs(frames: Frames) -> None:
    """The host stands behind "by" only where the verb is passive."""
    by = [
        frame
        for frame in frames.of_kind("reception")
        if any(slot == Slot("host", slot.place, "by") for slot in frame.slots)
    ]

    assert by
    assert all(frame.passives for frame in by)


def test_every_kind_has_frames_of_its_own_roles(frames: Frames, shipped_index: Index) -> None:
    """A frame has no slot that its kind has no role for, and no mark of possession as a word."""
    for kind_id, kind in shipped_index.kinds.items():
        for frame in frames.of_kind(kind_id):
            assert {slot.role for slot in frame.slots} <= set(kind["roles"])
            assert POSSESSIVE not in frame.words


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("hasanov was received", 2, True),
        ("received by chinh", 0, True),
        ("chinh received hasanov", 1, False),
        ("who did chinh receive", 3, False),
        ("he was visiting", 2, False),
    ],
)
def test_a_passive_is_a_participle_behind_to_be(
    frames: Frames, text: str, verb: int, expected: bool
) -> None:
    """Or one with "by" behind it; an active past tense is none."""
    assert expected == frames.is_passive(text.split(), verb)
