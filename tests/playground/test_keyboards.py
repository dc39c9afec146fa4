"""Keyboards under messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.keyboards import read_keyboard
from bot.playground.refusal import RefusedError


def _one(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "b", **button}]]}


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "é" * 32},
        {"url": "https://example.org"},
        {"url": "tg://user?id=1"},
        {"copy_text": {"text": "😀" * 128}},
        {"switch_inline_query": ""},
        {"switch_inline_query_current_chat": "q"},
        {"callback_data": "a", "style": "danger"},
    ],
)
def test_good_buttons(button: dict[str, Any]) -> None:
    """A button with one action within its limits is kept as it is."""
    assert read_keyboard(_one(**button)) == _one(**button)


@pytest.mark.parametrize(
    ("keyboard", "why"),
    [
        (_one(), "Text buttons are unallowed"),
        (
            _one(callback_data="a", url="https://example.org"),
            "one action, not url and callback_data",
        ),
        (_one(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (_one(callback_data=""), "BUTTON_DATA_INVALID"),
        (_one(url="nowhere"), "Wrong HTTP URL"),
        (_one(copy_text={"text": "a" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (_one(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (_one(switch_inline_query="a" * 257), "BUTTON_SWITCH_INLINE_INVALID"),
        (_one(callback_data="a", style="pink"), "style"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}, "non-empty"),
        ({"inline_keyboard": [["b"]]}, "expected an Object"),
        ({"inline_keyboard": "b"}, "array of arrays"),
        ({"inline_keyboard": [[{"text": "b", "callback_data": "a"}] * 9]}, "TOO_LONG"),
        ({"other": 1}, "object expected"),
    ],
)
def test_refuses(keyboard: dict[str, Any], why: str) -> None:
    """What Telegram would not take is refused, saying why."""
    with pytest.raises(RefusedError, match=why):
        read_keyboard(keyboard)


def test_no_keyboard() -> None:
    """No keyboard, and one without buttons, are the same."""
    assert read_keyboard(None) is None
    assert read_keyboard({"inline_keyboard": []}) is None
    assert read_keyboard({"inline_keyboard": [[]]}) is None


def test_other_keyboards() -> None:
    """A keyboard of the input field goes with new messages, not with edits."""
    assert read_keyboard({"remove_keyboard": True}) == {"remove_keyboard": True}
    with pytest.raises(RefusedError):
        read_keyboard({"remove_keyboard": True}, inline_only=True)
