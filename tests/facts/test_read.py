"""Reading a folder into a base."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import Problem
from bot.facts import read, strict_yaml
from bot.facts.read import read_base
from bot.model import Base, Entry, Evidence, Quantity
from tests.facts.sample import Sample


def _read(sample: Sample) -> tuple[Base, list[Problem]]:
    sample.write()
    return read_base(sample.folder, sample.seeds_folder)[:2]


def test_the_sample_has_no_fault(sample: Sample) -> None:
    """The base that all other tests break reads and checks without a word."""
    base, problems = sample.check()

    assert [] == problems
    assert (2, 5, 7, 4, 4, 2) == tuple(
        map(len, (base.sources, base.types, base.entities, base.kinds, base.facts, base.entries))
    )


def test_values_are_read_by_their_role(sample: Sample) -> None:
    """Ids and dates stay strings, texts are per language, amounts have units; all are tuples."""
    facts = {fact.id: fact.roles for fact in _read(sample)[0].facts}

    assert ("ana-ruiz",) == facts["letter"]["signer"]
    assert ({"en": "a letter on school meals"},) == facts["letter"]["topic"]
    assert (Quantity(39, "percent"),) == facts["trade-rise"]["growth"]
    assert ("norland", "suder") == facts["trade-rise"]["parties"]
    assert ("2024",) == facts["trade-rise"]["when"]


def test_a_plain_text_is_english(sample: Sample) -> None:
    """Texts and lists without a language are in English."""
    sample.change("facts/all.yaml", '{en: "a letter on school meals"}', "a letter on school meals")
    base, problems = _read(sample)
    paper = base.entries[1]

    assert [] == problems
    assert ({"en": "a letter on school meals"},) == base.facts[1].roles["topic"]
    assert ({"en": ("which paper is it",)}, {"en": "Old Town News."}) == (paper.asks, paper.says)


@pytest.mark.parametrize(
    ("types", "value", "expected"),
    [
        ("[text, person]", "ana-ruiz", "ana-ruiz"),
        ("[text, person]", "ana ruiz", {"en": "ana ruiz"}),
        ("[text, country]", "iso-am", "iso-am"),
        ("[text, time]", '"2024"', "2024"),
        ("[text, time]", "some day", {"en": "some day"}),
        ("reason", "ana-ruiz", {"en": "ana-ruiz"}),
        ("person", "some text", "some text"),
    ],
)
def test_a_role_of_several_types_tells_texts_from_others(
    sample: Sample, types: str, value: str, expected: object
) -> None:
    """A plain string is a text only where it is no entity, date or sense that the role takes."""
    sample.change("kinds/all.yaml", "topic: {type: text}", f"topic: {{type: {types}}}")
    sample.change("facts/all.yaml", '{en: "a letter on school meals"}', value)

    assert (expected,) == _read(sample)[0].facts[1].roles["topic"]


def test_quotes_are_located(sample: Sample) -> None:
    """A quote has its offsets in code points of the seed; one that is not there has −1."""
    sample.change("facts/all.yaml", "The Green Line of Havn opened on 3 March", "No such quote")
    base = _read(sample)[0]
    first = base.facts[0].evidence[0]

    assert first.quote == base.seeds["one.txt"][first.start : first.end]
    assert (-1, -1) == (base.facts[3].evidence[0].start, base.facts[3].evidence[0].end)
    assert Evidence("one", "Old Town News", (), 19, 32) == base.entries[1].evidence[0]


def test_seeds_keep_their_line_ends(sample: Sample) -> None:
    """A seed's text is what its bytes say, so that offsets and hashes hold."""
    sample.seeds["two.txt"] = "The Green Line of Havn opened on 3 March.\r\nRead more\r\n"
    base, problems = sample.check()

    assert [] == problems
    assert sample.seeds["two.txt"] == base.seeds["two.txt"]


