"""Russian as it is typed: cases, transliteration, lower case, and near misses."""

from __future__ import annotations

import pytest

from bot.app import Conversations


@pytest.fixture(scope="module")
def bot(bots: dict[str, Conversations]) -> Conversations:
    """The bot over the shipped base."""
    return bots["shipped"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("када алиев ездил во вьетнам", "aliyev-visit-vietnam"),
        ("когда хо ши мин приезжал в азербайджан", "ho-chi-minh-visit-azerbaijan"),
        ("какие товары вьетнам экспортирует в азербайджан", "vietnam-exports-azerbaijan"),
        ("что азербайджан продаёт вьетнаму", "azerbaijan-exports-vietnam"),
        ("на сколько вырос товарооборот беларуси и азербайджана", "az-by-trade-growth"),
        ("кто жена То Лама", "to-lam-wife"),
        ("kogda to lam byl v baku", "to-lam-visit-azerbaijan"),
        ("кто министр обороны Вьетнама", "giang-defence-minister"),
        ("Kto prezident Belarusi", "lukashenko-president"),
        ("за что То Лам поблагодарил азербайджанский народ", "lam-thanked-azerbaijani-people"),
        ("где встретились асадов и головченко", "asadov-golovchenko-meeting"),
        ("kto ministr oborony vietnama", "giang-defence-minister"),
        ("skolko dney dlilsya vizit to lama", "to-lam-visit-azerbaijan"),
        ("chto vietnam eksportiruet v azerbaydzhan", "vietnam-exports-azerbaijan"),
        ("vietnam i azerbaydzhan kogda ustanovili otnosheniya", "vn-az-diplomatic-relations"),
        ("где находится Агдам", "aghdam-location"),
        ("что такое ДДС", "tac-name"),
        ("что было раньше: визит Лукашенко или визит То Лама", "lukashenko-visit-azerbaijan"),
        ("кто принимал То Лама в Баку", "to-lam-greeting"),
    ],
)
def test_questions_find_their_fact(bot: Conversations, text: str, fact: str) -> None:
    """Whatever the case of the names and the letters that they are typed in."""
    answered, reply = bot.ask(text)
    assert ("answer", "ru") == (answered.decision.outcome, reply.language)
    assert fact in answered.decision.facts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Правда ли, что Алиев посетил Вьетнам в 2014 году?", "supported"),
        ("алиев не ездил во вьетнам в 2014?", "refuted"),
        ("Лукашенко посетил Азербайджан в мае 2022 года", "refuted"),
        ("Азербайджан экспортирует компьютеры во Вьетнам", "refuted"),
        ("То Лам посетил Минск?", "not_in_sources"),
        ("Асадов президент Азербайджана?", "refuted"),
        ("Лукашенко президент Беларуси", "supported"),
        ("товарооборот Азербайджана и Беларуси вырос на 41 процент", "refuted"),
        ("Гасанов ездил в Лаос", "not_in_sources"),
    ],
)
def test_claims_are_judged(bot: Conversations, text: str, verdict: str) -> None:
    """With the negation, the direction and the year weighed."""
    assert verdict == bot.ask(text)[0].decision.verdict


@pytest.mark.parametrize(
    "text",
    [
        "когда установлены отношения вьетнама с арменией",
        "кто президент России",
        "какая погода в Баку",
        "сколько стоит нефть",
        "Кто министр обороны Армении?",
        "когда Головченко ездил во Вьетнам",
        "кто такой Виктор Цой",
        "кого пригласил То Лам",
        "какой гость сопровождал То Лама",
    ],
)
def test_what_the_sources_do_not_tell_is_not_answered(bot: Conversations, text: str) -> None:
    """Another country, another person, another matter."""
    assert "abstain" == bot.ask(text)[0].decision.outcome
