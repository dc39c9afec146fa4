"""Cut a message into clauses, and tell the one that asks from greetings and preambles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.text.lexicon import Lexicon, Phrases
from bot.text.normal import Token

_SENTENCE_END = re.compile(r"[.!;\n]\s|[!\n;]|:\s|\.{3}|\s-\s")
_STOP = re.compile(r"\.,?[ \t]*")  # one full stop and no new line


@dataclass(frozen=True)
class Clause:
    """A stretch of tokens with what was cut off it.

    `claim` where an opener or a tag asked to check it; `follows` where it leans on what went
    before; `request` where it began by asking to be told; `contrast` where it says what is not
    meant; `optional` counts the tokens at the end that are a list of candidates ("…: A or B?").
    """

    tokens: tuple[Token, ...]
    question: bool = False
    claim: bool = False
    follows: bool = False
    contrast: bool = False
    request: bool = False
    optional: int = 0


def expand(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with contractions written out ("didn't" → "did not")."""
    contractions = lexicon.data.get("contractions", {})
    found: list[Token] = []
    for token in tokens:
        if token.form not in contractions:
            found.append(token)
            continue
        for place, word in enumerate(lexicon.written_out(token.form)):
            found.append(replace(token, form=word, gap=token.gap if place == 0 else " "))
    return found


def clauses(tokens: Sequence[Token], lexicon: Lexicon) -> list[Clause]:
    """The clauses of a message in order, greetings and preambles left out."""
    found: list[Clause] = []
    for part, question in _sentences(expand(tokens, lexicon), lexicon):
        clause = _trim(Clause(tuple(part), question), lexicon)
        if clause.tokens and not _is_preamble(clause, lexicon):
            found.append(clause)
        elif clause.claim and found:  # "…, right?" after a full stop
            found[-1] = replace(found[-1], claim=True)
    return _join_candidates(found, lexicon)


def _sentences(tokens: Sequence[Token], lexicon: Lexicon) -> list[tuple[list[Token], bool]]:
    parts: list[tuple[list[Token], bool]] = []
    current: list[Token] = []
    for at, token in enumerate(tokens):
        if current and _ends(current[-1], token, lexicon) and not _is_said_of(tokens[at:], lexicon):
            parts.append((current, False))
            current = []
        if token.form == "?":
            if current:
                parts.append((current, True))
                current = []
            continue
        current.append(token)
    if current:
        parts.append((current, False))
    return parts


def _ends(before: Token, token: Token, lexicon: Lexicon) -> bool:
    """Whether a sentence ends between two tokens; the stop of "U.S." or "Gen." ends none."""
    short = "." in before.raw or len(before.form) == 1
    short = short and before.form.isalpha()
    if _STOP.fullmatch(token.gap) and (short or before.form in lexicon.word_set("abbreviations")):
        return False
    if token.gap.strip() == "-" and lexicon.data.get("dash_joins"):
        return False  # "A - B" names two, or says that A is B
    return _SENTENCE_END.search(token.gap) is not None


