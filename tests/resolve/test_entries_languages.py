"""Plain entries whose phrasings are in four languages, as somebody writes a first FAQ."""

from __future__ import annotations

import pytest

from bot.app import Conversations, Folders
from bot.facts.build import open_base
from tests.resolve.conftest import TODAY

ENTRIES = """\
- id: hours-austria
  asks:
    en: [opening hours in Austria, when is the Austrian shop open]
    vi: [giờ mở cửa ở Áo, cửa hàng ở Áo mở lúc nào]
    ru: [часы работы в Австрии, когда открыт магазин в Австрии]
    az: [Avstriyada iş saatları, Avstriyadakı mağaza nə vaxt açılır]
  says: {en: "Vienna: 9 to 18.", vi: "Viên: 9 đến 18 giờ.", ru: "Вена: с 9 до 18."}
  source: curator
- id: password
  asks:
    en: [how do I reset my password, I forgot my password, password]
    vi: [làm sao để đặt lại mật khẩu, tôi quên mật khẩu]
    ru: [как сбросить пароль, я забыл пароль]
    az: [şifrəni necə sıfırlayım, şifrəmi unutmuşam]
  says: {en: "Click Forgot.", vi: "Bấm Quên.", ru: "Нажмите «Забыл».", az: "Unutdum düyməsi."}
  source: curator
- id: refund
  asks:
    en: [how do I get a refund, can I return an item, money back]
    vi: [làm sao để được hoàn tiền, tôi có thể trả hàng không]
    ru: [как вернуть деньги, можно ли вернуть товар]
    az: [pulumu necə geri ala bilərəm, malı qaytarmaq olar]
  says: {en: "Within 30 days.", vi: "Trong 30 ngày.", ru: "В течение 30 дней.", az: "30 gün."}
  source: curator
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, shipped: Folders) -> Conversations:
    """The bot over a folder with nothing but `entries/`."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "entries").mkdir()
    (folder / "entries" / "all.yaml").write_text(ENTRIES, encoding="utf-8")
    return Conversations(open_base(folder, folder / "seeds", shipped.default, shipped.cache), TODAY)


@pytest.mark.parametrize(
    ("text", "entry", "said"),
    [
        ("Opening hours in Austria?", "hours-austria", "Vienna: 9 to 18."),
        ("opening hors in Austria", "hours-austria", "Vienna: 9 to 18."),
        ("is the Austrian shop open", "hours-austria", "Vienna: 9 to 18."),
        ("gio mo cua o Ao", "hours-austria", "Viên: 9 đến 18 giờ."),
        ("часы работы в Австрии", "hours-austria", "Вена: с 9 до 18."),
        ("I don't remember my password", "password", "Click Forgot."),
        ("tôi quên mất mật khẩu rồi", "password", "Bấm Quên."),
        ("sifremi unutmusam", "password", "Unutdum düyməsi."),
        ("can i return items", "refund", "Within 30 days."),
        ("I want my mony back", "refund", "Within 30 days."),
    ],
)
def test_a_question_finds_its_entry_in_its_language(
    shop: Conversations, text: str, entry: str, said: str
) -> None:
    """Few phrasings do, marks and a slip do not matter, and the text is the language's own."""
    answered, reply = shop.ask(text)

    assert ("answer", "entry", None, None, (entry,)) == (
        answered.decision.outcome,
        answered.decision.kind,
        answered.decision.asked,
        answered.decision.value,
        answered.decision.facts,
    )
    assert said in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "opening hours in Australia",
        "часы работы в Австралии",
        "Avstraliyada iş saatları",
        "opening hours in Germany",
    ],
)
def test_one_country_never_becomes_another(shop: Conversations, text: str) -> None:
    """All countries of CLDR are known names also where no entity is defined."""
    assert "abstain" == shop.ask(text)[0].decision.outcome


@pytest.mark.parametrize(
    "text",
    [
        "My friend told me that a password is the weakest part of most company networks",
        "what is the capital of France",
        "when is the shop in Austria open on 24 December 2026",
        "how do I not reset my password",
    ],
)
def test_another_question_is_refused_with_its_candidates(shop: Conversations, text: str) -> None:
    """One word in common, another date, or a negation; candidates come whatever the outcome."""
    answered = shop.ask(text)[0]

    assert "abstain" == answered.decision.outcome
    assert len(shop.candidates(answered, 2)) == 2
