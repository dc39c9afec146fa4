"""What an admin is about to announce, until it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field

Spot = tuple[int, int]  # a chat and a topic of it, 0 for none


@dataclass(frozen=True)
class Draft:
    """What an admin is about to announce; `at` is the time as it was written."""

    fact: str
    at: str
    made: float
    offered: dict[Spot, str] = field(default_factory=dict)  # with what each is called
    chosen: frozenset[Spot] = frozenset()
