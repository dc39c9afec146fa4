"""What the outbox holds: posts, who is sending them, how far they have come, and how fast."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How fast Telegram lets a bot send, a little below what it allows.

    Telegram's own: about 30 messages a second over all chats, one a second in a chat, 20 a minute
    in a group (core.telegram.org/bots/faq).
    """

    interval: float = 1 / 27  # seconds between any two sends; delays on the way may bunch a few
    chat: float = 1.05  # between two sends to one person
    group: float = 3.1  # between two sends to one group or channel
    second: int = 30  # sends that may arrive within any one second


@dataclass(frozen=True)
class Post:
    """What one chat is to be sent, or what is to be edited there (`message` or `inline` is set).

    `facts` are the ids with revisions that it shows (`letter@2`). `priority` 0 goes before 1;
    within a priority the lower `place` goes first.
    """

    announcement: str
    occurrence: str
    chat: int
    html: str
    topic: int = 0
    action: str = "send"
    message: int | None = None
    inline: str | None = None
    facts: tuple[str, ...] = ()
    language: str = "en"
    silent: bool = False
    priority: int = 0
    place: float = 0.0
    not_before: float = 0.0


@dataclass(frozen=True)
class Claim:
    """A post that this worker may begin to send from the instant `at` until the lease ends."""

    post: Post
    target: int
    attempts: int
    at: float
    until: float


@dataclass(frozen=True)
class Row:
    """How far a post has come."""

    announcement: str
    occurrence: str
    chat: int
    topic: int
    state: str
    outcome: str | None
    attempts: int
    message: int | None
    done: float | None
    not_before: float = 0.0
