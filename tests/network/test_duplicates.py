"""People who stand twice: found, merged, parted exactly as they were, told apart."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.network.conftest import SINCE, Small, member
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.models import (
    Account,
    ContactPoint,
    Deputy,
    Mandate,
    Person,
    Token,
    Verification,
)
from thongsuot.network.queries.duplicates import Likeness


def rows() -> dict[str, list[dict]]:
    """Every row a merge may touch, as it is."""
    models = (Person, Mandate, ContactPoint, Verification, Deputy, Token, Account)
    return {m.__name__: list(m.objects.order_by("pk").values()) for m in models}


def twin(s: Small) -> Person:
    """The same officer a second time, with more and with the same."""
    other = member("LE THI ANH", s.centre, "officer")  # with the same address
    address = s.officer.contact_points.get().address
    actions.add_contact_point(person=other, channel="email", address="khac@test.example", by=None)
    actions.add_contact_point(person=other, channel="phone", address="0912345678", by=None)
    actions.record_verification(
        contact_point=other.contact_points.get(address=address), method="phone_call", by=None
    )
    actions.give_mandate(person=other, unit=s.centre, role="spokesperson", by=None)
    actions.name_deputy(
        mandate=s.leader.mandates.get(),
        person=other,
        valid_from=date(2026, 12, 1),
        valid_to=date(2026, 12, 2),
        by=None,
    )
    actions.open_account(person=other, by=None)
    actions.issue_token(
        person=other, label="máy", scopes=["read_editions"], expires_at=clock.in_days(9), by=None
    )
    other.refresh_from_db()
    return other


def found(*people: Person) -> list[set]:
    groups, more = queries.duplicates()
    assert not more
    return [set(g.likenesses) for g in groups if {p.pk for p in people} <= {s.id for s in g.people}]


def test_the_same_name_without_accents_and_the_same_address_are_found(small: Small):
    assert queries.duplicates() == ([], False)
    other = twin(small)
    assert found(small.officer, other) == [{Likeness.EMAIL, Likeness.NAME_UNIT}]
    assert set(queries.likenesses(other.pk, small.officer.pk)) == {
        Likeness.EMAIL,
        Likeness.NAME_UNIT,
    }


def test_a_phone_of_many_is_a_switchboard_and_no_likeness(small: Small):
    people = [member(f"Người Số {n}", small.department, "officer") for n in "abcdefg"]
    for person in people[:2]:
        actions.add_contact_point(person=person, channel="phone", address="0912345678", by=None)
    assert found(*people[:2]) == [{Likeness.PHONE}]
    for person in people[2:]:
        actions.add_contact_point(person=person, channel="phone", address="0912345678", by=None)
    assert queries.duplicates() == ([], False)


def test_the_same_name_and_post_in_a_province(small: Small):
    other_body = actions.create_unit(name="Sở Khác", role="department", valid_from=SINCE, by=None)
    actions.locate_unit(unit=other_body, province=small.province, valid_from=SINCE, by=None)
    actions.change_person(person=small.far_officer, post="Chánh Văn phòng", by=None)
    same = member("Phạm Thu Đa", other_body, "officer")
    assert queries.duplicates() == ([], False)
    actions.change_person(person=same, post="Chánh Văn phòng", by=None)
    assert found(small.far_officer, same) == [{Likeness.NAME_POST}]


def test_whoever_was_told_apart_is_not_offered_again(small: Small):
    other = twin(small)
    actions.note_not_same(first=other, second=small.officer, by=small.coordinator)
    actions.note_not_same(first=small.officer, second=other, by=small.coordinator)
    assert queries.duplicates() == ([], False)


def test_merging_joins_everything_and_undoing_restores_every_row(small: Small):
    other = twin(small)
    before = rows()
    merge = actions.merge_people(keep=small.officer, other=other, by=small.coordinator)
    small.officer.refresh_from_db()
    held = Mandate.objects.filter(person=small.officer)
    assert sorted(held.values_list("role", flat=True)) == ["officer", "spokesperson"]
    assert not Mandate.objects.filter(person=other).exists()
    points = small.officer.contact_points
    assert sorted(points.values_list("channel", flat=True)) == ["email", "email", "phone"]
    address = points.get(address__startswith="officer", verifications__isnull=False)
    assert address.verifications.count() == 1
    assert Deputy.objects.get().person == small.officer
    assert small.officer.account is not None  # it had none: it has the other's now
    assert Token.objects.get().revoked_at is not None
    assert queries.person(other.pk).merged_into == small.officer
    assert queries.duplicates() == ([], False)
    actions.undo_merge(merge=merge.pk, by=small.coordinator)
    assert rows() == before
    assert len(found(small.officer, other)) == 1
    again = actions.merge_people(keep=other, other=small.officer, by=small.coordinator)
    actions.undo_merge(merge=again, by=small.coordinator)
    assert rows() == before


def test_lists_that_name_the_old_row_reach_the_kept_one(small: Small):
    other = twin(small)
    actions.merge_people(keep=small.officer, other=other, by=None)
    actions.merge_people(keep=small.far_officer, other=small.officer.pk, by=None)
    assert {m.person_id for m in queries.resolve(persons=[other.pk])} == {small.far_officer.pk}


def test_mandates_that_share_days_become_one(small: Small):
    other = actions.add_person(name="Lê Thị Ánh", by=None)
    earlier = {"valid_from": date(2025, 3, 1), "valid_to": date(2026, 6, 30)}
    actions.give_mandate(person=other, unit=small.centre, role="officer", by=None, **earlier)
    before = rows()
    merge = actions.merge_people(keep=small.officer, other=other, by=None)
    held = Mandate.objects.get(person=small.officer)
    assert (held.valid_from, held.valid_to) == (date(2025, 3, 1), None)
    actions.undo_merge(merge=merge, by=None)
    assert rows() == before


def test_of_two_accounts_the_kept_ones_stays(small: Small):
    other = twin(small)
    kept = actions.open_account(person=small.officer, email="rieng@test.example", by=None)
    merge = actions.merge_people(keep=small.officer, other=other, by=None)
    other.account.refresh_from_db()
    assert kept.is_active and not other.account.is_active
    actions.undo_merge(merge=merge, by=None)
    other.account.refresh_from_db()
    assert other.account.is_active


def test_two_accounts_in_use_are_two_people_until_somebody_says_more(small: Small):
    other = twin(small)
    actions.open_account(person=small.officer, email="rieng@test.example", by=None)
    Account.objects.update(last_login=clock.now())
    small.officer.refresh_from_db()
    other.refresh_from_db()
    with pytest.raises(Refused, match=r"network\.both_sign_in"):
        actions.merge_people(keep=small.officer, other=other, by=None)
    with clock.frozen(clock.now() + timedelta(days=31)):
        actions.merge_people(keep=small.officer, other=other, by=None)


def test_what_was_built_on_a_merge_keeps_it(small: Small):
    other = twin(small)
    merge = actions.merge_people(keep=small.officer, other=other, by=None)
    moved = ContactPoint.objects.get(person=small.officer, channel="phone")
    actions.change_contact_point(contact_point=moved, preference=2, by=None)
    with pytest.raises(Refused, match=r"network\.merge_built_on"):
        actions.undo_merge(merge=merge, by=None)


def test_a_mandate_that_a_leader_ended_since_is_not_given_back(small: Small):
    other = member("PHAM THU DA", small.department, "officer")
    merge = actions.merge_people(keep=small.far_officer, other=other, by=None)
    actions.name_officer(
        unit=small.department,
        by=small.far_leader,
        valid_from=clock.legal_date() + timedelta(days=1),
        name="Mới",
        email="moi@test.example",
        replaces=small.far_officer.mandates.get(),
    )
    with pytest.raises(Refused, match=r"network\.merge_built_on"):
        actions.undo_merge(merge=merge, by=None)
    assert small.far_officer.mandates.get().valid_to == clock.legal_date()


def test_what_may_not_be_merged(small: Small):
    with pytest.raises(Refused, match=r"network\.merge_with_oneself"):
        actions.merge_people(keep=small.officer, other=small.officer.pk, by=None)
    merge = actions.merge_people(keep=small.officer, other=small.leader, by=None)
    with pytest.raises(Refused, match=r"network\.already_merged"):
        actions.merge_people(keep=small.far_officer, other=small.leader.pk, by=None)
    actions.undo_merge(merge=merge, by=None)
    with pytest.raises(Refused, match=r"network\.merge_undone"):
        actions.undo_merge(merge=merge.pk, by=None)
    actions.erase(person=small.far_leader, by=None)
    with pytest.raises(Refused, match=r"network\.already_erased"):
        actions.merge_people(keep=small.officer, other=small.far_leader.pk, by=None)


def test_erasing_forgets_what_was_merged_too(small: Small):
    other = twin(small)
    actions.merge_people(keep=small.officer, other=other, by=None)
    actions.erase(person=small.officer, by=None)
    other.refresh_from_db()
    assert other.name == "(đã xóa)" and other.erased_at is not None


def test_more_people_cost_no_more_questions(small: Small):
    twin(small)
    with CaptureQueriesContext(connection) as few:
        queries.duplicates()
    people = [Person(name=f"Người {n % 40}").fill() for n in range(400)]
    Person.objects.bulk_create(people)
    Mandate.objects.bulk_create(
        Mandate(person=p, unit=small.paper, role="journalist", valid_from=SINCE)
        for p in people[:80]
    )
    with CaptureQueriesContext(connection) as many:
        groups, _ = queries.duplicates()
    assert len(groups) > 30
    assert len(many) <= len(few)
