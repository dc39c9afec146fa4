"""The page of the playground: its files, who it speaks for, and how the last answer was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.loopback import is_own

FOLDER = Path(__file__).resolve().parent / "page"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
Why = Callable[[], Sequence[str]]


def page_routes(you: int, why: Why) -> list[Route]:
    """The routes of the page; `why` gives the lines that explain the last answer."""
    files = {path.name: path for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}

    async def file(request: Request) -> Response:
        path = files.get(request.path_params.get("name", "index.html"))
        if path is None:
            return Response("there is no such file", 404)
        content = path.read_bytes()
        return Response(content, headers=HEADERS | {"Content-Type": TYPES[path.suffix]})

    async def start(_request: Request) -> Response:
        return JSONResponse({"you": you})

    async def explain(request: Request) -> Response:
        if not is_own(request):
            return Response("only pages of this server may look", 403)
        return JSONResponse({"lines": list(why())})

    return [
        Route("/", file),
        Route("/page/{name:str}", file),
        Route("/playground/start", start),
        Route("/playground/why", explain),
    ]
