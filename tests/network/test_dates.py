"""Everything is as of a day: names, roles, mandates, deputies."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.network.conftest import Small, body, day, frozen
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.models import Mandate, UnitName


def test_a_name_is_that_of_its_day(small: Small):
    actions.name_unit(
        unit=small.department, name="Sở Khoa học và Công nghệ", valid_from=date(2026, 6, 1), by=None
    )
    old, new = "Sở Thông tin và Truyền thông tỉnh Đắk Lắk", "Sở Khoa học và Công nghệ"
    key = small.department.pk
    for on, expected in [
        (date(2026, 5, 31), old),
        (date(2026, 6, 1), new),
        (date(2020, 1, 1), old),  # before all we know: the first name
        (None, new),
    ]:
        assert queries.name_of(key, on) == expected
        assert queries.unit(key, on).name == expected


def test_a_name_noted_late_does_not_undo_a_later_one(small: Small):
    key, later = small.department.pk, date(2026, 6, 1)
    actions.name_unit(unit=key, name="Sở Ba", valid_from=later, by=None)
    actions.name_unit(unit=key, name="Sở Hai", valid_from=date(2026, 3, 1), by=None)
    named = [queries.name_of(key, date(2026, month, 28)) for month in (2, 3, 5, 6)]
    assert named[1:] == ["Sở Hai", "Sở Hai", "Sở Ba"]
    actions.name_unit(unit=key, name="Sở Ba (sửa)", valid_from=later, by=None)
    assert queries.name_of(key) == "Sở Ba (sửa)"
    assert UnitName.objects.filter(unit=key).count() == 3


def test_an_old_name_finds_the_body_under_its_new_one(small: Small):
    actions.name_unit(unit=small.department, name="Sở Khoa học và Công nghệ", by=None)
    found = queries.units(text="truyen thong dak lak")
    assert [view.name for view in found] == ["Sở Khoa học và Công nghệ"]


def test_a_dissolved_body_leaves_the_lists_and_keeps_its_last_name(small: Small):
    row = UnitName.objects.get(unit=small.paper)
    actions.end_row(kind="name", row_id=row.pk, last_day=date(2026, 6, 30), by=None)
    assert small.paper.pk not in {view.id for view in queries.units()}
    assert small.paper.pk in {view.id for view in queries.units(on=date(2026, 6, 30))}
    assert queries.unit(small.paper.pk).name == "Báo Buổi Sáng"


def test_a_mandate_ends_at_midnight_in_viet_nam(small: Small):
    mandate = Mandate.objects.get(person=small.leader)
    actions.end_mandate(mandate=mandate, last_day=date(2026, 11, 30), by=None)
    last_minute = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    with frozen(last_minute):
        assert small.centre.pk in queries.viewer_of(small.leader).leads
    with frozen(last_minute + timedelta(minutes=1)):
        viewer = queries.viewer_of(small.leader)
        assert viewer.leads == viewer.works_for == frozenset()
        assert not viewer.is_staff
        assert queries.holders(small.centre.pk, ["leader"]) == []
        assert small.leader.pk not in {m.person_id for m in queries.resolve()}


def test_a_deputy_leads_on_the_days_named_and_no_others(small: Small):
    mandate = Mandate.objects.get(person=small.leader)
    actions.name_deputy(
        mandate=mandate,
        person=small.officer,
        valid_from=date(2026, 12, 1),
        valid_to=date(2026, 12, 2),
        by=small.leader,
    )
    for on, leads in [
        ("2026-11-30", False),
        ("2026-12-01", True),
        ("2026-12-02", True),
        ("2026-12-03", False),
    ]:
        with frozen(day(on)):
            assert (small.centre.pk in queries.viewer_of(small.officer).leads) is leads, on
            held = queries.holders(small.centre.pk, ["leader"])
            assert [(h.id, h.deputising) for h in held] == [(small.leader.pk, False)] + (
                [(small.officer.pk, True)] if leads else []
            )
            named = {m.person_id for m in queries.resolve(mandates=["leader"])}
            assert (small.officer.pk in named) is leads


def test_a_deputy_of_another_body_works_for_it_on_those_days(small: Small):
    mandate = Mandate.objects.get(person=small.far_leader)
    on = date(2026, 11, 23)
    actions.name_deputy(
        mandate=mandate, person=small.officer, valid_from=on, valid_to=on, by=small.far_leader
    )
    viewer = queries.viewer_of(small.officer)
    assert viewer.works_for == viewer.answers_for == {small.centre.pk, small.department.pk}


def test_a_deputy_ends_with_the_leaders_mandate(small: Small):
    mandate = Mandate.objects.get(person=small.leader)
    actions.name_deputy(
        mandate=mandate,
        person=small.officer,
        valid_from=date(2026, 11, 23),
        valid_to=date(2026, 12, 31),
        by=None,
    )
    actions.end_mandate(mandate=mandate, last_day=date(2026, 11, 25), by=None)
    with frozen(day("2026-11-26")):
        assert queries.viewer_of(small.officer).leads == frozenset()


def test_only_the_leader_or_a_coordinator_names_a_deputy(small: Small):
    mandate = Mandate.objects.get(person=small.leader)
    on = date(2026, 12, 1)
    with pytest.raises(Refused, match=r"network\.not_yours"):
        actions.name_deputy(
            mandate=mandate, person=small.officer, valid_from=on, valid_to=on, by=small.officer
        )
    deputy = actions.name_deputy(
        mandate=mandate, person=small.officer, valid_from=on, valid_to=on, by=small.coordinator
    )
    actions.end_deputy(deputy=deputy, by=small.leader)
    with frozen(day("2026-12-01")):
        assert queries.viewer_of(small.officer).leads == frozenset()


def test_one_mandate_is_held_once_at_a_time(small: Small):
    with pytest.raises(Refused, match=r"network\.already_holds"):
        actions.give_mandate(person=small.leader, unit=small.centre, role="leader", by=None)


def test_the_database_keeps_dates_in_order(small: Small):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(person=small.leader).update(valid_to=date(2025, 1, 1))


def test_the_database_keeps_one_open_mandate(small: Small):
    mandate = Mandate.objects.get(person=small.leader)
    mandate.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        mandate.save(force_insert=True)


def test_a_body_never_stands_under_itself(small: Small):
    third = body("Phòng Thư ký", "", "partner")
    actions.place_unit(unit=third, parent=small.department, by=None)
    actions.place_unit(unit=small.department, parent=small.centre, by=None)
    with pytest.raises(Refused, match=r"network\.under_itself"):
        actions.place_unit(unit=small.centre, parent=third, by=None)
    assert queries.unit(third.pk).parent == small.department.pk


def test_a_code_belongs_to_one_body_at_a_time(small: Small):
    given = actions.give_code(unit=small.centre, scheme="cũ", code="15", by=None)
    with pytest.raises(Refused, match=r"network\.code_taken"):
        actions.give_code(unit=small.department, scheme="cũ", code="15", by=None)
    actions.end_row(kind="code", row_id=given.pk, last_day=date(2026, 11, 30), by=None)
    actions.give_code(
        unit=small.department, scheme="cũ", code="15", valid_from=date(2026, 12, 1), by=None
    )
    assert queries.units_by_code("cũ") == {"15": small.centre.pk}
    assert queries.units_by_code("cũ", date(2026, 12, 1)) == {"15": small.department.pk}
