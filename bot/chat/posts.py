"""Posts of the outbox on their way to Telegram: one attempt each, and what became of it."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.announce.corrections import PREFIX
from bot.announce.sender import (
    ChatGoneError,
    MaybeSentError,
    MovedError,
    NotSentError,
    RefusedError,
    SendError,
    TooFastError,
)
from bot.chat import buttons
from bot.chat.sender import never_left, seconds_of
from bot.chat.wording import Wordings
from bot.store.ledger import ANNOUNCED, parse_facts
from bot.store.posts import Claim, Post

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What Telegram says where the bot can no longer write to a chat, and what it says of one post.
_MEANT_GONE = (
    ("blocked", "blocked"),
    ("deactivated", "deactivated"),
    ("kicked", "kicked"),
    ("not a member", "kicked"),
    ("chat not found", "gone"),
    ("peer_id_invalid", "gone"),
    ("initiate conversation", "blocked"),
)
_MEANT_REFUSED = (
    ("not modified", "unchanged"),
    ("topic_closed", "topic-closed"),
    ("topic_deleted", "topic-gone"),
    ("thread not found", "topic-gone"),
    ("not enough rights", "no-right"),
    ("have no rights", "no-right"),
    ("chat_write_forbidden", "no-right"),
    ("chat_restricted", "no-right"),
    ("chat_admin_required", "no-right"),
    ("need administrator rights", "no-right"),
    ("can't be edited", "not-editable"),
    ("message to edit not found", "not-editable"),
    ("message_id_invalid", "not-editable"),
)


class PostSender:
    """Sends and edits posts with one bot; `wordings` label the buttons of corrected answers."""

    def __init__(self, bot: Bot, wordings: Wordings) -> None:
        self._bot = bot
        self._wordings = wordings

    async def deliver(self, claim: Claim) -> int | None:
        """The id of the message that a post became; None for one that was edited.

        Raises:
            SendError: it was not sent, or nobody knows.
        """
        edits = claim.post.action == "edit"
        try:
            return await (self._edit(claim) if edits else self._send(claim))
        except TelegramError as error:
            found = _ended(error, edits)
            if isinstance(found, RefusedError) and found.outcome == "unchanged":
                return None
            raise found from None

    async def _send(self, claim: Claim) -> int:
        post = claim.post
        message = await self._bot.send_message(
            claim.target,
            post.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=post.topic or None,
            disable_notification=post.silent or None,
            link_preview_options=_NO_PREVIEW,
        )
        return message.message_id

    async def _edit(self, claim: Claim) -> None:
        post: Post = claim.post
        await self._bot.edit_message_text(
            post.html,
            chat_id=claim.target if post.inline is None else None,
            message_id=post.message if post.inline is None else None,
            inline_message_id=post.inline,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=self._buttons(post),
        )

    def _buttons(self, post: Post) -> InlineKeyboardMarkup | None:
        """The buttons that stay under a corrected answer; an announcement has none."""
        known = [fact for fact, revision in parse_facts(" ".join(post.facts)) if revision]
        if post.announcement == f"{PREFIX}{ANNOUNCED}" or not known:
            return None
        return buttons.under_corrected(self._wordings.of(post.language), known[0])


def _ended(error: TelegramError, edits: bool) -> SendError:
    """What an error of the library means for a post; an edit may be made twice without harm."""
    message = error.message.casefold()
    if isinstance(error, RetryAfter):
        return TooFastError(seconds_of(error))
    if isinstance(error, ChatMigrated):
        return MovedError(error.new_chat_id)
    if isinstance(error, Forbidden | BadRequest):
        return _refused(error, message)
    if isinstance(error, NetworkError):  # also time-outs and 5xx: nobody knows what was done
        return NotSentError(message) if edits or never_left(error) else MaybeSentError(message)
    if isinstance(error, InvalidToken):
        return NotSentError(message)
    return RefusedError("refused")


def _refused(error: TelegramError, message: str) -> SendError:
    gone = next((outcome for words, outcome in _MEANT_GONE if words in message), None)
    if gone is not None:
        return ChatGoneError(gone)
    known = next((outcome for words, outcome in _MEANT_REFUSED if words in message), None)
    if known is not None:
        return RefusedError(known)
    return ChatGoneError("kicked") if isinstance(error, Forbidden) else RefusedError("refused")
