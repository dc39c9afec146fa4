"""The commands: what each one says or does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat import announcing, buttons, rights, settings, subscribing
from bot.chat.answers import Told
from bot.chat.anywhere import START
from bot.chat.asking import Asking, ask, follow
from bot.chat.desk import Desk, conversation_of
from bot.chat.incoming import in_group, replied_text
from bot.chat.outgoing import LONGEST, Outgoing
from bot.chat.wording import Wording
from bot.errors import StoreError
from bot.store.book import KEPT_DAYS
from bot.telemetry.logs import failed


@dataclass(frozen=True)
class Given:
    """A command in a message: who gave it, what stands behind it, and the language to speak."""

    message: Message
    person: User | None
    rest: str
    wording: Wording

    @property
    def group(self) -> bool:
        """Whether others read along."""
        return in_group(self.message)


async def run(desk: Desk, name: str, given: Given) -> None:
    """Do what a command says; one that nobody knows is told of in private only."""
    handler = _COMMANDS.get(name)
    if handler is not None:
        await handler(desk, given)
    elif not given.group:
        await _say(desk, given, "unknown_command")


async def _say(desk: Desk, given: Given, name: str, **slots: object) -> None:
    await desk.say(given.message, Outgoing(given.wording.html(name, **slots)))


async def _start(desk: Desk, given: Given) -> None:
    if given.group:
        await _help(desk, given)
    elif given.rest and given.rest != START:
        await _linked(desk, given, given.rest)
    else:
        await _greet(desk, given)


async def _greet(desk: Desk, given: Given) -> None:
    wording = given.wording
    examples = desk.answers.examples(wording.code)
    first = _stock(desk, wording, "start")
    second = wording.html("start_examples") if examples else wording.html("start_ask")
    rows = [
        (e.text, buttons.point(buttons.TELL, e.language, e.fact, e.role or None)) for e in examples
    ]
    keyboard = buttons.choices(rows) if rows else None
    await desk.say(given.message, Outgoing(f"{first}\n\n{second}", keyboard))


async def _linked(desk: Desk, given: Given, fact: str) -> None:
    """Tell the fact that a link points at; of one that was retired, what took its place."""
    language = given.wording.code
    told = desk.answers.tell(fact, None, conversation_of(given.message, given.person), language)
    if told is None and desk.board is not None:
        replaced = desk.board.replaced(fact, language)
        if replaced is not None:
            await desk.say(given.message, Outgoing(replaced))
            return
    await _told(desk, given, told)


async def _told(desk: Desk, given: Given, told: Told | None) -> None:
    """Tell what was found, or that the fact is not there."""
    if told is None:
        await _say(desk, given, "fact_gone")
    else:
        await follow(desk, given.message, given.person, told)


async def _help(desk: Desk, given: Given) -> None:
    text = given.wording.html("help", mention=desk.me.mention)
    if given.group:
        text = given.wording.html("help_group", mention=desk.me.mention)
    await desk.say(given.message, Outgoing(text))


async def _ask(desk: Desk, given: Given) -> None:
    text = given.rest or replied_text(given.message, desk.me)
    if text:
        await ask(desk, Asking(given.message, given.person, text))
    else:
        await _say(desk, given, "ask_what")


async def _check(desk: Desk, given: Given) -> None:
    text = given.rest or replied_text(given.message, desk.me)
    if text:
        await ask(desk, Asking(given.message, given.person, text))
    else:
        await _say(desk, given, "check_what")


async def _source(desk: Desk, given: Given) -> None:
    message, conversation = given.message, conversation_of(given.message, given.person)
    replied = message.reply_to_message
    standing = desk.memory.at(message.chat.id, replied.message_id) if replied is not None else None
    facts = standing.facts if standing is not None else desk.answers.last(conversation)
    told = desk.answers.source(facts, conversation, given.wording.code) if facts else None
    if told is None:
        await _say(desk, given, "nothing_told")
    else:
        await follow(desk, message, given.person, told)


async def _lang(desk: Desk, given: Given) -> None:
    if not await _allowed(desk, given):
        return
    code = given.rest.casefold()
    if not code:
        keyboard = settings.language_keyboard(desk, given.wording)
        text = given.wording.html("lang_choose")
        await desk.say(given.message, Outgoing(text, keyboard))
    elif code == settings.AUTO or code in desk.wordings.codes:
        chat = given.message.chat
        done = await settings.set_language(desk, chat, None if code == settings.AUTO else code)
        spoken = replace(given, wording=desk.wording(chat, given.person))
        await _say(desk, spoken, done)
    else:
        known = ", ".join(desk.wordings.codes)
        await _say(desk, given, "lang_unknown", code=code[:20], known=known)


async def _settings(desk: Desk, given: Given) -> None:
    """Show the settings, or have the chat live in the time zone that is named."""
    if not await _allowed(desk, given):
        return
    chat = given.message.chat
    desk.book.here(chat.id, chat.type, here=True)  # also of a chat that was forgotten
    if given.rest:
        out = await settings.set_zone(desk, given.message, given.wording, given.rest)
    else:
        out = Outgoing(*await settings.page(desk, given.message, given.wording))
    await desk.say(given.message, out)


async def _allowed(desk: Desk, given: Given) -> bool:
    """Whether somebody may change the chat's settings; who may not is told."""
    refused = await rights.refusal(desk, given.message, given.person)
    if refused is not None:
        await _say(desk, given, refused)
    return refused is None


