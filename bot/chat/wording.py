"""What the bot says of itself, in each language, from the catalogues under `bot/interface/`."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from bot.errors import KnowledgeError
from bot.facts.strict_yaml import load, plain

FOLDER = Path(__file__).resolve().parent.parent / "interface"
FALLBACK = "en"
OTHER = "other"  # the reason that stands for all without a text
# Commands by who may use them where; the order is that of Telegram's menu.
PRIVATE = (
    "start",
    "help",
    "ask",
    "check",
    "source",
    "lang",
    "about",
    "privacy",
    "forget",
    "settings",
    "changes",
    "subscribe",
    "unsubscribe",
    "upcoming",
    "announce",
)
GROUP = ("ask", "check", "source", "changes", "help", "about", "privacy", "forget")
GROUP_ADMIN = (*GROUP, "lang", "settings", "subscribe", "unsubscribe", "upcoming")
OWNER = (*PRIVATE, "why")


class Wording:
    """The bot's own words in one language."""

    def __init__(self, code: str, texts: Mapping[str, str]) -> None:
        self.code = code
        self._texts = texts

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return self._texts["language"]

    def say(self, name: str, **slots: object) -> str:
        """A text with its slots filled, as it is."""
        return self._texts[name].format(**slots)

    def html(self, name: str, **slots: object) -> str:
        """A text with its slots filled, escaped for Telegram's HTML."""
        return escape(self.say(name, **slots), quote=False)

    def button(self, name: str) -> str:
        """The label of a button."""
        return self._texts[f"buttons.{name}"]

    def why(self, outcome: str) -> str:
        """Why a post did not arrive, from the word that is kept for it."""
        return self._texts.get(f"why.{outcome}", self._texts[f"why.{OTHER}"])

    def command(self, name: str) -> str:
        """What a command does."""
        return self._texts[f"commands.{name}"]


class Wordings:
    """All languages that the bot speaks of itself in."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._all = {code: Wording(code, texts) for code, texts in sorted(catalogues.items())}

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages by their codes."""
        return tuple(self._all)

    def of(self, *codes: str | None) -> Wording:
        """The first language that is spoken; a code may have a region behind it ("ru-RU")."""
        for code in codes:
            plain_code = (code or "").lower().partition("-")[0]
            if plain_code in self._all:
                return self._all[plain_code]
        return self._all[FALLBACK]


def read_wordings(folder: Path = FOLDER) -> Wordings:
    """The catalogues of a folder, a file a language.

    Raises:
        KnowledgeError: a file cannot be read as YAML.
    """
    return Wordings({path.stem: read_catalogue(path) for path in sorted(folder.glob("*.yaml"))})


def read_catalogue(path: Path) -> dict[str, str]:
    """The texts of one language; those of a section under `section.name`."""
    data, problems = load(path.name, path.read_text(encoding="utf-8"))
    if problems:
        raise KnowledgeError(problems)
    texts: dict[str, str] = {}
    for key, value in plain(data).items():
        if isinstance(value, dict):
            texts.update({f"{key}.{name}": str(text) for name, text in value.items()})
        else:
            texts[key] = str(value)
    return texts
