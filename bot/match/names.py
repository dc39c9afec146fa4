"""Misspelt words: which index keys a known word is stored under, and how alike two words are.

The index is SymSpell's (W. Garbe, 2012: delete letters on both sides, look up, never scan) over a
coarse skeleton, so that any misspelling that `accepts` takes shares a key with the known word.
The distance is Damerau's in its optimal-string-alignment form, with the steps of `CHEAP` at half
price. Words are in the normal form of `bot.text`: lower case, without marks.
"""

from __future__ import annotations

from math import inf

# What a step costs. An edit is one letter put in, left out or replaced, or two letters
# that changed places.
EDIT = 1.0
CHEAP_STEP = 0.5  # a spelling of the same sound; a doubled letter; the last vowel, unstressed

# The most that steps may cost, by the length of the shorter word (letters up to → cost).
LIMITS = (
    (3, 0.0),  # exact: short words differ by one letter as a rule
    (4, 0.5),  # only cheap steps: form / from is one edit
    (7, 1.0),  # one edit or two cheap steps: import / export is two edits
    (9, 1.5),  # one edit and a cheap step: importer / exporter is two edits
)
LIMIT = 2.0  # of longer words
DELETED_UP_TO = 9, 1, 2  # letters; deletions up to there, and beyond: the edits in those limits

# Spellings of one sound across transliterations, and by ear: each group's members stand for
# each other. `SKELETON` must send all members of a group to one form.
CHEAP = (
    ("h", "g", "kh", "x"),  # mikhail, mihail
    ("v", "w", "f", "ph"),  # romanov, romanoff
    ("s", "z", "c"),
    ("y", "i", "j"),  # tolstoy, tolstoj
    ("k", "q", "c"),
    ("gi", "z", "d"),  # Vietnamese gi and d, by ear
    ("ch", "j", "c", "dzh"),  # jamila, dzhamila, camila
    ("sh", "s"),
    ("tz", "ts"),
    ("sh", "ti"),  # relashions
)
LAST_VOWELS = "aeoаео"  # swapped at the end of a word: shevchenka, shevchenko

# All letters that CHEAP mentions become one, runs of it one letter: that alone is stable under
# every cheap step (kh = h, sh = s, c = s = k = j …). The rest stays, which is selective enough.
SKELETON = str.maketrans(dict.fromkeys("hgxkvwfpszcyijqdt", "*"))


def keys(word: str) -> tuple[str, ...]:
    """The index keys of a word, known or asked, sorted; accepted spellings share at least one.

    The word itself for words of up to 3 letters or with a digit, else its skeletons (`sk:…`).
    """
    if len(word) <= LIMITS[0][0] or not word.isalpha():
        return (word,)
    length, few, many = DELETED_UP_TO
    size = few if len(word) <= length else many
    skeleton = _merged(word.translate(SKELETON)).rstrip(LAST_VOWELS)
    return tuple(sorted({"sk:" + cut.rstrip(LAST_VOWELS) for cut in deletes(skeleton, size)}))


def deletes(word: str, distance: int) -> set[str]:
    """The word and all that is left of it after deleting up to `distance` letters.

    Equal letters that come to stand side by side by a deletion merge into one.
    """
    found = {word}
    latest = {(word, 0)}  # what is left, and from where on to delete: left to right, once each
    for _ in range(distance):
        latest = {
            (cut[:at] + cut[at + 1 + (0 < at and cut[at + 1 : at + 2] == cut[at - 1]) :], at - 1)
            for cut, start in latest
            for at in range(max(start, 0), len(cut))
        }
        found.update(cut for cut, _ in latest)
    return found


def likeness(asked: str, known: str) -> float:
    """How alike two words are, 0 to 1, 1 only if equal: 1 − cost of steps / longer length."""
    if asked == known:
        return 1.0
    longer = max(len(asked), len(known))
    return max(0.0, 1.0 - _cost(asked, known, first_may_change=True) / longer)


def accepts(asked: str, known: str) -> bool:
    """Whether `asked` may be a misspelling of `known`, by `LIMITS`; it is symmetric.

    The first letter stays, but for a cheap step or when the first two changed places. Words with
    anything but letters must be equal.
    """
    if asked == known:
        return True
    shorter, longer = sorted((len(asked), len(known)))
    limit = next((most for up_to, most in LIMITS if shorter <= up_to), LIMIT)
    if not limit or longer - shorter > 4 * limit or not (asked.isalpha() and known.isalpha()):
        return False
    return _cost(asked, known, first_may_change=False) <= limit


def _merged(word: str) -> str:
    """The word with each run of one letter made one letter."""
    return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)


def _by_ending() -> dict[str, tuple[tuple[str, str], ...]]:
    """The cheap replacements, filed under the last letters of both sides."""
    filed: dict[str, list[tuple[str, str]]] = {}
    for group in CHEAP:
        for one in group:
            for other in group:
                if one != other:
                    filed.setdefault(one[-1] + other[-1], []).append((one, other))
    return {ending: tuple(found) for ending, found in filed.items()}


_BY_ENDING = _by_ending()


def _cost(asked: str, known: str, *, first_may_change: bool) -> float:
    """The cheapest steps from one word to the other; inf where the first letter forbids all."""
    open_start = EDIT if first_may_change else inf
    rows = [[0.0] + [open_start * at for at in range(1, len(known) + 1)]]
    for i in range(1, len(asked) + 1):
        row = [open_start * i]
        for j in range(1, len(known) + 1):
            row.append(_cell(asked[:i], known[:j], rows, row))
            if i == j == 1 and not first_may_change and row[1] == EDIT:
                row[1] = inf
        rows.append(row)
    cost = rows[-1][-1]
    if asked[-1:] in LAST_VOWELS and known[-1:] in LAST_VOWELS and len(asked) * len(known) > 1:
        cost = min(cost, rows[-2][-2] + CHEAP_STEP)
    return cost


def _cell(asked: str, known: str, rows: list[list[float]], row: list[float]) -> float:
    """The cost of two beginnings, given the rows before and the row so far."""
    before, j = rows[-1], len(known)
    last, other = asked[-1], known[-1]
    cost = before[j - 1] + (0.0 if last == other else EDIT)
    cost = min(
        cost,
        before[j] + (CHEAP_STEP if asked[-2:-1] == last else EDIT),
        row[j - 1] + (CHEAP_STEP if known[-2:-1] == other else EDIT),
    )
    if last != other and asked[-2:-1] == other and known[-2:-1] == last:
        cost = min(cost, rows[-2][j - 2] + EDIT)
    for one, two in _BY_ENDING.get(last + other, ()):
        if asked.endswith(one) and known.endswith(two):
            cost = min(cost, rows[-len(one)][j - len(two)] + CHEAP_STEP)
    return cost
