"""The outbox on each database: what is claimed, when, by whom, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.store.engine import Store
from bot.store.outbox import EVERYONE, LEASE, Outbox, pace_of
from bot.store.posts import Claim, Limits, Post

NOW = 1_000_000.0
FAST = Limits(interval=0.001, chat=0.0, group=0.0)
POST = Post("a1", "once", 7, "<b>Hi</b>", facts=("letter@2", "visit@1"), language="az")


@pytest.fixture
def outbox(store: Store) -> Outbox:
    """An empty outbox whose limits are out of the way."""
    return Outbox(store, FAST)


def chats(claims: list[Claim]) -> list[int]:
    return [claim.post.chat for claim in claims]


def test_a_post_comes_back_as_it_was_put_in(outbox: Outbox) -> None:
    """Every field survives the database."""
    full = replace(POST, topic=3, action="edit", message=11, silent=True, priority=2, place=-1.5)
    outbox.put([full])

    (claim,) = outbox.claim("w", NOW)

    assert (full, 7, 1) == (claim.post, claim.target, claim.attempts)


@pytest.mark.parametrize(
    ("other", "new"),
    [
        (POST, 0),
        (replace(POST, html="other text"), 0),
        (replace(POST, occurrence="2026-05-07"), 1),
        (replace(POST, chat=8), 1),
        (replace(POST, topic=4), 1),
        (replace(POST, announcement="a2"), 1),
    ],
)
def test_a_chat_gets_an_occurrence_once(outbox: Outbox, other: Post, new: int) -> None:
    """Announcement, occurrence, chat and topic make a post; putting it in again adds nothing."""
    assert outbox.put([POST]) == 1
    assert outbox.put([other]) == new
    assert outbox.put([]) == 0


def test_a_claimed_post_is_nobody_elses_until_its_lease_ends(outbox: Outbox) -> None:
    """A second worker gets it only after the first has had its time."""
    outbox.put([POST])
    (mine,) = outbox.claim("one", NOW)

    assert [] == outbox.claim("two", NOW + LEASE - 1)
    (theirs,) = outbox.claim("two", NOW + LEASE + 1)
    assert (1, 2) == (mine.attempts, theirs.attempts)
    assert not outbox.done(mine, "one", NOW, state="sent")
    assert outbox.done(theirs, "two", NOW, state="sent", message=5)


@pytest.mark.parametrize("state", ["sent", "failed", "unsure"])
def test_what_is_over_is_never_claimed_again(outbox: Outbox, state: str) -> None:
    """Also one that may have arrived is not sent twice."""
    outbox.put([POST])
    (claim,) = outbox.claim("w", NOW)

    assert outbox.done(claim, "w", NOW + 1, state=state, outcome="why")
    assert [] == outbox.claim("w", NOW + 1e6)
    (row,) = outbox.rows("a1")
    assert (state, "why", NOW + 1) == (row.state, row.outcome, row.done)


@pytest.mark.parametrize(("chat", "gap"), [(7, 1.0), (-7, 3.0)])
def test_a_chat_rests_from_when_a_slow_send_ended(store: Store, chat: int, gap: float) -> None:
    """It may have arrived as late as that."""
    outbox = Outbox(store, Limits(interval=0.001, chat=1.0, group=3.0))
    outbox.put([replace(POST, chat=chat), replace(POST, chat=chat, occurrence="twice")])
    (claim,) = outbox.claim("w", NOW)
    assert outbox.done(claim, "w", NOW + 5, state="sent", message=1)

    assert [] == outbox.claim("w", NOW + 5 + gap - 0.01)
    assert [chat] == chats(outbox.claim("w", NOW + 5 + gap + 0.01))


def test_what_is_put_back_waits_for_its_time(outbox: Outbox) -> None:
    """A post to be tried again is not tried sooner."""
    outbox.put([POST])
    (claim,) = outbox.claim("w", NOW)
    outbox.again(claim, "w", NOW + 30, "too-fast")

    assert [] == outbox.claim("w", NOW + 29)
    assert [7] == chats(outbox.claim("w", NOW + 30))


def test_nothing_goes_out_before_its_hour(outbox: Outbox) -> None:
    """A post for later waits, and the outbox knows when to wake."""
    outbox.put([replace(POST, not_before=NOW + 100)])

    assert [] == outbox.claim("w", NOW + 99)
    assert outbox.wakes() == NOW + 100
    assert [7] == chats(outbox.claim("w", NOW + 100))


def test_announcements_go_before_corrections_and_the_newest_correction_first(
    outbox: Outbox,
) -> None:
    """Priority first, then place."""
    outbox.put(
        [
            replace(POST, chat=1, priority=2, place=-100.0),
            replace(POST, chat=2, priority=2, place=-200.0),
            replace(POST, chat=3, priority=0),
            replace(POST, chat=4, priority=1),
        ]
    )
    assert [3, 4, 2, 1] == chats(outbox.claim("w", NOW))


def test_one_chat_gets_one_post_at_a_time(store: Store) -> None:
    """A person gets one a second, a group twenty a minute, whoever claims."""
    outbox = Outbox(store)
    people = [replace(POST, occurrence=str(n)) for n in range(3)]
    group = [replace(POST, occurrence=str(n), chat=-7) for n in range(3)]
    outbox.put([*people, *group])

    assert sorted(chats(outbox.claim("w", NOW))) == [-7, 7]
    assert [] == outbox.claim("v", NOW + 0.9)
    assert [7] == chats(outbox.claim("v", NOW + 1.2))
    assert sorted(chats(outbox.claim("w", NOW + 3.3))) == [-7, 7]


def test_all_who_claim_share_thirty_a_second(store: Store) -> None:
    """Two workers on one database together keep the pace that one would."""
    outbox = Outbox(store)
    outbox.put([replace(POST, chat=n) for n in range(1, 200)])
    instants: list[float] = []
    for tick in range(40):  # four seconds
        for worker in ("one", "two"):
            instants += [claim.at for claim in outbox.claim(worker, NOW + tick / 10, most=30)]

    gaps = [later - sooner for sooner, later in pairwise(instants)]
    assert min(gaps) > 1 / 30
    assert 4 * 28 <= len(instants) <= 5 * 29 + 1  # one second is claimed ahead


def test_a_pause_holds_for_everyone(outbox: Outbox) -> None:
    """When Telegram asks to wait, no worker claims until then; an older pause never shortens it."""
    outbox.put([POST, replace(POST, chat=-8)])
    outbox.pause([EVERYONE], NOW + 30)
    outbox.pause([EVERYONE], NOW + 10)

    assert [] == outbox.claim("w", NOW + 28)
    assert sorted(chats(outbox.claim("w", NOW + 30))) == [-8, 7]


def test_a_pause_of_one_chat_leaves_the_others(outbox: Outbox) -> None:
    """A group that is too busy does not hold up the rest."""
    outbox.put([POST, replace(POST, chat=-8)])
    outbox.pause([pace_of(-8)], NOW + 30)

    assert [7] == chats(outbox.claim("w", NOW))
    assert [-8] == chats(outbox.claim("w", NOW + 31))


def test_a_group_that_moved_is_followed(outbox: Outbox) -> None:
    """What is still open goes to the new id, and counts as sent to the old one."""
    outbox.put([replace(POST, chat=-8), replace(POST, chat=-8, occurrence="later")])
    (claim,) = outbox.claim("w", NOW)
    outbox.done(claim, "w", NOW, state="sent")
    outbox.migrate(-8, -1008)

    (rest,) = outbox.claim("w", NOW)
    assert (-8, -1008) == (rest.post.chat, rest.target)
    assert outbox.put([replace(POST, chat=-8)]) == 0


def test_only_what_waits_can_be_cancelled(outbox: Outbox) -> None:
    """What is being sent or was sent stays as it is."""
    outbox.put([POST])
    outbox.claim("w", NOW)
    outbox.put([replace(POST, chat=8), replace(POST, chat=9), replace(POST, announcement="b1")])

    assert outbox.cancel(announcement="a1", why="undone") == 2
    assert {"a1": {"leased": 1, "cancelled": 2}, "b1": {"waiting": 1}} == outbox.counts()
    assert outbox.cancel(chat=7, why="blocked") == 1


def test_a_forgotten_chat_leaves_no_post(outbox: Outbox) -> None:
    """Posts to it go, whatever their state; the others stay."""
    outbox.put([POST, replace(POST, chat=8)])
    outbox.claim("w", NOW, most=1)
    outbox.forget(7)

    assert [8] == [row.chat for row in outbox.rows("a1")]
