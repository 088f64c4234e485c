"""Quiet hours, the daily figures, and what is told of those who leave."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.circulation.conftest import work_off
from tests.releases.conftest import begin, sealed
from thongsuot.channels.email.reading import read
from thongsuot.circulation import actions as circulation
from thongsuot.circulation import queries
from thongsuot.circulation.jobs.readiness import count_readiness
from thongsuot.circulation.models import Delivery, Dispatch, ReadinessDay
from thongsuot.circulation.terms import Audience
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.jobs import note_ended
from thongsuot.notices.models import Notice
from thongsuot.releases import actions as releases
from thongsuot.releases import queries as releases_seen
from thongsuot.releases.models import Revision

EVENING = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 22:30 in Hà Nội
DAWN = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)  # 06:00 the next day
OFFICERS = Audience(mandates=("officer",))


@pytest.fixture
def sleeper(world):
    person = world.people["hanoi_officer"]
    return network.keep_quiet_hours(person=person, start=time(22), end=time(6), by=person)


def states(dispatch: Dispatch) -> dict[str, tuple[str, datetime | None]]:
    rows = Delivery.objects.filter(dispatch=dispatch)
    return {r.recipient.person.name: (r.state, r.next_try_at) for r in rows}


def circulated(world, **more) -> Dispatch:
    edition = more.pop("edition", None) or sealed(world)
    dispatch = circulation.circulate(
        edition=edition.pk, audience=OFFICERS, by=world.coordinator, **more
    )
    work_off()
    return dispatch


def test_mail_waits_for_the_end_of_quiet_hours(world, sink, sleeper):
    with clock.frozen(EVENING):
        dispatch = circulated(world)
        found = states(dispatch)
        assert found.pop(sleeper.name) == ("waiting", DAWN)
        assert found[world.officer.name][0] == "sent"
        assert queries.figures(dispatch.pk).waiting >= 1
    with clock.frozen(DAWN):
        work_off()
    assert states(dispatch)[sleeper.name][0] == "sent"


def test_what_is_urgent_goes_at_any_hour(world, sink, sleeper):
    with clock.frozen(EVENING):
        assert states(circulated(world, urgent=True))[sleeper.name][0] == "sent"


def test_a_correction_goes_at_any_hour(world, sink, sleeper):
    edition = sealed(world)
    circulated(world, edition=edition)
    with clock.frozen(EVENING):
        correction = releases.correct(edition=edition, by=world.officer)
        sealed(world, correction)
        work_off()
        followed = Dispatch.objects.exclude(reason="circulated").get()
        assert states(followed)[sleeper.name][0] == "sent"


def test_a_dispatch_that_waits_for_its_hour_respects_them_then(world, sink, sleeper):
    text = begin(world)
    releases.set_details(
        release=text, by=world.officer, topic=None, reach="public", release_at=EVENING
    )
    edition = sealed(world, text)
    dispatch = circulated(world, edition=edition)
    with clock.frozen(EVENING):
        work_off()
        assert states(dispatch)[sleeper.name] == ("waiting", DAWN)


# The daily figures ------------------------------------------------------------------------------


def test_one_row_a_day_whatever_runs(world):
    count_readiness()
    count_readiness()
    entries = Entry.objects.count()
    with clock.frozen(clock.now() + timedelta(days=1)):
        count_readiness()
        assert [row.day.day for row in queries.readiness_days()] == [23, 24]
    assert ReadinessDay.objects.count() == 6  # all, units, departments: two days
    assert Entry.objects.count() == entries
    whole, *kinds = (
        row.bodies for row in ReadinessDay.objects.filter(day__day=23).order_by("kind")
    )
    assert whole == sum(kinds) == queries.readiness().whole.bodies


def test_an_acknowledgement_is_being_reached(world, sink):
    dispatch = circulated(world)
    found = queries.readiness().bodies
    assert not any(row.reached for row in found)
    unit = world.units["hanoi"]
    circulation.acknowledge(
        dispatch=dispatch.pk, unit=unit.pk, by=world.people["hanoi_leader"], through="inbox"
    )
    assert [row.unit.id for row in queries.readiness().bodies if row.reached] == [unit.pk]
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert not any(row.reached for row in queries.readiness().bodies)
    assert not any(row.reached for row in queries.readiness(clock.now() - timedelta(1)).bodies)


# Leaving ----------------------------------------------------------------------------------------


def leave(world, name: str = "officer") -> None:
    person = world.people[name]
    for mandate in person.mandates.all():
        network.end_mandate(mandate=mandate, by=None)


def after_midnight() -> None:
    with clock.frozen(clock.now() + timedelta(days=1)):
        note_ended()
        work_off()


def test_the_leader_is_told_of_open_work_and_can_open_it(world, sink):
    text = begin(world)
    releases.autosave(
        release=text,
        by=world.officer,
        title="Việc dở",
        summary="",
        body="<p>Chưa lưu.</p>",
        files=[],
        base=1,
    )
    leave(world)
    after_midnight()
    address = world.leader.contact_points.get(channel="email").address
    (mail,) = sink.folder.mails_to(address)
    # Named by its saved title or by the unsaved one: whichever the room of releases has by then.
    assert f"/ban/tin/{text.pk}/" in read(mail).text
    assert releases_seen.release_for(world.view("leader"), text.pk) is not None
    newest = Revision.objects.filter(release=text).latest("number")
    assert newest.body == "<p>Chưa lưu.</p>" and newest.author_id == world.officer.pk
    after_midnight()
    assert len(sink.folder.mails_to(address)) == 1


def test_who_stays_in_another_role_leaves_nothing(world):
    begin(world)
    network.give_mandate(person=world.officer, unit=world.telecom, role="spokesperson", by=None)
    mandate = world.officer.mandates.get(role="officer")
    network.end_mandate(mandate=mandate, by=None)
    after_midnight()
    assert not Notice.objects.exists()
