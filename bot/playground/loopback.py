"""Who may talk to the server: programs of this machine, and its own pages, but no other site's."""

from __future__ import annotations

from starlette.requests import Request

LOOPBACK = "127.0.0.1"
_NAMES = frozenset({LOOPBACK, "localhost"})


def is_own(request: Request) -> bool:
    """Whether a request is for this machine by its own name, and no page from elsewhere sent it.

    A site that somebody looks at can send requests here, and can give this machine another name.
    """
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    return host.partition(":")[0] in _NAMES and origin in (None, f"http://{host}")
