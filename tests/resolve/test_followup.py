"""Follow-ups: what leaves out what was said before, and what the conversation remembers."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from bot.facts.index import Index
from tests.resolve.conftest import TODAY, Ask, Talk

RECEIVED = "Who received Hasanov?"
VISITED = "When did Lukashenko visit Azerbaijan?"
EXPORTS = "What does Vietnam export to Azerbaijan?"
OIL = ["crude oil", "petroleum products"]


@pytest.mark.parametrize(
    ("texts", "role", "value"),
    [
        ((RECEIVED, "where?"), "place", "Hanoi"),
        (("When did Asadov meet Golovchenko?", "where?"), "place", "Minsk"),
        ((VISITED, "who did?"), "visitor", "Alexander Lukashenko"),
        (
            ("When was the welcome ceremony for To Lam?", "and who hosted it?"),
            "host",
            ["Ilham Aliyev", "the First Lady of Azerbaijan"],
        ),
    ],
)
def test_a_bare_question_word_is_of_what_was_told(
    talk: Talk, texts: tuple[str, ...], role: str, value: object
) -> None:
    """The last fact has the role that is asked for now."""
    decision = talk(*texts)

    assert (role, value) == (decision.asked, decision.value)


@pytest.mark.parametrize("text", ["where?", "more", "the other way round", "who received him?"])
def test_without_a_conversation_a_follow_up_is_refused(talk: Talk, text: str) -> None:
    """There is nothing that it could be about."""
    assert ("abstain", ()) == (talk(text).outcome, talk(text).facts)


@pytest.mark.parametrize(
    ("text", "value"),
    [("what about To Lam?", "2025-05-07/2025-05-08"), ("and Ho Chi Minh?", "1959")],
)
def test_another_name_asks_the_same_of_it(talk: Talk, text: str, value: str) -> None:
    """The last question again, with the new name in the place of the old one."""
    decision = talk(VISITED, text)

    assert ("when", value) == (decision.asked, decision.value)


@pytest.mark.parametrize("name", ["Hasanov", "Macron"])
def test_another_name_without_such_a_fact_is_refused(talk: Talk, name: str) -> None:
    """The fact of the old name does not answer for the new one, and the refusal names it."""
    decision = talk("When did Ilham Aliyev visit Vietnam?", f"what about {name}?")

    assert ("abstain", ()) == (decision.outcome, decision.facts)
    assert decision.missing is not None
    assert name == decision.missing["asked"]


def test_another_name_after_who_is_asks_who_that_is(talk: Talk) -> None:
    """“And Ali Asadov?” is told by what identifies him."""
    decision = talk("Who is Zakir Hasanov?", "and Ali Asadov?")

    assert ("identity", ("asadov-prime-minister",)) == (decision.asked, decision.facts)


@pytest.mark.parametrize("text", ["and the other way round?", "the other way round", "vice versa?"])
def test_the_other_way_round_turns_the_names(talk: Talk, text: str) -> None:
    """The fact with the same two names in each other's roles."""
    assert OIL == talk(EXPORTS, text).value


def test_the_other_way_round_needs_such_a_fact(talk: Talk) -> None:
    """Nobody received the host."""
    assert "answer" != talk(RECEIVED, "and the other way round?").outcome


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("Who is Zakir Hasanov?", "who received him?"), "Pham Minh Chinh"),
        (("Who is Zakir Hasanov?", "what did he sign?"), "the Book of Remembrance"),
        (
            ("Who is Ngo Phuong Ly?", "who gave her flowers?"),
            ["Ilham Aliyev", "the First Lady of Azerbaijan"],
        ),
    ],
)
def test_a_pronoun_stands_for_whom_was_talked_of(
    talk: Talk, texts: tuple[str, ...], value: object
) -> None:
    """As subject and as object, and in the right gender."""
    assert value == talk(*texts).value


def test_a_pronoun_of_another_gender_stands_for_nobody(talk: Talk) -> None:
    """“Her” is not Zakir Hasanov."""
    assert "abstain" == talk("Who is Zakir Hasanov?", "who received her?").outcome


