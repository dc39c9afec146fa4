"""A decision in words: plain text and Telegram HTML, by the facts' templates and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.facts.index import Index
from bot.facts.record import FactRecord
from bot.model import Cited, Decision, Part
from bot.render.told import tells
from bot.render.values import Values

LONGEST_TEXT = 600  # characters of a list or timeline; a phone shows about that much


@dataclass(frozen=True)
class Reply:
    """What a person reads: `text` without the source lines, `html` with quote and source folded;
    `suggestions` say what is known nearby.
    """

    text: str
    html: str
    language: str
    suggestions: tuple[str, ...] = ()


class Renderer:
    """Puts decisions into words, in one language."""

    def __init__(self, index: Index, language: str) -> None:
        self._index = index
        self._language = language
        self._values = Values(index, language)
        self._fillers = index.lexicon(language).fillers
        self._wording: Mapping[str, Any] = index.lexicon(language).data["wording"]
        self._capitals: Mapping[str, str] = index.lexicon(language).data.get("capitals", {})

    def reply(self, decision: Decision) -> Reply:
        """The reply of a decision."""
        text = self._capital(self._text(decision))
        suggestions = tuple(self.says(fact_id) for fact_id in decision.suggestions)
        return Reply(text, self._html(text, decision), self._language, suggestions)

    def says(self, fact_id: str) -> str:
        """The plain sentence of a fact."""
        fact = self._fact(fact_id)
        return fact.says(self._language) if fact is not None else ""

    def cited(self, cited: Cited) -> str:
        """Publisher and date of a quote; the publisher alone where the article is undated."""
        source = self._index.sources[cited.source]
        published = source.get("published")
        when = f", {self._values.date(published, bare=True)}" if published else ""
        return f"{source['publisher']}{when}"

    def day(self, value: str) -> str:
        """A date, as it is written by itself."""
        return self._values.date(value, bare=True)

    def plain(self, value: Any) -> str:
        """A value, or a list of values, of whatever type."""
        several = value if isinstance(value, list | tuple) else [value]
        return self._values.list([self._values.plain(one) for one in several])

    def _fact(self, fact_id: str) -> FactRecord | None:
        number = self._index.fact_number(fact_id)
        return None if number is None else self._index.fact(number)

    def _capital(self, text: str) -> str:
        return self._capitals.get(text[:1], text[:1].upper()) + text[1:]

    def _text(self, decision: Decision) -> str:
        if decision.outcome == "abstain":
            return self._abstention(decision)
        if decision.outcome == "verdict":
            return self._verdict(decision)
        if decision.outcome == "clarify":
            return self._clarification(decision)
        if decision.wording == "entry":
            return self._entry(decision)
        tell = self._tellers().get((decision.wording or "").partition("_")[0])
        if tell is not None:
            return tell(decision)
        return self._facts(decision.parts)

    def _tellers(self) -> Mapping[str, Callable[[Decision], str]]:
        """The wordings that are put together here, and not by the facts' own templates."""
        return {
            "years-since": self._tell_years,
            "anniversary": self._tell_anniversary,
            "duration": self._tell_duration,
            "days-until": self._tell_days,
            "order": self._tell_order,
            "gap": self._tell_gap,
            "source": self._tell_source,
            "timeline": self._tell_timeline,
            "list": self._tell_list,
        }

    def _facts(self, parts: Sequence[Part]) -> str:
        sentences: list[str] = []
        for part in parts:
            sentence = self._part(part)
            if sentence and sentence not in sentences:
                sentences.append(sentence)
        return _shortened(sentences, " ")

    def _part(self, part: Part) -> str:
        """One fact's answer: the kind's template for the asked role, or the fact's own sentence."""
        fact = self._fact(part.fact)
        if fact is None:
            return ""
        if part.lender is not None:
            return self._lent(part, fact)
        kind = self._index.kinds[fact.kind]
        template = kind["answers"].get(part.role or "", {}).get(self._language)
        if template is None:
            return self._with_value(part, fact)
        asked = frozenset(value for value in part.values if isinstance(value, str))
        try:
            return self._values.fill(template, fact.roles, kind, asked)
        except KeyError:
            return self._with_value(part, fact)

    def _with_value(self, part: Part, fact: FactRecord) -> str:
        """The fact's own sentence, with the value asked for before it where it does not tell it."""
        says = fact.says(self._language)
        role = self._index.kinds[fact.kind]["roles"].get(part.role or "")
        if role is None or role["senses"]:
            return says
        texts = [self._values.value(v, role, bare=True) for v in part.values]
        if all(tells(says, text, self._fillers) for text in texts):
            return says
        value = self._values.list(texts, str(part.role) in fact.data["open"])
        return f"{self._capital(value)}. {says}"

    def _lent(self, part: Part, fact: FactRecord) -> str:
        """A value that stands in another fact: that fact's answer, if it has one."""
        lender = self._fact(part.lender or "")
        if lender is None:
            return fact.says(self._language)
        return self._part(Part(lender.id, part.role, part.values))

    def _abstention(self, decision: Decision) -> str:
        name = decision.wording or "no_such_fact"
        if name == "source_silent":
            return self._silent(decision)
        if name == "no_such_fact":
            return self._no_such_fact(decision)
        if name == "source_lacks":
            field = self._wording["source_fields"].get(decision.slots["field"], "")
            return self._say(name, publisher=decision.slots["publisher"], field=field)
        return self._say(name)

    def _silent(self, decision: Decision) -> str:
        part = decision.parts[0] if decision.parts else None
        says = self.says(part.fact) if part is not None else ""
        if part is not None and part.values:
            known = self._values.date(str(part.values[0]), bare=True)
            return self._say("source_silent_known", known=known, says=says)
        return self._say("source_silent", says=says)

    def _no_such_fact(self, decision: Decision) -> str:
        missing = decision.missing or {}
        known = [self._values.plain(value) for value in decision.slots.get("known", ())]
        unknown = decision.slots.get("unknown") or []
        if known and unknown and missing.get("role") != "word":
            shown = self._values.list(known)
            text = self._say("no_such_fact_known", known=shown, unknown=unknown[0])
        elif unknown:
            text = self._say("no_such_fact_word", unknown=unknown[0])
        else:
            text = self._say("no_such_fact")
        if decision.suggestions:
            text += " " + self._say("nearby", says=self.says(decision.suggestions[0]))
        return text

    def _verdict(self, decision: Decision) -> str:
        says = " ".join(dict.fromkeys(self.says(p.fact) for p in decision.parts))
        name = decision.wording or decision.verdict or ""
        if decision.verdict == "not_in_sources":
            if decision.suggestions:
                return self._say("not_in_sources_near", says=self.says(decision.suggestions[0]))
            return self._say("not_in_sources")
        if name == "refuted":
            claimed = decision.slots.get("claimed")
            if not claimed:
                return self._say("refuted_plain", says=says)
            return self._say("refuted", says=says, claimed=claimed)
        return self._say(name, says=says)

    def _clarification(self, decision: Decision) -> str:
        choices = [
            self._say("choice", number=n, says=self.says(p.fact))
            for n, p in enumerate(decision.parts, start=1)
        ]
        return _shortened([self._say("clarify"), *choices], "\n")

    def _entry(self, decision: Decision) -> str:
        texts: Mapping[str, str] = decision.slots["says"]
        says = texts.get(self._language) or next(iter(texts.values()))
        return self._say("curator", says=says) if decision.slots["curator"] else says

    def _say(self, name: str, **slots: Any) -> str:
        return str(self._wording[name]).format(**slots)

    def _count(self, name: str, number: int, **slots: Any) -> str:
        """A text that counts, in the plural form of its number where the language tells forms."""
        forms = self._wording[name]
        if isinstance(forms, str):
            return forms.format(**slots)
        return str(forms.get(self._values.plural(number), forms["other"])).format(**slots)

    def _tell_years(self, decision: Decision) -> str:
        years = decision.slots["years"]
        since = self._values.date(decision.slots["since"], bare=True)
        name = {0: "years-since_none", 1: "years-since_one"}.get(years, "years-since")
        return self._count(name, years, years=years, since=since)

    def _tell_anniversary(self, decision: Decision) -> str:
        since = self._values.date(decision.slots["since"], bare=True)
        return self._say(
            "anniversary", ordinal=self._values.ordinal(decision.slots["years"]), since=since
        )

    def _tell_duration(self, decision: Decision) -> str:
        days = decision.slots["days"]
        when = self._values.date(decision.slots["when"])
        return self._count("duration_one" if days == 1 else "duration", days, days=days, when=when)

    def _tell_days(self, decision: Decision) -> str:
        when = self._values.date(decision.slots["when"], bare=True)
        days = decision.slots["days"]
        return self._count("days-until", days, days=days, when=when)

    def _tell_order(self, decision: Decision) -> str:
        first, second = (self.says(decision.slots[k]) for k in ("first", "second"))
        return self._say("order", first=first, second=second)

    def _tell_gap(self, decision: Decision) -> str:
        slots = decision.slots
        first, second = (self.says(slots[k]) for k in ("first", "second"))
        if slots["years"] == 0 and slots["exact"]:
            days = slots["days"]
            return self._count("gap_days", days, days=days, first=first, second=second)
        name = "gap_one" if slots["years"] == 1 else "gap"
        years = slots["years"]
        return self._count(name, years, years=years, first=first, second=second)

    def _tell_source(self, decision: Decision) -> str:
        name = decision.wording or ""
        lines = []
        for source in decision.slots["sources"]:
            slots = dict(source)
            key = name
            if slots["published"]:
                slots["published"] = self._values.date(
                    slots["published"], bare=name == "source_publisher"
                )
            elif name in ("source_publisher", "source_when"):
                key = f"{name}_undated"
            lines.append(self._say(key, **slots))
        return _shortened(list(dict.fromkeys(lines)), " ")

    def _tell_timeline(self, decision: Decision) -> str:
        return _shortened([self._dated(p) for p in decision.parts], "\n")

    def _tell_list(self, decision: Decision) -> str:
        return _shortened([f"• {self.says(p.fact)}" for p in decision.parts], "\n")

    def _dated(self, part: Part) -> str:
        fact = self._fact(part.fact)
        if fact is None:
            return ""
        says = fact.says(self._language)
        if not fact.times:
            return f"• {says}"
        when = self._values.date(fact.times[0][1], bare=True)
        return "• " + self._say("timeline_item", when=when, says=says)

    def _html(self, text: str, decision: Decision) -> str:
        """The reply with its quotes and sources in a folded block, everything escaped."""
        html = escape(text, quote=False)
        quotes = []
        for cited in decision.evidence[:3]:
            quote, source = (escape(t, quote=False) for t in (cited.quote, self.cited(cited)))
            quotes.append(f"“{quote}”\n— {source}")
        if quotes:
            html += "\n<blockquote expandable>" + "\n".join(quotes) + "</blockquote>"
        return html


def _shortened(sentences: Sequence[str], joint: str) -> str:
    """As many sentences as a phone shows; always the first."""
    kept: list[str] = []
    for sentence in sentences:
        if kept and len(joint.join([*kept, sentence])) > LONGEST_TEXT:
            break
        kept.append(sentence)
    return joint.join(kept)
