"""Rules on wording: no name or question means two things, and every slot is a role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.errors import Problem
from bot.facts.checks.book import Book
from bot.facts.checks.references import no_role
from bot.model import Entity, Fact, Kind, Role
from bot.text.normal import words

_SLOT = re.compile(r"\{([^{}]*)\}")


def check_phrasings(book: Book) -> Iterator[Problem]:
    """Names and questions that mean two things, slots that are no role, and kinds nobody uses."""
    yield from _names(book)
    yield from _questions(book)
    used = defaultdict(list)
    for fact in book.base.facts:
        if fact.retired is None:
            used[fact.kind].append(fact)
    for kind in book.base.kinds:
        yield from _slots(book, kind)
        yield from _unanswerable(book, kind, used[kind.id])
        if not used[kind.id]:
            message = "no fact is of this kind"
            yield book.problem("kinds", kind.id, "id", message, "warning")


def _names(book: Book) -> Iterator[Problem]:
    """The same name for two entities of overlapping type, unless both answer with it."""
    called: dict[str, list[tuple[Entity, str, bool]]] = defaultdict(list)
    for entity in book.base.entities:
        for path, name, shown in _names_of(entity):
            form = " ".join(words(name))
            if not form:
                message = f"'{name}' has no letter or digit"
                yield book.problem("entities", entity.id, path, message)
            elif not any(other is entity for other, _, _ in called[form]):
                yield from _clashes(book, entity, path, called[form], (name, shown))
                called[form].append((entity, path, shown))


def _names_of(entity: Entity) -> Iterator[tuple[str, str, bool]]:
    for language, name in entity.names.items():
        yield f"names.{language}", name, True
    for language, aliases in entity.aliases.items():
        for number, alias in enumerate(aliases, 1):
            yield f"aliases.{language}.{number}", alias, False


def _clashes(
    book: Book,
    entity: Entity,
    path: str,
    others: list[tuple[Entity, str, bool]],
    name: tuple[str, bool],
) -> Iterator[Problem]:
    for other, _, shown in others:
        if book.types_of(entity).isdisjoint(book.types_of(other)):
            continue
        if name[1] and shown and entity.type != other.type:
            continue
        message = f"'{name[0]}' is also a name of '{other.id}' ({other.type}); keep it for one"
        yield book.problem("entities", entity.id, path, message)


def _questions(book: Book) -> Iterator[Problem]:
    """The same phrasing, slots by type, for two kinds or roles."""
    asked: dict[tuple[str, str], tuple[str, str]] = {}
    for kind in book.base.kinds:
        for role, phrasings in kind.asks.items():
            for language, texts in phrasings.items():
                for number, text in enumerate(texts, 1):
                    key = (language, _form(text, kind))
                    first = asked.setdefault(key, (kind.id, role))
                    path = f"asks.{role}.{language}.{number}"
                    if first != (kind.id, role):
                        message = f"'{text}' also asks for '{first[1]}' of the kind '{first[0]}'"
                        yield book.problem("kinds", kind.id, path, message)
    yield from _entry_questions(book)


def _entry_questions(book: Book) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for entry in book.base.entries:
        for language, texts in entry.asks.items():
            for number, text in enumerate(texts, 1):
                other = first.setdefault((language, _plain(text)), entry.id)
                if other != entry.id:
                    path = f"asks.{language}.{number}"
                    message = f"'{text}' also asks for the entry '{other}'"
                    yield book.problem("entries", entry.id, path, message, "warning")


def _form(phrasing: str, kind: Kind) -> str:
    """A phrasing in its normal form, with the types of its slots."""

    def slot(match: re.Match[str]) -> str:
        role = kind.roles.get(match[1])
        return " slot " + " ".join(sorted(role.types)) + " " if role else " slot "

    return _plain(_SLOT.sub(slot, phrasing))


def _plain(question: str) -> str:
    """A question in its normal form; whether it has a question mark does not matter."""
    return " ".join(word for word in words(question) if word != "?")


def _slots(book: Book, kind: Kind) -> Iterator[Problem]:
    for path, text in _templates(kind):
        for name in _SLOT.findall(text):
            if name not in kind.roles:
                yield book.problem("kinds", kind.id, path, no_role(kind, name))
        if "{" in _SLOT.sub("", text) or "}" in _SLOT.sub("", text):
            message = f"'{text}' has a brace without its partner"
            yield book.problem("kinds", kind.id, path, message)
    for path, names in (("asks", kind.asks), ("answers", kind.answers)):
        for name in names:
            if name not in kind.roles:
                yield book.problem("kinds", kind.id, f"{path}.{name}", no_role(kind, name))


def _templates(kind: Kind) -> Iterator[tuple[str, str]]:
    for language, frames in kind.frames.items():
        yield from _numbered(f"frames.{language}", frames)
    for role, phrasings in kind.asks.items():
        for language, texts in phrasings.items():
            yield from _numbered(f"asks.{role}.{language}", texts)
    for role, answers in kind.answers.items():
        for language, text in answers.items():
            yield f"answers.{role}.{language}", text


def _numbered(path: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"{path}.{number}", text) for number, text in enumerate(texts, 1))


def _unanswerable(book: Book, kind: Kind, facts: list[Fact]) -> Iterator[Problem]:
    """Roles that can be asked for though no fact of the kind has them or borrows them."""
    for name in kind.asks:
        role = kind.roles.get(name)
        if role and not any(name in f.roles or _borrowed(book, f, role) for f in facts):
            message = f"no fact of this kind has the role '{name}'; asking for it finds nothing"
            yield book.problem("kinds", kind.id, f"asks.{name}", message)


def _borrowed(book: Book, fact: Fact, role: Role) -> bool:
    """Whether a fact that lends has a value under the same name, or of the same type."""
    for lender in book.chain(fact):
        kind = book.kinds.get(lender.kind)
        for name in lender.roles:
            other = kind.roles.get(name) if kind else None
            if name == role.name or (other and not set(other.types).isdisjoint(role.types)):
                return True
    return False
