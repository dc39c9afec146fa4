"""The composition root: settings, folders and rooms put together into one thing that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.app.contexts import Contexts
from bot.errors import UsageError
from bot.facts.build import content_key, open_base, open_index
from bot.facts.index import Index
from bot.model import Decision
from bot.render.reply import Renderer, Reply
from bot.resolve.polyglot import Polyglot
from bot.resolve.resolver import Answered, Resolver

DEFAULT_LANGUAGE = "en"
_PACKAGE = Path(__file__).resolve().parent.parent


def packaged_knowledge() -> Path:
    """The fact base of the program: within it in a wheel, beside it in a checkout."""
    packaged = _PACKAGE / "packaged" / "knowledge"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "knowledge"


@dataclass(frozen=True)
class Folders:
    """Where a base, its seeds and the cached indexes lie."""

    knowledge: Path
    seeds: Path
    default: Path
    cache: Path

    @classmethod
    def choose(cls, knowledge: str | None, seeds: str | None, cache: Path) -> Folders:
        """The folders of a run: the option, else `./knowledge`, else the packaged base.

        Raises:
            UsageError: a folder that was named does not exist.
        """
        default = packaged_knowledge()
        folder = Path(knowledge) if knowledge is not None else Path("knowledge")
        if knowledge is None and not folder.is_dir():
            folder = default
        if not folder.is_dir():
            raise UsageError(
                f"there is no folder {folder}; name the fact base with --knowledge DIR"
            )
        if seeds is not None and not Path(seeds).is_dir():
            raise UsageError(f"there is no folder {seeds}; name the seeds with --seeds DIR")
        beside = folder / "seeds"
        found = Path(seeds) if seeds is not None else beside
        if seeds is None and not beside.is_dir():
            found = folder.resolve().parent / "seeds"
        return cls(folder, found, default, cache)

    def open(self) -> Index:
        """The index of the base, built first where needed; without the articles that one is taken
        which came with the very same base.
        """
        if not self.seeds.is_dir():
            ready = self.default.parent / self.index_file().name
            if ready.is_file():
                return open_index(ready)
        return open_base(self.knowledge, self.seeds, self.default, self.cache)

    def index_file(self) -> Path:
        """Where the index of the base lies as it is now."""
        return self.cache / f"{content_key(self.knowledge, self.seeds, self.default)}.index"


@dataclass
class Conversations:
    """Answers messages and remembers the last reading of each conversation, by its id."""

    index: Index
    today: date | None = None
    _polyglots: dict[date, Polyglot] = field(default_factory=dict)
    _renderers: dict[str, Renderer] = field(default_factory=dict)
    contexts: Contexts = field(default_factory=Contexts)

    def ask(
        self,
        text: str,
        conversation: str | None = None,
        language: str | None = None,
        hints: Sequence[str] = (),
    ) -> tuple[Answered, Reply]:
        """The decision and the reply to one message.

        `language` is that of the reply; without it the message's own, or where that tells none
        the first of `hints` (the chat's setting, the sender's program) that the base speaks.
        """
        before = self.contexts.get(conversation)
        answered = self._polyglot().ask(text, before, language, hints)
        self.contexts.put(conversation, answered.context)
        return answered, self.renderer(answered.language).reply(answered.decision)

    def candidates(self, answered: Answered, limit: int) -> list[dict[str, Any]]:
        """The best facts for a question, whatever was decided."""
        found = self.resolver(answered.read_in).candidates(answered, limit)
        return [{"fact": fact, "confidence": confidence} for fact, confidence in found]

    def why(self, answered: Answered) -> list[str]:
        """How each word of a question was read, and what decided, a line each."""
        return self.resolver(answered.read_in).why(answered)

    def resolver(self, language: str) -> Resolver:
        """What reads questions in one language of the base, as of today."""
        return self._polyglot().resolver(language)

    def renderer(self, language: str) -> Renderer:
        """What puts decisions into words of one language of the base."""
        if language not in self._renderers:
            self._renderers[language] = Renderer(self.index, language)
        return self._renderers[language]

    def _polyglot(self) -> Polyglot:
        day = self.today or datetime.now(UTC).date()
        if day not in self._polyglots:
            self._polyglots = {day: Polyglot(self.index, day, DEFAULT_LANGUAGE)}
        return self._polyglots[day]


def as_object(request_id: Any, answered: Answered, reply: Reply) -> dict[str, Any]:
    """One reply as the object of the contract."""
    decision = answered.decision
    return {
        "id": request_id,
        "text": reply.text,
        "html": reply.html,
        "language": reply.language,
        **_fields(decision),
        "suggestions": list(reply.suggestions),
        "evidence": [replace(c).__dict__ for c in decision.evidence],
    }


def _fields(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "verdict": decision.verdict,
        "kind": decision.kind,
        "asked": decision.asked,
        "value": decision.value,
        "facts": list(decision.facts),
        "confidence": decision.confidence,
        "missing": dict(decision.missing) if decision.missing is not None else None,
    }
