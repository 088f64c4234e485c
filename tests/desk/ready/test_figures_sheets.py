"""Sheets of figures: told row by row, written once, and never twice."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.office.conftest import Enter
from tests.desk.ready.test_figures import keep, state
from tests.releases.conftest import World
from thongsuot.desk import figure_rows
from thongsuot.facts import queries
from thongsuot.facts.models import Value
from thongsuot.lib.sheets import delimited, workbook
from thongsuot.network.terms import RowOutcome

PAGE = "/ban/so-lieu/nhap/"
HEADS = ["Chỉ tiêu", "ĐVT", "Địa phương", "Kết quả", "Thời điểm", "Văn bản"]


@pytest.fixture
def series(world: World) -> Any:
    return keep(world)


def row(number: object, day: str = "31/10/2026", name: str = "thue bao DI ĐỘNG", **more: str):
    of = {"measure": "thuê bao", "about": "Toàn quốc", "source": "Báo cáo 12"} | more
    return [name, of["measure"], of["about"], number, day, of["source"]]


def send(client: Any, rows: list[Any], world: World, **more: str) -> Any:
    file = SimpleUploadedFile("so-lieu.xlsx", workbook("Số liệu", HEADS, rows))
    return client.post(PAGE, {"file": file, "stated_for": str(world.telecom.pk), **more})


def told_of(page: Any) -> str:
    found = re.search(r'name="told" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_long_sheet_is_read_with_as_many_questions_as_a_short_one(
    world: World, series: Any, django_assert_num_queries: Any
) -> None:
    state(world, series, "120000000", date(2026, 9, 30))
    cells = {"name": "Thuê bao di động", "about": "Cả nước", "source": "Báo cáo 12"}
    rows = [(n, cells | {"number": str(n), "as_of": f"{n}/8/2026"}) for n in range(1, 25)]
    asked = figure_rows.Asked(world.telecom.pk)
    viewer = world.view("officer")
    with CaptureQueriesContext(connection) as few:
        figure_rows.told(viewer, rows[:1], asked)
    with django_assert_num_queries(len(few)):
        found = figure_rows.told(viewer, rows, asked)
    assert {each.outcome for each in found} == {RowOutcome.NEW}


def test_nothing_is_written_before_it_is_confirmed_and_nothing_twice(
    world: World, enter: Enter, series: Any
) -> None:
    state(world, series, "120000000", date(2026, 9, 30))
    client = enter("officer")
    rows = [row(124500000), row("121 triệu", "tháng 9/2026"), row("x"), row(None)]
    rows.append(row(5, name="Số chưa ai đếm"))
    page = send(client, rows, world)
    words = page.content.decode()
    for outcome in ("Mới", "Thay đổi", "Sai", "Bỏ qua"):
        assert outcome in words
    assert "trước là 120.000.000" in words
    assert "Không đọc được số «x»" in words
    assert "Kho không có chỉ tiêu «Số chưa ai đếm»" in words
    assert Value.objects.count() == 1
    told = told_of(page)
    assert client.post(PAGE, {"told": told}).status_code == 302
    assert Value.objects.count() == 3
    client.post(PAGE, {"told": told})
    assert Value.objects.count() == 3
    again = send(client, rows, world).content.decode()
    assert "Không có gì để ghi" in again
    figure = queries.figure(world.view("officer"), series.pk)
    assert figure is not None
    assert figure.value is not None
    assert figure.value.number == 124500000


def test_the_bank_s_own_sheet_brings_nothing_new(world: World, enter: Enter, series: Any) -> None:
    state(world, series, "124500000")
    share = keep(world, "Tỷ lệ hộ có Internet", measure="%", decimals=3)
    state(world, share, "1.234")
    client = enter("coordinator")
    file = SimpleUploadedFile("kho.xlsx", client.get("/ban/so-lieu/bang.xlsx").content)
    page = client.post(PAGE, {"file": file, "stated_for": "owner"}).content.decode()
    assert "Không có gì để ghi" in page
    assert "Không đổi" in page


WRONG = [
    ({"measure": "người"}, "Đơn vị tính trong kho là «thuê bao»"),
    ({"about": "Cục Báo chí"}, "không có của «Cục Báo chí»"),
    ({"source": ""}, "Thiếu nguồn"),
    ({"day": ""}, "Thiếu ngày số liệu"),
    ({"day": "hôm nọ"}, "Không đọc được ngày"),
    ({"day": "01/01/2030"}, "chưa tới"),
]


def test_a_wrong_row_says_why(world: World, enter: Enter, series: Any) -> None:
    rows = [row(5, **changed) for changed, _why in WRONG] + [row("0,1234567"), row("900000000 tỷ")]
    page = send(enter("officer"), rows, world).content.decode()
    for _changed, why in WRONG:
        assert why in page
    assert page.count("Số quá lớn") == 2
    assert "Không có gì để ghi" in page


def test_what_the_rows_leave_out_is_said_once_for_all(
    world: World, enter: Enter, series: Any
) -> None:
    file = SimpleUploadedFile(
        "b.csv", delimited(["Chỉ tiêu", "Giá trị"], [["Thuê bao di động", "124,5 triệu"]])
    )
    asked = {"file": file, "stated_for": str(world.telecom.pk)}
    page = enter("officer").post(PAGE, asked | {"as_of": "2026-10-31", "source": "Báo cáo"})
    assert "1 số liệu sẽ được ghi" in page.content.decode()


def test_rows_that_contradict_each_other_are_told(world: World, enter: Enter, series: Any) -> None:
    page = send(enter("officer"), [row(5), row(6), row(5)], world).content.decode()
    assert "Trái với dòng 2" in page
    assert "Như dòng 2" in page


def test_a_sheet_of_something_else_is_refused(world: World, enter: Enter, series: Any) -> None:
    client = enter("officer")
    other = SimpleUploadedFile("a.csv", delimited(["Họ tên", "Điện thoại"], [["An", "1"]]))
    sent = {"stated_for": str(world.telecom.pk)}
    answer = client.post(PAGE, sent | {"file": other})
    assert answer.status_code == 422
    assert "Không thấy cột «Chỉ tiêu», «Giá trị»" in answer.content.decode()
    picture = SimpleUploadedFile("a.xlsx", b"\x89PNG")
    assert client.post(PAGE, sent | {"file": picture}).status_code == 409
    assert client.post(PAGE, {"told": "abc"}).status_code == 302


def test_nobody_states_for_another_body(world: World, enter: Enter, series: Any) -> None:
    asked = {"file": BytesIO(b"x"), "stated_for": str(world.press.pk)}
    assert enter("officer").post(PAGE, asked).status_code == 422


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("30/9/2026", date(2026, 9, 30)),
        ("tháng 9/2026", date(2026, 9, 30)),
        ("Quý III/2026", date(2026, 9, 30)),
        ("quý 2 năm 2026", date(2026, 6, 30)),
        ("năm 2025", date(2025, 12, 31)),
        ("31/2/2026", None),
        ("13/2026", None),
        ("", None),
    ],
)
def test_days_as_offices_write_them(text: str, day: date | None) -> None:
    assert figure_rows._day(text) == day


def test_a_number_of_excel_is_no_vietnamese_thousand(world: World) -> None:
    share = keep(world, "Tỷ lệ", measure="%", decimals=3)
    (view,) = queries.figures(world.view("officer"), ids=[share.pk])
    cells = {"number": "1.234", "machine": "1"}
    assert figure_rows._number(cells, view) == Decimal("1.234")
    assert figure_rows._number({"number": "1.234"}, view) == 1234
