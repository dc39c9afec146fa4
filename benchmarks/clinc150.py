"""A base of 150 plain entries from CLINC150, asked as anybody asks: by lines of JSON.

    python -m benchmarks.clinc150 FILE [PHRASINGS …]     with requirements-bench.txt installed

FILE is the data set's JSON (CC BY 3.0; not part of the project). For each number of phrasings an
intent (default: 20 and 100, which is all) a base is built, and `attache ask --json --batch` answers
the test questions, as they are and misspelt, and the ones that no entry is for. Beside it, in the
same run, what one would take instead. Writes its section of RESULTS.md.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.intents import METHODS, Found, Rows, slow
from benchmarks.report import machine, put, table

SEED = 150
MISSPELT = 1500  # test questions that are asked misspelt too
HEADER = [
    "phrasings an intent", "by", "top-1", "one typo", "two typos", "area under the curve",
    "known right", "unknown refused", "p50", "p99",
]  # fmt: skip


ABOUT = """\
A base of 150 entries; the test questions asked by `attache ask --json --batch --candidates`: 4,500
known ones, 1,500 of them misspelt (one letter in each of one or two words), 1,000 that no entry is
for. Phrasings were drawn by chance. *Known right / unknown refused*: in the first line of each size
at the shipped floor, margin and guards (a name, date or number refuses that the entry does not have
and its phrasings do not vary in); in the others at the floor that refuses 93 of 100 unknown
questions, found on these very questions. *p50, p99*: processor time in the matcher alone, 64
phrasings compared letter by letter. A slow method was asked the first questions only, as many as
fit in 20 s."""


def misspelt(text: str, slips: int, chance: random.Random) -> str:
    """The text with one letter left out, put in, replaced or moved in each of some words."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 3]
    for at in chance.sample(long, min(slips, len(long))):
        word, place, letter = (
            words[at],
            chance.randrange(len(words[at]) - 1),
            chance.choice("aeiorst"),
        )
        words[at] = chance.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    return " ".join(words)


def some(rows: Rows, most: int) -> Rows:
    """So many phrasings of each intent, drawn by chance."""
    found: dict[str, list[str]] = defaultdict(list)
    for text, intent in rows:
        found[intent].append(text)
    chance = random.Random(SEED)
    return [
        (text, intent)
        for intent, texts in sorted(found.items())
        for text in chance.sample(texts, min(most, len(texts)))
    ]


def sets(data: dict[str, Any]) -> dict[str, Rows]:
    """The questions: known ones, plain and misspelt, and unknown ones."""
    chance = random.Random(SEED)
    known: Rows = [(text, intent) for text, intent in data["test"]]
    chance.shuffle(known)  # a slow method is asked the first ones only
    part = known[:MISSPELT]
    return {
        "clean": known,
        "one": [(misspelt(text, 1, chance), intent) for text, intent in part],
        "two": [(misspelt(text, 2, chance), intent) for text, intent in part],
        "unknown": [(text, "") for text, _ in chance.sample(data["oos_test"], 1000)],
    }


def attache(train: Rows, asked: dict[str, Rows], folder: Path) -> tuple[dict[str, Found], str]:
    """What `attache ask` answers, and a line about its index."""
    _write_entries(train, folder / "entries")
    before, begun = os.times(), time.perf_counter()
    _run(folder, "build")
    wall, after = time.perf_counter() - begun, os.times()
    spent = sum(after[2:4]) - sum(before[2:4])  # of child processes, user and system
    size = sum(path.stat().st_size for path in (folder / "cache").rglob("*.index")) / 1e6
    about = f"{len(train):,} phrasings: compiled in {wall:.0f} s ({spent:.0f} s of processor time)"
    lines = [
        json.dumps({"id": f"{name} {at}", "text": text})
        for name, rows in asked.items()
        for at, (text, _) in enumerate(rows)
    ]
    batch = folder / "questions.jsonl"
    batch.write_text("\n".join(lines), encoding="utf-8")
    found: dict[str, Found] = defaultdict(list)
    for line in _run(folder, "ask", "--json", "--candidates", "1", "--batch", str(batch)):
        reply = json.loads(line)
        best: dict[str, Any] = next(iter(reply["candidates"]), {"fact": "", "confidence": 0.0})
        intent, told = best["fact"].replace("-", "_"), reply["outcome"] == "answer"
        found[reply["id"].split()[0]].append((intent, float(best["confidence"]), told, 0.0))
    return found, f"{about}, index {size:.1f} MB."


