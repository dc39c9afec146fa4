"""The one normal form: what does not matter is gone, and offsets point at what was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.normal import flag, tokenise, words

# Letters, marks, digits, signs and invisible characters that people and their phones send.
TRICKY = st.text(
    st.sampled_from("abСсеsıİßəđộŉﬁ½²٣፩'’`@_.,:/?!-–—%$€ \n\t\u200b\u200e\u202e\u0301\ufe0f🇻🇳🇦🇿")
)
ANY = st.one_of(st.text(), TRICKY)


@given(ANY)
@example("½")
@example("Lam’s")
@example("\ud800")
def test_offsets_point_into_what_was_typed(text: str) -> None:
    """The raw form of each token is the slice of the original between its offsets, never empty."""
    for token in tokenise(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.raw == text[token.start : token.end]


@given(ANY)
def test_tokens_come_in_the_order_of_the_text(text: str) -> None:
    """No token starts before the one before it."""
    starts = [token.start for token in tokenise(text)]

    assert sorted(starts) == starts


@given(st.binary())
def test_any_bytes_that_are_decoded_are_read(data: bytes) -> None:
    """Whatever arrives gives tokens with a form and without blanks or capitals."""
    for token in tokenise(data.decode("utf-8", errors="replace")):
        assert token.form
        assert token.form == token.form.casefold()
        assert not any(c.isspace() for c in token.form)


@given(st.text(st.sampled_from("abСсеıİßəđộ٣'’ 12.,:/-\u200b\u0301🇻🇳%"), max_size=12))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    """Words that were read once do not change when they are read again, possessives aside."""
    once = [word for word in words(text) if not word.endswith("'s")]

    assert once == words(" ".join(once))


@given(st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F)))
def test_case_does_not_matter(text: str) -> None:
    """Latin text in capitals, small letters or as typed gives the same words."""
    typed = [word.replace("ʼ", "'") for word in words(text)]

    assert typed == words(text.upper().lower())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("BAKU bAkU", "baku baku"),
        ("Hà Nội", "ha noi"),
        ("e\u0301te\u0301 été", "ete ete"),
        ("Đà Nẵng", "da nang"),
        ("Əliyev Azərbaycan", "eliyev azerbaycan"),
        ("İstanbul IĞDIR ıspanak", "istanbul igdir ispanak"),  # Turkic i, dotted and not
        ("Straße Ærø Łódź", "strasse aero lodz"),
        ("ﬁne Ⅷ ＢＡＫＵ", "fine viii baku"),  # compatibility forms
        ("To\u200bLam", "tolam"),
        ("\u202eBaku\u202c \u200fHanoi", "baku hanoi"),  # right-to-left marks
        ("\ufeffso\u00adft", "soft"),
        ("a\u00a0b\u2003c", "a b c"),
        ("Hanoi–Baku—Minsk-Paris", "hanoi baku minsk paris"),
        ("“Who” ‘what’ «when»", "who what when"),
        ("Bаku", "baku"),  # a Cyrillic а
        ("Минcк", "минск"),  # a Latin c
        ("🇻🇳🇦🇿ties", "🇻🇳 🇦🇿 ties"),
        ("☎️ call ❤️ me 🎉", "call me"),
        ("Lam's Lam’s Lam`s LAM´S", "lam lam lam lam"),
        ("parties' visit", "parties visit"),
        ("didn’t O'Neil's", "didn't o'neil"),
        ("@attache_bot who came", "who came"),
        ("who @someone came", "who came"),
        ("me@example.org", "me example org"),  # an address is no mention
        ("in U.S. and U.N. talks", "in us and un talks"),
        ("7.5.2025 07/05/2025 1,000 2025-05-07", "7.5.2025 07/05/2025 1,000 2025 05 07"),
        ("$1.2bn", "$ 1.2 bn"),
        ("39% 23rd 7May", "39 % 23 rd 7 may"),
        ("٢٠٢٥ ፩ ²", "2025 1 2"),  # digits of other scripts
        ("snake_case", "snake case"),
        ("", ""),
        ("... \n !", ""),
    ],
)
def test_what_does_not_matter_is_gone(typed: str, expected: str) -> None:
    """Case, marks, invisible signs, dashes, quotes, look-alikes and possessives do not count."""
    assert expected.split() == words(typed)


def test_a_possessive_mark_is_a_token_of_its_own() -> None:
    """The mark behind a name keeps its place, for readers that need it."""
    tokens = tokenise("Lam’s visit")

    assert [("lam", 0, 3), ("'s", 3, 5), ("visit", 6, 11)] == [
        (t.form, t.start, t.end) for t in tokens
    ]


@pytest.mark.parametrize(
    ("typed", "gap"),
    [
        ("one, two", ", "),
        ("one – two", " - "),
        ("one\r\ntwo", "\r\n"),
        ("one\u2028two", "\n"),
        ("one\u200b two", " "),
        ("one @bot two", " @bot "),
    ],
)
def test_the_gap_says_what_stood_between_two_words(typed: str, gap: str) -> None:
    """What separates clauses is kept with the word that follows, dashes and line ends unified."""
    assert gap == tokenise(typed)[1].gap


@pytest.mark.parametrize(("iso", "expected"), [("VN", "🇻🇳"), ("az", "🇦🇿")])
def test_a_flag_is_a_word(iso: str, expected: str) -> None:
    """The flag made from a country's code is the word that a typed flag gives."""
    assert expected == flag(iso)
    assert [expected] == words(f"hello{expected}"[5:])
