"""Keyboards under messages: each button has one action, and each action keeps its limits."""

from __future__ import annotations

from typing import Any

from bot.playground.entities import is_link, units
from bot.playground.refusal import RefusedError, bad_request

Json = dict[str, Any]

# docs: InlineKeyboardButton; exactly one of these is the button's action.
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
SWITCHES = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
OTHER_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")
STYLES = frozenset({"danger", "success", "primary"})
DATA_LIMIT = 64  # bytes of callback data
COPY_LIMIT = 256  # UTF-16 units of a text to copy
MOST_BUTTONS = 100
WIDEST_ROW = 8


def read_keyboard(found: Json | None, *, inline_only: bool = False) -> Json | None:
    """A checked keyboard, None where there is none.

    Raises:
        RefusedError: a button has no text, not exactly one action, or an action out of its limits.
    """
    if not found:
        return None
    if "inline_keyboard" not in found:
        if not inline_only and any(name in found for name in OTHER_KEYBOARDS):
            return found
        raise bad_request("object expected as reply markup")
    rows = found["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an array of arrays'
        )
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in kept):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unparsed("expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _unparsed('field "text" must be a non-empty String')
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsed(f"a button has one action, not {' and '.join(actions)}")
    if button.get("style", "primary") not in STYLES:
        raise _unparsed("invalid button style specified")
    _check_action(actions[0], button[actions[0]])
    return {name: value for name, value in button.items() if value is not None}


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or not is_link(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= units(text) <= COPY_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action in SWITCHES and (not isinstance(value, str) or units(value) > COPY_LIMIT):
        raise bad_request("BUTTON_SWITCH_INLINE_INVALID")


def _unparsed(what: str) -> RefusedError:
    return bad_request(f"can't parse inline keyboard button: {what}")