def test_how_long_it_was_is_worked_out(talk: Talk) -> None:
    """A derived value of what was told, twice in a row."""
    texts = ("When did To Lam visit Azerbaijan?", "how long did it last?", "how long ago was that?")

    assert ("derived:duration", 2) == (talk(*texts[:2]).asked, talk(*texts[:2]).value)
    assert ("derived:years-since", 1) == (talk(*texts).asked, talk(*texts).value)


def test_more_tells_nothing_twice(talk: Talk) -> None:
    """Each "more" goes on with other facts."""
    first = talk(RECEIVED, "tell me more")
    second = talk("more")

    assert ("more", "more") == (first.asked, second.asked)
    assert not set(first.facts) & set(second.facts)
    assert "chinh-receives-hasanov" not in (*first.facts, *second.facts)


def test_more_comes_to_an_end(talk: Talk) -> None:
    """When all is told that is said, and no fact was told twice."""
    told = [talk("Who wrote the article about Asadov and Golovchenko?"), talk("more")]
    while told[-1].outcome == "answer" and len(told) < 200:
        told.append(talk("more"))
    facts = [fact for decision in told[1:] for fact in decision.facts]

    assert len(facts) == len(set(facts))
    assert ("abstain", ()) == (told[-1].outcome, told[-1].facts)


def test_a_source_is_that_of_what_was_told(talk: Talk) -> None:
    """And asking for it changes nothing of what is talked of."""
    assert "AzerNews" == talk("When did Asadov meet Golovchenko?", "source?").value
    assert "Minsk" == talk("where?").value


@pytest.mark.parametrize("between", ["thanks", "blah blah blorp", "Who is the mayor of Baku?"])
def test_a_refusal_or_small_talk_is_no_new_topic(talk: Talk, between: str) -> None:
    """What was told before it is still what is talked of."""
    assert "Hanoi" == talk(RECEIVED, between, "where?").value


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (VISITED, ("lukashenko-visit-azerbaijan",)),
        ("Who is the prime minister of Belarus?", ("golovchenko-prime-minister",)),
        ("Who signed the Book of Remembrance?", ("hasanov-book-of-remembrance",)),
    ],
)
def test_nothing_leaks_into_a_new_topic(talk: Talk, text: str, facts: tuple[str, ...]) -> None:
    """A question that stands by itself is answered as if it were the first."""
    told, alone = talk(RECEIVED, text), talk("hi", text)

    assert facts == told.facts == alone.facts
    assert told.confidence == alone.confidence


def test_a_new_name_is_not_helped_by_the_old_one(talk: Talk) -> None:
    """Another's claim is judged by his own facts."""
    decision = talk("When did To Lam visit Azerbaijan?", "did Hasanov visit Belarus?")

    assert ("not_in_sources", ()) == (decision.verdict, decision.facts)


def test_a_new_answer_is_what_is_talked_of_next(talk: Talk) -> None:
    """“Where?” is of the second answer, not of the first."""
    decision = talk(EXPORTS, "When did Asadov meet Golovchenko?", "where?")

    assert ("Minsk", ("asadov-golovchenko-meeting",)) == (decision.value, decision.facts)


def test_the_context_holds_ids_and_times(shipped_index: Index) -> None:
    """No word of what a user wrote is kept."""
    context = Conversations(shipped_index, TODAY).ask(VISITED, "one")[0].context

    assert ("visit", "when") == (context.kind, context.asked)
    assert ("lukashenko-visit-azerbaijan",) == context.facts == context.shown
    assert {("alexander-lukashenko",), ("azerbaijan",)} == set(context.entities)


@pytest.mark.parametrize(
    ("text", "answered"),
    [("Is there potential in tourism?", True), ("Who was there in 2014?", False)],
)
def test_there_is_stands_for_no_place(ask: Ask, text: str, answered: bool) -> None:
    """The word "there" leans on what was said before, but not beside a verb that it only opens."""
    decision = ask(text)

    assert answered == (decision.outcome == "answer" or decision.verdict == "supported")


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("who is Vietnam's prime minister", "and Azerbaijan's?"), "Ali Asadov"),
        (("who is Azerbaijan's defence minister", "Vietnam's?"), "Phan Van Giang"),
        (("who is the prime minister of Belarus", "and the president?"), "Alexander Lukashenko"),
        (("thủ tướng Việt Nam tên gì", "thế còn Belarus?"), "Roman Golovchenko"),
        (("tổng thống Belarus là ai", "còn của Azerbaijan?"), "Ilham Aliyev"),
        (("Belarusun baş naziri kimdir?", "bəs Vyetnamın?"), "Pham Minh Chinh"),
        (("Azərbaycanın baş naziri kimdi", "bes mudafie naziri?"), "Zakir Hasanov"),
        (("кто премьер-министр Вьетнама", "а Беларуси?"), "Roman Golovchenko"),
    ],
)
def test_an_office_is_asked_for_again(talk: Talk, texts: tuple[str, ...], value: str) -> None:
    """Of another country, or another office of the same one; and so on from there."""
    decision = talk(*texts)

    assert ("holder", value) == (decision.asked, decision.value)


