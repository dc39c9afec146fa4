"""Vietnamese as it is typed on phones: answered, refused or refuted as English would be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from bot.app import Conversations
from bot.facts.index import Index

TODAY = date(2026, 12, 1)
Told = Callable[..., tuple[str, str | None, str]]


@pytest.fixture(name="told", scope="module")
def _told(shipped_index: Index) -> Told:
    def last(*texts: str) -> tuple[str, str | None, str]:
        talks = Conversations(shipped_index, TODAY)
        answered, reply = [talks.ask(text, "one") for text in texts][-1]
        assert "vi" == reply.language
        decision = answered.decision
        return decision.outcome, decision.verdict or decision.reason, reply.text

    return last


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("viet nam voi azerbaijan dat quan he ngoai giao nam may", "1992"),  # no marks
        ("VN vs Azer lập qhe ngoại giao hồi nào z", "23/9/1992"),  # as typed on phones
        ("Vieejt Nam vaf Azerbaijan thieets laapj quan heej khi nafo", "1992"),  # Telex
        ("Vie65t Nam nha65p kha63u gi2 tu72 Azerbaijan", "dầu thô"),  # VNI
        ("🇻🇳🇦🇿 bang giao từ khi nào", "1992"),
        ("Việt Nam - Azerbaijan thành đối tác chiến lược ở đâu", "Baku"),
        ("TBT Tô Lâm sang Azerbaijan cùng ai vậy ạ", "Ngô Phương Ly"),
        ("bác Hồ qua A-déc-bai-dan năm mấy", "1959"),
        ("tổng thống Aliyev đến VN năm nào", "2014"),
        ("lukasenko tham azerbaijan thang may nam nao", "5/2023"),  # a slip in a name
        ("Asadov gặp ai ở Minsk v", "Golovchenko"),
        ("mục đích cuộc gặp Asadov - Golovchenko là gì", "củng cố"),
        ("VN xk gì sang azerbaijan", "thủy sản"),
        ("azerbaijan bán j cho vn", "dầu thô"),
        ("nước nào bán dầu thô cho Việt Nam", "Azerbaijan"),
        ("kim ngạch azerbaijan voi belarus tang may phan tram", "39%"),
        ("TTg Belarus tên gì", "Golovchenko"),
        ("PCTN Việt Nam là ai", "Võ Thị Ánh Xuân"),
        ("bộ trưởng qp azerbaijan la ai z", "Hasanov"),
        ("ông Giang mang quân hàm gì", "Đại tướng"),
        ("vo ong to lam ten gi", "Ngô Phương Ly"),
        ("ai tặng hoa cho bà Ly", "Ilham Aliyev"),
        ("lễ đón ông Tô Lâm tổ chức ở chỗ nào", "Phủ Tổng thống"),
        ("Ai chủ trì lễ đón Tô Lâm?", "Ilham Aliyev"),
        ("Hasanov ký sổ lưu niệm để làm gì", "tri ân"),
        ("Việt Nam coi Azerbaijan là gì", "đối tác quan trọng"),
        ("Việt Nam ủng hộ Azerbaijan gia nhập hiệp ước nào", "TAC"),
        ("UNCLOS nghĩa là gì", "Luật Biển"),
        ("Biển Đông thế giới gọi là gì", "South China Sea"),
        ("Azerbaijan làm cầu nối cho Việt Nam với khu vực nào", "Trung Á"),
        ("Aliyev hứa gì với doanh nghiệp Việt Nam", "tạo thuận lợi"),
        ("sinh viên Việt Nam học ở nước nào", "Azerbaijan"),
        ("quan hệ ngoại giao VN Azerbaijan được bao nhiêu năm rồi", "34 năm"),
        ("Bác Hồ thăm Azerbaijan hay Aliyev thăm VN, chuyến nào trước", "1959"),
        ("Tô Lâm thăm Azerbaijan mấy ngày", "2 ngày"),
    ],
)
def test_a_question_is_answered(told: Told, text: str, holds: str) -> None:
    """With and without marks, with keystrokes left in, slang and abbreviations."""
    outcome, _, reply = told(text)

    assert "answer" == outcome
    assert holds in reply


@pytest.mark.parametrize(
    "text",
    [
        "Việt Nam có quan hệ ngoại giao với Armenia từ khi nào?",
        "Tô Lâm thăm Belarus khi nào",
        "Lukashenko thăm Việt Nam năm nào",
        "Chủ tịch nước Việt Nam hiện nay là ai?",
        "Bộ trưởng Ngoại giao Azerbaijan là ai",
        "Việt Nam xuất khẩu gì sang Nga",
        "kim ngạch Việt Nam - Azerbaijan tăng bao nhiêu phần trăm",
        "Hasanov thăm Việt Nam ngày mấy",
        "Azerbaijan và Belarus ký hiệp định thương mại tự do khi nào",
        "vợ Lukashenko là ai",
        "cách nấu bún chả ngon",
    ],
)
def test_what_is_not_told_is_refused(told: Told, text: str) -> None:
    """Another country, person, office or document is never answered for the one that is known."""
    assert "abstain" == told(text)[0]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Tô Lâm thăm Azerbaijan tháng 5/2025 đúng không ạ", "supported"),
        ("vn co ung ho azerbaijan tham gia TAC ko", "supported"),
        ("Hồ Chí Minh thăm Azerbaijan năm 1969", "refuted"),
        ("Thương mại Azerbaijan - Belarus giảm 39% phải không?", "refuted"),
        ("Tô Lâm gặp Aliyev ở Hà Nội", "refuted"),
        ("Hasanov là bộ trưởng quốc phòng Việt Nam", "refuted"),
        ("Ngô Phương Ly là vợ Aliyev", "refuted"),
        ("Việt Nam và Azerbaijan chưa có quan hệ ngoại giao", "refuted"),
        ("Azerbaijan xuất khẩu máy tính sang Việt Nam phải không", "refuted"),
        ("VN chủ yếu bán dầu thô cho Azerbaijan", "refuted"),
        ("Azerbaijan đã hợp tác với Việt Nam về đường sắt", "not_in_sources"),  # only hoped for
        ("Việt Nam làm cầu nối cho Azerbaijan với châu Phi", "not_in_sources"),
        ("Tô Lâm sẽ thăm Belarus năm sau", "not_in_sources"),
        ("Tô Lâm tặng hoa cho bà Ly", "not_in_sources"),
    ],
)
def test_a_claim_is_judged(told: Told, text: str, verdict: str) -> None:
    """By what the sources say: a hope is no deed, and another giver is another fact."""
    assert ("verdict", verdict) == told(text)[:2]


@pytest.mark.parametrize(
    ("texts", "holds"),
    [
        (("Tô Lâm thăm Azerbaijan khi nào?", "ông ấy gặp ai ở đó"), "Ilham Aliyev"),
        (("Asadov gặp ai ở Minsk", "khi nào"), "3/10/2024"),
        (("VN xuất gì sang Azerbaijan", "ngược lại thì sao"), "dầu thô"),
        (("vợ Tô Lâm là ai", "bà ấy được tặng gì"), "hoa"),
        (("Phan Văn Giang là ai", "còn Hasanov thì sao"), "Azerbaijan"),
        (("Tô Lâm thăm Azerbaijan khi nào?", "nguồn?"), "Việt Nam News"),
    ],
)
def test_a_follow_up_is_answered(told: Told, texts: Sequence[str], holds: str) -> None:
    """It leans on what was told before."""
    assert holds in told(*texts)[2]
