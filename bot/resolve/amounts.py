"""Read amounts in a question: a number, its scale word, and a unit of the base or the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.resolve.question import Amount
from bot.text.lexicon import Lexicon, Phrases
from bot.text.mixed import APART
from bot.text.normal import Token, words

SCALE_FROM = 100  # a number word of this and above multiplies the number before it


def unit_id(unit: str, lexicon: Lexicon) -> str:
    """The name under which a unit is the same however it is written: "kg", "kilograms"."""
    return " ".join(lexicon.canonical(word).rpartition(APART)[2] for word in words(unit))


class Amounts:
    """Finds amounts among tokens, in one language; `units` are those of the base's own amounts."""

    def __init__(self, lexicon: Lexicon, units: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._numbers = {str(k): float(v) for k, v in lexicon.data.get("numbers", {}).items()}
        self._scales = {str(k): float(v) for k, v in lexicon.data.get("scales", {}).items()}
        self._minus = lexicon.word_set("minus")
        self._units = {unit_id(unit, lexicon): unit_id(unit, lexicon) for unit in units}
        for unit, forms in lexicon.data.get("units", {}).items():
            for form in forms:
                self._units[unit_id(str(form), lexicon)] = unit_id(str(unit), lexicon)
        self._phrases = Phrases(tuple(known.split()) for known in self._units)
        self._longest = max((len(known.split()) for known in self._units), default=0)

    def read(self, tokens: Sequence[Token], at: int) -> Amount | None:
        """The amount that begins at a place, with its unit; None where none does."""
        sign, start = (-1.0, at + 1) if tokens[at].form in self._minus else (1.0, at)
        before = "" if tokens[at].form[:1].isalnum() else self._unit(tokens, at)[0]
        start += bool(before)  # a sign of money stands before its number
        number, end, counted = self._number(tokens, start)
        if number is None:
            return None
        if at and tokens[at].gap.endswith(" -"):
            sign = -1.0
        unit, behind = self._unit(tokens, end)
        short = self._scales.get(_form(tokens, end)) if end < len(tokens) else None
        if short and not tokens[end].gap and (before or self._unit(tokens, end + 1)[0]):
            number, end = number * short, end + 1
            unit, behind = self._unit(tokens, end)
        end = behind if unit else end
        unit = before or unit
        if not counted and not unit:
            return None  # "three" alone is a word
        text = "".join((t.gap if n else "") + t.raw for n, t in enumerate(tokens[at:end]))
        exact = not self._lexicon.ends_with("bounds", [t.form for t in tokens[:at]])
        return Amount(at, end, text, amount=sign * number, unit=unit, exact=exact)

    def _number(self, tokens: Sequence[Token], at: int) -> tuple[float | None, int, bool]:
        """A number in digits or words, the place behind it, and whether it is in digits."""
        form = _form(tokens, at)
        number = digits(form)
        counted, end = number is not None, at + 1
        if number is None:
            number = self._numbers.get(form)
            if number is None:
                return None, at, False
            ones = self._numbers.get(_form(tokens, end))
            if ones is not None and ones < 10 <= number < SCALE_FROM:
                number, end = number + ones, end + 1
        while (scale := self._numbers.get(_form(tokens, end), 0.0)) >= SCALE_FROM:
            number, end = number * scale, end + 1
        return number, end, counted

    def _unit(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        near = tokens[at : at + self._longest]
        forms = [self._lexicon.canonical(t.form).rpartition(APART)[2] for t in near]
        size = self._phrases.at(forms)
        return (self._units[" ".join(forms[:size])], at + size) if size else ("", at)


def _form(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].form if at < len(tokens) else ""


def digits(form: str) -> float | None:
    """The number that a word in digits stands for; None where it is none."""
    if not form[:1].isdigit():
        return None
    grouped = form.count(",") and len(form.rsplit(",", maxsplit=1)[-1]) == 3
    try:
        return float((form.replace(",", "") if grouped else form).replace(",", "."))
    except ValueError:
        return None
