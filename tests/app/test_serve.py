"""The bot as a whole: polling and webhook, starting, stopping, and a Telegram in trouble."""

from __future__ import annotations

import asyncio
import io
import json
import os
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app.serve import Service
from bot.chat.line import line_to
from bot.chat.router import ALLOWED_UPDATES
from bot.errors import ServeError
from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.server import Server
from bot.playground.trouble import Trouble
from bot.settings import Settings
from bot.web.listener import SECRET_HEADER, bind
from tests.chat.conftest import (
    ANSWER,
    QUESTION,
    Running,
    ana,
    boris,
    bot,
    clock,
    idle,
    private,
    server,
    world,
)
from tests.conftest import ROOT, Run
from tests.telemetry.test_logs import stream

__all__ = ["ana", "boris", "bot", "clock", "idle", "private", "server", "stream", "world"]

SECRET = "s3cret-Of_ours"


@pytest.fixture
async def hooked(idle: Running) -> AsyncIterator[str]:
    """A bot that Telegram delivers updates to; the address of its listener."""
    with bind("127.0.0.1", 0) as bound:
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        await idle.start(
            bound=bound, ATTACHE_WEBHOOK_URL=f"{url}/hook", ATTACHE_WEBHOOK_SECRET=SECRET
        )
        yield url
        await idle.end()


async def test_a_webhook_answers_as_polling_does(
    idle: Running, hooked: str, ana: Person, private: Chat
) -> None:
    """The same answer, and /healthz and /metrics on the same port."""
    assert (await idle.ask(ana, private, QUESTION)).text.startswith(ANSWER)
    async with httpx.AsyncClient() as client:
        health = await client.get(f"{hooked}/healthz")
        metrics = (await client.get(f"{hooked}/metrics")).text
    call = next(call for call in idle.world.calls if call.method == "setWebhook")

    assert 200 == health.status_code
    assert 'attache_questions_total{outcome="answer",surface="private"} 1' in metrics
    assert "attache_facts 4" in metrics
    assert "attache_reply_seconds_count 1" in metrics
    assert SECRET == call.values["secret_token"]
    assert ["message", "edited_message"] == list(call.values["allowed_updates"])[:2]


async def test_a_delivery_without_the_secret_is_not_answered(
    idle: Running, hooked: str, ana: Person, private: Chat
) -> None:
    """Whoever finds the address cannot speak for Telegram."""
    await idle.ask(ana, private, QUESTION)
    before = len(idle.world.calls)
    update = {"update_id": 999_999, "message": {}}
    async with httpx.AsyncClient() as client:
        refused = await client.post(f"{hooked}/hook", json=update)
        taken = await client.post(f"{hooked}/hook", json=update, headers={SECRET_HEADER: SECRET})

    assert (403, 200) == (refused.status_code, taken.status_code)
    assert before == len(idle.world.calls)


async def test_an_update_that_is_delivered_twice_is_answered_once(
    idle: Running, hooked: str, ana: Person, private: Chat
) -> None:
    """Telegram repeats a delivery whose confirmation got lost."""
    asked = ana.send(private, QUESTION)
    await idle.world.answer(private, after=asked)
    update = {"update_id": 424_242, "message": {**asked.json(), "message_id": 77}}
    async with httpx.AsyncClient() as client:
        for _ in range(2):
            await client.post(f"{hooked}/hook", json=update, headers={SECRET_HEADER: SECRET})
    await idle.handled()

    assert 2 == len(idle.world.sent(private))


async def test_allowed_updates_are_named(bot: Running, ana: Person, private: Chat) -> None:
    """Telegram is told which updates we want, and sends no others."""
    await bot.ask(ana, private, QUESTION)

    assert {"message", "callback_query", "my_chat_member"} < set(ALLOWED_UPDATES)
    assert set(ALLOWED_UPDATES) == bot.world.updates.allowed


async def test_what_is_in_hand_is_finished_when_it_stops(
    bot: Running, ana: Person, private: Chat
) -> None:
    """Questions that came before the signal are answered, and kept."""
    await bot.ask(ana, private, "/help")
    asked = [ana.send(private, QUESTION) for _ in range(3)]
    await bot.world.answer(private, after=asked[0])
    await bot.end()
    with bot.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM answers").scalar_one()
    answered = len(bot.world.sent(private)) - 1

    assert answered == kept
    await bot.start()
    await bot.world.journal.until(lambda: len(bot.world.sent(private)) == 4)
    await bot.handled()
    assert 4 == len(bot.world.sent(private))


@pytest.mark.parametrize(
    ("trouble", "answers"),
    [
        (Trouble("flood", frozenset({"sendMessage"}), times=1, seconds=1), 1),
        (Trouble("status", frozenset({"sendMessage"}), times=1, status=502), 0),
        (Trouble("status", frozenset({"sendMessage"}), times=1, status=500, after=True), 1),
        (Trouble("cut", frozenset({"sendMessage"}), times=1, after=True), 1),
        (Trouble("cut", frozenset({"sendMessage"}), times=1), 0),
        (Trouble("cut", frozenset({"getUpdates"}), times=1), 1),
        (Trouble("status", frozenset({"getUpdates"}), times=1, status=502), 1),
    ],
    ids=["429", "502", "500 done", "cut done", "cut", "cut updates", "502 updates"],
)
async def test_no_answer_comes_twice_from_a_telegram_in_trouble(
    bot: Running, ana: Person, private: Chat, trouble: Trouble, answers: int
) -> None:
    """Repeated only where nothing can have arrived; and the next question is answered."""
    await bot.ask(ana, private, "/help")
    bot.world.troubles.add(trouble)
    ana.send(private, QUESTION)
    for _ in range(300):
        await bot.handled()
        if len(bot.world.sent(private)) == 1 + answers:
            break
    await bot.handled()

    assert 1 + answers == len(bot.world.sent(private))
    again = await bot.ask(ana, private, QUESTION)
    assert again.text.startswith(ANSWER)


