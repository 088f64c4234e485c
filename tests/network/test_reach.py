"""Whom an audience names, and where they can be reached."""

from datetime import timedelta

import pytest

from tests.network.conftest import Small
from thongsuot.lib import clock
from thongsuot.lib.text.order import sort_key
from thongsuot.network import actions, queries
from thongsuot.network.models import ContactPoint, Person


def names(found):
    return [m.name for m in found]


def test_an_empty_rule_names_everybody_in_vietnamese_order(small: Small):
    assert names(queries.resolve()) == [
        "Đỗ Xuân Ba",
        "Lê Thị Ánh",
        "Nguyễn An Điều",
        "Phạm Thu Đa",
        "Trần Văn Ân",
        "Vũ Văn Báo",
    ]


def test_the_database_sorts_as_the_dictionary_does(small: Small):
    for name in ("Đa Bà", "đa bà", "Ân", "An", "ba con", "bà ba", "Tổ 10", "Tổ 9"):
        actions.add_person(name=name, by=None)
    rows = list(Person.objects.order_by("order").values_list("name", flat=True))
    assert rows == sorted(rows, key=sort_key)


def test_parts_narrow_one_another(small: Small):
    department = {"Đỗ Xuân Ba", "Phạm Thu Đa"}
    assert set(names(queries.resolve(unit_roles=["department"]))) == department
    assert set(names(queries.resolve(provinces=[small.province.pk]))) == department
    assert set(names(queries.resolve(provinces=["Đắk Lắk"]))) == department
    assert set(names(queries.resolve(provinces=[str(small.province.pk)]))) == department
    assert names(queries.resolve(mandates=["leader"], units=[str(small.department.pk)])) == [
        "Đỗ Xuân Ba"
    ]
    assert queries.resolve(mandates=["journalist"], unit_roles=["department"]) == []


def test_persons_are_added_to_a_rule_or_are_all_of_it(small: Small):
    only = queries.resolve(persons=[str(small.journalist.pk)])
    assert [(m.person_id, m.role, m.unit_id) for m in only] == [
        (small.journalist.pk, "journalist", small.paper.pk)
    ]
    both = queries.resolve(mandates=["coordinator"], persons=[small.journalist.pk])
    assert set(names(both)) == {"Nguyễn An Điều", "Vũ Văn Báo"}


def test_several_mandates_are_several_memberships(small: Small):
    actions.give_mandate(person=small.leader, unit=small.centre, role="spokesperson", by=None)
    found = queries.resolve(units=[small.centre.pk], persons=[small.leader.pk])
    mine = [(m.role, m.unit_roles) for m in found if m.person_id == small.leader.pk]
    assert mine == [
        ("leader", frozenset({"ministry_unit"})),
        ("spokesperson", frozenset({"ministry_unit"})),
    ]


def test_the_best_good_address_and_then_the_shared_mailbox(small: Small):
    second = actions.add_contact_point(
        person=small.officer, channel="email", address="hai@test.example", preference=2, by=None
    )
    shared = actions.add_contact_point(
        unit=small.centre, channel="email", address="hop-thu@test.example", by=None
    )
    first = ContactPoint.objects.get(person=small.officer, preference=1)
    for expected, then_fails in [(first, first), (second, second), (shared, shared)]:
        assert queries.reachable_address(small.officer.pk) == expected
        many = queries.reachable_addresses([small.officer.pk])
        assert many[small.officer.pk].id == expected.pk
        assert many[small.officer.pk].shared is (expected == shared)
        actions.mark_failing(contact_point=then_fails.pk, reason="550 5.1.1", by=None)
    assert queries.reachable_address(small.officer.pk) is None
    assert queries.reachable_addresses([small.officer.pk]) == {}
    assert queries.addresses([small.officer.pk]) == {small.officer.pk: []}


def test_a_corrected_or_verified_address_is_good_again(small: Small):
    point = ContactPoint.objects.get(person=small.officer)
    actions.mark_failing(contact_point=point, reason="550", by=None)
    actions.record_verification(
        contact_point=point, method="video_call", fields=["name", "phone"], by=small.leader
    )
    assert queries.reachable_address(small.officer.pk) == point
    [shown] = queries.contact_points(small.officer.pk)
    assert shown.verified_until is not None
    actions.change_contact_point(contact_point=point, address="moi@test.example", by=small.officer)
    [shown] = queries.contact_points(small.officer.pk)
    assert (shown.address, shown.verified_until) == ("moi@test.example", None)


def test_who_can_be_reached(small: Small):
    point = ContactPoint.objects.get(person=small.far_officer)
    actions.mark_failing(contact_point=point, reason="550", by=None)
    actions.end_mandate(
        mandate=small.leader.mandates.get(),
        last_day=clock.legal_date() - timedelta(days=1),
        by=None,
    )
    shown = {r.unit.id: r for r in queries.reachability()}
    assert set(shown) == {small.centre.pk, small.department.pk}
    far, near = shown[small.department.pk], shown[small.centre.pk]
    assert (far.leader_reachable, far.officer_reachable) == (True, False)
    assert far.officer is not None
    assert (near.leader, near.leader_reachable) == (None, False)


def test_holders_leave_out_whom_they_are_told_to(small: Small):
    found = queries.holders(small.centre.pk, ["leader", "officer"], exclude=[small.leader.pk])
    assert [h.name for h in found] == ["Lê Thị Ánh"]
    assert found[0].email.startswith("officer-")


def test_people_are_found_without_accents(small: Small):
    assert [p.name for p in queries.people(text="anh")] == ["Lê Thị Ánh"]
    assert [p.name for p in queries.people(role="leader", unit=small.department.pk)] == [
        "Đỗ Xuân Ba"
    ]


@pytest.mark.parametrize("text", ["dak lak", "ĐẮK  LẮK", "tt&tt"])
def test_bodies_are_found_without_accents_and_by_abbreviation(small: Small, text):
    assert [view.id for view in queries.units(text=text)] == [small.department.pk]


def test_bodies_by_role_and_province(small: Small):
    assert [v.id for v in queries.units(role="press_agency")] == [small.paper.pk]
    [view] = queries.units(province=small.province.pk)
    assert view.provinces == ("Đắk Lắk",)
    assert view.is_body
