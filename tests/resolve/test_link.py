"""Which things a question names: aliases, descriptions by office, misspellings and look-alikes."""

from __future__ import annotations

import pytest

from bot.facts.index import Index
from bot.resolve.link import Linker
from bot.resolve.question import Mention
from bot.resolve.resolver import Resolver
from bot.resolve.spelling import Speller
from bot.text.lexicon import Lexicon
from bot.text.normal import tokenise
from tests.resolve.conftest import Ask


def linked(resolver: Resolver, text: str) -> list[Mention]:
    """The mentions of a text."""
    return resolver.reader.linker.link(tokenise(text), resolver.lexicon)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who is ho chi min", True),
        ("who is ho chi mihn", True),
        ("who is pham minh chin", True),
        ("who is ho chi man", False),
        ("who is ho chi mi", False),
    ],
)
def test_a_short_last_word_may_slip_behind_others(
    resolver: Resolver, text: str, found: bool
) -> None:
    """One letter too few, too many or out of its place; another letter makes another person."""
    mentions = resolver.reader.linker.link(tokenise(text), resolver.lexicon)
    assert found == bool(mentions)
    assert all(mention.likeness < 1.0 for mention in mentions)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Tô Lâm", "to-lam"),
        ("To Lam", "to-lam"),
        ("TO LAM", "to-lam"),
        ("to lam", "to-lam"),
        ("Aliaksandr Lukashenka", "alexander-lukashenko"),
        ("Həsənov", "zakir-hasanov"),
        ("Ha Noi", "hanoi"),
        ("Việt Nam", "vietnam"),
        ("Vietnamese", "vietnam"),
        ("South China Sea", "east-sea"),
    ],
)
def test_a_name_is_known_in_all_its_spellings(resolver: Resolver, text: str, entity: str) -> None:
    """Marks, case, other names and adjectives name the same thing, without any doubt."""
    (mention,) = linked(resolver, text)

    assert ((entity,), 1.0) == (mention.entities, mention.likeness)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Hasanof", "zakir-hasanov"),
        ("Lukashenk", "alexander-lukashenko"),
        ("Golovchneko", "roman-golovchenko"),
        ("Amirbayof", "elchin-amirbayov"),
        ("Azerbijan", "azerbaijan"),
    ],
)
def test_a_misspelt_name_is_read_with_less_likeness(
    resolver: Resolver, text: str, entity: str
) -> None:
    """One slip in a long name leaves it readable, and the likeness tells of it."""
    (mention,) = linked(resolver, text)

    assert (entity,) == mention.entities
    assert 0.5 < mention.likeness < 1.0


@pytest.mark.parametrize(
    ("text", "entity"),
    [("Austria", "austria"), ("Australia", "australia"), ("Armenia", "armenia")],
)
def test_a_known_look_alike_is_itself(resolver: Resolver, text: str, entity: str) -> None:
    """A country that merely looks like another is never corrected into it."""
    (mention,) = linked(resolver, text)

    assert ((entity,), 1.0) == (mention.entities, mention.likeness)


@pytest.mark.parametrize(
    "text",
    [
        "When did To Lam visit Austria?",
        "What does Australia export to Vietnam?",
        "Who visited Armenia in 2023?",
        "Who received Ivanov?",
    ],
)
def test_a_question_of_a_look_alike_is_refused(ask: Ask, text: str) -> None:
    """The fact of the other name does not answer."""
    assert ("abstain", "no_such_fact") == (ask(text).outcome, ask(text).reason)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("the prime minister of Belarus", ("roman-golovchenko",)),
        ("the Belarusian prime minister", ("roman-golovchenko",)),
        ("Belarus's prime minister", ("roman-golovchenko",)),
        ("the Vietnamese defence minister", ("phan-van-giang",)),
        ("the minister of defence of Azerbaijan", ("zakir-hasanov",)),
        ("the prime minister of Vietnam", ("pham-minh-chinh",)),
    ],
)
def test_a_description_means_who_holds_the_office(
    resolver: Resolver, text: str, entities: tuple[str, ...]
) -> None:
    """An office and its country, in either order, mean the person whom a fact gives it."""
    (mention,) = linked(resolver, text)

    assert (entities, "description") == (mention.entities, mention.form)


