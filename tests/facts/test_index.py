"""The index: look-ups by name, term and fact, and what is no index."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import IndexDamagedError
from bot.facts.index import Index


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("ana ruiz", {"ana-ruiz"}),
        ("ruiz", {"ana-ruiz"}),
        ("norland", {"norland"}),
        ("armenia", {"iso-am"}),  # a country that no fact is about
        ("Ana Ruiz", set()),  # not in the normal form
        ("atlantis", set()),
        ("", set()),
    ],
)
def test_a_name_leads_to_its_entities(sample_index: Index, name: str, ids: set[str]) -> None:
    """Names and aliases are found in their normal form."""
    assert ids == {meant.entity for meant in sample_index.alias(name)}


def test_the_longest_name_of_a_first_word_is_known(sample_index: Index) -> None:
    """A reader need not try more words than any name has."""
    assert (2, 0) == (sample_index.longest("ana"), sample_index.longest("nobody"))


def test_an_entity_has_its_names(sample_index: Index) -> None:
    """What an entity is called, and what it belongs to, is told by its id."""
    entity = sample_index.entity("ana-ruiz")

    assert entity is not None
    assert ({"en": "Ana Ruiz"}, "norland") == (entity["names"], entity["home"])
    assert sample_index.entity("nobody") is None


def test_a_fact_is_found_by_kind_and_entity(sample_index: Index) -> None:
    """The numbers under a term lead to the facts, and nothing stands under an unknown term."""
    numbers = sample_index.postings("k:visit|e:ana-ruiz")

    assert "ruiz-visit" in {sample_index.fact(number).id for number in numbers}
    assert [] == list(sample_index.postings("k:visit|e:nobody"))


def test_every_fact_is_found_by_its_id(sample_index: Index) -> None:
    """Id and number of a fact belong together; an unknown id has none."""
    for fact_id in ("ruiz-visit", "letter", "trade-rise", "line-opening"):
        number = sample_index.fact_number(fact_id)
        assert number is not None
        assert fact_id == sample_index.fact(number).id
    assert sample_index.fact_number("nothing") is None


def test_a_number_without_a_fact_is_damage(sample_index: Index) -> None:
    """The error says what is missing and what to do."""
    with pytest.raises(IndexDamagedError, match=r"fact number 999 is missing .* build it again"):
        sample_index.fact(999)


def test_quotes_keep_their_offsets(sample_index: Index) -> None:
    """Start and end of a quote are those in the seed, in code points."""
    quote = sample_index.fact(sample_index.fact_number("line-opening") or 0).quotes[0]

    assert ("two.txt", 0, len(quote.quote)) == (quote.seed, quote.start, quote.end)


def test_ordinary_words_are_known(sample_index: Index) -> None:
    """A word of the language is told from gibberish."""
    assert ({"en"}, set()) == tuple(map(set, map(sample_index.known_in, ("visit", "xqzvw"))))


@pytest.mark.parametrize("content", [b"", b"not an index", b"SQLite format 3\0" + bytes(90)])
def test_a_file_that_is_no_index_is_damage(tmp_path: Path, content: bytes) -> None:
    """The error names the file and says to build it."""
    path = tmp_path / "x.index"
    path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"x\.index is not an index .* build it again"):
        Index(path)
