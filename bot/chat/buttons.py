"""Buttons under answers, and what their taps carry: at most 64 bytes that hold after a restart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.wording import Wording

MORE, SOURCE, WRONG, TELL = "m", "s", "w", "t"
CHANGE = "g"  # of a chat's settings
ANNOUNCE = "a"  # a step of announcing
LONGEST_DATA = 64  # bytes of callback data (Telegram)
LONGEST_COPY = 256  # characters of a copy button (Telegram)
LONGEST_LABEL = 64  # characters of a label that holds a sentence
_POINT = re.compile(r"([mswt])([a-z]{2,3})\.([0-9a-f]{4})?\.([a-z0-9-]{1,48})")
_CHANGE = re.compile(r"g\.([a-z]+)\.([A-Za-z0-9/_+-]*)")
_ANNOUNCE = re.compile(
    r"a\.(?:(fact)\.([a-z0-9-]{1,48})|(to)\.(-?[0-9]{1,16}_[0-9]{1,10})|(undo)\.([0-9a-f]{8})"
    r"|(send|no)\.())"
)

Rows = Sequence[Sequence[InlineKeyboardButton]]


@dataclass(frozen=True)
class Pointed:
    """A tap that points at a fact: what is wanted, in which language, and of which role."""

    action: str
    language: str
    mark: str
    fact: str

    def role(self, roles: Iterable[str]) -> str | None:
        """The one of a fact's roles that is meant; None for the fact as a whole."""
        return next((role for role in roles if mark_of(role) == self.mark), None)


@dataclass(frozen=True)
class Change:
    """A tap that changes a setting of the chat it is in."""

    setting: str
    value: str


@dataclass(frozen=True)
class Announced:
    """A step of announcing: a fact or a chat is chosen, it is sent, dropped or undone."""

    step: str
    value: str


def mark_of(role: str) -> str:
    """Four letters that stand for a role within a fact, since a long id leaves no room for more."""
    return hashlib.sha256(role.encode()).hexdigest()[:4]


def point(action: str, language: str, fact: str, role: str | None = None) -> str:
    """The data of a button that points at a fact."""
    return f"{action}{language}.{mark_of(role) if role else ''}.{fact}"


def change(setting: str, value: str = "") -> str:
    """The data of a button that changes a setting."""
    return f"{CHANGE}.{setting}.{value}"


def announce(step: str, value: str = "") -> str:
    """The data of a button that takes a step of announcing."""
    return f"{ANNOUNCE}.{step}.{value}"


def read(data: str) -> Pointed | Change | Announced | None:
    """What a tap carries; None for anything that is not of ours."""
    found = _POINT.fullmatch(data)
    if found is not None:
        return Pointed(found[1], found[2], found[3] or "", found[4])
    found = _CHANGE.fullmatch(data)
    if found is not None:
        return Change(found[1], found[2])
    found = _ANNOUNCE.fullmatch(data)
    if found is None:
        return None
    step, value = (part for part in found.groups() if part is not None)
    return Announced(step, value)


def under_answer(
    wording: Wording, fact: str, role: str | None, copied: str, *, near: bool, quoted: bool
) -> InlineKeyboardMarkup:
    """The buttons of an answer; `near` where more can be told, `quoted` where it has a source."""
    language = wording.code
    row = []
    if near:
        row.append(_data(wording.button("more"), point(MORE, language, fact)))
    if quoted:
        row.append(_data(wording.button("source"), point(SOURCE, language, fact)))
    row.append(_data(wording.button("wrong"), point(WRONG, language, fact, role)))
    copy = InlineKeyboardButton(wording.button("copy"), copy_text=CopyTextButton(copied))
    return InlineKeyboardMarkup([row, [copy]])


def under_corrected(wording: Wording, fact: str) -> InlineKeyboardMarkup:
    """The buttons of an answer that was corrected in place."""
    source = _data(wording.button("source"), point(SOURCE, wording.code, fact))
    wrong = _data(wording.button("wrong"), point(WRONG, wording.code, fact))
    return InlineKeyboardMarkup([[source, wrong]])


def without_wrong(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The same buttons after an answer was called wrong, which can be done once."""
    if keyboard is None:
        return None
    rows = [
        [b for b in row if not (isinstance(b.callback_data, str) and b.callback_data[0] == WRONG)]
        for row in keyboard.inline_keyboard
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def choices(rows: Iterable[tuple[str, str]]) -> InlineKeyboardMarkup:
    """A button a row, from label and data; a label shows as much as there is room for."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(shortened(label, LONGEST_LABEL), callback_data=data)]
            for label, data in rows
        ]
    )


def languages(names: Iterable[tuple[str, str]], wording: Wording) -> InlineKeyboardMarkup:
    """A button for each language, by code and own name, and one for what Telegram says."""
    rows = [[(name, change("lang", code)) for code, name in pair] for pair in _pairs(names)]
    rows.append([(wording.button("language_auto"), change("lang", "auto"))])
    return grid(rows)


def grid(rows: Iterable[Iterable[tuple[str, str]]]) -> InlineKeyboardMarkup:
    """Rows of buttons, from label and data."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


def shortened(text: str, longest: int) -> str:
    """A text within a number of UTF-16 units, cut between words where it is too long."""
    if units(text) <= longest:
        return text
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if units(longer) > longest - 1:
            break
        kept = longer
    while not kept or units(kept) > longest - 1:
        kept = kept[:-1] if kept else text[: longest // 2 - 1]
    return f"{kept.rstrip(' ,;:')}…"


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _data(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


def _pairs(items: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    every = list(items)
    return [every[at : at + 2] for at in range(0, len(every), 2)]
