"""Sheets into the network: ugly ones, what is asked, what is written, and back out again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.network.conftest import SINCE, Small, body
from tests.network.sheets.making import workbook
from tests.network.sheets.ugly import SHEETS, Row, Ugly
from thongsuot.journal.models import Entry
from thongsuot.lib import clock, sheets
from thongsuot.lib.refused import Refused
from thongsuot.look.refusals import REFUSALS
from thongsuot.network import actions, queries
from thongsuot.network.models import (
    ContactPoint,
    Mandate,
    Person,
    Province,
    Sheet,
    SheetFile,
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


# Choices, and what time does --------------------------------------------------------------------

HEAD = ["Họ và tên", "Đơn vị", "Vai trò", "Thư điện tử", "Điện thoại"]


def simple(*rows: tuple[str, ...]) -> bytes:
    return workbook([HEAD, *rows])


def settle(office: Office, sheet: Sheet, **choices: str) -> None:
    chosen = {int(place[1:]): value for place, value in choices.items()}
    actions.settle_rows(sheet=sheet, choices=chosen, by=office.coordinator)
    sheet.refresh_from_db()


def test_a_change_of_post_ends_the_old_one_unless_it_is_a_further_one(office: Office) -> None:
    row = ("Phạm Thu Đa", "Cục ATTT", "Cán bộ đầu mối", "da@hanoi.example", "")
    known = Person.objects.get(name="Phạm Thu Đa")
    sheet = bring(office, "a.xlsx", simple(row))
    assert [c["field"] for c in sheet.rows.get().changes] == ["mandate", "mandate"]
    settle(office, sheet, r1="also")
    assert [bool(c["before"]) for c in sheet.rows.get().changes] == [False]
    confirm(office, sheet)
    held = queries.mandates_of(known.pk)
    assert {m.unit_id for m in held} == {office.units["noi"].pk, office.units["attt"].pk}
    Mandate.objects.filter(person=known, unit=office.units["attt"]).delete()
    confirm(office, bring(office, "b.xlsx", simple(row)))
    assert [m.unit_id for m in queries.mandates_of(known.pk)] == [office.units["attt"].pk] or (
        Mandate.objects.get(person=known, unit=office.units["noi"]).valid_to
        == clock.legal_date() - timedelta(days=1)
    )


def test_a_namesake_is_somebody_new_or_the_one_who_is_known(office: Office) -> None:
    row = ("Phạm Thu Đa", "Cục ATTT", "Người phát ngôn", "khac@antoan.example", "")
    known = Person.objects.get(name="Phạm Thu Đa")
    sheet = bring(office, "a.xlsx", simple(row))
    assert outcomes(sheet) == [(2, "ambiguous")]
    settle(office, sheet, r1="somebody who is not offered")
    assert outcomes(sheet) == [(2, "ambiguous")]
    settle(office, sheet, r1="new")
    assert outcomes(sheet) == [(2, "new")]
    settle(office, sheet, r1="")
    settle(office, sheet, r1=str(known.pk))
    assert outcomes(sheet) == [(2, "changed")]
    confirm(office, sheet)
    assert known.contact_points.count() == 2
    assert Person.objects.filter(name="Phạm Thu Đa").count() == 1


def test_addresses_come_in_order_and_none_is_lost(office: Office, small: Small) -> None:
    numbers = "0912345670; 0912345671 / 0912345672"
    rows = (
        ("Đỗ Xuân Ba", "Sở TT&TT Đắk Lắk", "", "moi@daklak.example", numbers),
        ("Mai Báo Chí", "Báo Buổi Sáng", "", "chi@bao.example", ""),
    )
    confirm(office, bring(office, "a.xlsx", simple(*rows)))
    kept = ContactPoint.objects.filter(person=small.far_leader).order_by("channel", "preference")
    assert [point.address for point in kept.filter(channel="phone")] == [
        *("+84912345670", "+84912345671", "+84912345672"),
    ]
    emails = [(point.preference, point.address) for point in kept.filter(channel="email")]
    assert [turn for turn, _ in emails] == [1, 2]
    assert emails[1][1] == "moi@daklak.example"
    private = ContactPoint.objects.get(address="chi@bao.example")
    assert private.sharing == "private", "a journalist's address is nobody's but theirs"


def test_what_changed_meanwhile_is_left_out(office: Office) -> None:
    rows = [
        (f"Mai Thị {word}", "Cục ATTT", "Cán bộ đầu mối", "", f"09123456{n}")
        for n, word in enumerate(("Xuân", "Hạ"), 80)
    ]
    sheet = bring(office, "a.xlsx", simple(*rows))
    person = actions.add_person(name="Mai Thị Xuân", by=None)
    actions.give_mandate(person=person, unit=office.units["attt"], role="officer", by=None)
    confirm(office, sheet)
    assert sheet.counts == {"new": 1, "overtaken": 1}
    assert Person.objects.filter(name="Mai Thị Xuân").get() == person


def test_a_worker_that_dies_between_chunks_is_continued(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thongsuot.network.actions import sheet_steps
    from thongsuot.network.queries.known import all_bodies

    monkeypatch.setattr(sheet_steps, "CHUNK", 2)
    rows = [
        (f"Mai Thị {word}", "Cục ATTT", "Cán bộ đầu mối", f"{n}@antoan.example", "")
        for n, word in enumerate(["Một", "Hai", "Ba", "Bốn", "Năm"])
    ]
    sheet = bring(office, "a.xlsx", simple(*rows, rows[0]))
    assert sheet.counts == {"new": 5, "unchanged": 1}
    actions.confirm_sheet(sheet=sheet, by=office.coordinator)
    sheet.refresh_from_db()
    direct.clear()
    assert sheet_steps._write_chunk(sheet, all_bodies())  # and then the worker died
    assert Person.objects.filter(name__startswith="Mai Thị").count() == 2
    for _ in range(2):
        sheet_steps.write_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DONE
    assert Person.objects.filter(name__startswith="Mai Thị").count() == 5
    entries = Entry.objects.filter(act="sheet.written").order_by("id")
    assert [entry.facts["rows"] for entry in entries] == [2, 2, 1]
    assert all(entry.by == str(office.coordinator.pk) for entry in entries)
    people = {
        str(pk)
        for pk in Person.objects.filter(name__startswith="Mai Thị").values_list("pk", flat=True)
    }
    assert {id for entry in entries for id in entry.facts["added"]} == people


def test_a_sheet_is_given_up_while_it_is_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thongsuot.network.actions import sheet_steps
    from thongsuot.network.queries.known import all_bodies

    monkeypatch.setattr(sheet_steps, "CHUNK", 1)
    rows = [(f"Mai Thị {word}", "Cục ATTT", "Cán bộ đầu mối", "", "") for word in ("Ba", "Tư")]
    sheet = bring(office, "a.xlsx", simple(*rows))
    actions.confirm_sheet(sheet=sheet, by=office.coordinator)
    sheet.refresh_from_db()
    sheet_steps._write_chunk(sheet, all_bodies())
    actions.discard_sheet(sheet=sheet, by=office.coordinator)
    direct.drain()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DISCARDED
    assert sheet.rows_written == 1
    assert Person.objects.filter(name__startswith="Mai Thị").count() == 1


def test_rows_are_forgotten_in_time(office: Office) -> None:
    from thongsuot.network.actions.sheet_steps import KEPT, forget_sheets

    row = ("Mai Thị Ba", "Cục ATTT", "Cán bộ đầu mối", "", "")
    written = confirm(office, bring(office, "a.xlsx", simple(row)))
    left = bring(office, "b.xlsx", simple(row))
    assert not SheetFile.objects.filter(sheet=written).exists()
    assert forget_sheets() == 0
    with clock.frozen(clock.now() + KEPT + timedelta(hours=1)):
        assert forget_sheets() == 2
        assert forget_sheets() == 0
    assert not SheetRow.objects.exists() and not SheetFile.objects.exists()
    written.refresh_from_db()
    left.refresh_from_db()
    assert written.counts == {"new": 1}
    assert (written.state, left.state) == (SheetState.DONE, SheetState.DISCARDED)


def test_who_is_erased_leaves_the_sheets_too(office: Office) -> None:
    known = Person.objects.get(name="Phạm Thu Đa")
    rows = (
        ("Phạm Thu Đa", "Sở TT&TT Hà Nội", "", "da@hanoi.example", ""),
        ("Phạm Thu Đa", "Cục ATTT", "Người phát ngôn", "", ""),
        ("Mai Thị Ba", "Cục ATTT", "Cán bộ đầu mối", "", ""),
    )
    sheet = bring(office, "a.xlsx", simple(*rows))
    actions.erase(person=known, by=office.coordinator)
    assert [row.line["name"] for row in sheet.rows.all()] == ["Mai Thị Ba"]


def test_only_coordinators_import(office: Office, small: Small) -> None:
    sheet = bring(office, "a.xlsx", simple(("Mai Thị Ba", "Cục ATTT", "Cán bộ", "", "")))
    for by in (small.leader, small.officer, small.journalist):
        for act, more in (
            (actions.bring_sheet, {"name": "a", "content": b"a"}),
            (actions.choose_columns, {"sheet": sheet, "fields_of_columns": []}),
            (actions.choose_tab, {"sheet": sheet, "tab": ""}),
            (actions.back_to_columns, {"sheet": sheet}),
            (actions.settle_rows, {"sheet": sheet, "choices": {}}),
            (actions.confirm_sheet, {"sheet": sheet}),
            (actions.discard_sheet, {"sheet": sheet}),
        ):
            with pytest.raises(Refused, match="coordinator_only"):
                act(by=by, **more)


def test_questions_do_not_grow_with_the_rows(
    office: Office,
) -> None:
    """A chunk asks about twenty, with ten rows or two hundred (SQLite splits long inserts)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for size in (10, 200):
        rows = [
            (f"Mai {a} {b}", "Cục ATTT", "Cán bộ đầu mối", f"{size}.{n}@antoan.example", "")
            for n, (a, b) in enumerate(_names(size))
        ]
        sheet = bring(office, "a.xlsx", simple(*rows))
        actions.back_to_columns(sheet=sheet, by=office.coordinator)
        with CaptureQueriesContext(connection) as found:
            bring(office, "a.xlsx", simple(*rows))
        asked.append(sum(query["sql"].startswith("SELECT") for query in found))
    assert asked[1] <= asked[0] + 4
    assert asked[0] < 60


