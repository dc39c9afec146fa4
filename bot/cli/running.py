"""The commands that run the bot: in Telegram, on a local page, or one announcement."""

from __future__ import annotations

import argparse
import os
import sys

from bot.cli.places import DONE, FAULTS, chosen_folders, state_folder
from bot.settings import Settings


def serve(args: argparse.Namespace, settings: Settings) -> int:
    """Answer in Telegram until stopped; the exit code."""
    settings.token()  # before anything is compiled or loaded
    from bot.app.serve import serve

    serve(settings, chosen_folders(args, settings), state_folder(os.environ), args.as_of)
    return DONE


def announce(args: argparse.Namespace, settings: Settings) -> int:
    """Post a fact, or list or cancel what was announced; the exit code."""
    from bot.app.shell import Wanted, announce

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
