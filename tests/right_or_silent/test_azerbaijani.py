"""Azerbaijani as people type it: with and without marks, in Cyrillic, with all its endings."""

from __future__ import annotations

import pytest

from bot.app import Conversations

SHIPPED = "shipped"


@pytest.fixture(scope="module")
def bot(bots: dict[str, Conversations]) -> Conversations:
    """The bot over the shipped base."""
    return bots[SHIPPED]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Azərbaycanla Vyetnam haçandan diplomatik münasibətdədir?", "vn-az-diplomatic-relations"),
        ("vyetnamla diplomatik elaqe hansi ilde qurulub", "vn-az-diplomatic-relations"),
        ("ay qardas bu diplomatik elaqeler ne vaxt qurulub?", "vn-az-diplomatic-relations"),
        ("Дипломатик әлагәләр нә вахт гурулуб?", "vn-az-diplomatic-relations"),
        ("to lam bakiya ne vaxt geldi", "to-lam-visit-azerbaijan"),
        ("2025-ci ilin mayında Azərbaycana kim səfər edib?", "to-lam-visit-azerbaijan"),
        ("Xo Şi Min Azərbaycanda neçənci ildə olub?", "ho-chi-minh-visit-azerbaijan"),
        ("İlham Əliyev 2014-cü ildə hansı ölkədə olub?", "aliyev-visit-vietnam"),
        ("Lukaşenko Azərbaycana haçan gəlib?", "lukashenko-visit-azerbaijan"),
        ("Əsədov Minskdə kiminlə görüşüb?", "asadov-golovchenko-meeting"),
        ("Zakir Həsənovu Vyetnamda kim qəbul edib?", "chinh-receives-hasanov"),
        ("Həsənov kim tərəfindən qəbul edilib?", "chinh-receives-hasanov"),
        ("Azərbaycan Vyetnama nə satır?", "azerbaijan-exports-vietnam"),
        ("Vyetnam xam nefti kimdən alır?", "azerbaijan-exports-vietnam"),
        ("kompüterləri Azərbaycan hardan alır", "vietnam-exports-azerbaijan"),
        ("Azərbaycan–Belarus ticarəti nə qədər artıb?", "az-by-trade-growth"),
        ("Azərbaycan kiminlə strateji tərəfdaşdır?", "vn-az-strategic-partnership"),
        ("Birgə bəyanatı kim qəbul edib?", "joint-statement-adoption"),
        ("Ağdamla bağlı nə imzalanıb?", "minsk-aghdam-agreement"),
        ("Həsənov Xatirə kitabını niyə imzalayıb?", "hasanov-book-of-remembrance"),
        ("to lamin arvadinin adi nedir", "to-lam-wife"),
        ("vyetnamin bas naziri kimdi", "chinh-prime-minister"),
        ("Fan Van Zanqın rütbəsi nədir?", "giang-rank"),
        ("TAC nə deməkdir?", "tac-name"),
        ("Gəncə avtomobil zavodu haradadır", "ganja-plant-location"),
        ("Vyetnamın xarici siyasəti nəyə əsaslanır?", "vietnam-foreign-policy"),
        ("Azərbaycan Vyetnam üçün hara körpü olacaq?", "azerbaijan-bridge-central-asia"),
        ("Əliyev Vyetnamda nəyi bəyənib?", "aliyev-impression-vietnam"),
        ("To Lam hansı yeni sahələri təklif edib?", "lam-new-areas"),
        ("Kim Azərbaycanın TAC-a qoşulmasını dəstəkləyir?", "vietnam-backs-azerbaijan-tac"),
        ("To Lam Bakıda neçə gün qalıb?", "to-lam-visit-azerbaijan"),
        ("Elçin Əmirbəyov haqqında məlumat ver", "amirbayov-special-representative"),
        ("Vo Thi Anh Xuan kimdir", "xuan-vice-president"),
    ],
)
def test_questions_find_their_fact(bot: Conversations, text: str, fact: str) -> None:
    """Cases of names and endings of words tell who did what to whom."""
    answered, reply = bot.ask(text)

    assert ("answer", fact) == (answered.decision.outcome, answered.decision.facts[0])
    assert "az" == reply.language


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Vyetnam və Azərbaycan diplomatik əlaqələri 1992-ci ildə qurubmu?", "supported"),
        ("Minsk görüşü 2024-cü il oktyabrın 3-də olub", "supported"),
        ("To Lam 7 may 2025-ci ildə Bakıda olub, elədir?", "supported"),
        ("Fam Min Çin Həsənovu qəbul edib", "supported"),
        ("Həsənov Fam Min Çini qəbul edib", "refuted"),
        ("Azərbaycan Vyetnama kompüter satır?", "refuted"),
        ("azerbaycanla belarus arasinda ticaret 39 faiz azalib", "refuted"),
        ("Əsədov Qolovçenko ilə Bakıda görüşüb", "refuted"),
        ("Əliyev 2015-ci ildə Vyetnama səfər edib", "refuted"),
        ("Lukaşenko Belarusun baş naziridir", "refuted"),
        ("Əliyev Vyetnama səfər etməyib", "refuted"),
        ("Əli Əsədov Belarusun baş naziridir", "refuted"),
        ("YAP-ın sədri Əsədovdur", "refuted"),
        ("To Lamın xanımı Ngo Phuong Ly-dir", "supported"),
        ("Vyetnam və Azərbaycan diplomatik əlaqələr qurmayıb", "refuted"),
        ("Vyetnam Azərbaycana kompüter ixrac etmir", "refuted"),
        ("Vyetnam Azərbaycan üçün Mərkəzi Asiyaya körpü olacaq", "refuted"),
        ("Vyetnam Azərbaycanın NATO-ya qoşulmasını dəstəkləyir", "not_in_sources"),
        ("Vyetnam və Azərbaycan investisiya sazişi imzalayıb", "not_in_sources"),
        ("Azərbaycan Vyetnama düyü ixrac edir?", "not_in_sources"),
        ("Əliyev To Lama gül verib", "not_in_sources"),
        ("Azərbaycan TAC-a qoşulub", "not_in_sources"),
        ("Həsənov Vyetnamda dövlət səfərində olub", "not_in_sources"),
    ],
)
def test_claims_are_judged(bot: Conversations, text: str, verdict: str) -> None:
    """A verb's own ending says no, and a case ending who was received."""
    assert verdict == bot.ask(text)[0].decision.verdict


