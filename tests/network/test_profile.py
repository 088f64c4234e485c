"""The network of 2023: 32, 63 and 80 are counted from its data."""

from datetime import UTC, date, datetime

import pytest

from tests.network.conftest import entries
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, fiction, profiles, queries
from thongsuot.network.models import (
    Account,
    ContactPoint,
    Mandate,
    Person,
    Unit,
    UnitDomain,
    UnitName,
    UnitRoleHeld,
)

OPENED = datetime(2023, 11, 28, tzinfo=UTC)
pytestmark = pytest.mark.django_db
COUNTED = [Unit, UnitName, UnitRoleHeld, UnitDomain, Person, Mandate, ContactPoint, Account]


def rows() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


@pytest.mark.parametrize("at", [OPENED, None])
def test_the_profile_with_its_people(morning, at, django_assert_max_num_queries):
    heard = []
    loaded = actions.load_profile(
        "mic-2023",
        with_fictitious_people=True,
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard[-1][0] == heard[-1][1] == len(heard)
    assert queries.members_by_kind(at) == {
        "ministry_unit": 32,
        "department": 63,
        "press_agency": 79,
        "partner": 7,
    }
    assert queries.people_by_mandate(at) == {
        "leader": 95,
        "officer": 95,
        "coordinator": 2,
        "journalist": 80,
        "spokesperson": 11,
    }
    with django_assert_max_num_queries(8):
        reach = queries.reachability(at)
    assert len(reach) == 95
    assert all(r.leader_reachable and r.officer_reachable for r in reach)
    actions.set_up_installation(name="Thử", profile="mic-2023", centre=loaded.centre)
    assert queries.centre(at).name == "Trung tâm Thông tin"


def test_lists_take_the_same_few_questions_however_long(morning, django_assert_max_num_queries):
    actions.load_profile("mic-2023", with_fictitious_people=True)
    with django_assert_max_num_queries(6):
        listed = queries.units()
    assert len(listed) == 181 - 2 + 1  # two bodies are listed twice; the ministry is one more
    with django_assert_max_num_queries(2):
        assert len(queries.people()) == 283  # mandates: 11 leaders are spokespersons too
    with django_assert_max_num_queries(8):
        assert len(queries.resolve()) == 283
    everybody = [view.id for view in queries.people()]
    with django_assert_max_num_queries(3):
        queries.addresses(everybody)


def test_loading_twice_changes_nothing(morning):
    first = actions.load_profile("mic-2023", with_fictitious_people=True)
    assert (first.units_added, first.people_added) == (180, 272)
    assert entries() == 1
    before = rows()
    person = Person.objects.first()
    actions.change_person(person=person, name="Tên đã sửa", by=None)
    again = actions.load_profile("mic-2023", with_fictitious_people=True)
    assert (again.units_added, again.people_added, again.centre) == (0, 0, first.centre)
    assert rows() == before
    assert entries() == 2  # the load, the change; nothing for the second load
    assert queries.person(person.pk).name == "Tên đã sửa"


def test_people_may_come_later_than_bodies(morning):
    actions.load_profile("mic-2023")
    assert queries.people() == []
    loaded = actions.load_profile("mic-2023", with_fictitious_people=True)
    assert (loaded.units_added, loaded.people_added) == (0, 272)


def test_an_interrupted_load_goes_on(morning):
    class Interrupted(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise Interrupted

    with pytest.raises(Interrupted):
        actions.load_profile("mic-2023", with_fictitious_people=True, progress=stop)
    assert 0 < Unit.objects.count() < 180
    actions.load_profile("mic-2023", with_fictitious_people=True)
    straight = rows()
    assert straight[0] == 180
    assert straight[4] == 272
    assert entries() == 1


def test_one_body_with_two_roles(morning):
    actions.load_profile("mic-2023")
    [paper] = queries.units(text="vietnamnet")
    assert set(paper.roles) == {"ministry_unit", "press_agency"}
    assert paper.domains == ("vietnamnet.vn",)
    [magazine] = queries.units(role="ministry_unit", text="tạp chí thông tin và truyền thông")
    assert set(magazine.roles) == {"ministry_unit", "press_agency"}


def test_the_ministry_stands_above_and_is_not_counted(morning):
    actions.load_profile("mic-2023")
    units = queries.units(role="ministry_unit")
    [above] = {view.parent for view in units}
    ministry = queries.unit(above)
    assert (ministry.name, ministry.roles) == ("Bộ Thông tin và Truyền thông", ())


def test_each_department_has_its_province(morning):
    actions.load_profile("mic-2023")
    departments = queries.units(role="department")
    assert len({view.provinces for view in departments}) == 63
    assert all(view.provinces[0] in view.name for view in departments)
    assert len(queries.provinces()) == 63
    assert [p.name for p in queries.provinces()][:2] == ["An Giang", "Bà Rịa - Vũng Tàu"]


def test_with_known_ends_the_ministry_is_gone_and_so_are_merged_provinces(morning):
    actions.load_profile("mic-2023", ends_known=True)
    assert queries.members_by_kind(OPENED)["ministry_unit"] == 32
    assert queries.members_by_kind() == {"press_agency": 79, "partner": 7}
    on = date(2025, 7, 1)
    assert len(queries.provinces(date(2024, 12, 31))) == 63
    assert len(queries.provinces(on)) == 10  # those that no merger touched, Huế's old name apart
    assert len(queries.units(role="department", on=date(2025, 2, 28))) == 63
    assert queries.units(role="department", on=on) == []


def test_made_up_people_can_be_reached_by_nobody():
    profile = profiles.read("mic-2023")
    people = fiction.people(profile)
    assert people == fiction.people(profile)
    assert len({one.name for one in people}) == len(people)
    emails = [email for one in people for email in one.emails]
    emails += fiction.mailboxes(profile).values()
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)
    assert all(one.phone.startswith("+840") for one in people)
    agencies = {one.body for one in people if one.role == "journalist"}
    assert len(agencies) > 50


def test_staff_must_use_a_second_factor_and_journalists_need_not(morning):
    actions.load_profile("mic-2023", with_fictitious_people=True)
    assert Account.objects.filter(second_factor_required=True).count() == 95 * 2 + 2
    assert Account.objects.filter(second_factor_required=False).count() == 80
    assert not any(a.has_usable_password() for a in Account.objects.all()[:5])


def test_tables_are_clean():
    profile = profiles.read("mic-2023")
    for row in profile.bodies:
        for text in (row.name, row.short_name, row.detail, row.domain):
            assert text == text.strip()
            assert not set(text) & set("()[]/;"), text
        assert row.confidence in {"found", "unverified"}
    codes = {row.code for row in profile.provinces}
    assert all(row.province in codes for row in profile.departments)
    assert all(row.province in codes | {""} for row in profile.press)


def test_an_unknown_profile_is_refused():
    with pytest.raises(Refused, match=r"network\.no_profile"):
        profiles.read("khong-co")
