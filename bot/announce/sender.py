"""What delivery needs of a messenger, and how a send can end."""

from __future__ import annotations

from typing import Protocol

from bot.errors import AttacheError
from bot.store.posts import Claim


class SendError(AttacheError):
    """A post was not sent, or may not have been."""


class ChatGoneError(SendError):
    """The bot can no longer write to this chat: blocked, kicked, or the chat is no more.

    `outcome` is one word for the list of announcements: blocked, kicked, gone, deactivated.
    """

    def __init__(self, outcome: str) -> None:
        super().__init__(f"the chat cannot be written to: {outcome}")
        self.outcome = outcome


class RefusedError(SendError):
    """The post cannot be sent and trying again would not help; the chat itself is still there.

    `outcome` is one word: no-right, topic-closed, topic-gone, not-editable, unchanged, refused.
    """

    def __init__(self, outcome: str) -> None:
        super().__init__(f"the post was refused: {outcome}")
        self.outcome = outcome


class MovedError(SendError):
    """The group has become a supergroup with the id `new`."""

    def __init__(self, new: int) -> None:
        super().__init__("the group has become a supergroup")
        self.new = new


class TooFastError(SendError):
    """Nothing was sent; `seconds` are to pass before the next try."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds:g} s")
        self.seconds = seconds


class NotSentError(SendError):
    """Nothing can have been sent; a later try may succeed."""


class MaybeSentError(SendError):
    """The answer did not come: the post may have been sent, and must not be sent again."""


class Sender(Protocol):
    """Sends one post and returns the id of the message, or edits one.

    Raises:
        SendError: one of its kinds; any other error counts as "may have been sent".
    """

    async def deliver(self, claim: Claim) -> int | None:
        """The id of the message that a claimed post became; None where it has none."""
        ...
