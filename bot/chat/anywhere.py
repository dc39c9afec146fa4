"""Facts in any chat: results for inline queries, and one answer where the bot is a guest."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode

from bot.chat import buttons, incoming, outgoing, receipts
from bot.chat.answers import Told
from bot.chat.asking import compose
from bot.chat.buttons import Pointed
from bot.chat.checking import compared
from bot.chat.desk import Desk
from bot.chat.outgoing import Outgoing
from bot.store.ledger import InlineAnswer
from bot.telemetry.logs import note

CACHE = 10  # seconds that Telegram may show the same results again to the same person
START = "inline"  # what /start is given by the button for those who found nothing
SURFACE, GUEST = "inline", "guest"
_LONGEST_TITLE = 64  # characters: two lines on a phone
_LONGEST_NOTE = 200  # characters of what a tap is answered with (Telegram)


@dataclass(frozen=True)
class _Hit:
    """A result: an answer that may stand in any chat, and its message."""

    told: Told
    out: Outgoing


async def inline(desk: Desk, query: InlineQuery) -> None:
    """Answer an inline query: with what is sure only, each result titled with what it claims."""
    language = query.from_user.language_code
    hits = list(_hits(desk, query.query.strip(), language))
    results = {_id(hit): _article(desk, hit, _id(hit)) for hit in hits}
    wording = desk.wordings.of(language)
    ask_me = InlineQueryResultsButton(wording.say("inline_ask_me"), start_parameter=START)
    outcome = await desk.sender.answer_inline(
        query.id, list(results.values()), CACHE, None if results else ask_me
    )
    found = "answer" if results else "abstain"
    desk.metrics.count("attache_questions_total", surface=SURFACE, outcome=found)
    note(
        logging.INFO,
        "decided",
        surface=SURFACE,
        person=desk.hashes.of(query.from_user.id),
        outcome=found,
        facts=[fact for hit in hits for fact in hit.told[0].decision.facts] or None,
        sent=outcome,
    )


def _hits(desk: Desk, text: str, language: str | None) -> Iterator[_Hit]:
    """Examples before anything is typed; the answer; or each of what may be meant."""
    if not text:
        for example in desk.answers.examples(desk.wordings.of(language).code):
            yield from _told(
                desk, desk.answers.tell(example.fact, example.role or None, "", example.language)
            )
        return
    hints = [language.partition("-")[0]] if language else []
    told = desk.answers.ask(text, None, None, hints)
    decision = told[0].decision
    if decision.outcome == "clarify":
        for part in decision.parts:
            asked = decision.asked if decision.asked in desk.answers.roles(part.fact) else None
            yield from _told(desk, desk.answers.tell(part.fact, asked, "", told[1].language))
    elif decision.outcome == "answer" or decision.verdict in ("supported", "refuted"):
        yield from _told(desk, told)


def _told(desk: Desk, told: Told | None) -> Iterator[_Hit]:
    if told is None or not told[0].decision.facts:
        return
    out = compose(desk, told, group=True)
    if out is not None and out.keyboard is not None:  # without buttons it could never be corrected
        yield _Hit(told, out)


def _id(hit: _Hit) -> str:
    """At most 64 bytes: the language, and the codes of the facts that are told."""
    facts = hit.told[0].decision.facts[: receipts.MOST_FACTS]
    return ".".join([hit.told[1].language, *map(receipts.code_of, facts)])


def _article(desk: Desk, hit: _Hit, id: str) -> InlineQueryResultArticle:
    answered, reply = hit.told
    return InlineQueryResultArticle(
        id,
        buttons.shortened(reply.text.partition("\n")[0], _LONGEST_TITLE),
        _content(hit.out),
        reply_markup=hit.out.keyboard,
        description=desk.answers.cited(answered, reply.language) or None,
    )


def _content(out: Outgoing) -> InputTextMessageContent:
    preview = LinkPreviewOptions(is_disabled=True)
    return InputTextMessageContent(
        out.html, parse_mode=ParseMode.HTML, link_preview_options=preview
    )


async def chosen(desk: Desk, result: ChosenInlineResult) -> None:
    """Note where an inline answer stands, so that it can be corrected."""
    language, *codes = result.result_id.split(".")
    known = [fact for code in codes for fact in desk.answers.coded(code)]
    facts = tuple(fact for fact in known if desk.answers.sentence(fact, language))
    if result.inline_message_id is not None and facts:
        _keep(desk, result.inline_message_id, result.from_user.id, facts, language)
    note(logging.INFO, "chosen", person=desk.hashes.of(result.from_user.id), facts=[*facts])


def _keep(desk: Desk, inline_id: str, person: int, facts: tuple[str, ...], language: str) -> None:
    revisions = tuple((fact, desk.answers.revision(fact)) for fact in facts)
    asker, now = desk.hashes.of(person), int(desk.now())
    desk.book.answered_inline(InlineAnswer(inline_id, asker, revisions, language, now))


async def guest(desk: Desk, message: Message) -> str:
    """Answer a mention in a chat that we are no member of: once, and at once."""
    query, person = message.guest_query_id, message.from_user
    wanted = incoming.wanted(message, desk.me)
    if query is None or person is None or wanted is None:
        return "ignored"
    text = wanted.text if wanted.what == incoming.QUESTION else ""
    wording = desk.wordings.of(person.language_code)
    told = None
    passed_on = receipts.read(text)
    if passed_on is not None:
        out = Outgoing(compared(desk, *passed_on, wording).html)
    elif text:
        hints = [person.language_code.partition("-")[0]] if person.language_code else []
        told = desk.answers.ask(text, None, None, hints)
        out = compose(desk, told, group=True) or Outgoing(outgoing.fitting(told[1]))
    else:
        out = Outgoing(wording.html("help_group", mention=desk.me.mention))
    title = wording.say("inline_title")
    article = InlineQueryResultArticle(GUEST, title, _content(out), reply_markup=out.keyboard)
    sent, inline_id = await desk.sender.answer_guest(query, article)
    if told is not None:
        desk.decided(GUEST, message, person, told[0], sent, desk.tick())
        facts = told[0].decision.facts
        if inline_id is not None and facts:
            _keep(desk, inline_id, person.id, facts, told[1].language)
    return "handled"


async def tapped(desk: Desk, query: CallbackQuery, found: Pointed) -> None:
    """A tap under an inline answer: we cannot write there, so a note tells it to the person."""
    wording = desk.wordings.of(found.language)
    conversation = f"{query.inline_message_id}:0:{query.from_user.id}"
    if found.action == buttons.WRONG:
        known = desk.report(found, (found.fact,))
        name = "wrong_thanks" if known else "tap_gone"
        await desk.sender.answer_tap(query.id, wording.say(name), alert=True)
        return
    if found.action == buttons.SOURCE:
        told = desk.answers.source((found.fact,), conversation, found.language)
    else:
        told = desk.answers.more((found.fact,), conversation, found.language)
    text = wording.say("tap_gone") if told is None else told[1].text
    await desk.sender.answer_tap(query.id, buttons.shortened(text, _LONGEST_NOTE), alert=True)
