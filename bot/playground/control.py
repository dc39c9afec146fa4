"""The world over HTTP, for pages: `POST /world/<action>`, `GET /world/state`, `GET /world/events`.

An action is one of the tables below with a JSON object of its arguments: people and chats by id,
a message as its id in the action's chat or as `{"chat": …, "message": …}`. Only pages of this very
server are listened to: a site elsewhere cannot act through somebody's browser.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.chats import Chat, Topic
from bot.playground.loopback import is_own
from bot.playground.menu import commands_for
from bot.playground.messages import Message
from bot.playground.people import User
from bot.playground.person import Person
from bot.playground.queries import CallbackQuery, InlineQuery
from bot.playground.refusal import RefusedError
from bot.playground.world import World

Json = dict[str, Any]

# What the world does, and what a person does: the parameters in order, a list after `*`.
WORLD_ACTIONS = {
    "person": "name username language",
    "private": "person",
    "group": "title owner *members",
    "supergroup": "title owner *members username forum",
    "channel": "title owner username",
    "discussion": "channel owner *members",
    "topic": "chat name",
}
PERSON_ACTIONS = {
    "send": "chat text reply quote topic sent_as",
    "send_photo": "chat caption reply",
    "send_voice": "chat",
    "forward": "chat message",
    "edit": "message text",
    "delete": "message",
    "press": "message button",
    "ask_inline": "chat text offset",
    "choose": "chat query result",
    "add_bot": "chat admin",
    "promote_bot": "chat *rights",
    "demote_bot": "chat",
    "remove_bot": "chat",
    "mute_bot": "chat muted",
    "block_bot": "",
    "speak": "language",
    "unblock_bot": "",
    "join": "chat",
    "leave": "chat",
    "promote": "chat other",
    "demote": "chat other",
    "migrate": "chat",
    "close_topic": "chat topic",
    "reopen_topic": "chat topic",
}
BEAT = 15.0  # seconds after which a silent stream says that it is alive
MOST_BYTES = 100_000


class _Reader:
    """The arguments of an action, found in the world by what they are called."""

    def __init__(self, world: World, body: Json) -> None:
        self.world = world
        self.body = body
        self._known: dict[str, Callable[[Any], Any]] = {
            "person": self._person,
            "owner": self._person,
            "other": self._person,
            "members": self._person,
            "chat": world.find_chat,
            "channel": world.find_chat,
            "sent_as": world.find_chat,
            "message": self._message,
            "reply": self._message,
            "topic": lambda id: self._chat().topics[id],
            "query": lambda id: world.queries.inline[id],
        }

    def person(self) -> Person:
        return self._person(self.body["person"])

    def _person(self, id: int) -> Person:
        return self.world.people[id]

    def _chat(self) -> Chat:
        return self.world.find_chat(self.body["chat"])

    def _message(self, id: int | Json) -> Message:
        if isinstance(id, dict):
            return self.world.find_chat(id["chat"]).messages[id["message"]]
        return self._chat().messages[id]

    def call(self, function: Callable[..., Any], parameters: str) -> Any:
        """The result of a function, called with the arguments that the body gives."""
        listed: list[Any] = []
        named: Json = {}
        ordered = parameters.split()
        star = next((at for at, name in enumerate(ordered) if name.startswith("*")), None)
        for at, name in enumerate(ordered):
            bare = name.lstrip("*")
            read = self._known.get(bare, lambda value: value)
            if name.startswith("*"):
                listed += [read(value) for value in self.body.get(bare, ())]
            elif self.body.get(bare) is not None:
                if star is not None and at < star:
                    listed.append(read(self.body[bare]))
                else:
                    named[bare] = read(self.body[bare])
        return function(*listed, **named)


def shown(result: Any) -> Json:
    """What an action led to, for a page."""
    if isinstance(result, Person):
        return result.user.json()
    if isinstance(result, Chat | Message | User):
        return result.json()
    if isinstance(result, InlineQuery):
        return inline_json(result)
    if isinstance(result, CallbackQuery):
        return {"id": result.id}
    if isinstance(result, Topic):
        return {"id": result.id, "name": result.name}
    return {}


def inline_json(query: InlineQuery) -> Json:
    """An inline query with what the bot proposed so far."""
    results = [
        {name: value for name, value in result.items() if name != "content"}
        | {"message": result["content"].json()}
        for result in query.results
    ]
    answer = query.answer or {}
    found: Json = {"id": query.id, "answered": query.answer is not None, "results": results}
    return found | {"button": answer.get("button"), "next_offset": answer.get("next_offset", "")}


def chat_json(world: World, chat: Chat) -> Json:
    """A chat with its messages and topics."""
    topics = [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()]
    status = chat.member(world.bot.user).status
    messages = [message.json() for message in chat.messages.values()]
    return chat.json() | {"topics": topics, "bot": status, "messages": messages}


class Control:
    """The world's face for pages."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.routes = [
            Route("/world/state", self.state),
            Route("/world/events", self.events),
            Route("/world/commands", self.commands),
            Route("/world/inline/{id:str}", self.inline),
            Route("/world/{action:str}", self.act, methods=["POST"]),
        ]

    async def act(self, request: Request) -> Response:
        """Carry out one action."""
        if not is_own(request):
            return _refused(403, "only pages of this server may act")
        try:
            return JSONResponse(
                shown(self._act(request.path_params["action"], await _body(request)))
            )
        except RefusedError as refusal:
            return _refused(refusal.code, refusal.description)
        except (LookupError, TypeError, ValueError) as error:
            return _refused(400, f"the action cannot be carried out: {error}")

    def _act(self, action: str, body: Json) -> Any:
        reader = _Reader(self.world, body)
        if action in WORLD_ACTIONS:
            return reader.call(getattr(self.world, action), WORLD_ACTIONS[action])
        if action in PERSON_ACTIONS:
            return reader.call(getattr(reader.person(), action), PERSON_ACTIONS[action])
        raise RefusedError(404, f"there is no action {action!r}")

    async def state(self, request: Request) -> Response:
        """Everything, with the number of the last change in it."""
        if not is_own(request):
            return _refused(403, "only pages of this server may look")
        world = self.world
        return JSONResponse(
            {
                "last": world.journal.last,
                "bot": world.bot.json() | {"about": world.bot.about.get(("description", ""), "")},
                "people": [person.user.json() for person in world.people.values()],
                "chats": [chat_json(world, chat) for chat in world.chats.values()],
            }
        )

    async def inline(self, request: Request) -> Response:
        """One inline query, as far as it is answered."""
        query = self.world.queries.inline.get(request.path_params["id"])
        if query is None or not is_own(request):
            return _refused(404, "there is no such inline query")
        return JSONResponse(inline_json(query))

    async def commands(self, request: Request) -> Response:
        """The menu of commands that the person of `?person=` sees in the chat of `?chat=`."""
        try:
            chat = self.world.chats[int(request.query_params["chat"])]
            user = self.world.people[int(request.query_params["person"])].user
        except (KeyError, ValueError):
            return _refused(404, "there is no such chat or person")
        return JSONResponse({"commands": commands_for(self.world, chat, user)})

    async def events(self, request: Request) -> Response:
        """The changes after `?since=`, as a stream of server-sent events."""
        since = request.query_params.get("since", "")
        if not is_own(request) or not (since or "0").isdecimal():
            return _refused(403, "only pages of this server may look, since a number")
        start = int(since) if since else self.world.journal.last
        return StreamingResponse(self._stream(start), media_type="text/event-stream")

    async def _stream(self, last: int) -> AsyncIterator[str]:
        journal = self.world.journal
        yield ": hello\n\n"
        while not journal.closed:
            changes = journal.since(last)
            for change in changes:
                last = change.number
                yield f"id: {last}\ndata: {json.dumps(change.json())}\n\n"
            if not changes and not await journal.wait(BEAT):
                yield ": still here\n\n"


async def _body(request: Request) -> Json:
    raw = await request.body()
    if len(raw) > MOST_BYTES:
        raise RefusedError(413, "the action is too large")
    body = json.loads(raw or b"{}")
    if not isinstance(body, dict):
        raise RefusedError(400, "the body of an action is a JSON object")
    return body


def _refused(code: int, why: str) -> Response:
    return JSONResponse({"error": why}, code)
