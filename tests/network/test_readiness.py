"""Naming officers, publishing spokespersons, quiet hours, mandates that end."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.network.conftest import SINCE, Small, member
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries, rules
from thongsuot.network.jobs import note_ended, remind_to_publish
from thongsuot.network.models import ContactPoint, Mandate, Province
from thongsuot.network.queries.readiness import GapKind, tally
from thongsuot.notices.models import Notice

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


# Readiness --------------------------------------------------------------------------------------


def complete(person, at=None) -> None:
    """A number besides the e-mail address, and a check of the address."""
    actions.add_contact_point(person=person, channel="phone", address=number(person), by=None)
    point = person.contact_points.get(channel="email")
    actions.record_verification(contact_point=point, method="code", by=None)


def number(person) -> str:
    return f"0912{int(person.pk.hex[:8], 16) % 1_000_000:06d}"  # 0912 is a mobile prefix for sure


def standing(small: Small, at=None):
    return next(s for s in queries.standings(at) if s.unit.id == small.department.pk)


def test_a_body_is_ready_when_both_can_really_be_reached(small: Small):
    kinds = {gap.kind for gap in standing(small).gaps}
    assert kinds == {
        GapKind.UNVERIFIED,
        GapKind.ONE_CHANNEL,
        GapKind.SILENT,
        GapKind.NO_ACCOUNT,
    }
    complete(small.far_leader)
    one = standing(small)
    assert not one.ready and one.reached and one.leader.verified and not one.officer.verified
    complete(small.far_officer)
    both = standing(small)
    assert both.ready and {gap.kind for gap in both.gaps} == {GapKind.NO_ACCOUNT}
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert standing(small).verified and not standing(small).reached
        acknowledged = {small.department.pk: clock.now() - timedelta(days=2)}
        found = {s.unit.id: s for s in queries.standings(None, acknowledged)}
        assert found[small.department.pk].ready
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert not standing(small).verified


@pytest.mark.parametrize("spoils", ["failing", "reopened", "refused", "gone"])
def test_what_no_longer_counts(small: Small, spoils: str):
    complete(small.far_leader)
    complete(small.far_officer)
    point = small.far_officer.contact_points.get(channel="email")
    if spoils == "failing":
        actions.mark_failing(contact_point=point, reason="550", by=None)
    elif spoils == "reopened":
        point.verifications.update(reopened_at=clock.now(), reopened_because="post")
    elif spoils == "refused":
        point.verifications.update(result="refused", valid_until=None)
    else:
        mandate = small.far_officer.mandates.get()
        actions.end_mandate(mandate=mandate, last_day=TODAY - timedelta(days=1), by=None)
    found = standing(small)
    assert not found.ready
    if spoils == "gone":
        assert GapKind.OFFICER in {gap.kind for gap in found.gaps}


def test_readiness_is_of_the_instant(small: Small):
    before = clock.now()
    with clock.frozen(before + timedelta(days=3)):
        complete(small.far_leader)
        complete(small.far_officer)
        assert standing(small).ready
        assert not standing(small, before).verified
    assert tally(queries.standings(datetime(2025, 12, 1, tzinfo=UTC))).bodies == 0


def test_of_several_officers_the_reachable_one_counts(small: Small):
    complete(small.far_leader)
    other = member("Ánh Hai", small.department, "officer")
    complete(other)
    assert standing(small).ready
    assert standing(small).officer.person.id == other.pk


def test_any_number_of_bodies_takes_the_same_questions(small: Small):
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.standings()
        return len(asked)

    few = questions()
    for n in range(12):
        unit = actions.create_unit(name=f"Sở số {n}", role="department", by=None)
        complete(member(f"Người {n}", unit, "leader"))
    assert questions() == few <= 10


# Naming -----------------------------------------------------------------------------------------


def test_a_leader_replaces_the_officer_from_a_day(small: Small):
    old = small.far_officer.mandates.get()
    naming = actions.name_officer(
        unit=small.department,
        by=small.far_leader,
        valid_from=TOMORROW,
        name="nguyễn  thị mới",
        email="Moi@Test.Example",
        phone="0912345678",
        replaces=old,
    )
    assert Entry.objects.latest("id").act == "officer.named"
    assert [p.id for p in queries.holders(small.department.pk, ["officer"])] == [old.person_id]
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert [p.id for p in queries.holders(small.department.pk, ["officer"])] == [
            naming.person_id
        ]
    viewer = queries.viewer_of(small.coordinator)
    waiting = queries.namings(viewer)
    assert [w.id for w in waiting] == [naming.pk] and waiting[0].replaced == "Phạm Thu Đa"
    assert queries.namings(queries.viewer_of(small.far_leader)) == []


def test_a_coordinator_undoes_it(small: Small):
    old = small.far_officer.mandates.get()
    naming = actions.name_officer(
        unit=small.department,
        by=small.far_leader,
        valid_from=TOMORROW,
        name="Mới",
        email="moi@test.example",
        replaces=old,
    )
    actions.undo_naming(naming=naming, by=small.coordinator)
    old.refresh_from_db()
    assert old.valid_to is None
    assert not Mandate.objects.filter(person=naming.person).exists()
    with pytest.raises(Refused, match="no_naming"):
        actions.undo_naming(naming=naming, by=small.coordinator)


def test_undone_days_later_it_ends_with_yesterday(small: Small):
    old = small.far_officer.mandates.get()
    told = {"name": "Mới", "email": "moi@test.example", "replaces": old}
    naming = actions.name_officer(
        unit=small.department, by=small.far_leader, valid_from=TOMORROW, **told
    )
    with clock.frozen(clock.now() + timedelta(days=4)):
        actions.undo_naming(naming=naming, by=small.coordinator)
        assert [p.id for p in queries.holders(small.department.pk, ["officer"])] == [old.person_id]
    assert Mandate.objects.get(person=naming.person).valid_to == TODAY + timedelta(days=3)


def test_undone_checks_count_again_and_no_mandate_grows(small: Small):
    point = small.far_officer.contact_points.get()
    actions.record_verification(contact_point=point, method="phone_call", by=small.coordinator)
    told = {"name": "Mới", "email": "moi@test.example", "unit": small.department}
    for begins in (TODAY, TOMORROW):
        naming = actions.name_officer(
            **told,
            by=small.far_leader,
            valid_from=begins,
            replaces=small.far_officer.mandates.get(),
        )
        with clock.frozen(clock.now() + timedelta(days=2)):
            assert queries.contact_points(small.far_officer.pk).get().verified_until is None
        actions.undo_naming(naming=naming, by=small.coordinator)
        with clock.frozen(clock.now() + timedelta(days=2)):
            assert queries.contact_points(small.far_officer.pk).get().verified_until
    naming = actions.name_officer(**told, by=small.far_leader, valid_from=TODAY)
    actions.end_mandate(mandate=naming.mandate, by=small.coordinator)
    with clock.frozen(clock.now() + timedelta(days=30)):
        actions.undo_naming(naming=naming, by=small.coordinator)
    assert Mandate.objects.get(person=naming.person).valid_to == TODAY


REFUSED = {
    "the past": ({"valid_from": TODAY - timedelta(days=1)}, "named_in_the_past"),
    "another body": ({"unit": "centre"}, "not_yours"),
    "the press": ({"unit": "paper"}, "not_yours"),
    "a stranger": ({"person": "officer"}, "not_of_the_unit"),
    "the officer again": ({"person": "far_officer"}, "already_holds"),
    "no address": ({"name": "Mới", "email": ""}, "not_an_email"),
    "no name": ({"name": " ", "email": "a@test.example"}, "name_missing"),
    "a leader replaced": ({"replaces": "leader"}, "not_yours"),
    "no day for the old": ({"replaces": "far", "valid_from": TODAY, "young": True}, "has_no_day"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_leader_may_not_name(small: Small, case: str):
    given, code = REFUSED[case]
    given = {"valid_from": TOMORROW, "name": "Mới", "email": "moi@test.example", **given}
    unit = getattr(small, given.pop("unit", "department"))
    if given.pop("young", False):
        small.far_officer.mandates.update(valid_from=TODAY)
    replaces = given.pop("replaces", None)
    if replaces:
        holder = small.far_officer if replaces == "far" else small.far_leader
        given["replaces"] = holder.mandates.get()
    if "person" in given:
        given["person"] = getattr(small, given["person"])
    with pytest.raises(Refused, match=code):
        actions.name_officer(unit=unit, by=small.far_leader, **given)
    assert not ContactPoint.objects.filter(address="moi@test.example").exists()


def test_only_the_leader_names(small: Small):
    told = {"unit": small.department, "valid_from": TOMORROW, "person": small.far_leader}
    for by in (small.far_officer, small.officer, small.journalist):
        with pytest.raises(Refused, match="not_yours"):
            actions.name_officer(by=by, **told)
    actions.name_officer(by=small.coordinator, **told)
    assert queries.namings(queries.viewer_of(small.coordinator)) == []  # one's own needs no look


def test_a_leader_is_asked_once_in_three_days(small: Small):
    assert actions.ask_for_officer(unit=small.department, by=small.coordinator) == 1
    notice = Notice.objects.get()
    assert f"/ban/mang-luoi/{small.department.pk}/cu-can-bo/" in notice.body
    with pytest.raises(Refused, match="asked_lately"):
        actions.ask_for_officer(unit=small.department, by=small.coordinator)
    with clock.frozen(clock.now() + timedelta(days=4)):
        actions.ask_for_officer(unit=small.department, by=small.coordinator)


# Spokespersons ----------------------------------------------------------------------------------


def speaks(small: Small, **more) -> Mandate:
    given = {"role": "spokesperson", "decided_at": clock.now(), **more}
    return actions.give_mandate(person=small.far_officer, unit=small.department, by=None, **given)


def public(small: Small) -> list[ContactPoint]:
    phone = actions.add_contact_point(
        person=small.far_officer, channel="phone", address="0912345678", by=None
    )
    return [phone, small.far_officer.contact_points.get(channel="email")]


def test_a_spokesperson_is_on_the_list_once_published(small: Small):
    mandate, points = speaks(small), public(small)
    actions.add_contact_point(
        person=small.far_officer, channel="email", address="rieng@test.example", by=None
    )
    assert queries.spokespersons() == []
    with pytest.raises(Refused, match="nothing_to_publish"):
        actions.publish_spokesperson(
            mandate=mandate, contact_points=[points[0].pk], by=small.coordinator
        )
    ids = [point.pk for point in points]
    actions.publish_spokesperson(mandate=mandate, contact_points=ids, by=small.coordinator)
    (one,) = queries.spokespersons()
    assert one.phones == (points[0].address,) and one.emails == (points[1].address,)
    assert "rieng" not in str(one)
    assert queries.unpublished(queries.viewer_of(small.coordinator)) == []


@pytest.mark.parametrize(
    ("text", "count"), [("dak lak", 1), ("PHAM thu", 1), ("so thong tin", 1), ("hue", 0)]
)
def test_the_list_is_sought_without_accents(small: Small, text: str, count: int):
    published(small)
    assert len(queries.spokespersons(text)) == count


def test_the_list_of_a_province(small: Small):
    published(small)
    other = Province.objects.create(name="Huế", code="46", valid_from=SINCE)
    assert len(queries.spokespersons(province=str(small.province.pk))) == 1
    assert queries.spokespersons(province=str(other.pk)) == []


def published(small: Small, **more) -> Mandate:
    mandate = speaks(small, **more)
    ids = [point.pk for point in public(small)]
    return actions.publish_spokesperson(mandate=mandate, contact_points=ids, by=None)


def test_who_stops_leaves_the_list_at_midnight(small: Small):
    published(small, valid_to=TODAY)
    midnight = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    with clock.frozen(midnight - timedelta(seconds=1)):
        assert len(queries.spokespersons()) == 1
    with clock.frozen(midnight):
        assert queries.spokespersons() == []
        assert note_ended() == 1 and note_ended() == 0
        assert not ContactPoint.objects.filter(sharing="public").exists()


def test_a_lost_number_shows_nothing_and_is_missed(small: Small):
    published(small)
    point = small.far_officer.contact_points.get(channel="phone")
    actions.mark_failing(contact_point=point, reason="dead", by=None)
    assert queries.spokespersons()[0].phones == ()
    (one,) = queries.unpublished(queries.viewer_of(small.coordinator))
    assert one.lost and not one.overdue


def test_a_delegate_has_a_matter_and_a_last_day(small: Small):
    for given in ({"matter": "Thuê bao"}, {"valid_to": TOMORROW}):
        with pytest.raises(Refused, match="delegate_without"):
            speaks(small, role="delegate", **given)
    published(small, role="delegate", matter="Thuê bao", valid_to=TOMORROW)
    (one,) = queries.spokespersons()
    assert (one.matter, one.until) == ("Thuê bao", TOMORROW)


CLOCKS = [
    ("spokesperson", "2026-07-01T08:00:00+07:00", "2026-07-02T08:00:00+07:00"),
    ("spokesperson", "2026-06-30T23:59:00+07:00", None),
    ("delegate", "2026-06-30T23:59:00+07:00", "2026-07-01T11:59:00+07:00"),
    ("delegate", "2026-07-01T08:00:00+07:00", None),
    ("officer", "2026-07-01T08:00:00+07:00", None),
]


@pytest.mark.parametrize(("role", "decided", "due"), CLOCKS)
def test_the_hour_of_publishing_is_of_the_law_of_the_day(role: str, decided: str, due: str | None):
    wanted = None if due is None else datetime.fromisoformat(due)
    assert rules.publish_by(role, datetime.fromisoformat(decided)) == wanted


def test_coordinators_are_reminded_once_and_it_turns_overdue(small: Small):
    speaks(small)
    viewer = queries.viewer_of(small.coordinator)
    assert remind_to_publish() == 0
    (one,) = queries.unpublished(viewer)
    assert one.due == clock.now() + timedelta(hours=24) and not one.overdue
    with clock.frozen(clock.now() + timedelta(hours=12)):
        assert remind_to_publish() == 1 and remind_to_publish() == 0
        assert "/ban/mang-luoi/phat-ngon/" in Notice.objects.get().body
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert queries.unpublished(viewer)[0].overdue


@pytest.mark.parametrize(
    ("who", "sharing", "code"),
    [
        ("far_officer", "public", "not_a_spokesperson"),
        ("journalist", "network", "journalist_stays_private"),
        ("journalist", "public", "not_a_spokesperson"),
    ],
)
def test_what_may_not_be_shared(small: Small, who: str, sharing: str, code: str):
    point = getattr(small, who).contact_points.get()
    with pytest.raises(Refused, match=code):
        actions.share_contact_point(contact_point=point, sharing=sharing, by=None)


# Quiet hours ------------------------------------------------------------------------------------

NIGHT = (time(22), time(6))
QUIET = [
    (NIGHT, "2026-11-23T22:00", "2026-11-24T06:00"),
    (NIGHT, "2026-11-24T05:59", "2026-11-24T06:00"),
    (NIGHT, "2026-11-24T06:00", None),
    (NIGHT, "2026-11-23T21:59", None),
    ((time(12), time(13, 30)), "2026-11-23T12:15", "2026-11-23T13:30"),
    ((time(12), time(13, 30)), "2026-11-23T13:30", None),
    ((None, None), "2026-11-23T12:15", None),
]


@pytest.mark.parametrize(("hours", "at", "until"), QUIET)
def test_quiet_hours(hours, at: str, until: str | None):
    found = rules.quiet_until(datetime.fromisoformat(at + "+07:00"), *hours)
    assert found == (datetime.fromisoformat(until + "+07:00") if until else None)


@pytest.mark.parametrize(("start", "end"), [(time(22), None), (None, time(6)), (time(6), time(6))])
def test_quiet_hours_that_are_none(small: Small, start, end):
    with pytest.raises(Refused, match="quiet"):
        actions.keep_quiet_hours(person=small.officer, start=start, end=end, by=small.officer)


# Ends -------------------------------------------------------------------------------------------


def test_an_end_is_noted_once_and_never_long_after(small: Small):
    mandate = small.far_officer.mandates.get()
    actions.end_mandate(mandate=mandate, last_day=TODAY, by=None)
    assert note_ended() == 0
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert note_ended() == 0
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert note_ended() == 1 and note_ended() == 0
    assert Entry.objects.filter(act="mandate.expired").count() == 1