def test_an_office_is_asked_for_twice_again(talk: Talk) -> None:
    """The office is remembered through a follow-up that named only a country."""
    decision = talk("who is Azerbaijan's prime minister", "and Vietnam's?", "and Belarus's?")

    assert "Roman Golovchenko" == decision.value


@pytest.mark.parametrize(
    "texts",
    [
        ("who is Vietnam's defence minister", "and Azerbaijan's?", "and Belarus's?"),
        ("Azərbaycanın prezidenti kimdir", "bəs Gürcüstanın?"),
        ("ai là thủ tướng Việt Nam", "còn Lào?"),
    ],
)
def test_an_office_that_is_not_told_is_refused(talk: Talk, texts: tuple[str, ...]) -> None:
    """Who else of that country is known is no answer."""
    assert "abstain" == talk(*texts).outcome


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("Amirbayov gặp ai?", "ở đâu?"), "Hanoi"),
        (("Asadov gặp ai?", "ở thành phố nào"), "Minsk"),
    ],
)
def test_where_is_of_what_was_told_in_vietnamese(
    talk: Talk, texts: tuple[str, ...], value: str
) -> None:
    """Though the same words ask where a thing lies, where one is named."""
    assert value == talk(*texts).value


@pytest.mark.parametrize(
    ("texts", "fact"),
    [
        (("Việt Nam bán gì cho Azerbaijan?", "thế nhập khẩu gì"), "azerbaijan-exports-vietnam"),
        (("Vyetnam nə ixrac edir?", "bəs nə idxal edir?"), "azerbaijan-exports-vietnam"),
        (("Tô Lâm thăm Baku khi nào?", "còn Aliyev thăm Việt Nam?"), "aliyev-visit-vietnam"),
        (("when did To Lam visit Baku", "and Aliyev visited Vietnam?"), "aliyev-visit-vietnam"),
    ],
)
def test_the_same_is_asked_of_something_else(talk: Talk, texts: tuple[str, ...], fact: str) -> None:
    """With the opposite word, or as a statement that leaves out what was asked."""
    decision = talk(*texts)

    assert ("answer", (fact,)) == (decision.outcome, decision.facts)


@pytest.mark.parametrize(
    "texts",
    [
        ("by how much did trade of Azerbaijan and Belarus grow", "and Azerbaijan and Vietnam?"),
        ("thương mại Azerbaijan Belarus tăng bao nhiêu", "còn Azerbaijan và Việt Nam?"),
        ("Vyetnam və Azərbaycan nə vaxt əlaqə qurub?", "bəs Azərbaycan və Belarus?"),
    ],
)
def test_two_names_are_put_in_for_two(talk: Talk, texts: tuple[str, ...]) -> None:
    """And what is not told of those two is not answered by something else that is."""
    assert "abstain" == talk(*texts).outcome


@pytest.mark.parametrize(
    ("texts", "fact"),
    [
        (("Who signed the Book of Remembrance?", "who is he?"), "hasanov-defence-minister"),
        (("Whom did Asadov meet?", "who is he?"), "golovchenko-prime-minister"),
        (
            ("Where will the agro-town be designed?", "and the agricultural development project?"),
            "minsk-aghdam-agreement",
        ),
    ],
)
def test_a_follow_up_is_of_what_it_names(talk: Talk, texts: tuple[str, ...], fact: str) -> None:
    """“He” is the one that was told, and another thing is not what was told already."""
    assert fact == talk(*texts).facts[0]
