"""The arguments of a request, read by the table of parameters: right types, nothing missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

from bot.playground.parameters import METHODS
from bot.playground.refusal import RefusedError, bad_request

Json = dict[str, Any]
MOST_BYTES = 50_000_000  # Telegram takes files up to 50 MB


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Arguments:
    """What a method was called with; what was not given is None, False, "" or 0 when asked for."""

    values: Mapping[str, Any]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def integer(self, name: str) -> int:
        """An integer, 0 where it was not given."""
        return int(self.values.get(name, 0))

    def text(self, name: str) -> str:
        """A text, empty where it was not given."""
        return str(self.values.get(name, ""))

    def flag(self, name: str) -> bool:
        """Whether something was asked for."""
        return bool(self.values.get(name, False))

    def chat(self, name: str = "chat_id") -> int | str:
        """A chat by its id or @name."""
        found: int | str = self.values[name]
        return found

    def list(self, name: str) -> list[Any]:
        """A list, empty where it was not given."""
        found: list[Any] = self.values.get(name, [])
        return found

    def object(self, name: str) -> Json | None:
        """An object, None where it was not given."""
        found: Json | None = self.values.get(name)
        return found


def read_arguments(method: str, given: Mapping[str, Any]) -> Arguments:
    """The arguments of a call, with the types of the table; what the table lacks is left out.

    Raises:
        RefusedError: a required parameter is missing or one has the wrong type.
    """
    values = {}
    for parameter in METHODS[method]:
        value = given.get(parameter.name)
        if value is None or (value == "" and parameter.type != "str"):
            if parameter.required:
                raise _missing(method, parameter.name)
        else:
            values[parameter.name] = _READERS[parameter.type](parameter.name, value)
    return Arguments(values)


def _missing(method: str, name: str) -> RefusedError:
    if name == "text" and method.startswith("send"):
        return bad_request("message text is empty")
    return bad_request(
        "message identifier is not specified" if name == "message_id" else f"{name} is empty"
    )


def _integer(name: str, value: Any) -> int:
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise _wrong(name, "an integer")
    try:
        return int(value)
    except ValueError:
        raise _wrong(name, "an integer") from None


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "a string")
    return value


def _boolean(_name: str, value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).strip().lower() in ("true", "yes", "1")


def _chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _integer(name, value)
    except RefusedError:
        raise bad_request("chat not found") from None


def _list(name: str, value: Any) -> Any:
    found = _parsed(name, value)
    if not isinstance(found, list):
        raise _wrong(name, "an array")
    return found


def _object(name: str, value: Any) -> Any:
    found = _parsed(name, value)
    if not isinstance(found, dict):
        raise _wrong(name, "an object")
    return found


def _parsed(name: str, value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _file(_name: str, value: Any) -> Any:
    return value


def _wrong(name: str, what: str) -> RefusedError:
    return bad_request(f"{name} must be {what}")


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "int": _integer,
    "str": _string,
    "bool": _boolean,
    "chat": _chat,
    "list": _list,
    "object": _object,
    "file": _file,
}


def decode(content_type: str, query: str, body: bytes) -> Json:
    """What a request gives, unread: its query string and a form, multipart or JSON body.

    Raises:
        RefusedError: the body is not what its type says, or too large.
    """
    given: Json = dict(parse_qsl(query, keep_blank_values=True))
    if len(body) > MOST_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    if not body:
        return given
    try:
        return given | _decode_body(content_type, body)
    except ValueError:
        raise bad_request("the body of the request is not what its content type says") from None


def _decode_body(content_type: str, body: bytes) -> Json:
    if content_type.startswith("multipart/form-data"):
        return _decode_multipart(content_type, body)
    if content_type.startswith("application/json"):
        found = json.loads(body)
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return found
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _decode_multipart(content_type: str, body: bytes) -> Json:
    found: Json = {}
    message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    if not message.is_multipart():
        raise ValueError("no parts")
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            file = part.get_filename()
            found[name] = content.decode() if file is None else Upload(file, content)
    return found
