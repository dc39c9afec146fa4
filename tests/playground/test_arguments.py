"""The arguments of a request."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.arguments import Upload, decode, read_arguments
from bot.playground.refusal import RefusedError

MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xc3\xa9\r\n'
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n\r\n'
    b"\x89\x00\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("content_type", "query", "body", "given"),
    [
        ("", "a=1&b=%C3%A9", b"", {"a": "1", "b": "é"}),
        ("application/x-www-form-urlencoded", "a=1", b"a=2&c=", {"a": "2", "c": ""}),
        ("application/json", "", b'{"a": [1]}', {"a": [1]}),
        (
            "multipart/form-data; boundary=x",
            "",
            MULTIPART,
            {"a": "é", "f": Upload("f.png", b"\x89\x00")},
        ),
    ],
)
def test_decodes(content_type: str, query: str, body: bytes, given: dict[str, Any]) -> None:
    """Query strings, forms, JSON and multipart bodies are understood."""
    assert decode(content_type, query, body) == given


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("multipart/form-data; boundary=x", b"no parts"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=\xff"),
    ],
)
def test_refuses_bodies_that_lie(content_type: str, body: bytes) -> None:
    """A body that is not what its type says is refused."""
    with pytest.raises(RefusedError):
        decode(content_type, "", body)


def test_reads_types() -> None:
    """Texts of a form become the types of the table; what it does not know is left out."""
    given = {
        "chat_id": "-100",
        "text": "5",
        "disable_notification": "true",
        "entities": "[]",
        "reply_parameters": '{"message_id": 1}',
        "unknown": "x",
    }
    assert read_arguments("sendMessage", given).values == {
        "chat_id": -100,
        "text": "5",
        "disable_notification": True,
        "entities": [],
        "reply_parameters": {"message_id": 1},
    }


def test_reads_native_types() -> None:
    """A JSON body may give the types themselves, and a chat by its @name."""
    given = {"chat_id": "@news", "text": "x", "disable_notification": False, "message_thread_id": 2}
    assert read_arguments("sendMessage", given).values == given


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"chat_id": "x", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": 1, "text": 2}, "text must be a string"),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": "{}"}, "entities must be an array"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "{"},
            "can't parse reply_markup JSON object",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "[]"},
            "reply_markup must be an object",
        ),
        ("deleteMessage", {"chat_id": 1}, "message identifier is not specified"),
        ("deleteMessage", {"chat_id": 1, "message_id": "x"}, "message_id must be an integer"),
        ("deleteMessage", {"chat_id": 1, "message_id": True}, "message_id must be an integer"),
    ],
)
def test_refuses(method: str, given: dict[str, Any], why: str) -> None:
    """What is missing or of the wrong type is named."""
    with pytest.raises(RefusedError, match=why):
        read_arguments(method, given)
