"""Measure the intent matcher on CLINC150 (Larson et al., 2019; the file is not in the project).

    python benchmarks/clinc150.py clinc150.json [phrasings an intent]

The file is an object of `train`, `test` and `oos_test`, each a list of [text, intent]. Prints the
share of first places that are right, and for several floors of confidence how many known questions
are answered rightly and how many unknown ones are refused.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from bot.match.fit import fit
from bot.match.phrasings import Model, rank
from bot.text.normal import words

FLOORS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
Rows = list[tuple[str, str]]


def some(rows: Rows, most: int) -> Rows:
    """The first `most` phrasings of each intent."""
    seen: Counter[str] = Counter()
    kept = []
    for text, intent in rows:
        seen[intent] += 1
        if seen[intent] <= most:
            kept.append((text, intent))
    return kept


def measure(model: Model, known: Rows, unknown: Rows) -> None:
    """Print quality and time of a model on questions with and without an intent."""
    took: list[float] = []
    results: list[tuple[bool, float]] = []
    for text, intent in known + unknown:
        asked = tuple(words(text))
        start = time.perf_counter()
        found = rank(model, asked, 5)
        took.append((time.perf_counter() - start) * 1000)
        right = bool(found) and found[0].label == intent
        results.append((right, found[0].confidence if found else 0.0))
    took.sort()
    inside, outside = results[: len(known)], results[len(known) :]
    print(f"top-1 {sum(right for right, _ in inside) / len(inside):.4f}")
    print(f"p50 {took[len(took) // 2]:.2f} ms, p99 {took[len(took) * 99 // 100]:.2f} ms")
    print("floor  known right  unknown refused")
    for floor in FLOORS:
        answered = sum(right and sure >= floor for right, sure in inside) / len(inside)
        refused = sum(sure < floor for _, sure in outside) / len(outside)
        print(f"{floor:5.2f}  {answered:11.3f}  {refused:15.3f}")


def main(arguments: list[str]) -> int:
    """Fit on the training part, all of it or the first phrasings of each intent, and measure."""
    data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    most = int(arguments[1]) if len(arguments) > 1 else 10**6
    start = time.perf_counter()
    model = fit([(tuple(words(text)), intent) for text, intent in some(data["train"], most)])
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    text = model.to_json()
    start = time.perf_counter()
    model = Model.from_json(text)
    load = time.perf_counter() - start
    print(f"{len(model.texts)} phrasings: fitted in {seconds:.1f} s, {peak:.1f} GB at most")
    print(f"{len(text) / 1e6:.1f} MB of JSON, loaded in {load:.2f} s")
    measure(model, data["test"], data["oos_test"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
