"""What one would take instead of the matcher: rapidfuzz, BM25, a linear support vector machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeAlias

Rows: TypeAlias = list[tuple[str, str]]
Found: TypeAlias = list[tuple[str, float, bool, float]]  # intent, score, told, seconds
Method: TypeAlias = Callable[[str], tuple[str, float]]
SECONDS = 20.0  # for one method and set of questions; what does not fit in is left out


def slow(method: Method, asked: dict[str, Rows]) -> dict[str, Found]:
    """What a method finds for each set of questions, in a fixed order by chance, as many as fit."""
    found: dict[str, Found] = {}
    for name, rows in asked.items():
        begun, found[name] = time.perf_counter(), []
        for text, _ in rows:
            if time.perf_counter() - begun > SECONDS:
                break
            start = time.thread_time()
            intent, score = method(text)
            found[name].append((intent, score, True, time.thread_time() - start))
    return found


def fuzzy(scorer: str) -> Callable[[Rows], Method]:
    """The nearest phrasing by a scorer of rapidfuzz."""
    from rapidfuzz import fuzz, process

    def make(train: Rows) -> Method:
        texts = [text.lower() for text, _ in train]

        def best(question: str) -> tuple[str, float]:
            found = process.extractOne(question.lower(), texts, scorer=getattr(fuzz, scorer))
            return train[found[2]][1], found[1]

        return best

    return make


def bm25(train: Rows) -> Method:
    """The nearest phrasing by BM25, without stop words or stems."""
    import bm25s  # has no types, and no stubs

    retriever = bm25s.BM25()
    texts = [text for text, _ in train]
    retriever.index(bm25s.tokenize(texts, stopwords=[], show_progress=False), show_progress=False)

    def best(question: str) -> tuple[str, float]:
        tokens = bm25s.tokenize(question, stopwords=[], return_ids=False, show_progress=False)
        if not tokens[0]:
            return "", 0.0
        numbers, scores = retriever.retrieve(tokens, k=1, show_progress=False)
        return train[int(numbers[0, 0])][1], float(scores[0, 0])

    return best


def svc(train: Rows) -> Method:
    """A linear support vector machine over letter and word n-grams."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    features = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)),
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+"),
    )
    machine: Any = LinearSVC(C=1.0)
    machine.fit(features.fit_transform([text for text, _ in train]), [i for _, i in train])

    def best(question: str) -> tuple[str, float]:
        scores = machine.decision_function(features.transform([question]))[0]
        at = int(scores.argmax())
        return str(machine.classes_[at]), float(scores[at])

    return best


METHODS: dict[str, Callable[[Rows], Method]] = {
    "WRatio": fuzzy("WRatio"),
    "token_sort_ratio": fuzzy("token_sort_ratio"),
    "BM25": bm25,
    "LinearSVC": svc,
}
