"""What a text states, and how its figures stand to the fact bank and to earlier editions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.lib.clarity.house import HOUSE
from thongsuot.lib.clarity import Document, Finding, Part, Registry, Stated, check
from thongsuot.lib.clarity.agreement import statements
from thongsuot.lib.clarity.bank import rounds
from thongsuot.lib.clarity.documents import field, of_release
from thongsuot.lib.clarity.reading import ReadField


def said(rule: str, document: Document, registry: Registry = HOUSE) -> list[Finding]:
    return [each for each in check(document, registry=registry).findings if each.rule == rule]


def release(title: str, lead: str, body: str) -> Document:
    return of_release(title=title, lead=lead, body=body)


def test_a_statement_is_an_exact_figure_with_its_measure_and_sentence() -> None:
    body = "Có 32 đơn vị. Gần 80 nhà báo dự. Bộ chi 16,5 tỷ đồng, tăng 5%. “Có 5 đội”, ông nói."
    found = statements(ReadField(field("body", body, Part.BODY)))
    assert [(s.number, s.measure) for s in found] == [
        (Decimal(32), "đơn vị"),
        (Decimal(16_500_000_000), "đồng"),
        (Decimal(5), "%"),
    ]
    assert found[0].sentence == "Có 32 đơn vị."
    assert body[found[0].start : found[0].end] == "32"


@pytest.mark.parametrize(
    ("exact", "figure", "agree"),
    [
        ("124512345", "124500000", True),
        ("124512345", "124512345", True),
        ("124512345", "125000000", True),
        ("124512345", "124000000", True),
        ("124512345", "124600000", False),
        ("78", "80", False),
        ("78", "87", False),
    ],
)
def test_a_figure_with_fewer_digits_agrees_with_the_exact_one(
    exact: str, figure: str, agree: bool
) -> None:
    assert rounds(Decimal(exact), Decimal(figure)) is agree


def test_the_odd_one_of_three_parts_is_named_with_what_the_others_say() -> None:
    sentence = "Bộ công bố mạng lưới truyền thông gồm {} cơ quan, đơn vị thuộc Bộ."
    (found,) = said("NUM1", release(*(sentence.format(n) for n in (32, 32, 23))))
    assert (found.field, found.match, found.suggestions) == ("body", "23", ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cứu được 3 thuyền viên của tàu cá Bình Minh", "2 thuyền viên còn lại của tàu cá"),
        (
            "có gần 80 nhà báo chuyên trách dự lễ công bố",
            "có 78 nhà báo chuyên trách dự lễ công bố",
        ),
        ("chi 250 tỷ đồng xây trung tâm dữ liệu", "chi 250,6 tỷ đồng xây trung tâm dữ liệu"),
        ("ba đội vào chung kết cuộc thi an ninh mạng", "3 đội vào chung kết cuộc thi an ninh mạng"),
        ("phí giảm từ hơn 50.000 đồng mỗi tháng", "phí giảm xuống dưới 30.000 đồng mỗi tháng"),
        ("hội nghị diễn ra ngày 28/11 tại Hà Nội", "Trước đó, ngày 27/11, hội nghị tại Hà Nội"),
    ],
)
def test_what_only_looks_unlike_is_left_alone(one: str, other: str) -> None:
    assert said("NUM1", release(f"Bộ {one}", "", f"Được biết, {other}.")) == []


def test_an_attachment_is_held_against_the_text() -> None:
    sentence = "Mạng lưới truyền thông của ngành gồm {} cơ quan, đơn vị thuộc Bộ."
    document = Document(
        (
            field("lead", sentence.format(32), Part.LEAD),
            field("attachment:ke-hoach.docx", sentence.format(23), Part.ATTACHMENT),
        )
    )
    assert [each.field for each in said("NUM1", document)] == ["lead"]


def test_the_fact_bank_offers_its_figure_for_a_vague_one() -> None:
    (found,) = said("VAG1", release("", "Có gần 80 nhà báo tham gia mạng lưới.", ""))
    assert (found.match, found.suggestions) == ("gần 80", ("78",))


def test_a_stated_figure_without_a_day_fades() -> None:
    sentence = "Cả nước có 320 trung tâm dữ liệu đã được cấp phép."
    day, measure = date(2026, 2, 10), "trung tâm dữ liệu"
    stated = Stated("3/2026/CVT", "Cục Viễn thông", day, sentence, Decimal(320), measure)
    house = Registry(stated=(stated,))
    text = release("", "", "Cả nước có 350 trung tâm dữ liệu đã được cấp phép.")
    soon, later = date(2026, 3, 1), date(2026, 8, 1)
    assert [f.match for f in said("ONE1", replace(text, today=soon), house)] == ["350"]
    assert said("ONE1", replace(text, today=later), house) == []
