"""Which role of a fact a question asks for, and what is told where the fact lacks it."""

from __future__ import annotations

import pytest

from tests.resolve.conftest import Ask


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("When did Asadov meet Golovchenko?", "when", "2024-10-03"),
        ("Where did Asadov meet Golovchenko?", "place", "Minsk"),
        ("In which city did Asadov meet Golovchenko?", "place", "Minsk"),
        ("Whom did Asadov meet?", "participants", "Roman Golovchenko"),
        ("Who visited Azerbaijan in 2023?", "visitor", "Alexander Lukashenko"),
        ("Whose visit took place in 2014?", "visitor", "Ilham Aliyev"),
        ("Which document did Hasanov sign?", "document", "the Book of Remembrance"),
        ("What is the rank of Zakir Hasanov?", "rank", "Colonel General"),
        ("Who is the wife of To Lam?", "spouse", "Ngô Phương Ly"),
        ("Who is the husband of Ngo Phuong Ly?", "person", "Tô Lâm"),
        ("What does CPV stand for?", "full-name", "Communist Party of Vietnam"),
        ("Who played the national anthems in Baku?", "performer", "a military band"),
    ],
)
def test_a_question_word_asks_for_its_role(ask: Ask, text: str, role: str, value: str) -> None:
    """Each question has one role of the fact as its answer."""
    decision = ask(text)

    assert ("answer", role, value) == (decision.outcome, decision.asked, decision.value)


@pytest.mark.parametrize(
    "text",
    [
        "How much did trade between Azerbaijan and Belarus grow?",
        "By how many percent did trade between Azerbaijan and Belarus grow?",
    ],
)
def test_an_amount_is_a_number(ask: Ask, text: str) -> None:
    """Not a text with a unit in it."""
    assert 39 == ask(text).value


def test_why_asks_for_the_reason(ask: Ask) -> None:
    """A reason that the source gives is told; where it gives none, nothing is."""
    told = ask("Why did Hasanov sign the Book of Remembrance?")

    assert ("answer", "reason") == (told.outcome, told.asked)
    assert "abstain" == ask("Why did Lukashenko visit Azerbaijan?").outcome


@pytest.mark.parametrize(
    ("text", "count"),
    [("Who visited Azerbaijan?", 3), ("What does Vietnam export to Azerbaijan?", 3)],
)
def test_all_values_are_told(ask: Ask, text: str, count: int) -> None:
    """Of one list, and of several facts that answer alike."""
    assert count == len(ask(text).value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Did Asadov meet Golovchenko in Minsk or in Baku?", "Minsk"),
        ("Did trade between Azerbaijan and Belarus rise or fall?", "rise"),
        ("Was Hasanov received by Chinh or Giang?", "Pham Minh Chinh"),
        ("Did Aliyev visit Vietnam in 2014 or 2015?", "2014"),
    ],
)
def test_a_choice_is_answered_with_what_is_so(ask: Ask, text: str, value: str) -> None:
    """“A or B?” asks for a value, and is neither affirmed nor denied."""
    assert ("answer", value) == (ask(text).outcome, ask(text).value)


def test_how_many_counts_no_open_list(ask: Ask) -> None:
    """A list that the source leaves open ("including …") has no known length."""
    decision = ask("How many agreements were signed in Minsk?")

    assert ("abstain", "source_silent") == (decision.outcome, decision.reason)


def test_a_value_may_be_lent_by_the_event(ask: Ask) -> None:
    """The country of a meeting is that of the visit in which it was."""
    decision = ask("In which country did Asadov meet Golovchenko?")

    assert ("Belarus", "asadov-visit-minsk") == (decision.value, decision.parts[0].lender)


