"""Misspelt words: which index keys a known word is stored under, and how alike two words are.

The index is SymSpell's (W. Garbe, 2012: delete letters on both sides, look up, never scan) over a
coarse skeleton, so that any misspelling that `accepts` takes shares a key with the known word.
The distance is Damerau's in its optimal-string-alignment form, with the steps of `CHEAP` at half
price. Words are in the normal form of `bot.text`: lower case, without marks.
"""

from __future__ import annotations

import re
from itertools import permutations
from math import inf

from rapidfuzz.distance import OSA

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
    ("gi", "z", "d"),  # as vi writes one sound
    ("ch", "j", "c", "dzh"),  # jamila, dzhamila, camila
    ("sh", "s"),
    ("tz", "ts"),
    ("sh", "ti"),  # relashions
)
SHORT_SLIP = 3  # letters that the shorter of two short words must have
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
    limit = _MOST[min(len(asked), len(known), len(_MOST) - 1)]
    if not limit or abs(len(asked) - len(known)) > 4 * limit or not _may_begin(asked, known):
        return False
    if not (asked.isalpha() and known.isalpha()):
        return False
    steps = int(limit / CHEAP_STEP)  # of one letter each, or of up to `_REACH` where several stand
    several = len(_SEVERAL.findall(asked)) + len(_SEVERAL.findall(known))
    edits = steps + (_REACH - 1) * min(several, steps)
    if OSA.distance(asked, known, score_cutoff=edits) > edits:
        return False
    return _cost(asked, known, first_may_change=False, most=limit) <= limit


def is_short_slip(asked: str, known: str) -> bool:
    """Whether a short word is another with one letter left out, put in or changed places with the
    next: only beside other words of a name, for "Lan" and "Lam" are two people.
    """
    if min(len(asked), len(known)) < SHORT_SLIP or asked[0] != known[0]:
        return False
    swapped = sorted(asked) == sorted(known)
    return (swapped or len(asked) != len(known)) and OSA.distance(asked, known) == 1


def _may_begin(asked: str, known: str) -> bool:
    """Whether the first letters allow what `accepts` says of them; a cheap look before the cost."""
    if asked[0] == known[0]:
        return True
    if asked[0] == known[1] and asked[1] == known[0]:
        return True
    return any(
        asked.startswith(one) and known.startswith(two)
        for one, two in _BY_START.get(asked[0] + known[0], ())
    )


def _merged(word: str) -> str:
    """The word with each run of one letter made one letter."""
    return "".join(letter for at, letter in enumerate(word) if word[at - 1 : at] != letter)


_Pairs = tuple[tuple[str, str], ...]


def _filed(letter: int) -> dict[str, dict[str, _Pairs]]:
    """The cheap replacements, filed under one letter of either side: the first, or the last."""
    filed: dict[str, dict[str, _Pairs]] = {}
    for group in CHEAP:
        for one, other in permutations(group, 2):
            row = filed.setdefault(one[letter], {})
            row[other[letter]] = (*row.get(other[letter], ()), (one, other))
    return filed


_BY_ENDING = _filed(-1)
_BY_START = {a + b: pairs for a, row in _filed(0).items() for b, pairs in row.items()}
_REACH = max(len(text) for group in CHEAP for text in group)  # letters that a step takes at most
_MOST = [
    next((most for up_to, most in LIMITS if n <= up_to), LIMIT) for n in range(LIMITS[-1][0] + 2)
]
_SEVERAL = re.compile("|".join(sorted({f"(?={t})" for g in CHEAP for t in g if len(t) > 1})))


def _cost(asked: str, known: str, *, first_may_change: bool, most: float = inf) -> float:
    """The cheapest steps from one word to the other; inf where the first letter forbids all.

    Above `most` any cost above it may be returned.
    """
    open_start = EDIT if first_may_change else inf
    rows = [[0.0] + [open_start * at for at in range(1, len(known) + 1)]]
    for i in range(1, len(asked) + 1):
        rows.append(_row(asked, known, i, rows, open_start * i))
        if i == 1 and not first_may_change and rows[1][1] == EDIT:
            rows[1][1] = inf
        if most < inf and min(map(min, rows[-_REACH:])) > most:
            return inf
    cost = rows[-1][-1]
    if asked[-1:] in LAST_VOWELS and known[-1:] in LAST_VOWELS and len(asked) * len(known) > 1:
        cost = min(cost, rows[-2][-2] + CHEAP_STEP)
    return cost


def _row(asked: str, known: str, i: int, rows: list[list[float]], first: float) -> list[float]:
    """The costs from the first `i` letters of a word to every beginning of the other."""
    before, last = rows[i - 1], asked[i - 1]
    above = asked[i - 2] if i > 1 else ""
    drop = CHEAP_STEP if above == last else EDIT
    cheap = _BY_ENDING.get(last, {})
    cost, row, left = first, [first], ""
    for j, other in enumerate(known, 1):
        put = cost + (CHEAP_STEP if left == other else EDIT)
        cost = before[j - 1] if last == other else before[j - 1] + EDIT
        cost = min(cost, put)
        cost = min(cost, before[j] + drop)
        if above == other and left == last and last != other:
            cost = min(cost, rows[i - 2][j - 2] + EDIT)
        for one, two in cheap.get(other, ()):
            at, by = i - len(one), j - len(two)
            if at >= 0 and by >= 0 and asked.endswith(one, 0, i) and known.endswith(two, 0, j):
                cost = min(cost, rows[at][by] + CHEAP_STEP)
        row.append(cost)
        left = other
    return row
