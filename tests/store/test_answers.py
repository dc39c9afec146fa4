"""Where answers stand: kept, changed, forgotten by person and by age."""

from __future__ import annotations

from bot.store.answers import Answer, forget_asker, forget_before, newest_answers, save_answers
from bot.store.engine import Store

FIRST = Answer(7, 11, 10, "aaaa", (("bridge-opening", 1), ("old-mill", 3)), 100)
SECOND = Answer(8, 21, 20, "bbbb", (), 200)
UNASKED = Answer(8, 22, None, "bbbb", (("old-mill", 3),), 300)


def test_answers_come_back_oldest_first(store: Store) -> None:
    """The newest are kept where there are too many; an answer to a tap has no question."""
    with store.write() as connection:
        save_answers(connection, [SECOND, FIRST, UNASKED])
        save_answers(connection, [])
    with store.read() as connection:
        assert [FIRST, SECOND] == newest_answers(connection, 9)
        assert [SECOND] == newest_answers(connection, 1)


def test_an_edited_answer_is_from_its_new_facts(store: Store) -> None:
    """A message is kept once, also where both versions are written together."""
    edited = Answer(7, 11, 10, "aaaa", (("old-mill", 4),), 150)
    with store.write() as connection:
        save_answers(connection, [FIRST, edited])
        assert [edited] == newest_answers(connection, 9)
        save_answers(connection, [FIRST])
        assert [FIRST] == newest_answers(connection, 9)


def test_one_person_can_be_forgotten(store: Store) -> None:
    """Everything of that person goes, in all chats, and nobody else's."""
    with store.write() as connection:
        save_answers(connection, [FIRST, SECOND, UNASKED])
        assert 2 == forget_asker(connection, "bbbb")
        assert [FIRST] == newest_answers(connection, 9)


def test_old_answers_go(store: Store) -> None:
    """What was sent before a time is deleted."""
    with store.write() as connection:
        save_answers(connection, [FIRST, SECOND])
        assert 1 == forget_before(connection, 200)
        assert [SECOND] == newest_answers(connection, 9)
