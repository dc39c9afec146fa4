"""Refusals: what Telegram answers instead of a result, with its code and its words."""

from __future__ import annotations

from typing import Any

from bot.errors import AttacheError


class RefusedError(AttacheError):
    """A request that is not carried out; `parameters` says what the caller may do instead."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> dict[str, Any]:
        """The refusal as the body of an answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(what: str, **parameters: int) -> RefusedError:
    """The request itself is wrong (400)."""
    return RefusedError(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> RefusedError:
    """The bot may not do this here (403)."""
    return RefusedError(403, f"Forbidden: {what}")


def conflict(what: str) -> RefusedError:
    """Two ways of getting updates exclude each other (409)."""
    return RefusedError(409, f"Conflict: {what}")


def too_many_requests(retry_after: int) -> RefusedError:
    """A flood limit is reached (429)."""
    what = f"Too Many Requests: retry after {retry_after}"
    return RefusedError(429, what, retry_after=retry_after)


UNAUTHORIZED = RefusedError(401, "Unauthorized")
NOT_OWN = RefusedError(403, "Forbidden: this server answers programs of its own machine only")
NOT_FOUND = RefusedError(404, "Not Found")
METHOD_NOT_FOUND = RefusedError(404, "Not Found: method not found")
