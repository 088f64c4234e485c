"""The fact bank at the desk: found, stated, settled, drawn."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.desk.office.conftest import Enter
from tests.releases.conftest import World
from thongsuot.desk import curves
from thongsuot.facts import actions, queries
from thongsuot.facts.terms import Better, Cadence

LIST = "/ban/so-lieu/"
OCTOBER, SEPTEMBER = date(2026, 10, 31), date(2026, 9, 30)


def keep(world: World, name: str = "Thuê bao di động", **more: Any) -> Any:
    """A series of the whole, kept by telecom."""
    of = {"measure": "thuê bao", "better": Better.MORE, "cadence": Cadence.MONTHLY} | more
    indicator = actions.keep_indicator(name=name, by=world.coordinator, **of)
    return actions.open_series(indicator=indicator, owner=world.telecom, by=world.coordinator)


def state(world: World, series: Any, number: str, day: date = OCTOBER, by: str = "officer") -> Any:
    unit = {"officer": "telecom", "stranger": "press"}[by]
    return actions.state_value(
        series=series,
        number=Decimal(number),
        as_of=day,
        source="Báo cáo số 12/BC-CVT",
        stated_for=world.units[unit],
        by=world.people[by],
    )


@pytest.fixture
def series(world: World) -> Any:
    return keep(world)


def test_the_list_is_searched_without_accents_and_narrowed(
    world: World, enter: Enter, series: Any
) -> None:
    state(world, series, "124500000")
    keep(world, "Tỷ lệ hộ có Internet", measure="%", decimals=1)
    client = enter("officer")
    page = client.get(LIST).content.decode()
    assert "124.500.000" in page
    assert "Tỷ lệ hộ có Internet" in page
    found = client.get(LIST, {"q": "thue bao", "owner": str(world.telecom.pk), "place": "whole"})
    assert "Tỷ lệ hộ có Internet" not in found.content.decode()
    assert "124.500.000" in found.content.decode()
    piece = client.get(LIST, {"q": "internet"}, headers={"HX-Request": "true"}).content.decode()
    assert piece.strip().startswith('<div id="figures"')
    assert "Thuê bao" not in piece
    nothing = client.get(LIST, {"owner": str(world.press.pk)}).content.decode()
    assert "Không có số liệu nào khớp" in nothing
    assert "Thuê bao" not in client.get(LIST, {"show": "overdue"}).content.decode()


def test_the_sheet_holds_what_the_list_holds(world: World, enter: Enter, series: Any) -> None:
    state(world, series, "124500000")
    answer = enter("officer").get(LIST + "bang.xlsx")
    book = load_workbook(BytesIO(answer.content))
    head, row = [[cell.value for cell in line] for line in book.active.rows]
    assert row[:4] == ["Thuê bao di động", "thuê bao", "Cả nước", 124500000]
    assert head[8] == "Cơ quan giữ số liệu"


def test_a_figure_shows_its_value_beside_its_target(
    world: World, enter: Enter, series: Any
) -> None:
    client, page = enter("officer"), f"{LIST}{series.pk}/"
    assert "Chưa cơ quan nào nêu số" in client.get(page).content.decode()
    sent = {"number": "124,5 triệu", "as_of": "2026-10-31", "source": "Báo cáo 12"}
    sent |= {"stated_for": str(world.telecom.pk)}
    assert client.post(page + "neu/", sent).status_code == 302
    wanted = {"number": "130 triệu", "by_day": "2026-12-31", "source": "Kế hoạch năm"}
    assert client.post(page + "muc-tieu/", wanted).status_code == 302
    assert client.post(page + "han/", {"next_due_on": "2026-11-30"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "124.500.000" in shown
    assert "Chưa đạt" in shown
    assert "còn cách 5.500.000" in shown
    assert "một trăm hai mươi bốn triệu năm trăm nghìn thuê bao" in shown
    assert "30/11/2026" in shown


def test_what_cannot_be_read_is_told_and_stays_typed(
    world: World, enter: Enter, series: Any
) -> None:
    sent = {"number": "nhiều lắm", "as_of": "2026-10-31", "source": "Báo cáo số 99"}
    answer = enter("officer").post(f"{LIST}{series.pk}/neu/", sent)
    assert answer.status_code == 422
    assert "Không đọc được số này" in answer.content.decode()
    assert "Báo cáo số 99" in answer.content.decode()


def test_two_bodies_differ_until_a_coordinator_chooses(
    world: World, enter: Enter, series: Any
) -> None:
    state(world, series, "124500000")
    other = state(world, series, "124000000", by="stranger")
    page, choice = f"{LIST}{series.pk}/", f"{LIST}{series.pk}/chon/{other.pk}/"
    for name in ("officer", "stranger", "coordinator"):
        assert "Các bên nêu số khác nhau cho ngày" in enter(name).get(page).content.decode()
    assert enter("officer").get(choice).status_code == 403
    coordinator = enter("coordinator")
    listed = coordinator.get(LIST, {"show": "disputed"}).content.decode()
    assert "Thuê bao di động" in listed
    assert coordinator.get(choice).status_code == 200
    assert coordinator.post(choice, {"note": "Theo biên bản đối soát"}).status_code == 302
    assert "Các bên nêu số khác nhau cho ngày" not in coordinator.get(page).content.decode()
    figure = queries.figure(world.view("officer"), series.pk)
    assert figure is not None
    assert figure.value is not None
    assert figure.value.number == 124000000


def test_a_coordinator_keeps_a_new_figure_in_one_form(world: World, enter: Enter) -> None:
    asked = {
        "name": "Số chợ có thanh toán số",
        "measure": "chợ",
        "decimals": "0",
        "better": "more",
        "cadence": "quarterly",
        "reach": "public",
        "owner": str(world.telecom.pk),
    }
    coordinator = enter("coordinator")
    assert enter("officer").get(LIST + "moi/").status_code == 403
    assert coordinator.get(LIST + "moi/").status_code == 200
    assert coordinator.post(LIST + "moi/", asked).status_code == 302
    again = coordinator.post(LIST + "moi/", asked)
    assert again.status_code == 409
    empty = coordinator.post(LIST + "moi/", asked | {"name": "", "measure": ""})
    assert "Hãy điền ô này" in empty.content.decode()
    (figure,) = queries.figures(world.view("officer"))
    changed = {**asked, "name": "Số chợ 4.0"}
    page = f"{LIST}{figure.series}/chi-tieu/"
    assert coordinator.get(page).status_code == 200
    assert coordinator.post(page, changed).status_code == 302
    assert queries.figures(world.view("officer"))[0].name == "Số chợ 4.0"


def test_a_figure_of_the_units_is_nothing_to_others(
    world: World, enter: Enter, series: Any
) -> None:
    for name, status in (("public", 302), ("reporter", 403)):
        assert enter(name).get(LIST).status_code == status
        assert enter(name).get(f"{LIST}{series.pk}/").status_code == status
    assert enter("officer").get(f"{LIST}{world.telecom.pk}/").status_code == 404


def test_the_course_lies_between_round_numbers() -> None:
    days = [(SEPTEMBER, Decimal("97")), (OCTOBER, Decimal("98.2"))]
    drawn = curves.course(days, Decimal("98"))
    assert drawn is not None
    assert (drawn.low, drawn.high) == (Decimal("97"), Decimal("98.5"))
    assert drawn.line.startswith("0.0,160.0 640.0,")
    assert drawn.target_y
    assert curves.course(days[:1]) is None
    flat = curves.course([(SEPTEMBER, Decimal(0)), (OCTOBER, Decimal(0))])
    assert flat is not None
    assert flat.high > flat.low