def _is_said_of(rest: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a dash and a single last word, which asks nothing, stand for "is" that word."""
    forms = [token.form for token in rest if token.form != "?"]
    return rest[0].gap.strip() == "-" and len(forms) == 1 and not lexicon.asking.anywhere(forms)


def _trim(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without the phrases that only open or close it."""
    changed = True
    while changed and clause.tokens:
        changed = False
        for key, flag in (
            ("openers", "request"),
            ("claim_openers", "claim"),
            ("corrections", "follows"),
            ("follow", "follows"),
            ("greetings", ""),
        ):
            phrases = lexicon.greetings if key == "greetings" else lexicon.found(key)
            size = _opening(phrases, clause, lexicon)
            if size and (key != "greetings" or _greets(clause.tokens, size, lexicon)):
                if key == "follow" and size == len(clause.tokens):
                    continue
                clause = replace(
                    clause, tokens=clause.tokens[size:], **({flag: True} if flag else {})
                )
                changed = True
                break
    clause = _drop_contrast(clause, lexicon)
    clause = _drop_closing(_drop_tag(clause, lexicon), lexicon)
    return _whether(_drop_follow(clause, lexicon), lexicon)


def _opening(phrases: Phrases, clause: Clause, lexicon: Lexicon) -> int:
    """How many words a clause opens with that are a phrase, and not the first part of a word that
    is written in several.
    """
    forms = [t.form for t in clause.tokens]
    size = phrases.at(forms)
    return size if size and lexicon.units(forms)[0][1] <= size else 0


def _greets(tokens: Sequence[Token], size: int, lexicon: Lexicon) -> bool:
    """Whether the first words are a greeting: a comma or a question comes behind them."""
    if size == len(tokens):
        return False
    asks = lexicon.asking.at([t.form for t in tokens], size)
    starts = asks or tokens[size].form in lexicon.word_set("yes_no")
    return bool(starts) or any(c in tokens[size].gap for c in ",-!")


def _drop_contrast(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without what is not meant, as in "not the trade one, when …"."""
    if not _opening(lexicon.found("contrasts"), clause, lexicon):
        return clause
    for place in range(len(clause.tokens) - 1, 0, -1):
        if "," in clause.tokens[place].gap and place < len(clause.tokens) - 1:
            return replace(clause, tokens=clause.tokens[place:])
    return replace(clause, contrast=True)


def _drop_tag(clause: Clause, lexicon: Lexicon) -> Clause:
    forms = [t.form for t in clause.tokens]
    for written in lexicon.tags:
        size = len(written)
        if forms[-size:] != written:
            continue
        whole = size == len(forms)
        loose = clause.question and size > 1 and not lexicon.asking.anywhere(forms[:-size])
        if whole or loose or "," in clause.tokens[-size].gap:
            return replace(clause, tokens=clause.tokens[:-size], claim=True)
    return clause


def _drop_closing(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without the words at its end that ask whether it is so, and particles behind."""
    forms = [t.form for t in clause.tokens]
    start = _closed_at(forms, "closing", lexicon)
    if start is None:
        return clause
    asks = clause.claim or not lexicon.asking.anywhere(forms[:start])
    return replace(clause, tokens=clause.tokens[:start], claim=asks)


def _drop_follow(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without the words at its end that ask the same of something else."""
    start = _closed_at([t.form for t in clause.tokens], "follow_ends", lexicon)
    return clause if not start else replace(clause, tokens=clause.tokens[:start], follows=True)


def _closed_at(forms: Sequence[str], key: str, lexicon: Lexicon) -> int | None:
    """Where the longest phrase of a key begins with which a clause ends, but for particles."""
    end = len(forms)
    while end and forms[end - 1] in lexicon.word_set("particles"):
        end -= 1
    starts = {start for start, _ in lexicon.units(forms)}
    for phrase in lexicon.phrases(key):
        start = end - len(phrase)
        if start in starts | {0} and tuple(forms[start:end]) == phrase:
            return start
    return None


def _whether(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause as a claim where a particle, or an ending of its verb, asks whether it is so."""
    forms = [t.form for t in clause.tokens]
    if not forms or lexicon.asking.anywhere(forms):
        return clause
    if lexicon.word_set("whether").intersection(forms):
        return replace(clause, claim=True)
    verbs = tuple(lexicon.word_set("finite_endings"))
    for ending in lexicon.phrases("whether_endings"):
        verb = forms[-1].removesuffix(ending[0])
        if verb != forms[-1] and (verb in lexicon.word_set("finite") or verb.endswith(verbs)):
            last = replace(clause.tokens[-1], form=verb)
            return replace(clause, tokens=(*clause.tokens[:-1], last), claim=True)
    return clause


def _is_preamble(clause: Clause, lexicon: Lexicon) -> bool:
    forms = tuple(t.form for t in clause.tokens)
    return lexicon.found("preambles").at(forms) == len(forms)


def _join_candidates(found: list[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses with candidates behind a question ("In which city …: A or B?") put to it."""
    either = lexicon.word_set("alternatives")
    asks = lexicon.asking.anywhere
    joined: list[Clause] = []
    for clause in found:
        forms = [t.form for t in clause.tokens]
        if joined and either.intersection(forms) and not asks(forms):
            before = joined[-1]
            if asks([t.form for t in before.tokens]):
                joined[-1] = replace(
                    before,
                    tokens=(*before.tokens, *clause.tokens),
                    question=True,
                    optional=len(clause.tokens),
                )
                continue
        joined.append(clause)
    return joined