@pytest.mark.parametrize(
    "text",
    [
        "the defence minister of Belarus",
        "the prime minister of Armenia",
        "the king of Belarus",
        "the Azerbaijani foreign minister",
    ],
)
def test_an_office_that_nobody_holds_is_nobody(resolver: Resolver, text: str) -> None:
    """No fact gives the office, so the description means nobody in particular."""
    (mention,) = linked(resolver, text)

    assert ((), "description") == (mention.entities, mention.form)


def test_an_office_alone_means_all_who_hold_it(resolver: Resolver) -> None:
    """Without a country "the prime minister" may be any of the three."""
    (mention,) = linked(resolver, "the prime minister")

    assert {"ali-asadov", "pham-minh-chinh", "roman-golovchenko"} == set(mention.entities)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Prime Minister Roman Golovchenko", ("roman-golovchenko",)),
        ("Prime Minister Lukashenko", ()),
        ("Prime Minister Hasanov", ()),
    ],
)
def test_an_office_before_a_name_must_be_held_by_it(
    resolver: Resolver, text: str, entities: tuple[str, ...]
) -> None:
    """A wrong title before a name names nobody."""
    (mention,) = linked(resolver, text)

    assert entities == mention.entities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Who is the prime minister of Belarus?", "Roman Golovchenko"),
        ("Who is the Vietnamese defence minister?", "Phan Van Giang"),
        ("Whom did the Prime Minister of Vietnam receive?", "Zakir Hasanov"),
        ("Who did the prime minister of Azerbaijan meet?", "Roman Golovchenko"),
    ],
)
def test_a_description_asks_like_a_name(ask: Ask, text: str, value: str) -> None:
    """It may be what is asked for, or whom something is asked of."""
    assert value == ask(text).value


@pytest.mark.parametrize(
    "text",
    [
        "Who is the defence minister of Belarus?",
        "Who is the king of Belarus?",
        "Who is the president of Vietnam?",
        "Whom did the prime minister of Armenia receive?",
        "Who is Prime Minister Lukashenko?",
        "Where did Prime Minister Hasanov meet Giang?",
    ],
)
def test_nobody_is_no_answer(ask: Ask, text: str) -> None:
    """A description of nobody is refused, and never answered with who is near."""
    assert ("abstain", ()) == (ask(text).outcome, ask(text).facts)


def test_the_longest_name_wins(resolver: Resolver) -> None:
    """“Ho Chi Minh City” is the city, not the man."""
    city, man = linked(resolver, "Ho Chi Minh City and Ho Chi Minh")

    assert (("ho-chi-minh-city",), ("ho-chi-minh",)) == (city.entities, man.entities)


def test_a_little_word_is_no_name(resolver: Resolver) -> None:
    """Lower-case "us" and "am" name nothing, whatever they are short for."""
    assert [] == linked(resolver, "tell us who i am")


def test_a_name_knows_what_stands_around_it(resolver: Resolver) -> None:
    """The possessive mark behind it and the little word before it."""
    first, second = linked(resolver, "To Lam's visit to Azerbaijan")

    assert (True, "") == (first.possessive, first.before)
    assert (False, "to") == (second.possessive, second.before)


@pytest.mark.parametrize(
    ("text", "entity", "before", "possessive"),
    [
        ("Lukashenkola", "alexander-lukashenko", "ins", False),
        ("Ilhamola Aliyevola", "ilham-aliyev", "ins", False),  # every word has its ending
        ("Minskin", "minsk", "", True),
        ("Lukashenko ile", "alexander-lukashenko", "ins", False),
        ("Lukashenka", "alexander-lukashenko", "", False),  # a name of its own, and no ending
    ],
)
def test_endings_of_names_tell_their_part(
    shipped_index: Index, text: str, entity: str, before: str, possessive: bool
) -> None:
    """A case, a word behind the name and a possessive ending are cues as little words are."""
    data = {
        "cases": {"ins": ["la", "ola"], "gen": ["in"]},
        "possessive_cases": ["gen"],
        "postpositions": {"ile": "ins"},
    }
    lexicon = Lexicon({**shipped_index.lexicon("en").data, **data})
    linker = Linker(shipped_index, Speller(shipped_index, frozenset(), lexicon), lexicon)
    (mention,) = linker.link(tokenise(text), lexicon)

    assert entity in mention.entities
    assert (before, possessive, 1.0) == (mention.before, mention.possessive, mention.likeness)
