"""Ways to put the names of a question into the slots of a frame, and how well each agrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from bot.resolve.frames import POSSESSIVE, Frame, Slot

SAME_SIDE = 2.0  # a name stands on the same side of the verb as in the frame
SAME_CUE = 3.0  # … behind the same little word
OTHER_CUE = -3.0  # … behind another one: "to" is not "from"
ONE_CUE = -1.0  # only one of the two has a little word
OPPOSED = -100.0  # … behind the very opposite ("to" for "from"): no such reading holds
TURNED = 0.75  # two names on one side of the verb stand in the other order than in the frame
LEFT_OUT = 1.5  # a name that the frame has no slot for
ASKED_TWICE = 1.0  # the role asked for is one that a name has already
ASKED = -1  # the number that stands for what is asked for, among the numbers of mentions

Pivots = tuple[tuple[int, int], ...]  # places of one word in a frame and in a question
Assigned = tuple[tuple[int, str], ...]  # the role of each name, what is asked for last


@dataclass(frozen=True)
class Place:
    """Where a name of the question stands among its words, and the little word before it."""

    item: int
    types: frozenset[str]
    at: int
    cue: str


def assigned(
    frame: Frame,
    pivots: Pivots,
    places: Sequence[Place],
    roles_of: Mapping[str, Any],
    opposites: frozenset[tuple[str, str]],
) -> Iterator[tuple[Assigned, float]]:
    """Every way to put the places into the slots of a frame, as many as there are slots for."""
    many = [s for s in frame.slots if roles_of.get(s.role, {}).get("list")]
    slots = [*frame.slots, *many]  # several names may share a role that takes a list
    chances = [
        [(j, s, _agreement(p, s, pivots)) for j, s in enumerate(slots) if _fits(p, s, roles_of)]
        for p in places
    ]
    most = min(len(places), len(slots))
    seen: set[Assigned] = set()
    for size in range(most, max(most - 2, 0), -1):
        for some in combinations(range(len(places)), size):
            kept = [places[i] for i in some]
            for chosen in product(*(chances[i] for i in some)):
                if len({j for j, _, _ in chosen}) < size:
                    continue
                roles = tuple([(p.item, s.role) for p, (_, s, _) in zip(kept, chosen, strict=True)])
                if roles not in seen:
                    seen.add(roles)
                    taken = [slot for _, slot, _ in chosen]
                    score = sum([agrees for _, _, agrees in chosen])
                    score -= ASKED_TWICE * _asks_twice(roles) + TURNED * _turned(
                        kept, taken, pivots
                    )
                    if any((p.cue, s.cue) in opposites for p, s in zip(kept, taken, strict=True)):
                        score += OPPOSED
                    yield roles, score - LEFT_OUT * (len(places) - size)


def _asks_twice(roles: Assigned) -> bool:
    """Whether the role asked for, which stands last, is one that a name has already."""
    (item, asked), names = roles[-1], roles[:-1]
    return item == ASKED and any(role == asked for _, role in names)


def _fits(place: Place, slot: Slot, roles_of: Mapping[str, Any]) -> bool:
    """Whether a place may take a slot, by the types of the slot's role."""
    return not place.types.isdisjoint(roles_of.get(slot.role, {"types": ()})["types"])


def _turned(places: Sequence[Place], slots: Sequence[Slot], pivots: Pivots) -> int:
    """How many pairs of names without a telling little word stand in the other order than in the
    frame, on the same side of the verb.
    """
    bare = [
        (place.at, slot.place)
        for place, slot in zip(places, slots, strict=True)
        if place.item != ASKED and place.cue in ("", POSSESSIVE) and slot.cue in ("", POSSESSIVE)
    ]
    if len(bare) < 2:
        return 0
    return sum(
        (left[0] - right[0]) * (left[1] - right[1]) < 0
        and not any((left[0] > verb) != (right[0] > verb) for _, verb in pivots)
        and not any((left[1] > at) != (right[1] > at) for at, _ in pivots)
        for left, right in combinations(bare, 2)
    )


def _agreement(place: Place, slot: Slot, pivots: Pivots) -> float:
    sides = [(place.at > verb) == (slot.place > at) for at, verb in pivots]
    score = SAME_SIDE * (2 * sum(sides) - len(sides)) / len(sides)
    if place.cue == POSSESSIVE != slot.cue:
        return score  # "X's visit" is as much "X visited" as "the visit of X"
    if place.cue and slot.cue:
        return score + (SAME_CUE if place.cue == slot.cue else OTHER_CUE)
    return score + ONE_CUE * bool(place.cue or slot.cue)


def pivots_of(frame: Frame, said: Mapping[str, int]) -> Pivots:
    """The words that a frame and the question share: their places in the one and the other."""
    return tuple((at, said[word]) for at, word in frame.content if word in said)
