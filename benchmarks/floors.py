"""Whether one floor of confidence serves bases of every size: intents left out of CLINC150.

    python -m benchmarks.floors FILE

A base of some intents with some phrasings each is asked questions that it knows, questions of the
intents that were left out (the same matters, so the hardest), and questions on other matters.
Writes its section of RESULTS.md.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.intents import Rows
from benchmarks.report import machine, put, table
from bot.match.fit import fit
from bot.match.phrasings import Model, rank
from bot.resolve.decide import ENTRY_FLOOR, ENTRY_MARGIN
from bot.text.normal import words

SIZES = ((10, 5), (10, 20), (10, 100), (20, 10), (20, 50), (50, 5), (50, 20), (100, 10), (120, 20))
MOST = 500  # questions of each sort
HEADER = ["intents", "phrasings", "top-1", "answered right", "answered wrong", "left-out refused",
          "others refused"]  # fmt: skip
ABOUT = """\
Floor and margin as shipped, the matcher alone (no guard of names, dates, numbers), on the
validation part: known questions, questions of intents that were left out, questions on other
matters. Intents and phrasings drawn by chance."""


def main(arguments: list[str]) -> int:
    """Measure every size and write the section."""
    data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    rows = [_measured(data, *size) for size in SIZES]
    day = datetime.now(UTC).date()
    title = f"## One floor for all sizes\n\n`python -m benchmarks.floors FILE`, {day}, {machine()}."
    put("floors", "\n\n".join([title, ABOUT, table(HEADER, rows)]))
    return 0


def _measured(data: dict[str, Rows], intents: int, phrasings: int) -> list[str]:
    chance = random.Random(intents * 1000 + phrasings)
    texts: dict[str, list[str]] = defaultdict(list)
    for text, intent in data["train"]:
        texts[intent].append(text)
    kept = set(chance.sample(sorted(texts), intents))
    train = [(t, i) for i in sorted(kept) for t in chance.sample(texts[i], phrasings)]
    model = fit([(tuple(words(text)), intent) for text, intent in train])
    asked = [(text, intent) for text, intent in data["val"] if intent in kept]
    left = [(text, "") for text, intent in data["val"] if intent not in kept]
    others = [(text, "") for text, _ in data["oos_train"] + data["oos_val"]]
    known, left_out, strange = (
        [_judged(model, *one) for one in chance.sample(part, min(MOST, len(part)))]
        for part in (asked, left, others)
    )
    shares = (
        sum(right for right, _ in known) / len(known),
        sum(right and told for right, told in known) / len(known),
        sum(told and not right for right, told in known) / len(known),
        sum(not told for _, told in left_out) / len(left_out),
        sum(not told for _, told in strange) / len(strange),
    )
    return [str(intents), str(phrasings), *(f"{share:.3f}" for share in shares)]


def _judged(model: Model, text: str, intent: str) -> tuple[bool, bool]:
    """Whether the best intent is right, and whether it would be told."""
    found = rank(model, tuple(words(text)), 2)
    if not found:
        return False, False
    clear = len(found) < 2 or found[0].confidence - found[1].confidence >= ENTRY_MARGIN
    return found[0].label == intent, clear and found[0].confidence >= ENTRY_FLOOR


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
