"""The features of phrasings and questions."""

from __future__ import annotations

from bot.match.features import grams, idf, letter_bag, pairs, sorted_text, word_bag


def test_letter_groups_reach_over_the_edges_of_a_word() -> None:
    """Groups of two to four letters, with a blank at both ends."""
    assert list(grams("ab")) == [" a", "ab", "b ", " ab", "ab ", " ab "]


def test_pairs_know_the_ends_and_skip_one() -> None:
    """Neighbours, then pairs with one word between."""
    assert list(pairs(["a", "b"])) == ["^ a", "a b", "b $", "^ * b", "a * $"]


def test_bags_count() -> None:
    """A feature counts as often as it stands there; words and pairs share a bag."""
    assert letter_bag(["ab", "ab"])["ab"] == 2
    assert word_bag(["a", "a"])["a"] == 2
    assert word_bag(["a", "a"])["a a"] == 1


def test_what_few_have_is_rare() -> None:
    """The fewer phrasings have a feature, the more it weighs, and never less than 1."""
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) == 1.0


def test_word_order_does_not_matter_in_a_sorted_text() -> None:
    """The same words in any order are the same text."""
    assert sorted_text(["b", "a"]) == sorted_text(["a", "b"]) == "a b"
