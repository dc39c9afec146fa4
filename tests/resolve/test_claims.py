"""Verdicts: supported, refuted with what the source says, or not in the sources."""

from __future__ import annotations

import pytest

from bot.app import Conversations
from bot.model import Decision
from bot.resolve.claims import REFUTED, SUPPORTED, UNKNOWN, together
from tests.resolve.conftest import Ask


def verdict(decision: Decision) -> str:
    """The verdict of a decision that has one."""
    assert "verdict" == decision.outcome
    return str(decision.verdict)


@pytest.mark.parametrize(
    "text",
    [
        "To Lam visited Azerbaijan in May 2025.",
        "Ilham Aliyev visited Vietnam in 2014.",
        "Did Asadov meet Golovchenko in Minsk?",
        "Asadov met Golovchenko in Minsk on 3 October 2024.",
        "Is it true that Lukashenko visited Azerbaijan?",
        "Lukashenko visited Azerbaijan, right?",
        "Trade between Azerbaijan and Belarus grew by 39 percent.",
        "Hasanov signed the Book of Remembrance.",
        "Ali Asadov is the Prime Minister of Azerbaijan.",
        "Is Ngo Phuong Ly the wife of To Lam?",
        "Hanoi is in Vietnam.",
        "Hasanov is a Colonel General.",
    ],
)
def test_what_a_fact_says_is_supported(ask: Ask, text: str) -> None:
    """As a statement, a question or with a tag, and with the sentence it rests on."""
    decision = ask(text)

    assert SUPPORTED == verdict(decision)
    assert 1 == len(decision.facts)
    assert decision.evidence


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("To Lam visited Azerbaijan in 2024.", "when", "2025-05-07/2025-05-08"),
        ("Ilham Aliyev visited Vietnam in 2015.", "when", "2014"),
        ("Lukashenko visited Azerbaijan in May 2024.", "when", "2023-05"),
        ("Trade between Azerbaijan and Belarus grew by 40 percent.", "amount", 39),
        ("Trade between Azerbaijan and Belarus fell by 39 percent.", "direction", "rise"),
        ("Ali Asadov is the Prime Minister of Belarus.", "holder", "Roman Golovchenko"),
        ("Is Ngo Phuong Ly the wife of Ilham Aliyev?", "person", "Tô Lâm"),
    ],
)
def test_another_value_of_what_can_be_one_is_refuted(
    ask: Ask, text: str, role: str, value: object
) -> None:
    """A time, an amount, a direction and an office: the reply has what the source says."""
    decision = ask(text)

    assert (REFUTED, role, value) == (verdict(decision), decision.asked, decision.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asadov met Golovchenko in Baku.", REFUTED),  # both who met
        ("Lukashenko visited Georgia in May 2023.", REFUTED),  # the time
        ("To Lam visited Austria in May 2025.", REFUTED),
        ("To Lam visited Belarus.", UNKNOWN),
        ("Lukashenko visited Georgia.", UNKNOWN),
        ("Aliyev welcomed Hasanov in Baku.", UNKNOWN),
    ],
)
def test_a_place_refutes_only_where_time_or_people_pin_it(
    ask: Ask, text: str, expected: str
) -> None:
    """Somebody may have been elsewhere at another time, but not at the same one."""
    assert expected == verdict(ask(text))


@pytest.mark.parametrize(
    "text",
    [
        "Asadov met Lukashenko in Minsk.",
        "Asadov met Lukashenko in Minsk on 3 October 2024.",
        "Chinh received Asadov in Hanoi.",
        "Giang signed the Book of Remembrance.",
        "To Lam visited Vietnam in 2014.",
        "Vietnam and Belarus established diplomatic relations in 1992.",
    ],
)
def test_another_name_never_refutes(ask: Ask, text: str) -> None:
    """The sources may lack a second meeting, and say nothing against it."""
    assert (UNKNOWN, ()) == (verdict(ask(text)), ask(text).facts)


