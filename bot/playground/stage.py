"""The stage of the playground: you, a friend, and a chat of each kind that the bot may be in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.people import Bot, User
from bot.playground.person import Person
from bot.playground.world import BOT_ID, TOKEN, World

BOT_NAME = "attache_playground_bot"


@dataclass(frozen=True)
class Stage:
    """A furnished world, and the person that the page speaks for."""

    world: World
    you: Person


def furnish() -> Stage:
    """A world with a private chat, a group, a channel with its discussion, and friends."""
    bot = Bot(User(BOT_ID, "Attaché", BOT_NAME, is_bot=True), TOKEN, privacy_mode=False)
    world = World(bot=bot)
    you, friend = world.person("You", "you"), world.person("Mira", "mira")
    world.private(you)
    group = world.supergroup("Reading circle", friend, you)
    channel = world.channel("News", friend)
    comments = world.discussion(channel, friend, you)
    friends = world.supergroup("Friends", friend, you)
    for chat in (group, channel, comments):
        friend.promote(chat, you)
        friend.add_bot(chat)  # not you: the bot would write to you of it, before you said a word
    friend.send(group, "Ask the bot with /ask, by its name with an @, or by a reply.")
    you.send(channel, "Posts stand here. Their comments are in “News chat”.")
    friend.send(comments, "Quote some words of a post and the bot checks exactly those.")
    friend.send(friends, "The bot is no member here; call it by its @name with a question.")
    return Stage(world, you)
