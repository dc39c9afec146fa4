"""The section of RESULTS.md about a world-sized base."""

from __future__ import annotations

from typing import Any

from benchmarks.report import machine, table

COMMAND = "python -m benchmarks.speed"
DATE = "2026-11-22"
MB = 1e6
INTRO = """## World-sized base

`{command}`, {date}, {machine}.

The base: pairs of CLDR countries with made-up dates of relations, visits and meetings of invented
people, offices (`benchmarks/world.py`); 16 wordings of questions. *Misspelt*: one letter left out,
put in, replaced or moved in one word of five letters or more. *Unanswerable*: a country, person or
year swapped, so that no fact answers. *Wrong*: another fact than the one asked for was told, or any
where there is none; *asked back*: "which of these do you mean?". Others kept the machine busy at
the same time, so *p50*, *p99* and *a second* count the processor time of the thread that answers;
*wall* is the median on the clock, waiting for others included.
"""
OTHERS = """The others search one phrasing a fact, with the floor of score that keeps 95 of 100
right questions (`benchmarks/others.py`). The slow ones were asked fewer: see the column.
"""


def section(found: list[dict[str, Any]]) -> str:
    """The whole section."""
    intro = INTRO.format(command=COMMAND, date=DATE, machine=machine())
    parts = [intro, _building(found), _asking(found), _growth(found)]
    if "others" in found[0]:
        parts.append(OTHERS)
    parts.append(_yaml(found))
    return "\n\n".join(part.strip() for part in parts if part)


def _building(found: list[dict[str, Any]]) -> str:
    header = ["facts", "compile + write", "index", "open, checksum proven", "first answer"]
    header += ["resident: open", "after all questions"]
    rows = [
        [
            f"{one['size']:,}",
            f"{one['build']['compile']:.1f} s",
            f"{one['build']['bytes'] / MB:.1f} MB",
            f"{one['ask']['load'] * 1000:.0f} ms",
            f"{one['ask']['first'] * 1000:.0f} ms",
            f"{one['ask']['opened'] / MB:.0f} MB",
            f"{one['ask']['resident'] / MB:.0f} MB",
        ]
        for one in found
    ]
    return table(header, rows)


def _asking(found: list[dict[str, Any]]) -> str:
    header = ["facts", "questions", "by", "asked", "p50", "p99", "wall", "a second"]
    header += ["right", "wrong", "asked back", "refused"]
    rows = []
    for one in found:
        methods = {"attaché": one["ask"], **one.get("others", {})}
        for name in ("right", "misspelt", "unanswerable"):
            rows += [
                [f"{one['size']:,}", name, by, *_cells(sets[name])] for by, sets in methods.items()
            ]
    return table(header, rows)


def _cells(one: dict[str, Any]) -> list[str]:
    shares = [_share(one[k], one["asked"]) for k in ("right", "wrong", "asked back", "refused")]
    times = [f"{one[key] * 1000:.2f} ms" for key in ("p50", "p99", "wall")]
    return [f"{one['asked']:,}", *times, f"{one['rate']:,.0f}", *shares]


def _share(number: int, of: int) -> str:
    """A share; few of many as their number, so that nothing that is there reads as none."""
    return f"{number}" if number < 10 else f"{number / of:.1%}"


def _growth(found: list[dict[str, Any]]) -> str:
    first, last = found[0]["ask"], found[-1]["ask"]
    grown = ", ".join(
        f"{name} {last[name]['p50'] / first[name]['p50']:.1f}×"
        for name in ("right", "misspelt", "unanswerable")
    )
    return f"Growth of p50 from {found[0]['size']:,} to {found[-1]['size']:,} facts: {grown}."


def _yaml(found: list[dict[str, Any]]) -> str:
    yaml = found[0]["build"]["yaml"]
    if not yaml:
        return ""
    return (
        f"{found[0]['size']:,} facts as YAML: read in {yaml['read']:.1f} s, "
        f"checked in {yaml['check']:.1f} s ({yaml['errors']} errors)."
    )