@pytest.mark.parametrize(
    "text", ["Hasanov signed the peace treaty.", "Vietnam exports cars to Azerbaijan."]
)
def test_another_document_or_good_never_refutes(ask: Ask, text: str) -> None:
    """What one fact lists is not all there is."""
    assert UNKNOWN == verdict(ask(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lukashenko did not visit Azerbaijan.", REFUTED),
        ("Aliyev never visited Vietnam.", REFUTED),
        ("Chinh did not receive Hasanov.", REFUTED),
        ("Ilham Aliyev did not visit Vietnam in 2014.", REFUTED),
        ("Ilham Aliyev did not visit Belarus in 2014.", UNKNOWN),
        ("Hasanov did not receive Chinh.", UNKNOWN),
    ],
)
def test_a_denial_is_refuted_by_what_it_denies(ask: Ask, text: str, expected: str) -> None:
    """And never supported: that the sources do not tell it does not make it so."""
    assert expected == verdict(ask(text))


@pytest.mark.parametrize(
    ("other", "expected", "count"),
    [
        ("Ilham Aliyev visited Vietnam in 2014", SUPPORTED, 2),
        ("Ilham Aliyev visited Vietnam in 2015", REFUTED, 1),
        ("Ilham Aliyev visited Belarus in 2015", UNKNOWN, 0),
    ],
)
def test_a_claim_of_two_parts_is_as_good_as_its_worse_part(
    ask: Ask, other: str, expected: str, count: int
) -> None:
    """The facts are those that the verdict rests on."""
    decision = ask(f"Lukashenko visited Azerbaijan in 2023, and {other}.")

    assert (expected, count) == (verdict(decision), len(decision.facts))


def test_two_sentences_are_a_claim_of_two_parts(ask: Ask) -> None:
    """The wrong one refutes them both."""
    decision = ask("Asadov met Golovchenko in Minsk. Lukashenko visited Azerbaijan in 2022.")

    assert (REFUTED, "2023-05") == (verdict(decision), decision.value)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([SUPPORTED, SUPPORTED], SUPPORTED),
        ([SUPPORTED, REFUTED], REFUTED),
        ([UNKNOWN, REFUTED], REFUTED),
        ([SUPPORTED, UNKNOWN], UNKNOWN),
    ],
)
def test_one_verdict_of_several(verdicts: list[str], expected: str) -> None:
    """Refuted if one is, supported if all are, unknown else."""
    parts = [Decision(outcome="verdict", verdict=v, facts=(v,)) for v in verdicts]

    assert expected == together(parts).verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Did anyone visit France?", UNKNOWN), ("Hanoi is in Azerbaijan.", UNKNOWN)],
)
def test_what_no_fact_is_near_is_not_in_the_sources(ask: Ask, text: str, expected: str) -> None:
    """Nothing is said for or against it."""
    assert (expected, None) == (verdict(ask(text)), ask(text).value)


def test_a_swap_is_told_with_what_goes_the_claimed_way(ask: Ask) -> None:
    """What the claimed side does is told, too, where one fact says so; else the swap alone."""
    both = ask("Vietnam exports crude oil to Azerbaijan").facts
    assert ("azerbaijan-exports-vietnam", "vietnam-exports-azerbaijan") == both
    assert ("chinh-receives-hasanov",) == ask("Hasanov received Chinh").facts


@pytest.mark.parametrize(
    "text",
    [
        "mặt hàng nhập khẩu chính của Việt Nam từ Azerbaijan",
        "To Lamın xanımının adı",
        "Azərbaycanın müdafiə nazirinin adı",
    ],
)
def test_keywords_are_no_claim(ask: Ask, text: str) -> None:
    """What is somebody's, with a little word that elsewhere is a verb, or that ends like one."""
    assert "answer" == ask(text).outcome