def _write_entries(train: Rows, folder: Path) -> None:
    """A base of plain entries, an intent each."""
    texts = defaultdict(list)
    for text, intent in train:
        texts[intent].append(text)
    entries = [
        {"id": intent.replace("_", "-"), "asks": {"en": asks}, "says": {"en": intent}}
        for intent, asks in sorted(texts.items())
    ]
    folder.mkdir()
    made = json.dumps([{**entry, "source": "curator"} for entry in entries])
    (folder / "all.yaml").write_text(made, encoding="utf-8")


def _run(folder: Path, command: str, *arguments: str) -> list[str]:
    """The lines that a command of the program prints for the base in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, "--knowledge", str(folder), *arguments],
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def matcher(train: Rows, asked: dict[str, Rows]) -> list[float]:
    """Seconds of processor time of a question in the matcher alone, in this process."""
    from bot.match.fit import fit
    from bot.match.phrasings import rank
    from bot.text.normal import words

    model = fit([(tuple(words(text)), intent) for text, intent in train])
    took = []
    for text, _ in asked["clean"]:
        start = time.thread_time()
        rank(model, tuple(words(text)), 5)
        took.append(time.thread_time() - start)
    return took


def row(
    size: str, name: str, found: dict[str, Found], asked: dict[str, Rows], floor: float | None
) -> list[str]:
    """One line of the table; without a floor of its own, the one that refuses 93 of 100."""

    def right(kind: str) -> list[tuple[bool, Any]]:
        pairs = zip(found[kind], asked[kind], strict=False)
        return [(one[0] == intent, one) for one, (_, intent) in pairs]

    def share(kind: str) -> str:
        rows = right(kind)
        return f"{sum(good for good, _ in rows) / len(rows):.3f}" if rows else "–"

    known, unknown = right("clean"), found["unknown"]
    scores = sorted(one[1] for one in unknown)
    if floor is None:
        limit = scores[int(0.93 * len(scores))]
        told = sum(good and one[1] > limit for good, one in known) / len(known)
        refused = sum(score <= limit for score in scores) / len(scores)
    else:
        told = sum(good and one[2] for good, one in known) / len(known)
        refused = sum(not one[2] for one in unknown) / len(unknown)
    took = sorted(one[3] for _, one in known)
    parted = area([one[1] for _, one in known], scores)
    return [
        size, name, share("clean"), share("one"), share("two"), f"{parted:.3f}",
        f"{told:.3f}", f"{refused:.3f}",
        f"{took[len(took) // 2] * 1000:.2f} ms", f"{took[len(took) * 99 // 100] * 1000:.2f} ms",
    ]  # fmt: skip


def area(known: list[float], unknown: list[float]) -> float:
    """The chance that a known question scores higher than an unknown one."""
    order = sorted([(score, 1) for score in known] + [(score, 0) for score in unknown])
    below = won = 0
    for _, kind in order:
        below += 1 - kind
        won += below * kind
    return won / (len(known) * len(unknown))


def main(arguments: list[str]) -> int:
    """Measure with each number of phrasings and write the section."""
    data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    asked, rows, notes = sets(data), [], []
    for most in [int(number) for number in arguments[1:]] or [20, 100]:
        train = some(data["train"], most)
        with tempfile.TemporaryDirectory() as folder:
            found, about = attache(train, asked, Path(folder))
        notes.append(about)
        took = matcher(train, asked)
        found["clean"] = [(*one[:3], t) for one, t in zip(found["clean"], took, strict=True)]
        rows.append(row(str(most), "attaché, at its floor and guards", found, asked, 0.5))
        rows.append(row(str(most), "attaché, confidence alone", found, asked, None))
        for name, make in METHODS.items():
            print(most, name, file=sys.stderr)
            rows.append(row(str(most), name, slow(make(train), asked), asked, None))
    day = datetime.now(UTC).date()
    title = (
        f"## Plain entries: CLINC150\n\n`python -m benchmarks.clinc150 FILE`, {day}, {machine()}."
    )
    put("clinc150", "\n\n".join([title, ABOUT, table(HEADER, rows), *notes]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
