"""The commands: arguments in, text and exit codes out; no logic of their own."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.cli import asking, base, running
from bot.cli.places import DONE, FAULTS, MISUSE
from bot.errors import AttacheError, UsageError
from bot.settings import SETTINGS, Settings, shown


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 faults were found, 2 wrong use."""
    parser = _parser()
    args = parser.parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None:  # None where it was closed before the start
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        settings = Settings.from_env(os.environ)
        code: int = args.run(args, settings)
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(f"attache: {error}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:  # the reader went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (AttacheError, OSError) as error:  # a bad base; a cache that cannot be written
        print(f"attache: {error}", file=sys.stderr)
        return FAULTS
    except KeyboardInterrupt:
        return FAULTS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="attache", description="Answers from a reviewed fact base, and cites the sentence."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--knowledge", metavar="DIR", help="the folder of the fact base")
    where.add_argument("--seeds", metavar="DIR", help="the folder of its articles")
    how = argparse.ArgumentParser(add_help=False)
    how.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers")
    how.add_argument("--lang", metavar="LANG", help="answer in this language")

    ask = commands.add_parser("ask", parents=[where, how], help="answer a question")
    ask.add_argument("text", nargs="*", help="the question")
    ask.add_argument("--json", action="store_true", help="print the reply as an object")
    ask.add_argument("--batch", metavar="FILE", help="read a request a line; - is standard input")
    ask.add_argument("--why", action="store_true", help="show how each word was read")
    ask.add_argument(
        "--candidates", type=_count, default=0, metavar="N", help="add the N best facts"
    )
    ask.set_defaults(run=asking.ask)

    chat = commands.add_parser("chat", parents=[where, how], help="a conversation here")
    chat.set_defaults(run=asking.chat)
    _add_base_commands(commands, where)
    _add_bot_commands(commands, where)
    settings = commands.add_parser(
        "settings",
        help="the environment variables",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"{s.name} (default {s.default}): {s.help}" for s in SETTINGS),
    )
    settings.set_defaults(run=_settings)
    return parser


def _add_base_commands(commands: Any, where: argparse.ArgumentParser) -> None:
    check = commands.add_parser("check", parents=[where], help="prove the fact base")
    check.add_argument(
        "--against", metavar="DIR", help="an earlier base, to compare revisions with"
    )
    check.add_argument(
        "--write-revisions", action="store_true", help="record the revisions as they are"
    )
    check.set_defaults(run=base.check)
    build = commands.add_parser("build", parents=[where], help="compile the fact base")
    build.set_defaults(run=base.build)
    coverage = commands.add_parser("coverage", parents=[where], help="which sentences facts cover")
    coverage.add_argument("--missing", action="store_true", help="only those that none covers")
    coverage.set_defaults(run=base.coverage)


def _add_bot_commands(commands: Any, where: argparse.ArgumentParser) -> None:
    serve = commands.add_parser("serve", parents=[where], help="answer in Telegram")
    serve.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers")
    serve.set_defaults(run=running.serve)
    _add_announce(commands.add_parser("announce", parents=[where], help="post facts in Telegram"))
    _add_reports(commands.add_parser("reports", help="what readers called wrong"))
    playground = commands.add_parser(
        "playground", parents=[where], help="try the bot on a local page, without Telegram"
    )
    playground.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers"
    )
    playground.add_argument(
        "--port", type=_port, default=8420, metavar="N", help="of this machine; 0 is a free one"
    )
    playground.set_defaults(run=running.playground)


def _add_announce(announce: argparse.ArgumentParser) -> None:
    announce.add_argument(
        "what",
        metavar="FACT_ID | list | cancel | chats | stale",
        help="a fact to post; or list what was announced, cancel it, list the groups and channels "
        "where the bot is, or the messages that show what a fact said before it was corrected",
    )
    announce.add_argument("id", nargs="?", help="the announcement to cancel")
    announce.add_argument("--to", type=_chat, action="append", metavar="CHAT_ID", help="where to")
    announce.add_argument("--topic", type=int, default=0, metavar="N", help="a topic of the forum")
    announce.add_argument("--at", metavar="TIME", help='when: 18:30, or "2026-12-24 18:30"')
    announce.add_argument(
        "--zone", metavar="ZONE", help="the time zone of --at (default: the chat's, else UTC)"
    )
    announce.add_argument("--lang", metavar="LANG", help="the language (default: the chat's)")
    announce.add_argument("--silent", action="store_true", help="without a sound")
    announce.set_defaults(run=running.announce)


def _add_reports(reports: argparse.ArgumentParser) -> None:
    reports.add_argument(
        "what",
        nargs="?",
        choices=("list", "done"),
        default="list",
        help="list what is open, or mark what was reported of a fact as dealt with",
    )
    reports.add_argument("fact", nargs="?", metavar="FACT_ID", help="the fact that was dealt with")
    reports.add_argument("--role", metavar="ROLE", help="only this role of it")
    reports.add_argument("--all", action="store_true", help="list what was dealt with, too")
    reports.add_argument("--json", action="store_true", help="print the list as JSON")
    reports.set_defaults(run=running.reports)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-22") from error


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100")
    return int(text)


def _chat(text: str) -> int:
    if not text.removeprefix("-").isdecimal() or len(text) > 16:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not a chat id like -1001234567890; see attache announce chats"
        )
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)


def _settings(args: argparse.Namespace, settings: Settings) -> int:
    del args, settings
    for setting in SETTINGS:
        print(f"{setting.name}={shown(os.environ, setting)}\n    {setting.help}")
    return DONE