def _names(size: int) -> list[tuple[str, str]]:
    letters = [
        "An",
        "Bình",
        "Châu",
        "Dung",
        "Giang",
        "Hà",
        "Khoa",
        "Lan",
        "Minh",
        "Nga",
        "Phúc",
        "Quân",
        "Sơn",
        "Tâm",
        "Vân",
    ]
    return [(a, b) for a in letters for b in letters][:size]


# Out and in again -------------------------------------------------------------------------------


def exported(office: Office) -> list[list[str]]:
    viewer = queries.viewer_of(office.coordinator)
    return list(queries.network_rows(viewer, queries.Taken()))


def as_file(rows: list[list[str]], kind: str) -> bytes:
    write = sheets.delimited if kind == "csv" else lambda h, r: sheets.workbook("Danh bạ", h, r)
    return write(queries.EXPORT_HEADINGS, rows)


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Mai Thị Ba", "Mai Thị Bá", "MAI Văn Tư", "Hồ Én", "Lê An"]),
            "post": st.sampled_from(["", "Chuyên viên", "Phó Giám đốc (phụ trách)", "=1+1"]),
            "language": st.sampled_from(["vi", "en"]),
            "mandates": st.lists(
                st.tuples(
                    st.sampled_from(["attt", "giang", "noi", "paper", "centre"]),
                    st.sampled_from(
                        ["leader", "officer", "spokesperson", "journalist", "delegate"]
                    ),
                    st.integers(0, 300),
                ),
                min_size=1,
                max_size=3,
                unique_by=lambda held: held[:2],
            ),
            "points": st.lists(
                st.sampled_from(
                    [
                        ("email", "chung@bao.example"),
                        ("email", "ba@vidu.example"),
                        ("email", "tu+1@vidu.example"),
                        ("phone", "+84912345678"),
                        ("phone", "+84382345621"),
                        ("phone", "+842439431234"),
                        ("zalo", "+84912345678"),
                    ]
                ),
                max_size=4,
                unique=True,
            ),
        }
    ),
    max_size=5,
)


