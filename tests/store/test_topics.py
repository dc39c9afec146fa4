"""The topics of forums: kept as they were seen last, and forgotten with their chat."""

from __future__ import annotations

from bot.store.chats import forget_chat
from bot.store.engine import Store
from bot.store.topics import GENERAL, Topic, load_topics, lose_topic, save_topics

FORUM = -1_001_234_567_890


def test_a_topic_is_kept_as_it_was_seen_last(store: Store) -> None:
    """Its name and whether it is closed; one that is seen twice at once is kept once."""
    opened = Topic(FORUM, 5, "Trains")
    with store.write() as db:
        save_topics(db, [])
        save_topics(db, [opened, Topic(FORUM, GENERAL), Topic(FORUM, 5, "Trams")])
        assert [Topic(FORUM, GENERAL), Topic(FORUM, 5, "Trams")] == load_topics(db)
        save_topics(db, [Topic(FORUM, 5, "Trams", closed=True)])
        assert Topic(FORUM, 5, "Trams", closed=True) == load_topics(db)[-1]


def test_a_topic_goes_alone_or_with_its_chat(store: Store) -> None:
    """Other chats keep theirs."""
    with store.write() as db:
        save_topics(db, [Topic(FORUM, 5), Topic(FORUM, 6), Topic(-7, 5)])
        lose_topic(db, FORUM, 5)
        assert [Topic(FORUM, 6), Topic(-7, 5)] == load_topics(db)
        forget_chat(db, FORUM)
        assert [Topic(-7, 5)] == load_topics(db)