def test_a_claim_is_of_the_fact_that_has_its_words(ask: Ask) -> None:
    """What one side hopes for is not supported by another hope of the other side."""
    decision = ask("Azerbaijan hopes for stronger ties with Vietnam in the time ahead.")

    assert SUPPORTED != verdict(decision)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("the prime minister who received Hasanov is Pham Minh Chinh", "supported"),
        ("Pham Minh Chinh is the prime minister who received Hasanov", "supported"),
        ("Pham Minh Chinh is the prime minister who was received by Hasanov", "refuted"),
        ("Aliyev is the president who visited Vietnam in 2014", "supported"),
        ("Aliyev is the president who visited Vietnam in 2015", "refuted"),
    ],
)
def test_a_description_and_a_name_may_be_one_person(ask: Ask, text: str, verdict: str) -> None:
    """Joined by "is", they fill one role: where the description stands tells which."""
    assert verdict == ask(text).verdict


@pytest.mark.parametrize(
    "text",
    [
        "Vietnamese prime minister that received Hasanov",
        "growth of Azerbaijan-Belarus trade in the first eight months of 2024",
    ],
)
def test_a_noun_with_what_is_said_of_it_claims_nothing(ask: Ask, text: str) -> None:
    """Keywords are answered, and no "Yes." is said to them."""
    decision = ask(text)

    assert ("answer", None) == (decision.outcome, decision.verdict)


@pytest.mark.parametrize(
    ("text", "verdict", "value"),
    [
        ("Zakir Hasanov is the defence minister of Belarus", "refuted", "Azerbaijan"),
        ("is Lukashenko the president of Ukraine?", "refuted", "Belarus"),
        ("Aliyev is the chairman of the Non-Aligned Movement", "not_in_sources", None),
        ("Lukashenko is the chairman of Ukraine", "not_in_sources", None),
    ],
)
def test_nobody_holds_an_office_in_two_countries(
    ask: Ask, text: str, verdict: str, value: str | None
) -> None:
    """The same office of another country refutes; other offices one may hold besides."""
    decision = ask(text)

    assert (verdict, value) == (decision.verdict, decision.value)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Премьер-министр Вьетнама — Фам Минь Тинь", "supported"),
        ("Премьер-министр Вьетнама — Фан Ван Зянг", "refuted"),
    ],
)
def test_a_name_behind_an_office_and_a_dash_is_a_claim(
    bot: Conversations, text: str, verdict: str
) -> None:
    """Where a dash stands for "is", it does not join the name with the office before it."""
    assert verdict == bot.ask(text)[0].decision.verdict


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Кого принимал премьер-министр Вьетнама?", "chinh-receives-hasanov"),
        ("Что приняли То Лам и Алиев после переговоров?", "joint-statement-adoption"),
        ("v kakom godu ho shi min byl v azerbaydzhane", "ho-chi-minh-visit-azerbaijan"),
    ],
)
def test_the_country_of_an_office_gives_it_no_case(
    bot: Conversations, text: str, fact: str
) -> None:
    """Nor is a little word the case of a name, nor a message of a language by two little words."""
    assert (fact,) == bot.ask(text)[0].decision.facts


def test_what_somebody_else_confirmed_is_not_asked_for(bot: Conversations) -> None:
    """A "that" behind a comma is no question word, whoever is named before it."""
    text = "Иван Петров подтвердил, что Гасанов посетил Вьетнам"

    assert "abstain" == bot.ask(text)[0].decision.outcome


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Что экспортирует Вьетнам в Азербайджан?", "vietnam-exports-azerbaijan"),
        ("Что экспортирует Азербайджан во Вьетнам?", "azerbaijan-exports-vietnam"),
    ],
)
def test_where_goods_go_tells_who_sells(bot: Conversations, text: str, fact: str) -> None:
    """Also where the seller stands behind the verb."""
    assert (fact,) == bot.ask(text)[0].decision.facts
