"""Where each answer stands: enough to edit it, nothing of what was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.store.engine import upsert
from bot.store.tables import ANSWERS


@dataclass(frozen=True)
class Answer:
    """One message of the bot: to which message, for whom (a keyed hash), from which facts."""

    chat_id: int
    answer_id: int
    question_id: int | None
    asker: str | None
    facts: tuple[tuple[str, int], ...]  # fact id and revision
    sent: int  # seconds since 1970
    language: str | None = None


def save_answers(connection: Connection, answers: Sequence[Answer]) -> None:
    """Keep where answers stand; one that was edited is from other facts now."""
    last = {(a.chat_id, a.answer_id): a for a in answers}  # one statement sees each row once
    if not last:
        return
    insert = upsert(connection, ANSWERS)
    statement = insert.on_conflict_do_update(
        index_elements=["chat_id", "answer_id"],
        set_={name: insert.excluded[name] for name in ("facts", "sent", "language")},
    )
    connection.execute(statement, [_row(answer) for answer in last.values()])


def newest_answers(connection: Connection, limit: int) -> list[Answer]:
    """The newest answers to messages, oldest first."""
    query = (
        select(ANSWERS)
        .where(ANSWERS.c.question_id.is_not(None))
        .order_by(ANSWERS.c.sent.desc(), ANSWERS.c.answer_id.desc())
        .limit(limit)
    )
    rows = connection.execute(query).all()
    return [
        Answer(
            row.chat_id,
            row.answer_id,
            row.question_id,
            row.asker,
            tuple((fact, revision) for fact, revision in json.loads(row.facts)),
            row.sent,
            row.language,
        )
        for row in reversed(rows)
    ]


def forget_asker(connection: Connection, asker: str) -> int:
    """Delete where the answers to one person stand; the number of rows that there were."""
    return connection.execute(delete(ANSWERS).where(ANSWERS.c.asker == asker)).rowcount


def forget_before(connection: Connection, sent: int) -> int:
    """Delete answers that were sent before a time; the number of rows that there were."""
    return connection.execute(delete(ANSWERS).where(ANSWERS.c.sent < sent)).rowcount


def _row(answer: Answer) -> dict[str, Any]:
    return {
        "chat_id": answer.chat_id,
        "answer_id": answer.answer_id,
        "question_id": answer.question_id,
        "asker": answer.asker,
        "facts": json.dumps(answer.facts),
        "sent": answer.sent,
        "language": answer.language,
    }