async def _about(desk: Desk, given: Given) -> None:
    await desk.say(given.message, Outgoing(_stock(desk, given.wording, "about")))


def _stock(desk: Desk, wording: Wording, name: str) -> str:
    """What the base holds, in the words of one text."""
    stock = desk.answers.stock()
    if not stock.articles:
        return wording.html("about_entries", facts=stock.facts)
    if name == "start":
        return wording.html("start", articles=stock.articles)
    publishers = ", ".join(stock.publishers)
    return wording.html("about", facts=stock.facts, articles=stock.articles, publishers=publishers)


async def _privacy(desk: Desk, given: Given) -> None:
    await _say(desk, given, "privacy", days=KEPT_DAYS, wrong=given.wording.button("wrong"))


async def _forget(desk: Desk, given: Given) -> None:
    """Delete what there is about a person; with a private chat its settings, too, and with a group
    those of the group where an admin says so.
    """
    chat, person = given.message.chat, given.person
    asker = desk.hashes.of(person.id) if person is not None else None
    whole = await rights.refusal(desk, given.message, person) is None
    try:
        await desk.book.forget(asker=asker, chat=chat.id if whole else None)
        if whole and desk.board is not None:
            await asyncio.to_thread(desk.board.forget, chat.id)
        if person is not None and desk.board is not None:
            await asyncio.to_thread(desk.board.forget_announcer, person.id)
    except StoreError as error:
        failed("forget", error)
        desk.metrics.count("attache_errors_total", kind="store")
        await _say(desk, given, "forget_failed")
        return
    desk.memory.forget(asker=asker, chat=chat.id if whole else None)
    if person is not None:
        desk.memory.forget_read(person.id)
        desk.drafts.pop(person.id, None)
        desk.answers.forget(lambda conversation: conversation.endswith(f":{person.id}"))
    if whole:
        desk.answers.forget(lambda conversation: conversation.startswith(f"{chat.id}:"))
    spoken = replace(given, wording=desk.wording(chat, person))
    if chat.type == ChatType.PRIVATE:
        await _say(desk, spoken, "forget_done")
    elif whole:
        await _say(desk, spoken, "forget_done_group")
    else:
        await _say(desk, spoken, "forget_done_member")


async def _why(desk: Desk, given: Given) -> None:
    """How an admin's last question was read; to anybody else the command does not exist."""
    person = given.person
    if given.group:
        return
    if person is None or person.id not in desk.admins:
        await _say(desk, given, "unknown_command")
        return
    answered = desk.memory.read(person.id)
    if answered is None:
        await _say(desk, given, "why_none")
        return
    text = buttons.shortened("\n".join(desk.answers.why(answered)), LONGEST)
    await desk.say(given.message, Outgoing(f"<pre>{escape(text, quote=False)}</pre>"))


async def _subscribe(desk: Desk, given: Given) -> None:
    if await _allowed(desk, given):
        await subscribing.subscribe(desk, given.message, given.wording, given.rest)


async def _unsubscribe(desk: Desk, given: Given) -> None:
    if await _allowed(desk, given):
        await subscribing.unsubscribe(desk, given.message, given.wording)


async def _upcoming(desk: Desk, given: Given) -> None:
    if await _allowed(desk, given):
        await subscribing.upcoming(desk, given.message, given.wording)


async def _changes(desk: Desk, given: Given) -> None:
    if desk.board is not None:
        await desk.say(given.message, Outgoing(desk.board.changes(given.wording.code)))


async def _announce(desk: Desk, given: Given) -> None:
    """Only in private: a group need not see what an admin is about to announce."""
    if given.person is not None and not given.group:
        await announcing.search(desk, given.message, given.person, given.wording, given.rest)


_COMMANDS: Mapping[str, Callable[[Desk, Given], Awaitable[None]]] = {
    "start": _start,
    "help": _help,
    "ask": _ask,
    "check": _check,
    "source": _source,
    "lang": _lang,
    "about": _about,
    "privacy": _privacy,
    "forget": _forget,
    "settings": _settings,
    "why": _why,
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "upcoming": _upcoming,
    "changes": _changes,
    "announce": _announce,
}
