"""Whose something is: the frames of a kind say which role has it."""

from __future__ import annotations

import pytest

from tests.resolve.conftest import Ask


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan supports Vietnam's stance on the East Sea",
        "Does Azerbaijan support Vietnam's position on the South China Sea?",
        "Azerbaijan ủng hộ quan điểm của Việt Nam về Biển Đông",
        "Azərbaycan Vyetnamın Cənubi Çin dənizi mövqeyini dəstəkləyir",
        "Əliyev Vyetnamın Şərq dənizi üzrə mövqeyini dəstəkləyib",
    ],
)
def test_what_is_another_s_is_not_said_of_a_name(ask: Ask, text: str) -> None:
    """The stance is not that of those who support it, and neither supported nor refuted."""
    decision = ask(text)

    assert "not_in_sources" == decision.verdict or "abstain" == decision.outcome


@pytest.mark.parametrize(
    "text",
    [
        "Vietnam supports ASEAN's stance on the East Sea",
        "Việt Nam ủng hộ lập trường của ASEAN về Biển Đông",
        "Azərbaycan ASEAN-ın Şərq dənizi mövqeyini dəstəkləyir",
        "Vietnam's backing for Azerbaijan's inclusion in the TAC",
    ],
)
def test_whose_it_is_may_be_named(ask: Ask, text: str) -> None:
    """The very same with the right names."""
    decision = ask(text)

    assert "supported" == decision.verdict or "answer" == decision.outcome