def test_a_folder_of_entries_is_a_base(tmp_path: Path) -> None:
    """Nothing but plain entries is needed, not even a folder of seeds."""
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries/a.yaml").write_text('- {id: a, asks: ["b c"], says: "d"}\n')
    base, problems, _ = read_base(tmp_path, tmp_path / "seeds")

    assert [] == problems
    assert (Entry("a", {"en": ("b c",)}, {"en": "d"}),) == base.entries


def test_types_and_lexicon_come_from_the_default_folder(sample: Sample, tmp_path: Path) -> None:
    """What a folder lacks of `types.yaml` and `lexicon/` is taken from the default folder."""
    default = tmp_path / "default"
    (default / "lexicon").mkdir(parents=True)
    (default / "types.yaml").write_text("- {id: boat, is: []}\n")
    (default / "lexicon/en.yaml").write_text('language: en\nfillers: ["on"]\n')
    sample.write()
    own = read_base(sample.folder, sample.seeds_folder, default)[0]
    (sample.folder / "types.yaml").unlink()
    borrowed = read_base(sample.folder, sample.seeds_folder, default)[0]

    assert {"en": {"language": "en", "fillers": ["on"]}} == own.lexicons == borrowed.lexicons
    assert (5, ["boat"]) == (len(own.types), [kind_of.id for kind_of in borrowed.types])


def test_an_own_lexicon_stands_alone(sample: Sample, tmp_path: Path) -> None:
    """A folder with a `lexicon/` of its own takes none from the default folder."""
    (tmp_path / "default/lexicon").mkdir(parents=True)
    (tmp_path / "default/lexicon/en.yaml").write_text("language: en\n")
    sample.files["lexicon/az.yaml"] = "language: az\n"
    sample.write()

    assert {"az"} == set(
        read_base(sample.folder, sample.seeds_folder, tmp_path / "default")[0].lexicons
    )


def test_locations_lead_to_lines(sample: Sample) -> None:
    """Every thing, and every field of it, has its file and line; the nearest known one if not."""
    sample.write()
    where = read_base(sample.folder, sample.seeds_folder)[2].where
    start = sample.line("facts/all.yaml", "- id: letter")

    assert ("facts/all.yaml", start) == where("facts", "letter")
    assert ("facts/all.yaml", start + 5) == where("facts", "letter", "roles.topic.en")
    assert ("facts/all.yaml", start + 10) == where("facts", "letter", "evidence.1.quote")
    assert ("facts/all.yaml", start + 2) == where("facts", "letter", "roles.nothing")
    assert ("facts", 0) == where("facts", "nothing")


FACTS = "facts/all.yaml"


def test_the_line_of_a_fault_is_exact(sample: Sample) -> None:
    """The line is that of the value, deep in a fact."""
    sample.change(FACTS, "[norland, suder]", "\n      - norland\n      - 1")
    problems = _read(sample)[1]

    assert [(FACTS, sample.line(FACTS, "      - 1"), "trade-rise", "roles.parties.2")] == [
        (p.file, p.line, p.id, p.field) for p in problems
    ]


def test_history_is_read(sample: Sample) -> None:
    """A revision keeps what was and what is; both must be said, null included."""
    change = '{revision: 2, on: "2026-11-23", role: when, was: null, now: "2024", why: late}'
    history = f"  revision: 2\n  history: [{change}]\n"
    sample.change(FACTS, "- id: line-opening\n", history + "- id: line-opening\n")
    item = _read(sample)[0].facts[2].history[0]

    assert (2, "when", None, "2024") == (item.revision, item.role, item.was, item.now)

    sample.change(FACTS, "was: null, ", "")

    assert [("trade-rise", "history.1.was")] == [(p.id, p.field) for p in _read(sample)[1]]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fact.yaml", "is no part of a base"),
        ("facts.yaml", "is no part of a base"),
        ("source.yaml", "did you mean sources.yaml?"),
        ("facts/more.yml", "did you mean facts/more.yaml?"),
        ("facts/deep/more.yaml", "is no part of a base"),
    ],
)
def test_a_file_that_would_not_be_read_is_named(sample: Sample, name: str, message: str) -> None:
    """A YAML file at the wrong place is a fault, not silently left out."""
    sample.files[name] = "[]\n"
    problems = _read(sample)[1]

    assert [name] == [problem.file for problem in problems]
    assert message in problems[0].message


