"""Sheets at the desk: brought, read on screen, chosen, confirmed; and taken out again."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.network.sheets.making import workbook
from thongsuot.journal.models import Entry
from thongsuot.network import queries
from thongsuot.network.models import ContactPoint, Look, Mandate, Person, Sheet, SheetFile, SheetRow
from thongsuot.work import direct

pytestmark = pytest.mark.django_db
IMPORTS = "/ban/mang-luoi/nhap/"
ROWS = [
    ["DANH SÁCH CÁN BỘ ĐẦU MỐI"],
    ["STT", "Họ và tên", "Đơn vị", "Chức vụ", "Điện thoại", "Số CCCD", "Ghi chú", "Nhóm máu"],
    [1, "NGÔ THỊ SEN", "Sở TT&TT thành phố Huế", "Chuyên viên", "0912345678", "001", "mới", "A"],
    [2, "Ngô Văn Súng", "Sở TT&TT Sao Hỏa", "Chuyên viên", "0912345679", "002", "", "B"],
    [3, "Ngô Thị Lan", "Cục Vien thong", "Chuyên viên", "091234567", "003", "", ""],
]


def _text(response) -> str:
    return response.content.decode()


def _upload(client, content: bytes, name: str = "danh sách.xlsx"):
    return client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})


def _chosen(client, page: str) -> dict[str, str]:
    """What the page of columns proposes."""
    form = client.get(page).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def _brought(client, rows=ROWS) -> str:
    response = _upload(client, workbook(rows))
    assert response.status_code == 302
    return response["Location"]


def _read(client, rows=ROWS, **more: str) -> str:
    page = _brought(client, rows)
    assert client.post(page, _chosen(client, page) | more).status_code == 302
    direct.drain()
    return page


def test_a_sheet_goes_its_way(world, enter):
    client = enter("coordinator")
    assert "Chưa có bảng nào" in _text(client.get(IMPORTS))
    page = _brought(client)
    shown = _text(client.get(page))
    assert "NGÔ THỊ SEN" in shown  # as an example
    assert "«Số CCCD» (giấy tờ tùy thân)" in shown
    assert "001" not in shown
    assert client.post(page, _chosen(client, page)).status_code == 302
    running = client.get(page)
    assert "hx-get" in _text(running)
    live = client.get(page + "tien-do/")
    assert client.get(page + "tien-do/", headers={"If-None-Match": live["ETag"]}).status_code == 304
    people = Person.objects.count()
    direct.drain()
    assert client.get(page + "tien-do/")["HX-Refresh"] == "true"
    read = _text(client.get(page + "?tab=new"))
    assert "Ngô Thị Sen" in read and "0912 345 678" in read
    assert "«NGÔ THỊ SEN» đọc là «Ngô Thị Sen»" in read
    wrong = _text(client.get(page + "?tab=wrong"))
    assert "Không có đơn vị nào tên «Sở TT&amp;TT Sao Hỏa»" in wrong
    assert "Điện thoại:" in wrong and "091234567" in wrong
    assert Person.objects.count() == people, "nothing is written before it is confirmed"
    assert "Ghi 1 dòng vào mạng lưới" in read
    assert client.post(page + "ghi/").status_code == 302
    direct.drain()
    done = _text(client.get(page))
    assert "Đã ghi xong" in done
    assert queries.people(text="ngô thị sen")[0].phone == "+84912345678"
    assert not SheetFile.objects.exists()
    assert "001" not in str(list(SheetRow.objects.values("cells", "line"))).replace("0012", "")
    acts = list(Entry.objects.filter(act__startswith="sheet.").values_list("act", flat=True))
    assert acts == ["sheet.brought", "sheet.columns_chosen", "sheet.confirmed", "sheet.written"]
    assert client.get("/ban/nhat-ky/").status_code == 200


def test_what_is_unclear_is_chosen_on_the_page(world, enter):
    rows = [
        ["Họ và tên", "Đơn vị", "Vai trò", "Email"],
        ["Ngô Văn Một", "Cục Vien thon", "Cán bộ đầu mối", "mot@vidu.example"],
        ["Ngô Văn Hai", "Cục Viễn thông", "Cán bộ đầu mối", "hai@vidu.example"],
    ]
    client = enter("coordinator")
    page = _read(client, rows)
    assert "là đơn vị nào?" in _text(client.get(page))
    sheet = Sheet.objects.get()
    unit = SheetRow.objects.get(outcome="ambiguous").candidates[0]
    chosen = {"tab": "ambiguous", "row-1": unit, "row-2": "skip"}
    assert client.post(page + "lua-chon/", chosen).status_code == 302
    assert dict(sheet.rows.values_list("place", "outcome")) == {1: "new", 2: "skipped"}
    assert "Lấy lại dòng này" in _text(client.get(page + "?tab=skipped"))
    client.post(page + "lua-chon/", {"tab": "skipped", "row-2": ""})
    assert dict(sheet.rows.values_list("place", "outcome")) == {1: "new", 2: "new"}
    client.post(page + "lua-chon/", {"tab": "new", "row-1": "not offered"})
    assert client.post(page + "ghi/").status_code == 302
    direct.drain()
    assert len(queries.people(text="ngô văn")) == 2
    assert client.post(page + "lua-chon/", {"row-1": "skip"}).status_code == 302  # too late
    assert "Bảng đã sang bước khác" in _text(client.get(page))


def test_columns_may_be_chosen_again_and_a_sheet_given_up(world, enter):
    client = enter("coordinator")
    page = _brought(client)
    nothing = dict.fromkeys(_chosen(client, page), "")
    assert "Chưa có cột nào là đơn vị" in _text(client.post(page, nothing))
    twice = _chosen(client, page) | {"column_0": "name"}
    assert "Mỗi nội dung chỉ lấy từ một cột" in _text(client.post(page, twice))
    assert client.post(page, _chosen(client, page)).status_code == 302
    direct.drain()
    assert client.post(page + "chon-lai-cot/").status_code == 302
    assert "Đọc từng dòng" in _text(client.get(page))
    assert client.post(page, _chosen(client, page)).status_code == 302
    direct.drain()
    assert SheetRow.objects.count() == 3
    assert client.post(page + "bo/").status_code == 302
    assert "Bảng này đã bỏ" in _text(client.get(page))
    assert not SheetRow.objects.exists() and not SheetFile.objects.exists()


def test_another_tab_of_the_file(world, enter):
    book = Workbook()
    book.active.append(["Họ và tên", "Đơn vị"])
    book.active.append(["Ngô Một", "Cục Viễn thông"])
    other = book.create_sheet("Sở")
    other.append(["Họ tên", "Cơ quan", "Email"])
    other.append(["Ngô Hai", "Cục Viễn thông", "hai@vidu.example"])
    content = BytesIO()
    book.save(content)
    client = enter("coordinator")
    page = _upload(client, content.getvalue())["Location"]
    assert "Trang tính" in _text(client.get(page))
    client.post(page + "trang-tinh/", {"tab": "Sở"})
    assert "hai@vidu.example" in _text(client.get(page))
    client.post(page + "trang-tinh/", {"tab": "không có"})
    assert "hai@vidu.example" in _text(client.get(page))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 \n", "sheets.not_a_sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheets.old_or_locked"),
        (workbook([[]]), "sheets.no_headings"),
        (workbook([["một"], ["hai"]]), "sheets.no_headings"),
        (b"PK\x03\x04 broken", "sheets.not_a_sheet"),
    ],
)
def test_what_is_no_sheet_is_said_so(world, enter, content, words):
    from thongsuot.look.refusals import REFUSALS

    response = _upload(enter("coordinator"), content)
    assert response.status_code == 409
    assert REFUSALS[words][0] in _text(response)
    assert not Sheet.objects.exists()


def test_a_file_is_asked_for_and_not_too_large(world, enter, monkeypatch):
    client = enter("coordinator")
    assert client.post(IMPORTS, {}).status_code == 422
    monkeypatch.setattr("thongsuot.desk.views.importing.MOST", 10)
    assert "MB" in _text(_upload(client, workbook(ROWS)))


def test_sheets_are_brought_by_coordinators_alone(world, enter):
    page = _read(enter("coordinator"))
    for name in ("leader", "officer", "stranger"):
        client = enter(name)
        for address in (IMPORTS, page, page + "tien-do/", page + "dong.xlsx"):
            assert client.get(address).status_code == 403
        for act in ("ghi/", "bo/", "lua-chon/", "chon-lai-cot/", "trang-tinh/"):
            assert client.post(page + act).status_code == 403
    nowhere = reverse("desk:import", args=["00000000-0000-4000-8000-000000000000"])
    assert enter("coordinator").get(nowhere).status_code == 404


def test_rows_are_taken_away_with_their_reasons(world, enter):
    client = enter("coordinator")
    page = _read(client)
    found = client.get(page + "dong.xlsx?tab=wrong")
    table = list(load_workbook(BytesIO(found.content)).active.iter_rows(values_only=True))
    assert table[0][0] == "Dòng" and table[0][-1] == "Lý do"
    assert [line[0] for line in table[1:]] == [4, 5]
    assert "Sao Hỏa" in table[1][-1]


def test_the_network_is_taken_out_and_back_in(world, enter):
    client = enter("coordinator")
    content = client.get("/ban/mang-luoi/danh-ba.xlsx").content
    looked = Look.objects.filter(person=world.reporter)
    assert looked.count() == 1, "journalists' addresses that go out are looks"
    before = (
        set(Mandate.objects.values_list()),
        set(map(repr, ContactPoint.objects.values_list())),
    )
    page = _upload(client, content)["Location"]
    client.post(page, _chosen(client, page))
    direct.drain()
    assert set(Sheet.objects.get().counts) == {"unchanged"}
    assert "Không có gì để ghi" in _text(client.get(page))
    assert (
        set(Mandate.objects.values_list()),
        set(map(repr, ContactPoint.objects.values_list())),
    ) == before


def test_what_is_taken_out_is_what_one_may_see(world, enter):
    for suffix in ("xlsx", "csv"):
        content = enter("coordinator").get(f"/ban/mang-luoi/danh-ba.{suffix}").content
        text = content.decode() if suffix == "csv" else str(list(_cells(content)))
        assert "reporter@vidu.example" in text and "officer@vidu.example" in text
        content = enter("stranger").get(f"/ban/mang-luoi/danh-ba.{suffix}").content
        text = content.decode() if suffix == "csv" else str(list(_cells(content)))
        assert "reporter@vidu.example" not in text and "Bùi Ngọc Lan" not in text
        assert "officer@vidu.example" in text
    assert enter("reporter").get("/ban/mang-luoi/danh-ba.csv").status_code == 403


def _cells(content: bytes):
    return load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
