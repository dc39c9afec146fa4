"""Counters, gauges and one sort of histogram, in the text form that Prometheus reads."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

LATENCY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds, upper bounds

_HELP = {
    "attache_questions_total": ("counter", "Questions by surface and outcome."),
    "attache_updates_total": ("counter", "Updates from Telegram by what became of them."),
    "attache_errors_total": ("counter", "Errors by kind."),
    "attache_reply_seconds": ("histogram", "From the update to Telegram's answer to the reply."),
    "attache_facts": ("gauge", "Facts in the base that answers."),
    "attache_knowledge_refused": ("gauge", "1 while a changed fact base is refused."),
    "attache_waiting_updates": ("gauge", "Updates that are not handled yet."),
}

Labels = tuple[tuple[str, str], ...]


@dataclass
class _Histogram:
    counts: list[int] = field(default_factory=lambda: [0] * (len(LATENCY) + 1))
    total: float = 0.0


@dataclass
class Metrics:
    """The numbers of one process."""

    _values: dict[str, dict[Labels, float]] = field(default_factory=dict)
    _histograms: dict[str, _Histogram] = field(default_factory=dict)

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter."""
        values = self._values.setdefault(name, {})
        key = tuple(sorted(labels.items()))
        values[key] = values.get(key, 0) + 1

    def set(self, name: str, value: float) -> None:
        """Set a gauge."""
        self._values.setdefault(name, {})[()] = value

    def observe(self, name: str, seconds: float) -> None:
        """Add a duration to a histogram."""
        found = self._histograms.setdefault(name, _Histogram())
        found.counts[bisect_left(LATENCY, seconds)] += 1
        found.total += seconds

    def value(self, name: str, **labels: str) -> float:
        """A counter or gauge; 0 where it was never set."""
        return self._values.get(name, {}).get(tuple(sorted(labels.items())), 0)

    def text(self) -> str:
        """All numbers, in the exposition format."""
        lines: list[str] = []
        for name, (kind, meaning) in _HELP.items():
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
            for labels, value in sorted(self._values.get(name, {}).items()):
                lines.append(f"{name}{_braced(labels)} {value:g}")
            if name in self._histograms:
                lines += _buckets(name, self._histograms[name])
        return "\n".join(lines) + "\n"


def _buckets(name: str, histogram: _Histogram) -> list[str]:
    lines, so_far = [], 0
    for bound, count in zip((*LATENCY, "+Inf"), histogram.counts, strict=True):
        so_far += count
        lines.append(f'{name}_bucket{{le="{bound}"}} {so_far}')
    return [*lines, f"{name}_sum {histogram.total:.6f}", f"{name}_count {so_far}"]


def _braced(labels: Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{key}="{_escaped(value)}"' for key, value in labels) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
