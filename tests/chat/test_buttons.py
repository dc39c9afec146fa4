"""What buttons carry: within 64 bytes, read back as it was meant, and nothing else is taken."""

from __future__ import annotations

import pytest

from bot.chat import buttons
from bot.chat.buttons import Change, Pointed, change, mark_of, point, read, shortened, units
from bot.chat.wording import read_wordings
from bot.facts.index import Index

LONG = "a" * 48  # the longest id that a fact may have


@pytest.mark.parametrize("action", ["m", "s", "w", "t"])
@pytest.mark.parametrize("role", [None, "when", "a-very-long-name-of-a-role-that-somebody-made"])
def test_a_point_is_short_and_comes_back(action: str, role: str | None) -> None:
    """The longest id and any role fit in."""
    data = point(action, "vie", LONG, role)
    found = read(data)

    assert len(data.encode()) <= buttons.LONGEST_DATA
    assert isinstance(found, Pointed)
    assert (action, "vie", LONG) == (found.action, found.language, found.fact)
    assert role == found.role(["where", *([role] if role else []), "who"])


def test_roles_of_the_shipped_kinds_are_told_apart(shipped_index: Index) -> None:
    """No two roles of one kind have the same mark."""
    assert len(shipped_index.kinds) >= 20
    for kind in shipped_index.kinds.values():
        assert len(kind["roles"]) == len({mark_of(role) for role in kind["roles"]})


def test_a_change_comes_back() -> None:
    """With its value, or without."""
    assert Change("lang", "vi") == read(change("lang", "vi"))
    assert Change("leave", "") == read(change("leave"))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "m",
        "xen..fact",
        "men.zz.fact",
        "men..UPPER",
        f"men..{LONG}a",
        "g",
        "g.a",
        "g.a.b.c",
        "…",
    ],
)
def test_anything_else_is_nothing(data: str) -> None:
    """Data of older versions and of other hands."""
    assert read(data) is None


def test_wrong_is_taken_away_and_the_rest_stays() -> None:
    """An answer is called wrong once."""
    keyboard = buttons.under_answer(
        read_wordings().of("en"), "a", "when", "text", near=True, quoted=True
    )
    rest = buttons.without_wrong(keyboard)

    assert rest is not None
    assert [["More", "Source"], ["Copy"]] == [[b.text for b in r] for r in rest.inline_keyboard]
    assert rest == buttons.without_wrong(rest)
    assert buttons.without_wrong(None) is None


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("short", 5, "short"),
        ("one two three", 9, "one two…"),
        ("one, two three", 6, "one…"),
        ("unbroken", 5, "u…"),
        ("🙂🙂🙂", 6, "🙂🙂🙂"),
        ("🙂🙂🙂🙂", 6, "🙂🙂…"),
        ("🙂 🙂 🙂 🙂", 8, "🙂 🙂…"),
    ],
)
def test_texts_are_cut_between_words(text: str, longest: int, expected: str) -> None:
    """As Telegram counts them: an emoji is two."""
    cut = shortened(text, longest)

    assert units(cut) <= longest
    assert expected == cut