def furnish(office: Office, people: list[dict[str, Any]]) -> None:
    for one in people:
        person = actions.add_person(
            name=one["name"], post=one["post"], language=one["language"], by=None
        )
        for unit, role, days in one["mandates"]:
            first = SINCE + timedelta(days=days)
            delegate = {"matter": "Sự cố mạng", "valid_to": date(2027, 1, 31)}
            actions.give_mandate(
                person=person,
                unit=office.units[unit],
                role=role,
                valid_from=first,
                decision="12/QĐ-TTTT" if days % 2 else "",
                by=None,
                **(delegate if role == "delegate" else {}),
            )
        for turn, (channel, address) in enumerate(one["points"], 1):
            actions.add_contact_point(
                person=person, channel=channel, address=address, preference=turn, by=None
            )


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=PEOPLE, kind=st.sampled_from(["xlsx", "csv"]))
def test_out_and_in_again_is_the_identity(
    office: Office, people: list[dict[str, Any]], kind: str
) -> None:
    with transaction.atomic():
        furnish(office, people)
        rows = exported(office)
        content = as_file(rows, kind)
        again = bring(office, f"a.{kind}", content)
        assert set(again.counts) == {"unchanged"}, _odd(again)
        _forget_people(office)
        sheet = bring(office, f"a.{kind}", content)
        assert not set(sheet.counts) & {"wrong", "ambiguous"}, _odd(sheet)
        if sheet.counts.keys() & {"new", "changed"}:
            confirm(office, sheet)
        assert sorted(row[:-1] for row in exported(office)) == sorted(row[:-1] for row in rows)
        transaction.set_rollback(True)
    direct.clear()


def _odd(sheet: Sheet) -> list[dict[str, Any]]:
    odd = sheet.rows.exclude(outcome__in=["unchanged", "new"])
    return list(odd.values("number", "outcome", "line", "problems", "changes", "candidates"))


def _forget_people(office: Office) -> None:
    """As in another installation of the same bodies: everybody but the coordinator is unknown."""
    others = Person.objects.exclude(pk=office.coordinator.pk)
    ContactPoint.objects.filter(person__in=others).delete()
    Mandate.objects.filter(person__in=others).delete()
    others.delete()
