"""Sheets into the network: ugly ones, what is asked, what is written, and back out again."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.network.conftest import SINCE, Small, body
from tests.network.sheets.ugly import SHEETS, Row, Ugly
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.look.refusals import REFUSALS
from thongsuot.network import actions
from thongsuot.network.models import (
    ContactPoint,
    Mandate,
    Person,
    Province,
    Sheet,
    SheetRow,
    Unit,
    UnitCode,
    UnitName,
)
from thongsuot.network.terms import SheetState
from thongsuot.work import direct


@dataclass
class Office:
    """The network of the ugly sheets: bodies by a short word, and who keeps it."""

    units: dict[str, Unit]
    coordinator: Person


def _department(place: str, kind: str = "tỉnh") -> Unit:
    unit = body(f"Sở Thông tin và Truyền thông {kind} {place}", f"Sở TT&TT {place}", "department")
    province = Province.objects.create(name=place, code=place[:5], valid_from=SINCE)
    actions.locate_unit(unit=unit, province=province, valid_from=SINCE, by=None)
    return unit


@pytest.fixture
def office(small: Small) -> Office:
    units = {
        "centre": small.centre,
        "lak": small.department,
        "paper": small.paper,
        "attt": body("Cục An toàn thông tin", "Cục ATTT", "ministry_unit"),
        "dti": body("Cục Chuyển đổi số quốc gia", "", "ministry_unit"),
        "giang": _department("Hà Giang"),
        "noi": _department("Hà Nội", "thành phố"),
        "hcm": _department("Thành phố Hồ Chí Minh", ""),
    }
    UnitCode.objects.create(unit=units["attt"], scheme="mic", code="TT-17", valid_from=SINCE)
    before = SINCE - timedelta(days=1)
    UnitName.objects.create(
        unit=units["dti"],
        name="Cục Tin học hóa",
        valid_from=date(2008, 1, 1),
        valid_to=before,
    )
    known = actions.add_person(name="Phạm Thu Đa", by=None)
    actions.give_mandate(person=known, unit=units["noi"], role="officer", valid_from=SINCE, by=None)
    actions.add_contact_point(person=known, channel="email", address="da@hanoi.example", by=None)
    # `small` has a namesake in Đắk Lắk; here there is one Phạm Thu Đa.
    Mandate.objects.filter(person=small.far_officer).delete()
    ContactPoint.objects.filter(person=small.far_officer).delete()
    Person.objects.filter(pk=small.far_officer.pk).delete()
    return Office(units, small.coordinator)


def bring(office: Office, name: str, content: bytes, **settings: str) -> Sheet:
    """Brought, its columns taken as they were recognised, read."""
    sheet = actions.bring_sheet(name=name, content=content, by=office.coordinator)
    usual = {key: value for key, value in sheet.settings.items() if value}
    if "unit" in settings:
        settings["unit"] = str(office.units[settings["unit"]].pk)
    actions.choose_columns(
        sheet=sheet,
        fields_of_columns=[column["field"] for column in sheet.columns],
        by=office.coordinator,
        **usual | settings,
    )
    direct.drain()
    sheet.refresh_from_db()
    return sheet


def outcomes(sheet: Sheet) -> list[tuple[int, str]]:
    return list(sheet.rows.order_by("place").values_list("number", "outcome"))


def confirm(office: Office, sheet: Sheet) -> Sheet:
    actions.confirm_sheet(sheet=sheet, by=office.coordinator)
    direct.drain()
    sheet.refresh_from_db()
    return sheet


def everything() -> dict[str, set[tuple[object, ...]]]:
    """All that an import may touch."""
    return {
        "people": set(Person.objects.values_list("pk", "name", "post", "language")),
        "mandates": set(
            Mandate.objects.values_list(
                *("person", "unit", "role", "valid_from", "valid_to", "decision", "matter")
            )
        ),
        "points": set(
            ContactPoint.objects.values_list("person", "unit", "channel", "address", "preference")
        ),
        "names": set(UnitName.objects.values_list("unit", "name", "short_name")),
    }


@pytest.mark.parametrize("make", SHEETS, ids=lambda make: make.__name__)
def test_an_ugly_sheet_comes_to_what_it_says(office: Office, make) -> None:
    ugly: Ugly = make()
    sheet = bring(office, ugly.name, ugly.content, **ugly.settings)
    assert sheet.state == SheetState.READ, sheet.failure
    before = everything()
    rows = list(sheet.rows.order_by("place"))
    found = [
        (row.number, row.outcome, [problem["code"] for problem in row.problems]) for row in rows
    ]
    wanted = [
        (row.number, row.outcome, [row.code] if row.outcome == "wrong" else []) for row in ugly.rows
    ]
    assert found == wanted
    assert tuple(c["heading"] for c in sheet.columns if c["refused"]) == ugly.refused
    assert sheet.encodings == ugly.others.get("encodings", [])
    for row, expected in zip(rows, ugly.rows, strict=True):
        _check_offers(office, row, expected)
    if not sheet.counts.keys() & {"new", "changed"}:
        return
    assert everything() == before, "something was written before it was confirmed"
    confirm(office, sheet)
    assert sheet.state == SheetState.DONE
    assert "overtaken" not in sheet.counts
    for row, expected in zip(sheet.rows.order_by("place"), ugly.rows, strict=True):
        _check_written(office, row, expected)
    written = everything()
    _check_nothing_changes_twice(office, ugly, written)


def _check_offers(office: Office, row: SheetRow, expected: Row) -> None:
    if expected.code and expected.outcome != "wrong":
        assert [note["code"] for note in row.notes] == [expected.code]
    if row.candidates_are == "unit":
        names = {str(unit.pk): word for word, unit in office.units.items()}
        assert tuple(names[id] for id in row.candidates) == expected.candidates
    elif row.candidates:
        people = {str(one.pk): one.name for one in Person.objects.all()}
        assert tuple(people[id] for id in row.candidates) == expected.candidates


def _check_written(office: Office, row: SheetRow, expected: Row) -> None:
    if expected.outcome not in ("new", "changed", "unchanged"):
        assert row.written_at is None
        return
    unit = office.units[expected.unit]
    assert row.unit == unit.pk
    if not expected.name:
        return
    person = Person.objects.get(pk=row.person)
    assert person.name == expected.name
    held = Mandate.objects.on(clock.legal_date()).filter(person=person, unit=unit)
    assert set(expected.roles) <= set(held.values_list("role", flat=True))
    assert held.exists()
    assert not expected.post or person.post == expected.post
    ordered = person.contact_points.order_by("channel", "preference")
    addresses = list(ordered.values_list("address", flat=True))
    assert set(expected.held) <= set(addresses)
    if expected.outcome == "new" and expected.held:
        assert tuple(addresses) == expected.held or len(expected.held) < len(addresses)


def _check_nothing_changes_twice(office: Office, ugly: Ugly, written: object) -> None:
    again = bring(office, ugly.name, ugly.content, **ugly.settings)
    assert not again.counts.keys() & {"new", "changed"}, again.rows.exclude(changes=[]).values()
    with pytest.raises(Refused, match="nothing_to_write"):
        actions.confirm_sheet(sheet=again, by=office.coordinator)
    assert everything() == written


def test_every_problem_has_words() -> None:
    """Codes that rows carry without being raised."""
    import ast
    from pathlib import Path

    from thongsuot.network import matching

    places = Path(matching.__file__).parent.glob("*.py")
    codes = {
        node.value
        for place in places
        for node in ast.walk(ast.parse(place.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(("network.import_", "lib.", "network.not_"))
    }
    assert len(codes) > 10
    assert codes <= set(REFUSALS)
