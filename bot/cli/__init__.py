"""The commands: arguments in, text and exit codes out; no logic of their own."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from bot.cli.requests import read_lines, read_request
from bot.errors import AttacheError, KnowledgeError, UsageError
from bot.settings import SETTINGS, Settings, shown

DONE, FAULTS, MISUSE = 0, 1, 2


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
    asking = argparse.ArgumentParser(add_help=False)
    asking.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers")
    asking.add_argument("--lang", metavar="LANG", help="answer in this language")

    ask = commands.add_parser("ask", parents=[where, asking], help="answer a question")
    ask.add_argument("text", nargs="*", help="the question")
    ask.add_argument("--json", action="store_true", help="print the reply as an object")
    ask.add_argument("--batch", metavar="FILE", help="read a request a line; - is standard input")
    ask.add_argument("--why", action="store_true", help="show how each word was read")
    ask.add_argument(
        "--candidates", type=_count, default=0, metavar="N", help="add the N best facts"
    )
    ask.set_defaults(run=_ask)

    chat = commands.add_parser("chat", parents=[where, asking], help="a conversation here")
    chat.set_defaults(run=_chat)
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
    check.set_defaults(run=_check)
    build = commands.add_parser("build", parents=[where], help="compile the fact base")
    build.set_defaults(run=_build)
    coverage = commands.add_parser("coverage", parents=[where], help="which sentences facts cover")
    coverage.add_argument("--missing", action="store_true", help="only those that none covers")
    coverage.set_defaults(run=_coverage)


def _add_bot_commands(commands: Any, where: argparse.ArgumentParser) -> None:
    serve = commands.add_parser("serve", parents=[where], help="answer in Telegram")
    serve.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers")
    serve.set_defaults(run=_serve)
    _add_announce(commands.add_parser("announce", parents=[where], help="post facts in Telegram"))
    playground = commands.add_parser(
        "playground", parents=[where], help="try the bot on a local page, without Telegram"
    )
    playground.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="today, for the answers"
    )
    playground.add_argument(
        "--port", type=_port, default=8420, metavar="N", help="of this machine; 0 is a free one"
    )
    playground.set_defaults(run=_playground)


def _add_announce(announce: argparse.ArgumentParser) -> None:
    announce.add_argument(
        "what",
        metavar="FACT_ID | list | cancel | stale",
        help="a fact to post; or list what was announced, cancel it, or list the messages that "
        "show what a fact said before it was corrected",
    )
    announce.add_argument("id", nargs="?", help="the announcement to cancel")
    announce.add_argument("--to", type=int, action="append", metavar="CHAT_ID", help="where to")
    announce.add_argument("--topic", type=int, default=0, metavar="N", help="a topic of the forum")
    announce.add_argument("--at", metavar="TIME", help='when: 18:30, or "2026-12-24 18:30"')
    announce.add_argument("--zone", default="UTC", metavar="ZONE", help="the time zone of --at")
    announce.add_argument("--lang", metavar="LANG", help="the language (default: the chat's)")
    announce.add_argument("--silent", action="store_true", help="without a sound")
    announce.set_defaults(run=_announce)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-22") from error


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 100")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)


def _folders(args: argparse.Namespace, settings: Settings) -> Any:
    from bot.app import Folders
    from bot.facts.build import cache_folder

    knowledge = args.knowledge if args.knowledge is not None else settings.knowledge
    return Folders.choose(knowledge, args.seeds, cache_folder(os.environ))


def _conversations(args: argparse.Namespace, settings: Settings) -> Any:
    from bot.app import Conversations

    return Conversations(_folders(args, settings).open(), args.as_of)


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    if bool(args.text) == bool(args.batch):
        raise UsageError('give one question, as in: attache ask "…", or --batch FILE')
    if args.batch:
        return _batch(args, settings)
    conversations = _conversations(args, settings)
    answered, reply = conversations.ask(" ".join(args.text), None, args.lang)
    if args.json:
        print(_dump(_object(None, conversations, answered, reply, args)))
    else:
        print(_shown(conversations, answered, reply))
    if args.why:
        print("\n".join(conversations.why(answered)))
    return DONE


def _object(request: Any, conversations: Any, answered: Any, reply: Any, args: Any) -> Any:
    from bot.app import as_object

    made = as_object(request, answered, reply)
    if args.candidates:
        made["candidates"] = conversations.candidates(answered, args.candidates)
    return made


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(conversations: Any, answered: Any, reply: Any) -> str:
    cited = conversations.renderer(reply.language).cited
    quotes = [f"  “{c.quote}” — {cited(c)} ({c.seed})" for c in answered.decision.evidence]
    return "\n".join([reply.text, *quotes])


def _batch(args: argparse.Namespace, settings: Settings) -> int:
    conversations = _conversations(args, settings)
    code = DONE
    for line in read_lines(args.batch):
        if not line.strip():
            continue
        made = _answered_line(line, conversations, args)
        code = FAULTS if "error" in made else code
        print(_dump(made), flush=True)  # a program may wait for each answer
    return code


def _answered_line(line: str, conversations: Any, args: argparse.Namespace) -> dict[str, Any]:
    request, problem = read_request(line)
    if problem:
        return {**request, "error": problem}
    answered, reply = conversations.ask(
        request["text"], request.get("conversation"), request.get("language") or args.lang
    )
    made: dict[str, Any] = _object(request["id"], conversations, answered, reply, args)
    return made


def _chat(args: argparse.Namespace, settings: Settings) -> int:
    conversations = _conversations(args, settings)
    print("Ask a question; an empty line ends. /why shows how the last one was read.")
    last = None
    for line in _typed(sys.stdin):
        if line == "/why" and last is not None:
            print("\n".join(conversations.why(last)))
            continue
        last, reply = conversations.ask(line, "chat", args.lang)
        print(_shown(conversations, last, reply))
    return DONE


def _typed(stream: TextIO) -> Iterator[str]:
    while True:
        if stream.isatty():
            print("> ", end="", flush=True)
        line = stream.readline().strip()
        if not line:
            return
        yield line


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from bot.facts.check import check_folder
    from bot.facts.revisions import check_revisions, write_revisions

    folders = _folders(args, settings)
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


def _build(args: argparse.Namespace, settings: Settings) -> int:
    from bot.facts.build import build, open_index

    folders = _folders(args, settings)
    path = folders.index_file()
    build(folders.knowledge, folders.seeds, folders.default, path)
    open_index(path).close()
    print(f"{path}: {path.stat().st_size} bytes")
    return DONE


def _coverage(args: argparse.Namespace, settings: Settings) -> int:
    from bot.facts.check import check_folder
    from bot.facts.coverage import coverage

    folders = _folders(args, settings)
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


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    settings.token()  # before anything is compiled or loaded
    from bot.app.serve import serve

    serve(settings, _folders(args, settings), _state_folder(os.environ), args.as_of)
    return DONE


def _announce(args: argparse.Namespace, settings: Settings) -> int:
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
        wanted, settings, _folders(args, settings), _state_folder(os.environ)
    ):
        arrived = arrived and good
        print(line)
    return DONE if arrived else FAULTS


def _playground(args: argparse.Namespace, settings: Settings) -> int:
    import asyncio

    from bot.app.rehearsal import Rehearsal
    from bot.playground.show import show
    from bot.telemetry.logs import set_up

    set_up("warning", ())  # the page shows what happens; the terminal only what goes wrong
    rehearsal = Rehearsal(settings, _folders(args, settings), args.as_of)
    asyncio.run(show(rehearsal.run, rehearsal.why, args.port, _open_page))
    return DONE


def _open_page(url: str) -> None:
    """Say where the page is, and open it where there is a screen."""
    print(f"The playground is at {url} (Ctrl+C ends it)", flush=True)
    screen = sys.platform in ("darwin", "win32") or "DISPLAY" in os.environ
    if screen and sys.stdout.isatty():
        import webbrowser

        webbrowser.open(url)


def _state_folder(environ: Mapping[str, str]) -> Path:
    """Where the database lies by default."""
    root = environ.get("XDG_STATE_HOME")
    return (Path(root) if root else Path.home() / ".local" / "state") / "attache"


def _settings(args: argparse.Namespace, settings: Settings) -> int:
    del args, settings
    for setting in SETTINGS:
        print(f"{setting.name}={shown(os.environ, setting)}\n    {setting.help}")
    return DONE
