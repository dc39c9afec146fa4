"""A fact that was changed says so: compared with an earlier base, or with the lock file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.errors import Problem
from bot.facts.locations import Locations
from bot.model import Base, Fact, Quantity

DIGEST_LENGTH = 12  # hexadecimal digits; 48 bits tell apart the states of one fact
WRITE = "attache check --write-revisions"


def digest(fact: Fact) -> str:
    """A short hash of what a fact says: its values, sentence, mode, `during` and quotes."""
    content = {
        "roles": {name: [_plain(value) for value in fact.roles[name]] for name in fact.roles},
        "says": dict(fact.says),
        "mode": fact.mode,
        "during": fact.during,
        "quotes": [[evidence.source, evidence.quote] for evidence in fact.evidence],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        return {"amount": value.amount, "unit": value.unit}
    return dict(value) if isinstance(value, Mapping) else value


def write_revisions(base: Base) -> str:
    """The text of `revisions.yaml` for a base, in the order of ids."""
    lines = [
        "# The revision of each fact and a hash of what it says, so that no change goes unnoticed.",
        f"# Written by `{WRITE}`; do not edit.",
    ]
    lines += [
        f'- {{id: "{fact.id}", revision: {fact.revision}, digest: "{digest(fact)}"}}'
        for fact in sorted(base.facts, key=lambda fact: fact.id)
    ]
    return "\n".join(lines if base.facts else [*lines, "[]"]) + "\n"


def check_lock(base: Base, locations: Locations) -> Iterator[Problem]:
    """Where a base and its lock file of revisions differ; nothing where it has none."""
    lock = locations.revisions
    if lock is None:
        return
    for fact in base.facts:
        if fact.id not in lock:
            message = f"revisions.yaml does not list this fact; run {WRITE}"
            yield locations.problem("facts", fact.id, "revision", message)
        else:
            message = _compare(fact, *lock[fact.id]) or ""
            if message:
                yield locations.problem("facts", fact.id, "revision", message)
    known = {fact.id for fact in base.facts}
    for id in sorted(set(lock) - known):
        message = "this fact is gone from facts/; put it back with 'retired: …' instead"
        yield locations.problem("revisions", id, "id", message)


def _compare(fact: Fact, revision: int, old_digest: str) -> str | None:
    if fact.revision < revision:
        return f"the revision went back from {revision} to {fact.revision}"
    if fact.revision == revision and digest(fact) != old_digest:
        return "the fact was changed without a new revision; raise it and tell why in 'history'"
    if fact.revision > revision:
        return f"revisions.yaml still has revision {revision}; run {WRITE}"
    return None


def check_revisions(old: Base, new: Base, locations: Locations | None = None) -> list[Problem]:
    """Facts of an earlier base that were changed without a new revision, or taken away."""
    where = locations or Locations()
    problems = []
    now = {fact.id: fact for fact in new.facts}
    for before in old.facts:
        after = now.get(before.id)
        if after is None:
            message = "this fact was taken away; put it back with 'retired: …' instead"
            problems.append(where.problem("facts", before.id, "id", message))
        elif after.revision < before.revision:
            message = f"the revision went back from {before.revision} to {after.revision}"
            problems.append(where.problem("facts", before.id, "revision", message))
        elif after.revision == before.revision and digest(after) != digest(before):
            changed = ", ".join(_changes(before, after))
            message = f"{changed} changed without a new revision; raise it and add to 'history'"
            problems.append(where.problem("facts", before.id, "revision", message))
    return problems


def _changes(before: Fact, after: Fact) -> Iterator[str]:
    """The names of the parts in which two states of a fact differ."""
    for name in sorted({*before.roles, *after.roles}):
        if before.roles.get(name) != after.roles.get(name):
            yield f"the role '{name}'"
    for part in ("says", "mode", "during"):
        if getattr(before, part) != getattr(after, part):
            yield f"'{part}'"
    if [e.quote for e in before.evidence] != [e.quote for e in after.evidence]:
        yield "a quote"
    elif [e.source for e in before.evidence] != [e.source for e in after.evidence]:
        yield "the source of a quote"