@pytest.mark.parametrize(
    "text",
    [
        "Vyetnam Ermənistanla diplomatik əlaqələri nə vaxt qurub?",
        "Əliyev Belarusa nə vaxt səfər edib?",
        "Lukaşenko Vyetnama nə vaxt səfər edib?",
        "Belarus Azərbaycana nə ixrac edir?",
        "Vyetnam xam nefti kimə satır?",
        "Azərbaycan kompüteri hansı ölkəyə satır?",
        "Vyetnamın prezidenti kimdir?",
        "Zakir Həsənov Vyetnama nə vaxt səfər edib?",
        "Azərbaycanla Vyetnam arasında ticarət neçə faiz artıb?",
        "Vyetnamın əhalisi neçədir?",
        "Kim Vyetnama təşəkkür edib?",
        "Bakıda hava necədir?",
    ],
)
def test_what_no_source_tells_is_not_answered(bot: Conversations, text: str) -> None:
    """Another country, another person, another direction, or what was left out."""
    assert "abstain" == bot.ask(text)[0].decision.outcome


@pytest.mark.parametrize(
    ("first", "then", "fact"),
    [
        ("Əsədov Minskdə kiminlə görüşüb?", "nə imzaladılar?", "minsk-agreements"),
        ("Əsədov Minskdə kiminlə görüşüb?", "harada?", "asadov-golovchenko-meeting"),
        ("Zakir Həsənov kimdir?", "onu kim qəbul edib?", "chinh-receives-hasanov"),
        ("Vyetnam Azərbaycana nə satır?", "əksinə?", "azerbaijan-exports-vietnam"),
    ],
)
def test_follow_ups_lean_on_what_was_told(
    bot: Conversations, first: str, then: str, fact: str
) -> None:
    """A verb need not say who did it."""
    bot.ask(first, conversation=fact + then)

    assert fact == bot.ask(then, conversation=fact + then)[0].decision.facts[0]


def test_dates_end_as_their_year_is_read(bot: Conversations) -> None:
    """2023 is read "üç" and takes another ending than 2025."""
    assert "2023-cü ilin may ayında" in bot.ask("Lukaşenko Azərbaycana nə vaxt gəlib?")[1].text
    assert "2025-ci il" in bot.ask("To Lam Azərbaycana nə vaxt gəlib?")[1].text
