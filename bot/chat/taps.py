"""Taps on buttons: every one is answered, whatever becomes of it."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.chat import announcing, anywhere, buttons, settings
from bot.chat.asking import follow
from bot.chat.buttons import Announced, Change, Pointed
from bot.chat.desk import Desk, conversation_of
from bot.chat.incoming import in_group
from bot.chat.outgoing import Outgoing
from bot.chat.wording import Wording

_LONGEST_NOTE = 200  # characters of what a tap is answered with (Telegram)


async def tap(desk: Desk, query: CallbackQuery) -> None:
    """Do what a button says."""
    message = query.message
    found = buttons.read(query.data) if query.data is not None else None
    if query.inline_message_id is not None and isinstance(found, Pointed):
        await anywhere.tapped(desk, query, found)
    elif not isinstance(message, Message) or found is None:
        wording = desk.wordings.of(query.from_user.language_code)
        await desk.sender.answer_tap(query.id, wording.say("tap_again"), alert=True)
    elif isinstance(found, Change):
        await settings.tapped(desk, query, message, found)
    elif isinstance(found, Announced):
        await announcing.tapped(desk, query, message, found)
    elif found.action == buttons.WRONG:
        await _wrong(desk, query, message, found)
    else:
        await _more(desk, query, message, found)


async def _more(desk: Desk, query: CallbackQuery, message: Message, found: Pointed) -> None:
    """Tell the fact, its source, or what else there is; a group sees a source as a note only."""
    wording = desk.wordings.of(found.language)
    facts = _facts(desk, message, found)
    conversation = conversation_of(message, query.from_user)
    told = None
    if found.action == buttons.SOURCE:
        told = desk.answers.source(facts, conversation, found.language)
    elif found.action == buttons.MORE:
        told = desk.answers.more(facts, conversation, found.language)
    else:
        role = found.role(desk.answers.roles(found.fact))
        told = desk.answers.tell(found.fact, role, conversation, found.language)
    if told is None:
        await desk.sender.answer_tap(query.id, wording.say("tap_gone"), alert=True)
    elif found.action == buttons.SOURCE and in_group(message):
        text = buttons.shortened(told[1].text, _LONGEST_NOTE)
        await desk.sender.answer_tap(query.id, text, alert=True)
    else:
        await desk.sender.answer_tap(query.id)
        await follow(desk, message, query.from_user, told)


def _facts(desk: Desk, message: Message, found: Pointed) -> tuple[str, ...]:
    """The facts of the answer that the button is under; after a restart, the first of them."""
    standing = desk.memory.at(message.chat.id, message.message_id)
    if standing is not None and found.fact in standing.facts:
        return standing.facts
    return (found.fact,)


async def _wrong(desk: Desk, query: CallbackQuery, message: Message, found: Pointed) -> None:
    """Count the facts of an answer and the role that was asked for; take the button away."""
    wording: Wording = desk.wordings.of(found.language)
    keyboard = message.reply_markup
    rest = buttons.without_wrong(keyboard)
    if rest == keyboard:
        await desk.sender.answer_tap(query.id, wording.say("wrong_again"), alert=True)
    elif desk.report(found, _facts(desk, message, found)):
        await desk.sender.answer_tap(query.id, wording.say("wrong_thanks"), alert=True)
        await desk.sender.edit_buttons(message, Outgoing("", rest))
    else:
        await desk.sender.answer_tap(query.id, wording.say("tap_gone"), alert=True)
