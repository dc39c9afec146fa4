"""Questions about the articles: who published, who wrote, when, under which headline."""

from __future__ import annotations

import pytest

from tests.resolve.conftest import Ask, Talk


@pytest.mark.parametrize(
    "text",
    [
        "Who wrote the letter of intent?",
        "Who wrote the joint statement?",
        "who penned high-level visits",
    ],
)
def test_the_author_of_a_document_is_not_that_of_an_article(ask: Ask, text: str) -> None:
    """Where nothing names an article, the thing itself was written, and nobody tells by whom."""
    assert "abstain" == ask(text).outcome


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("Who reported that Asadov met Golovchenko?", "source", "AzerNews"),
        ("Which outlet reported on Hasanov's visit to Vietnam?", "source", "Caliber.Az"),
        ("Who wrote about the meeting of Asadov and Golovchenko?", "author", "Akbar Novruz"),
        (
            "When was the article about Asadov and Golovchenko published?",
            "published",
            "2024-10-04",
        ),
        (
            "What is the headline of the article about Hasanov's visit to Vietnam?",
            "title",
            "Azerbaijan, Vietnam deepen defence ties with military training pact",
        ),
    ],
)
def test_an_article_is_asked_for_by_what_it_tells(
    ask: Ask, text: str, asked: str, value: str
) -> None:
    """The outlet, the author, the date and the headline."""
    decision = ask(text)

    assert ("answer", asked, value) == (decision.outcome, decision.asked, decision.value)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who wrote the article about the welcome ceremony for To Lam?", "author"),
        ("When was the article about Hasanov's visit to Vietnam published?", "published"),
    ],
)
def test_what_an_article_lacks_is_source_silent(ask: Ask, text: str, asked: str) -> None:
    """An undated article has no date, and one without a byline no author."""
    decision = ask(text)

    assert ("source_silent", asked, None) == (decision.reason, decision.asked, decision.value)


def test_an_article_on_something_else_is_refused(ask: Ask) -> None:
    """No outlet is named for what none reported."""
    assert ("abstain", ()) == (
        ask("Who reported that Macron met Trump?").outcome,
        ask("Who reported that Macron met Trump?").facts,
    )


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("source?", "source", "Caliber.Az"),
        ("who wrote it?", "author", "Vafa Guliyeva"),
        ("when was it published?", "published", None),
    ],
)
def test_the_article_of_what_was_told(talk: Talk, text: str, asked: str, value: str | None) -> None:
    """After an answer, the article that it stands in."""
    decision = talk("Who received Hasanov?", text)

    assert (asked, value) == (decision.asked, decision.value)
