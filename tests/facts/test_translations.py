"""Languages in files of their own."""

from __future__ import annotations

import pytest

from bot.facts.check import check_folder
from bot.facts.read import read_base
from bot.model import Base
from tests.facts.sample import Change, Sample

FOLDER = "languages/xx"
FILES = {
    "types.yaml": "country: [strana]\n",
    "entities.yaml": "ana-ruiz: {names: Ana Ruis, aliases: [Ruisa], pronouns: [ona]}\n",
    "kinds.yaml": """\
visit:
  words: [visito]
  also: [oficiala]
  frames: ["{visitor} visito {place}"]
  asks: {when: ["kiam {visitor} visito {place}"]}
  answers: {when: "{visitor} visito {place} {when}."}
  description: "{visitor} de {place}"
  nouns: {place: [celo]}
trade:
  senses: {direction: {rise: [kresko]}}
""",
    "facts.yaml": """\
letter:
  says: "Ana Ruis subskribo."
  words: [letero]
  roles: {topic: letero pri lunchi}
""",
}


@pytest.fixture(autouse=True)
def _translated(sample: Sample) -> None:
    sample.files |= {f"{FOLDER}/{name}": text for name, text in FILES.items()}


def _base(sample: Sample) -> Base:
    base, problems = sample.check()
    assert [] == [p for p in problems if "language 'xx' has no" not in p.message]
    return base


def test_a_language_is_merged_into_what_stands_inline(sample: Sample) -> None:
    """Every field of a type, entity, kind and fact has the language's words beside the others."""
    base = _base(sample)
    kinds = {kind.id: kind for kind in base.kinds}
    facts = {fact.id: fact for fact in base.facts}

    assert {"en": ("country",), "xx": ("strana",)} == base.types[1].nouns
    assert {"en": "Ana Ruiz", "xx": "Ana Ruis"} == base.entities[0].names
    assert {"en": ("Ruiz",), "xx": ("Ruisa",)} == base.entities[0].aliases
    assert ("visito",) == kinds["visit"].words["xx"]
    assert ("kiam {visitor} visito {place}",) == kinds["visit"].asks["when"]["xx"]
    assert {"en", "xx"} == set(kinds["visit"].answers["when"])
    assert ("celo",) == kinds["visit"].roles["place"].nouns["xx"]
    assert ("kresko",) == kinds["trade"].roles["direction"].senses["rise"]["xx"]
    assert ("fall", "fell") == kinds["trade"].roles["direction"].senses["fall"]["en"]
    assert ({"en": "a letter on school meals", "xx": "letero pri lunchi"},) == facts[
        "letter"
    ].roles["topic"]
    assert "Ana Ruis subskribo." == facts["letter"].says["xx"]
    assert ("xx",) == base.translated


@pytest.mark.parametrize(
    ("change", "id", "field", "message"),
    [
        (("kinds.yaml", "visit:", "visits:"), "visits", "visits", "did you mean 'visit'"),
        (("kinds.yaml", "{when: [", "{wen: ["), "visit", "asks.wen", "did you mean 'when'"),
        (("kinds.yaml", "{rise:", "{raise:"), "trade", "senses.direction.raise", "not known"),
        (("kinds.yaml", "also:", "alsow:"), "visit", "alsow", "unknown field"),
        (("facts.yaml", "{topic:", "{signer:"), "letter", "roles.signer", "0 text(s)"),
        (("facts.yaml", "letero pri lunchi", "[a, b]"), "letter", "roles.topic", "1 text(s)"),
        (("entities.yaml", "Ana Ruis", '""'), "ana-ruiz", "names", "must not be empty"),
        (("types.yaml", "[strana]", "5"), "country", "country", "must be a mapping"),
        (("types.yaml", "country: [strana]", "[strana]"), "", "", "must be a mapping"),
        (("kinds.yaml", "visito {place}", "visito {plaza}"), "visit", "frames.xx.1", "plaza"),
    ],
)
def test_faults_stand_where_the_language_has_them(
    sample: Sample, change: Change, id: str, field: str, message: str
) -> None:
    """What is unknown or of another form is told with the language's file, its line and field."""
    file, old, new = change
    name = f"{FOLDER}/{file}"
    sample.files[name] = sample.files[name].replace(old, new, 1)
    line = sample.line(name, new)
    found = [
        p for p in sample.problems() if p.file == name and "language 'xx' has no" not in p.message
    ]

    assert [(line, id, field)] == [(p.line, p.id, p.field) for p in found]
    assert message in found[0].message


def test_files_beside_the_four_are_noted(sample: Sample) -> None:
    """A file that no section reads is told, as anywhere in a base."""
    sample.files[f"{FOLDER}/knds.yaml"] = "{}"
    sample.write()

    assert [f"{FOLDER}/knds.yaml"] == [
        p.file for p in read_base(sample.folder, sample.seeds_folder)[1]
    ]


def test_a_folder_must_be_named_by_a_language(sample: Sample) -> None:
    """Anything but a language code is refused."""
    sample.files["languages/English/types.yaml"] = "{}"
    sample.write()
    problems = check_folder(sample.folder, sample.seeds_folder)[1]

    assert "'English' is not a language code" in [p.message for p in problems]
