"""Replies as messages: the text within Telegram's limits, and the buttons that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from telegram import InlineKeyboardMarkup

from bot.chat import buttons, receipts
from bot.chat.wording import Wording
from bot.model import Decision
from bot.render.reply import Reply

LONGEST = 4096  # UTF-16 units of a message after its HTML is read (Telegram)
SOURCE = "publication"  # the kind of answers about the articles themselves
_TAG = re.compile(r"</?[a-z][^>]*>")
# Small talk that a group is answered, since somebody asked; thanks and the like are not.
_TALK = frozenset({"chitchat_greeting", "chitchat_about_bot"})


@dataclass(frozen=True)
class Outgoing:
    """One message: HTML as Telegram reads it, and its buttons."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def answer(
    decision: Decision, reply: Reply, wording: Wording, cited: str, labels: Iterable[str] = ()
) -> Outgoing:
    """The message of a reply; `labels` are the choices of a clarification, in their order."""
    return Outgoing(fitting(reply), _keyboard(decision, reply, wording, cited, list(labels)))


def in_group(decision: Decision, full: Outgoing, wording: Wording) -> Outgoing | None:
    """The same in a group: a refusal in one short line; None where silence is better."""
    if decision.outcome == "abstain" and decision.reason == "chitchat":
        return full if decision.wording in _TALK else None
    if decision.outcome == "abstain" and decision.reason == "not_understood":
        return Outgoing(wording.html("group_unclear"))
    if decision.outcome == "abstain" or decision.verdict == "not_in_sources":
        return Outgoing(wording.html("group_unknown"))
    return full


def fitting(reply: Reply) -> str:
    """The HTML of a reply, or without its quotes, or cut, so that Telegram takes it with a receipt
    below it.
    """
    most = LONGEST - receipts.LONGEST
    if buttons.units(unescape(_TAG.sub("", reply.html))) <= most:
        return reply.html
    return escape(buttons.shortened(reply.text, most), quote=False)


def copied(text: str, cited: str) -> str:
    """What the copy button copies: the answer with its source, as much as there is room for."""
    whole = f"{text} ({cited})" if cited else text
    if buttons.units(whole) <= buttons.LONGEST_COPY:
        return whole
    return buttons.shortened(text, buttons.LONGEST_COPY)


def _keyboard(
    decision: Decision, reply: Reply, wording: Wording, cited: str, labels: list[str]
) -> InlineKeyboardMarkup | None:
    told = decision.verdict in ("supported", "refuted") or decision.outcome == "answer"
    if decision.outcome == "clarify" and decision.parts:
        return buttons.choices(
            (
                label,
                buttons.point(buttons.TELL, wording.code, part.fact, decision.asked),
            )
            for label, part in zip(labels, decision.parts, strict=True)
        )
    if not told or not decision.facts or decision.kind == SOURCE:
        return None
    return buttons.under_answer(
        wording,
        decision.facts[0],
        decision.asked,
        copied(reply.text, cited),
        near=decision.kind != "entry",
        quoted=bool(decision.evidence) and decision.kind != "entry",
    )
