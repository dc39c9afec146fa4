"""What an admin is about to announce, until it is sent."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

Spot = tuple[int, int]  # a chat and a topic of it, 0 for none
_WHEN = re.compile(r"(?:^|\s)((?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2})$")


@dataclass(frozen=True)
class Draft:
    """What an admin is about to announce; `at` is the time as it was written.

    `found` is the message under which facts are chosen, `control` the one under which chats are;
    the buttons of earlier ones count no more.
    """

    fact: str
    at: str
    made: float
    found: int | None = None
    control: int | None = None
    offered: dict[Spot, str] = field(default_factory=dict)  # with what each is called
    chosen: frozenset[Spot] = frozenset()
    shown: frozenset[str] = frozenset()  # languages in which the post was shown


def read_request(text: str, before_time: Collection[str]) -> tuple[str, str]:
    """The words that a fact is looked for with, and the time behind them, which may be empty.

    `before_time` has the small words that may stand between the two, such as "at".
    """
    text = " ".join(text.split())
    found = _WHEN.search(text)
    if found is None:
        return text, ""
    words = text[: found.start()].split()
    if words and words[-1].casefold() in before_time:
        words.pop()
    return " ".join(words), found[1]
