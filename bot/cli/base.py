"""The commands on the fact base: its proof, its index, and what it covers."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.places import DONE, FAULTS, chosen_folders
from bot.errors import KnowledgeError, UsageError
from bot.settings import Settings


def check(args: argparse.Namespace, settings: Settings) -> int:
    """List every fault of a base; the exit code says whether there are errors."""
    from bot.facts.check import check_folder
    from bot.facts.revisions import check_revisions, write_revisions

    folders = chosen_folders(args, settings)
    base, problems = check_folder(folders.knowledge, folders.seeds, folders.default)
    if args.write_revisions:
        (folders.knowledge / "revisions.yaml").write_text(write_revisions(base), encoding="utf-8")
        base, problems = check_folder(folders.knowledge, folders.seeds, folders.default)
    if args.against:
        if not Path(args.against).is_dir():
            raise UsageError(f"there is no folder {args.against}; name an earlier base")
        earlier, _ = check_folder(Path(args.against), folders.seeds, folders.default)
        problems = [*problems, *check_revisions(earlier, base)]
    for problem in problems:
        print(f"{problem.level}: {problem}")
    errors = sum(p.level == "error" for p in problems)
    print(f"{errors} error(s), {len(problems) - errors} warning(s) in {folders.knowledge}")
    return FAULTS if errors else DONE


def build(args: argparse.Namespace, settings: Settings) -> int:
    """Compile a base into its index; the exit code."""
    from bot.facts.build import build, open_index

    folders = chosen_folders(args, settings)
    path = folders.index_file()
    build(folders.knowledge, folders.seeds, folders.default, path)
    open_index(path).close()
    print(f"{path}: {path.stat().st_size} bytes")
    return DONE


def coverage(args: argparse.Namespace, settings: Settings) -> int:
    """List the sentences of the articles and what covers each; the exit code."""
    from bot.facts.check import check_folder
    from bot.facts.coverage import coverage

    folders = chosen_folders(args, settings)
    base, problems = check_folder(folders.knowledge, folders.seeds, folders.default)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise KnowledgeError(errors)
    left = shown = 0
    for row in coverage(base):
        shown += 1
        left += row.open
        if args.missing and row.facts:
            continue
        told = ", ".join(row.facts) or f"({row.reason or 'NO FACT AND NO REASON'})"
        print(f"{row.source} {row.start}: {row.text[:100]}\n    {told}")
    print(f"{shown} sentences, {left} left without a fact or a reason")
    return FAULTS if left else DONE
