"""The commands that answer: one question, a batch of them, or a conversation."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from bot.cli.places import DONE, FAULTS, chosen_folders
from bot.cli.requests import read_lines, read_request
from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:  # loaded when the first question is asked
    from bot.app import Conversations
    from bot.render.reply import Reply
    from bot.resolve.resolver import Answered


def _conversations(args: argparse.Namespace, settings: Settings) -> Conversations:
    from bot.app import Conversations

    return Conversations(chosen_folders(args, settings).open(), args.as_of)


def ask(args: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or a batch of requests; the exit code."""
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


def _object(
    request: Any,
    conversations: Conversations,
    answered: Answered,
    reply: Reply,
    args: argparse.Namespace,
) -> dict[str, Any]:
    from bot.app import as_object

    made = as_object(request, answered, reply)
    if args.candidates:
        made["candidates"] = conversations.candidates(answered, args.candidates)
    return made


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(conversations: Conversations, answered: Answered, reply: Reply) -> str:
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
    return _object(request["id"], conversations, answered, reply, args)


def chat(args: argparse.Namespace, settings: Settings) -> int:
    """A conversation in the terminal, until an empty line; the exit code."""
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