@pytest.mark.parametrize(
    ("text", "value"),
    [("asadov minsk date", "2024-10-03"), ("visit lukashenko azerbaijan when", "2023-05")],
)
def test_keywords_ask_as_well(ask: Ask, text: str, value: str) -> None:
    """A few words without grammar, the asked noun or question word last."""
    assert value == ask(text).value


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("When did Hasanov visit Vietnam?", ()),
        ("When did Ilham Aliyev visit Vietnam in 2014?", ("2014",)),
    ],
)
def test_a_time_that_the_source_lacks_is_source_silent(
    ask: Ask, text: str, known: tuple[str, ...]
) -> None:
    """The event is told with the little that is known, and no time is made up."""
    decision = ask(text)

    assert ("abstain", "source_silent", "when") == (
        decision.outcome,
        decision.reason,
        decision.asked,
    )
    assert known == decision.parts[0].values
    assert decision.suggestions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In what month did Lukashenko visit Azerbaijan?", "2023-05"),
        ("In which year did Ilham Aliyev visit Vietnam?", "2014"),
        ("On what date did Vietnam and Azerbaijan establish diplomatic relations?", "1992-09-23"),
    ],
)
def test_a_date_as_exact_as_asked_is_told(ask: Ask, text: str, value: str) -> None:
    """The year, month or day that the source gives."""
    assert ("answer", value) == (ask(text).outcome, ask(text).value)


@pytest.mark.parametrize(
    "text",
    [
        "Where was the letter of intent signed?",
        "Niyyət Məktubu harada imzalanıb?",
        "Ý định thư được ký ở đâu?",
    ],
)
def test_where_asks_for_no_party_that_is_a_country(ask: Ask, text: str) -> None:
    """Who signed it are two countries, which lie somewhere, too."""
    assert ("place", "Hanoi") == ((found := ask(text)).asked, found.value)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Azərbaycanda neçə vyetnamlı tələbə oxuyub?", "abstain"),
        ("azerbaycanda nece vyetnamli telebe oxuyub", "abstain"),
        ("Vyetnam-Azərbaycan dostluğu necə möhkəmlənib?", "answer"),
        ("vyetnam azerbaycan dostlugu nece mohkemlenib", "answer"),
    ],
)
def test_how_many_is_told_from_how_by_its_marks(ask: Ask, text: str, outcome: str) -> None:
    """Without marks, by what stands behind it: a thing is counted."""
    assert outcome == ask(text).outcome


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thủ tướng nào tiếp Hasanov", "Pham Minh Chinh"),
        ("Həsənovu Vyetnamın hansı baş naziri qəbul edib", "Pham Minh Chinh"),
        ("Hội đàm giữa Tô Lâm và Aliyev ở đâu?", "Baku"),
        ("ngày 7/5/2025 Tô Lâm ở thành phố nào", "Baku"),
        ("Aliyev đến Việt Nam năm 2014 phải không", "aliyev-visit-vietnam"),
    ],
)
def test_who_and_where_in_other_word_orders(ask: Ask, text: str, value: str) -> None:
    """An office before "which", an ending that says whose it is, a word that begins like "ask"."""
    decision = ask(text)

    assert value == decision.value or decision.facts == (value,)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("who said Vietnam supports Azerbaijan's inclusion in TAC", "vietnam-backs-azerbaijan-tac"),
        ("who said that Vo Thi Anh Xuan backs Azerbaijan's inclusion in TAC", None),
        ("who said that trade of Azerbaijan and Belarus grew by 39 percent", None),
    ],
)
def test_who_said_it_is_not_who_did_it(ask: Ask, text: str, fact: str | None) -> None:
    """Behind "who said that" a name is of what was said, and only a told fact has a speaker."""
    decision = ask(text)

    assert fact == (decision.facts[0] if decision.outcome == "answer" else None)


@pytest.mark.parametrize("text", ["what is Azerbaijan to Vietnam according to Lam"])
def test_according_to_somebody_names_no_kind(ask: Ask, text: str) -> None:
    """Whoever it was said by, what was said must be asked for by a word of its own."""
    assert "abstain" == ask(text).outcome


@pytest.mark.parametrize("text", ["list the people To Lam met", "Which people did To Lam meet?"])
def test_people_are_persons(ask: Ask, text: str) -> None:
    """They are asked for by a noun as by "whom"."""
    assert "participants" == ask(text).asked
