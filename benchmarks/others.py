"""What one would take instead: rapidfuzz and BM25 over one phrasing a fact, on the same questions.

    python -m benchmarks.others FOLDER     with the phrases.json and questions.json of speed.py

Each answers with the best phrasing, where its score is at least the one that keeps 95 of 100 right
questions: that is the floor that somebody would choose who wants most questions answered.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEPT = 0.95
SECONDS = 8.0  # for one method and set of questions; what does not fit in is left out
FEWEST = 40

Method = Callable[[str], tuple[float, str]]  # a question → the best score, and its fact


def main(arguments: list[str]) -> int:
    """Print what each method makes of each set, as JSON."""
    folder = Path(arguments[0])
    phrases: list[list[str]] = _load(folder / "phrases.json")
    questions: dict[str, list[list[str]]] = _load(folder / "questions.json")
    methods = {"WRatio": fuzzy("WRatio"), "token_set_ratio": fuzzy("token_set_ratio"), "BM25": bm25}
    found = {name: _measure(make(phrases), questions) for name, make in methods.items()}
    print(json.dumps(found))
    return 0


def fuzzy(scorer: str) -> Callable[[list[list[str]]], Method]:
    """rapidfuzz.process.extractOne with one of its scorers."""
    from rapidfuzz import fuzz, process

    def make(phrases: list[list[str]]) -> Method:
        texts, facts = [text.lower() for text, _ in phrases], [fact for _, fact in phrases]

        def best(question: str) -> tuple[float, str]:
            found = process.extractOne(question.lower(), texts, scorer=getattr(fuzz, scorer))
            return (found[1], facts[found[2]]) if found else (0.0, "")

        return best

    return make


def bm25(phrases: list[list[str]]) -> Method:
    """bm25s with its defaults: English stop words, no stemming."""
    import bm25s  # has no types, and no stubs

    retriever = bm25s.BM25()
    corpus = bm25s.tokenize([text for text, _ in phrases], show_progress=False)
    retriever.index(corpus, show_progress=False)

    def best(question: str) -> tuple[float, str]:
        tokens = bm25s.tokenize(question, return_ids=False, show_progress=False)
        if not tokens[0]:
            return 0.0, ""
        numbers, scores = retriever.retrieve(tokens, k=1, show_progress=False)
        return float(scores[0, 0]), phrases[int(numbers[0, 0])][1]

    return best


def _measure(method: Method, questions: dict[str, list[list[str]]]) -> dict[str, Any]:
    results: dict[str, list[tuple[float, str, str | None]]] = {}
    times: dict[str, list[float]] = {}
    walls: dict[str, list[float]] = {}
    for name, asked in questions.items():
        results[name], times[name], walls[name] = [], [], []
        begun = time.perf_counter()
        for text, fact in asked:
            start, clock = time.thread_time(), time.perf_counter()
            if clock - begun > SECONDS and len(times[name]) >= FEWEST:
                break
            score, best = method(text)
            times[name].append(time.thread_time() - start)
            walls[name].append(time.perf_counter() - clock)
            results[name].append((score, best, fact))
    ordered = sorted((score for score, _, _ in results["right"]), reverse=True)
    floor = ordered[int(len(ordered) * KEPT) - 1]
    return {name: _counted(results[name], times[name], walls[name], floor) for name in questions}


def _counted(
    rows: list[tuple[float, str, str | None]], took: list[float], walls: list[float], floor: float
) -> dict[str, Any]:
    told = [(best, fact) for score, best, fact in rows if score >= floor]
    right = sum(best == fact for best, fact in told)
    took = sorted(took)
    return {
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
        "rate": len(took) / sum(took),
        "wall": sorted(walls)[len(walls) // 2],
        "asked": len(rows),
        "right": right,
        "wrong": len(told) - right,
        "asked back": 0,
        "refused": len(rows) - len(told),
    }


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
