"""Methods that ask about chats and members, and leave a chat."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Chat
from bot.playground.membership import set_bot
from bot.playground.methods.kind import Json, Method
from bot.playground.refusal import bad_request
from bot.playground.rights import check_reachable
from bot.playground.world import World


def _known(world: World, args: Arguments) -> Chat:
    """The chat, if the bot is in it or it is public."""
    chat = world.find_chat(args.chat())
    if not chat.username and not chat.is_private:
        check_reachable(chat, world.bot.user)
    return chat


def get_chat(world: World, args: Arguments) -> Json:
    """What the bot may know of a chat."""
    return _known(world, args).full_json()


def get_member(world: World, args: Arguments) -> Json:
    """What somebody is in a chat."""
    chat = _known(world, args)
    id = args.integer("user_id")
    person = world.people.get(id)
    user = world.bot.user if id == world.bot.user.id else person.user if person else None
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.is_channel and not chat.member(world.bot.user).is_admin:
        raise bad_request("member list is inaccessible")
    return chat.member(user).json(channel=chat.is_channel)


def get_administrators(world: World, args: Arguments) -> list[Json]:
    """The admins of a chat, without other bots."""
    chat = _known(world, args)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.is_admin]
    shown = [m for m in admins if not m.user.is_bot or m.user == world.bot.user]
    return [member.json(channel=chat.is_channel) for member in shown]


def get_member_count(world: World, args: Arguments) -> int:
    """How many are in a chat."""
    return sum(member.present for member in _known(world, args).members.values())


def leave(world: World, args: Arguments) -> bool:
    """Leave a group or channel."""
    chat = world.find_chat(args.chat())
    if chat.is_private:
        raise bad_request("private chat can't be left")
    check_reachable(chat, world.bot.user)
    set_bot(world, chat, "left", world.bot.user)
    return True


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave,
}
