"""The commands that run the bot: in Telegram, on a local page, or one announcement."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from bot.cli.places import DONE, FAULTS, chosen_folders, state_folder
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.store.reports import Report


def serve(args: argparse.Namespace, settings: Settings) -> int:
    """Answer in Telegram until stopped; the exit code."""
    settings.token()  # before anything is compiled or loaded
    from bot.app.serve import serve

    serve(settings, chosen_folders(args, settings), state_folder(os.environ), args.as_of)
    return DONE


def announce(args: argparse.Namespace, settings: Settings) -> int:
    """Post a fact, or list or cancel what was announced; the exit code."""
    from bot.app.posting import Wanted
    from bot.app.shell import announce

    wanted = Wanted(
        what=args.what,
        id=args.id,
        to=tuple(args.to or ()),
        topic=args.topic,
        at=args.at,
        zone=args.zone,
        language=args.lang,
        silent=args.silent,
    )
    arrived = True
    for line, good in announce(
        wanted, settings, chosen_folders(args, settings), state_folder(os.environ)
    ):
        arrived = arrived and good
        print(line)
    return DONE if arrived else FAULTS


def reports(args: argparse.Namespace, settings: Settings) -> int:
    """List what readers called wrong, or mark it as dealt with; the exit code."""
    from bot.app.reports import all_reports, open_reports, settle

    state = state_folder(os.environ)
    if args.what == "done":
        if args.fact is None:
            raise UsageError("say which fact was dealt with: attache reports done FACT_ID")
        print(f"{settle(settings, state, args.fact, args.role)} report(s) dealt with")
        return DONE
    found = (all_reports if args.all else open_reports)(settings, state)
    if args.json:
        print(json.dumps([_report(one) for one in found], ensure_ascii=False, indent=2))
    elif not found:
        print("nothing is reported as wrong")
    else:
        for one in found:
            print(_report_line(one))
    return DONE


def _report(one: Report) -> dict[str, object]:
    return {
        "fact": one.fact,
        "revision": one.revision,
        "role": one.role or None,
        "open": one.open,
        "count": one.count,
        "first": one.first_on,
        "last": one.last_on,
    }


def _report_line(one: Report) -> str:
    role = one.role or "the whole fact"
    dealt = f", {one.settled} dealt with" if one.settled else ""
    days = one.last_on if one.first_on == one.last_on else f"{one.first_on} to {one.last_on}"
    return f"{one.fact} (revision {one.revision}), {role}: {one.open} open{dealt}, {days}"


def playground(args: argparse.Namespace, settings: Settings) -> int:
    """Show the bot on a local page until stopped; the exit code."""
    import asyncio

    from bot.app.rehearsal import Rehearsal
    from bot.playground.show import show
    from bot.telemetry.logs import set_up

    set_up("warning", ())  # the page shows what happens; the terminal only what goes wrong
    rehearsal = Rehearsal(settings, chosen_folders(args, settings), args.as_of)
    asyncio.run(show(rehearsal.run, rehearsal.why, args.port, _open_page))
    return DONE


def _open_page(url: str) -> None:
    """Say where the page is, and open it where there is a screen."""
    print(f"The playground is at {url} (Ctrl+C ends it)", flush=True)
    screen = sys.platform in ("darwin", "win32") or "DISPLAY" in os.environ
    if screen and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(url)