@pytest.mark.parametrize("name", ["README.md", "seeds/a.yaml", "facts/more.yaml", "schema.json"])
def test_other_files_do_not_matter(sample: Sample, name: str) -> None:
    """Texts beside the base, and further files of a section, are no fault."""
    sample.files[name] = "[]\n"

    assert [] == _read(sample)[1]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (FACTS, "id: a\n", "must be a list"),
        (FACTS, "- a\n", "must be a mapping"),
        (FACTS, "- [a]\n", "must be a mapping"),
        ("lexicon/en.yaml", "- a\n", "key 'language'"),
        ("lexicon/en.yaml", "words: [a]\n", "key 'language'"),
        ("coverage.yaml", "- {source: one, sentence: a}\n", "'reason' is missing"),
        ("revisions.yaml", "- {id: letter, revision: 1}\n", "'digest' is missing"),
        ("rejected.yaml", "- nothing\n", "must be a mapping"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    sample: Sample, name: str, text: str, message: str
) -> None:
    """Each file is the list, or the mapping, that the format says."""
    sample.files[name] = text
    problems = _read(sample)[1]

    assert [(name, 1)] == [(problem.file, problem.line) for problem in problems]
    assert message in problems[0].message


def test_two_lexicons_of_a_language_are_refused(sample: Sample) -> None:
    """A language has one lexicon; the second one is the fault."""
    sample.files["lexicon/a.yaml"] = sample.files["lexicon/b.yaml"] = "language: en\n"

    assert ["lexicon/b.yaml"] == [problem.file for problem in _read(sample)[1]]


def test_a_file_that_is_not_utf8_is_refused(sample: Sample) -> None:
    """Bytes that are no UTF-8 are named by their place, in the base and in a seed."""
    sample.write()
    (sample.folder / "types.yaml").write_bytes(b"- {id: caf\xe9}\n")
    (sample.seeds_folder / "two.txt").write_bytes(b"caf\xe9")
    problems = read_base(sample.folder, sample.seeds_folder)[1]

    assert {("types.yaml", ""), ("sources.yaml", "two")} == {(p.file, p.id) for p in problems}
    assert all("not UTF-8 text" in problem.message for problem in problems)


def test_a_byte_order_mark_does_not_matter(sample: Sample) -> None:
    """A file that an editor marked as UTF-8 reads like one without the mark."""
    sample.files["types.yaml"] = "\ufeff" + sample.files["types.yaml"]

    assert [] == _read(sample)[1]


def test_a_file_over_the_limit_is_not_read(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is measured before it is read."""
    monkeypatch.setattr(read, "MAX_BYTES", len(sample.files["types.yaml"].encode()) - 1)
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 10**6)
    sample.write()

    assert "types.yaml" in {
        p.file for p in read_base(sample.folder, None)[1] if "over" in p.message
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder that is not there is one problem, with what to do."""
    problems = read_base(tmp_path / "nothing", None)[1]

    assert 1 == len(problems)
    assert "--knowledge" in problems[0].message


def test_a_seed_without_a_source_is_named(sample: Sample) -> None:
    """An article that no source names would never be cited: it is a fault."""
    sample.seeds["three.txt"] = "Nothing."
    problems = _read(sample)[1]

    assert ["no source names the seed three.txt; add it"] == [p.message for p in problems]


def test_examples_are_questions_per_language(sample: Sample) -> None:
    """A list of them is in no language, and a language's must be texts."""
    sample.files["examples.yaml"] = "en: [Who is it?]\naz: [Kimdir?, 7]\n"
    base, problems = _read(sample)
    assert ("Who is it?",) == base.examples["en"]
    assert all("examples.az" in problem.field for problem in problems)
    assert problems

    sample.files["examples.yaml"] = "- Who is it?\n"
    (problem,) = _read(sample)[1]
    assert "must be a mapping (en: [question, …])" in problem.message
