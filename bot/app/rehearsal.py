"""The bot as it runs in the playground: the whole of it, with a database that is thrown away."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.app import Folders
from bot.app.answering import Answering
from bot.app.serve import Service
from bot.chat.answers import Example, Told
from bot.chat.line import line_to
from bot.resolve.resolver import Answered
from bot.settings import Settings
from bot.store.engine import open_store
from bot.telemetry.metrics import Metrics


@dataclass
class _Recalling(Answering):
    """Answers, and remembers how the last message or tap was read."""

    recalled: Answered | None = None

    def ask(
        self,
        text: str,
        conversation: str | None = None,
        language: str | None = None,
        hints: Sequence[str] = (),
    ) -> Told:
        """The reply to a message."""
        told = super().ask(text, conversation, language, hints)
        self.recalled = told[0]
        return told

    def examples(self, language: str) -> Sequence[Example]:
        """Three questions that are answered; that they are tried out is not remembered."""
        before = self.recalled
        found = super().examples(language)
        self.recalled = before
        return found

    def _point(self, point: Any, conversation: str, language: str) -> Told | None:
        told = super()._point(point, conversation, language)
        if told is not None:
            self.recalled = told[0]
        return told


@dataclass
class Rehearsal:
    """The bot for a local server."""

    settings: Settings
    folders: Folders
    today: date | None = None
    _answers: _Recalling | None = field(default=None, init=False)

    def why(self) -> list[str]:
        """How the last message or tap was read, a line each; none where there was none."""
        answers = self._answers
        if answers is None or answers.recalled is None:
            return []
        return answers.why(answers.recalled)

    async def run(self, token: str, url: str, stop: asyncio.Event) -> None:
        """Serve at a Bot API server until told to stop."""
        settings = replace(
            self.settings,
            telegram_token=token,
            telegram_api_url=url,
            webhook_url=None,
            webhook_secret=None,
            listen=None,
        )
        self._answers = _Recalling(self.folders.open(), self.today)
        with tempfile.TemporaryDirectory(prefix="attache-") as folder:
            store = open_store(f"sqlite:///{Path(folder) / 'attache.db'}")
            try:
                service = Service(settings, self.folders, store, self._answers, Metrics())
                await service.run(line_to(token, url), None, stop)
            finally:
                store.close()
