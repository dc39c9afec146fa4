"""`attache announce` from the shell, against a local Telegram and a database of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.playground.chats import Chat
from bot.playground.person import Person
from bot.playground.server import Server
from bot.playground.world import World
from bot.store.answers import Answer, save_answers
from bot.store.chats import Chat as Kept
from bot.store.chats import save_chat
from bot.store.engine import open_store
from bot.store.outbox import put_posts
from bot.store.posts import Post
from bot.store.subscriptions import Subscription, save_subscription
from bot.store.topics import Topic, save_topics
from tests.chat.conftest import ANSWER
from tests.conftest import Run

FACT = "ruiz-visit"
Shell = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, where the command looks for it."""
    url = f"sqlite:///{tmp_path / 'attache.db'}"
    monkeypatch.setenv("ATTACHE_DATABASE_URL", url)
    monkeypatch.setenv("ATTACHE_LOG_LEVEL", "critical")
    return url


@pytest.fixture
def shell(run: Run, server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Run `attache announce …` in a thread, beside the server: code, output and errors."""
    assert database
    monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", server.token)
    monkeypatch.setenv("ATTACHE_TELEGRAM_API_URL", server.url)
    return lambda *arguments: asyncio.to_thread(run, "announce", *arguments)


@pytest.fixture
def club(world: World, ana: Person) -> Chat:
    """A group with the bot in it."""
    found = world.supergroup("Club", ana)
    ana.add_bot(found)
    return found


async def test_a_fact_is_posted_at_once(shell: Shell, world: World, club: Chat) -> None:
    """In each chat that is named, once, and listed as sent."""
    code, out, _ = await shell(FACT, "--to", str(club.id), "--to", str(club.id), "--silent")
    listed = (await shell("list"))[1]

    assert code == 0
    assert f"chat {club.id}: sent" in out
    (post,) = [m for m in world.sent(club) if ANSWER in m.text]
    assert "<" not in post.text
    assert FACT in listed
    assert f"chat {club.id}: sent" in listed


async def test_what_did_not_arrive_is_said(
    shell: Shell, world: World, club: Chat, ana: Person
) -> None:
    """The run fails, and tells of each chat what became of it."""
    other = world.supergroup("Other", ana)
    code, out, _ = await shell(FACT, "--to", str(club.id), "--to", str(other.id))

    assert code == 1
    assert f"chat {club.id}: sent" in out
    assert f"chat {other.id}: failed (kicked)" in out


async def test_a_fact_for_later_waits_and_can_be_cancelled(
    shell: Shell, world: World, club: Chat
) -> None:
    """Nothing is posted; cancelling says for how many chats, and finds nothing the second time."""
    code, out, _ = await shell(FACT, "--to", str(club.id), "--at", "2099-01-01 9:00")
    id = out.partition(":")[0]
    assert code == 0
    assert f"chat {club.id} waits for 2099-01-01 09:00 (UTC)" in out
    assert f"chat {club.id}: waiting" in (await shell("list"))[1]

    assert (await shell("cancel", id))[:2] == (0, "cancelled for 1 chat(s)\n")
    assert (await shell("cancel", id))[0] == 1
    assert f"chat {club.id}: cancelled (undone)" in (await shell("list"))[1]
    assert [] == [m for m in world.sent(club) if m.text]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such-fact", "--to", "1"), "no fact 'no-such-fact' in the base; see facts/"),
        (("ruis-visit", "--to", "1"), "did you mean ruiz-visit"),
        ((FACT, "letter", "--to", "1"), "'letter' is one word too many"),
        ((FACT, "--to", "1", "--lang", "tlh"), "no language 'tlh'; there are: az, en, ru, vi"),
        ((FACT, "--to", "@club"), "'@club' is not a chat id"),
        ((FACT, "--to", "-77", "--at", "2099-01-01 9:00"), "cannot post in chat -77"),
        ((FACT,), "--to CHAT_ID"),
        ((FACT, "--to", "1", "--at", "tomorrow"), "9:30"),
        ((FACT, "--to", "1", "--at", "2001-01-01 9:00"), "over"),
        ((FACT, "--to", "1", "--at", "9:00", "--zone", "Mars/Olympus"), "time zone"),
        (("cancel",), "attache announce cancel ID"),
        (("cancel", "ffffffff"), "no announcement 'ffffffff'"),
    ],
)
async def test_wrong_use_is_explained(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, one line that says what to do, and nothing in the list."""
    code, _, err = await shell(*arguments)

    assert code == 2
    assert said in err
    assert "nothing was announced" in (await shell("list"))[1]


async def test_a_token_that_telegram_refuses_leaves_nothing_behind(
    shell: Shell, world: World, club: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not announced is not sent later, either."""
    monkeypatch.setenv("ATTACHE_TELEGRAM_TOKEN", f"1:{'A' * 35}")
    code, _, err = await shell(FACT, "--to", str(club.id))

    assert code == 1
    assert "Telegram does not accept the token" in err
    assert f"1:{'A' * 35}" not in err
    assert "nothing was announced" in (await shell("list"))[1]
    assert [] == [m for m in world.sent(club) if m.text]


async def test_a_telegram_that_does_not_answer_is_not_waited_for_long(
    shell: Shell, club: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says what to look at, and nothing is left behind."""
    monkeypatch.setenv("ATTACHE_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("bot.app.posting.GREETING", 0.05)
    code, _, err = await shell(FACT, "--to", str(club.id))

    assert code == 1
    assert "ATTACHE_TELEGRAM_API_URL" in err
    assert "nothing was announced" in (await shell("list"))[1]


async def test_the_chats_are_listed_with_their_topics(
    shell: Shell, database: str, world: World, ana: Person
) -> None:
    """By id, with the title that Telegram tells and the zone that --at means there."""
    forum = world.supergroup("Rail club", ana, forum=True)
    ana.add_bot(forum)
    assert "in no group or channel" in (await shell("chats"))[1]
    store = open_store(database)
    with store.write() as db:
        save_chat(db, Kept(forum.id, "supergroup", zone="Asia/Tokyo"))
        save_chat(db, Kept(7, "private"))
        save_chat(db, Kept(-8, "group", here=False))
        save_topics(db, [Topic(forum.id, 5, "Trains"), Topic(forum.id, 9, "Trams", closed=True)])
    store.close()
    code, out, _ = await shell("chats")
    later = await shell(FACT, "--to", str(forum.id), "--at", "2099-01-01 9:00")

    lines = [f"{forum.id} supergroup Rail club (Asia/Tokyo)"]
    lines += ["    topic 5 Trains", "    topic 9 Trams (closed)"]
    assert (0, lines) == (code, out.splitlines())
    assert "waits for 2099-01-01 09:00 (Asia/Tokyo)" in later[1]
    assert "waiting (for 2099-01-01 00:00 UTC)" in (await shell("list"))[1]


async def test_what_chats_get_by_themselves_is_listed(
    shell: Shell, database: str, club: Chat
) -> None:
    """With what became of the last post, and why something was stopped; corrections as counts."""
    store = open_store(database)
    daily = Subscription(club.id, "daily", "Asia/Tokyo", 570, 0.0)
    gone = Subscription(-77, "day", "UTC", 540, 0.0, topic=5, stopped="kicked")
    post = Post("daily", "2026-05-07", club.id, "text")
    with store.write() as db:
        save_subscription(db, daily)
        save_subscription(db, gone)
        put_posts(db, [post, replace(post, announcement="correct:answered", action="edit")])
    store.close()
    lines = (await shell("list"))[1].splitlines()

    assert "by subscription:" in lines
    daily_line = f"    chat {club.id}: daily 9:30 (Asia/Tokyo): runs; last 2026-05-07 waiting"
    assert daily_line in lines
    assert "    chat -77 topic 5: day 9:00 (UTC): stopped (kicked)" in lines
    assert "corrections of what was answered: 1 waiting" in lines


async def test_each_chat_is_spoken_to_in_its_language(
    shell: Shell, database: str, world: World, club: Chat
) -> None:
    """The chat's setting counts, unless the command says otherwise."""
    store = open_store(database)
    with store.write() as db:
        save_chat(db, Kept(club.id, "supergroup", "xx"))
    store.close()

    assert (await shell(FACT, "--to", str(club.id)))[0] == 0
    assert ANSWER in world.sent(club)[-1].text


def test_the_dry_run_lists_what_would_be_edited(
    run: Run, database: str, monkeypatch: pytest.MonkeyPatch, corrected_folder: Path
) -> None:
    """Every message that shows an old revision, and none other; no token is needed."""
    monkeypatch.setenv("ATTACHE_KNOWLEDGE", str(corrected_folder))
    store = open_store(database)
    with store.write() as db:
        old = [Answer(7, 2, 1, None, ((FACT, 1),), 100), Answer(7, 6, 5, None, (("letter", 1),), 9)]
        save_answers(db, [*old, Answer(7, 4, 3, None, ((FACT, 2),), 100)])
    store.close()

    code, out, _ = run("announce", "stale")
    assert (0, f"chat 7 message 2: answered, would be edited for {FACT}\n") == (code, out)