async def test_the_token_is_in_no_log(
    idle: Running, ana: Person, private: Chat, stream: io.StringIO
) -> None:
    """Nor are words of a question, names or ids; and each decision is a line."""
    await idle.start(ATTACHE_LOG_LEVEL="debug")
    await idle.ask(ana, private, QUESTION)
    idle.world.troubles.add(Trouble("cut", frozenset({"sendMessage"}), times=1))
    ana.send(private, QUESTION)
    await idle.handled()
    await idle.end()
    text = stream.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    decided = [line for line in lines if line["event"] == "decided"]

    assert ["done", "unknown"] == [line["sent"] for line in decided]
    assert [["ruiz-visit"], ["ruiz-visit"]] == [line["facts"] for line in decided]
    for secret in (idle.server.token, "Suder", "Ana", str(ana.user.id)):
        assert secret not in text


async def test_a_wrong_token_is_told_without_it(idle: Running) -> None:
    """The error says which variable, and not its value."""
    token = "12345:wrong-wrong-wrong"
    settings = Settings.from_env(
        {"ATTACHE_TELEGRAM_TOKEN": token, "ATTACHE_TELEGRAM_API_URL": idle.server.url}
    )
    service = Service(settings, idle.folders, idle.store, idle.answers, idle.metrics)
    with pytest.raises(ServeError, match="ATTACHE_TELEGRAM_TOKEN") as caught:
        await service.run(line_to(token, idle.server.url), None, asyncio.Event())

    assert token not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_it_stops_while_telegram_does_not_answer(idle: Running) -> None:
    """A signal is heard before the first answer, too."""
    idle.world.troubles.add(Trouble("status", frozenset({"getMe"}), times=99, status=502))
    await idle.start()
    await asyncio.sleep(0.05)

    await asyncio.wait_for(idle.end(), 5)


@pytest.mark.parametrize(
    ("environ", "code", "message"),
    [
        ({}, 2, "ATTACHE_TELEGRAM_TOKEN is not set; make a bot with @BotFather"),
        ({"ATTACHE_TELEGRAM_TOKEN": "x"}, 2, "ATTACHE_TELEGRAM_TOKEN is not of the form"),
        ({"ATTACHE_DATABASE_URL": "mysql://h/n"}, 1, "mysql is no database"),
        ({"ATTACHE_DATABASE_URL": "sqlite:////dev/null/x"}, 1, "cannot make the folder"),
    ],
    ids=["no token", "bad token", "no such database", "no such folder"],
)
def test_what_stops_it_from_starting_is_told(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    stream: io.StringIO,
    environ: dict[str, str],
    code: int,
    message: str,
) -> None:
    """One line says what and what to do; no traceback."""
    del stream
    if environ:
        monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", "12345:ABCdefGHIjkl")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found, out, err = run("serve")

    assert (code, "") == (found, out)
    assert message in err
    assert "Traceback" not in err


async def test_the_command_serves_until_a_signal(
    server: Server, ana: Person, private: Chat, sample_folder: Path, tmp_path: Path
) -> None:
    """A process of its own answers, and ends well."""
    environ = {
        **os.environ,
        "ATTACHE_TELEGRAM_TOKEN": server.token,
        "ATTACHE_TELEGRAM_API_URL": server.url,
        "ATTACHE_KNOWLEDGE": str(sample_folder),
        "ATTACHE_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"), cwd=ROOT, env=environ, stderr=PIPE
    )
    try:
        asked = ana.send(private, QUESTION)
        answer = await server.world.answer(private, after=asked, timeout=60)
    finally:
        process.terminate()
        _, err = await process.communicate()
    lines = [json.loads(line) for line in err.decode().splitlines()]

    assert answer.text.startswith(ANSWER)
    assert 0 == process.returncode
    assert ["started", "decided", "stopped"] == [line["event"] for line in lines]


def test_a_port_in_use_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stream: io.StringIO
) -> None:
    """Before anything is said to Telegram."""
    del stream
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", "12345:ABCdefGHIjkl")
        monkeypatch.setenv("ATTACHE_DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
        monkeypatch.setenv("ATTACHE_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        code, _, err = run("serve")

    assert 1 == code
    assert "set ATTACHE_LISTEN to another host:port" in err


def test_a_base_that_fails_its_check_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stream: io.StringIO
) -> None:
    """With its problems, and nothing is started."""
    del stream
    (tmp_path / "sources.yaml").write_text("- id: one\n")
    monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", "12345:ABCdefGHIjkl")
    code, _, err = run("serve", "--knowledge", str(tmp_path))

    assert 1 == code
    assert "sources.yaml:1: one: 'publisher' is missing" in err or "problem(s)" in err


def test_the_default_database_is_in_the_state_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stream: io.StringIO
) -> None:
    """It is made where there is none."""
    del stream
    monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", "12345:ABCdefGHIjkl")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("ATTACHE_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        run("serve")
    with sqlite3.connect(tmp_path / "attache" / "attache.db") as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()

    assert {"chats", "answers", "reports", "keys", "schema_version"} <= tables
