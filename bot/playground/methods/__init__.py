"""The methods of the Bot API, each a function of the world and the arguments."""

from __future__ import annotations

from bot.playground.methods import chats, edits, profile, queries, sending, topics
from bot.playground.methods.kind import Method

METHODS: dict[str, Method] = {
    **chats.METHODS,
    **edits.METHODS,
    **profile.METHODS,
    **queries.METHODS,
    **sending.METHODS,
    **topics.METHODS,
}
