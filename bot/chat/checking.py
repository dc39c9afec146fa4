"""Whether a text that carries a receipt is what the bot said, and whether that still holds."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from bot.chat import receipts
from bot.chat.desk import Desk
from bot.chat.receipts import Receipt
from bot.chat.wording import Wording


@dataclass(frozen=True)
class Compared:
    """What became of an answer, as HTML; `fact` is one to be told as it is now, if any."""

    html: str
    fact: str | None = None


def compared(desk: Desk, receipt: Receipt, text: str, wording: Wording) -> Compared:
    """What to tell of a text with a receipt: genuine and current, corrected since, or altered."""
    facts = [(fact, rev) for code, rev in receipt.facts for fact in desk.answers.coded(code)]
    if len({receipts.code_of(fact) for fact, _ in facts}) < len(dict(receipt.facts)):
        return Compared(wording.html("receipt_unknown"))
    stale = [fact for fact, revision in facts if desk.answers.revision(fact) != revision]
    now = [quote for fact, _ in facts for quote in desk.answers.quotes(fact)]
    quotes = None if stale else now  # what an old revision cited may be gone
    found = receipts.genuine(text, receipt, quotes, desk.hashes.seal)
    if not text:
        head = wording.html("receipt_stale" if stale else "receipt_bare")
    elif found is None:
        return _altered(desk, [fact for fact, _ in facts], text, quotes, wording)
    else:
        words, whole = found
        part = [] if whole else [wording.html("receipt_part", words=words)]
        part += _listed(receipts.altered_quotes(text, quotes, [words]))
        held = wording.html("receipt_corrected" if stale else "receipt_current")
        head = "\n".join([*part, held])
    if not stale:
        return Compared(head, None if text else facts[0][0])
    board = desk.announcer()
    notes = [board.correction(fact, wording.code) for fact in stale]
    return Compared("\n".join([head, *notes]), board.successor(stale[0]))


def _altered(
    desk: Desk, facts: list[str], text: str, quotes: list[str] | None, wording: Wording
) -> Compared:
    """That the words are not ours, and where they differ from what we say of the facts."""
    own = [one for fact in facts for one in desk.answers.renderings(fact)]
    found = receipts.differences(text, own, quotes)
    return Compared("\n".join([wording.html("receipt_altered"), *_listed(found)]), facts[0])


def _listed(differences: list[tuple[str, str]]) -> list[str]:
    """Differences as HTML, theirs beside ours."""
    return [f"• “{escape(t or '…')}” ≠ “{escape(o or '…')}”" for t, o in differences]
