"""The settings of chats: kept, changed, moved and forgotten."""

from __future__ import annotations

import pytest

from bot.store.answers import Answer, newest_answers, save_answers
from bot.store.chats import Chat, forget_chat, load_chat, move_chat, save_chat
from bot.store.engine import Store

GROUP = Chat(-1_001_234_567_890, "supergroup", "az", (0, 7), here=False)


@pytest.mark.parametrize("chat", [Chat(2**52, "private"), GROUP, Chat(-5, "group", topics=())])
def test_a_chat_comes_back_as_it_was(store: Store, chat: Chat) -> None:
    """Language, topics and whether we are there; ids have up to 52 bits."""
    with store.write() as connection:
        save_chat(connection, chat)
    with store.read() as connection:
        assert chat == load_chat(connection, chat.id)


def test_the_last_settings_hold(store: Store) -> None:
    """A chat has one row, however often it is changed."""
    with store.write() as connection:
        save_chat(connection, GROUP)
        save_chat(connection, Chat(GROUP.id, "supergroup"))
        assert Chat(GROUP.id, "supergroup") == load_chat(connection, GROUP.id)


def test_a_group_takes_its_settings_along(store: Store) -> None:
    """A group that became a supergroup has a new id; its messages have others, too."""
    with store.write() as connection:
        save_chat(connection, Chat(-5, "group", "ru"))
        save_answers(connection, [Answer(-5, 2, 1, None, (), 0)])
        move_chat(connection, -5, -1005)
        assert Chat(-1005, "supergroup", "ru") == load_chat(connection, -1005)
        assert load_chat(connection, -5) is None
        assert [] == newest_answers(connection, 9)


def test_a_move_that_is_told_twice_changes_nothing_more(store: Store) -> None:
    """Both groups tell of the move; what was set since stays."""
    with store.write() as connection:
        save_chat(connection, Chat(-5, "group", "ru"))
        move_chat(connection, -5, -1005)
        save_chat(connection, Chat(-1005, "supergroup", "vi"))
        move_chat(connection, -5, -1005)
        assert Chat(-1005, "supergroup", "vi") == load_chat(connection, -1005)


def test_a_forgotten_chat_leaves_nothing(store: Store) -> None:
    """Settings and answers go; other chats stay."""
    other = Answer(9, 2, 1, None, (), 0)
    with store.write() as connection:
        save_chat(connection, GROUP)
        save_answers(connection, [Answer(GROUP.id, 2, 1, None, (), 0), other])
        assert 2 == forget_chat(connection, GROUP.id)
        assert load_chat(connection, GROUP.id) is None
        assert [other] == newest_answers(connection, 9)
