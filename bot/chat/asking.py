"""A question or a claim in a message, answered; and answered anew where it was edited."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Message, User

from bot.chat import outgoing, receipts
from bot.chat.answers import Told
from bot.chat.checking import compared
from bot.chat.desk import Desk, conversation_of, surface_of
from bot.chat.incoming import in_group
from bot.chat.memory import Standing
from bot.chat.outgoing import Outgoing
from bot.chat.receipts import Receipt
from bot.chat.sender import DONE, GONE, UNCHANGED, Sent

SILENT = "silent"


@dataclass(frozen=True)
class Asking:
    """A question in a message, from a person."""

    message: Message
    person: User | None
    text: str


async def ask(desk: Desk, asking: Asking) -> None:
    """Answer a question, or edit the answer that it already has."""
    message, began = asking.message, desk.tick()
    passed_on = receipts.read(asking.text)
    if passed_on is not None:
        await _compare(desk, asking, *passed_on)
        return
    before = desk.memory.to_question(message.chat.id, message.message_id)
    conversation = _conversation(desk, asking)
    if before is not None:
        conversation = before.conversation or conversation
    told = desk.answers.ask(asking.text, conversation, None, _hints(desk, asking))
    out = compose(desk, told, group=in_group(message))
    if asking.person is not None and asking.person.id in desk.admins:
        desk.memory.read(asking.person.id, told[0])
    sent = Sent(SILENT)
    if out is not None and before is not None:
        sent = await _edited(desk, before, out)
    elif out is not None:
        sent = await desk.say(message, out)
    _remember(desk, asking, told, sent, conversation, message.message_id)
    desk.decided(surface_of(message.chat), asking.message, asking.person, told[0], sent, began)


async def _compare(desk: Desk, asking: Asking, receipt: Receipt, text: str) -> None:
    """Tell what became of an answer of ours that somebody passes on."""
    wording = desk.wording(asking.message.chat, asking.person)
    conversation = _conversation(desk, asking)
    found = compared(desk, receipt, text, wording)
    told = desk.answers.tell(found.fact, None, conversation, wording.code) if found.fact else None
    shown = compose(desk, told, group=in_group(asking.message)) if told is not None else None
    if told is None or shown is None:
        await desk.say(asking.message, Outgoing(found.html))
        return
    out = replace(shown, html=f"{found.html}\n\n{shown.html}")
    _remember(desk, asking, told, await desk.say(asking.message, out), conversation, None)


async def follow(desk: Desk, message: Message, person: User | None, told: Told) -> None:
    """Tell what a button or a command asked for, as an answer of its own."""
    began = desk.tick()
    out = compose(desk, told, group=in_group(message))
    sent = await desk.say(message, out) if out is not None else Sent(SILENT)
    asking = Asking(message, person, "")
    _remember(desk, asking, told, sent, conversation_of(message, person), None)
    desk.decided("tap", message, person, told[0], sent, began)


def compose(desk: Desk, told: Told, *, group: bool) -> Outgoing | None:
    """The message of a reply; None where a group is better left alone."""
    answered, reply = told
    decision = answered.decision
    wording = desk.wordings.of(reply.language)
    labels = []
    if decision.outcome == "clarify":
        labels = [desk.answers.sentence(part.fact, reply.language) for part in decision.parts]
    cited = desk.answers.cited(answered, reply.language)
    full = outgoing.answer(decision, reply, wording, cited, labels)
    if decision.outcome == "answer" or decision.verdict in ("supported", "refuted"):
        full = replace(full, html=desk.signed(full.html, decision.facts))
    if decision.kind == outgoing.SOURCE and decision.facts and not group:
        link = wording.html("link", link=desk.me.link(decision.facts[0]))
        full = Outgoing(f"{full.html}\n{link}", full.keyboard)
    return outgoing.in_group(decision, full, wording) if group else full


def _remember(
    desk: Desk, asking: Asking, told: Told, sent: Sent, conversation: str, question: int | None
) -> None:
    """Keep where an answer stands, if it stands anywhere; one to a tap is to no question."""
    if sent.id is None:
        return
    asker = desk.hashes.of(asking.person.id) if asking.person is not None else None
    facts = told[0].decision.facts
    chat = asking.message.chat.id
    desk.keep(Standing(chat, sent.id, question, asker, facts, conversation, told[1].language))


def _conversation(desk: Desk, asking: Asking) -> str:
    """A reply to an answer of ours goes on where that one left, whoever had asked."""
    replied = asking.message.reply_to_message
    if replied is not None:
        standing = desk.memory.at(asking.message.chat.id, replied.message_id)
        if standing is not None and standing.conversation:
            return standing.conversation
    return conversation_of(asking.message, asking.person)


def _hints(desk: Desk, asking: Asking) -> list[str]:
    """Languages for a message that tells none: the chat's setting, then the person's Telegram."""
    chat, person = asking.message.chat, asking.person
    hints = [desk.book.chat(chat.id, chat.type).language]
    hints.append(person.language_code if person is not None else None)
    return [hint.partition("-")[0] for hint in hints if hint]


async def _edited(desk: Desk, before: Standing, out: Outgoing) -> Sent:
    sent = await desk.sender.edit(before.chat, before.answer, out)
    if sent.outcome == GONE:
        desk.memory.drop(before.chat, before.answer)
    return sent if sent.outcome in (DONE, UNCHANGED) else Sent(sent.outcome)
