"""Where answers stand, by question and by place."""

from __future__ import annotations

from bot.chat.memory import Memory, Standing

FIRST = Standing(7, 11, 10, "aaaa", ("letter",), "7:0:7")
SECOND = Standing(8, 21, 20, "bbbb")
TAPPED = Standing(8, 22, None, "aaaa")


def _memory(most: int = 9) -> Memory:
    memory = Memory(most)
    for standing in (FIRST, SECOND, TAPPED):
        memory.keep(standing)
    return memory


def test_an_answer_is_found_by_its_question_and_by_its_place() -> None:
    """In its own chat only; one to a tap has no question."""
    memory = _memory()

    assert FIRST == memory.to_question(7, 10) == memory.at(7, 11)
    assert TAPPED == memory.at(8, 22)
    assert memory.to_question(8, 10) is None
    assert memory.at(7, 21) is None


def test_the_oldest_are_forgotten() -> None:
    """One that is kept again counts as new."""
    memory = _memory(3)
    memory.keep(FIRST)
    memory.keep(Standing(9, 31, 30, None))

    assert [FIRST, None, TAPPED] == [memory.at(7, 11), memory.at(8, 21), memory.at(8, 22)]
    assert memory.to_question(8, 20) is None


def test_a_person_is_forgotten_everywhere() -> None:
    """And nobody else; one without a name is not everybody."""
    memory = _memory()
    memory.keep(Standing(9, 31, 30, None))
    memory.forget(asker="aaaa")

    assert [None, SECOND, None] == [memory.at(7, 11), memory.at(8, 21), memory.at(8, 22)]
    assert memory.at(9, 31) is not None


def test_a_chat_is_forgotten() -> None:
    """With the answers to everybody there."""
    memory = _memory()
    memory.forget(chat=8)

    assert [FIRST, None, None] == [memory.at(7, 11), memory.at(8, 21), memory.at(8, 22)]
