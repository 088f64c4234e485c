"""Relays that misbehave, ways that fail, bounces, hours gone by: what the ledger makes of it."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from tests.channels.relay import EVERYTHING, Relay
from tests.circulation.conftest import work_off
from tests.releases.conftest import World, _seal_key, sealed  # noqa: F401 (a fixture)
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, queries
from thongsuot.circulation.jobs import sending
from thongsuot.circulation.models import Batch, Delivery, Dispatch
from thongsuot.circulation.terms import Audience, DispatchReason, DispatchState
from thongsuot.lib import clock
from thongsuot.network import actions as network
from thongsuot.network.models import ContactPoint, Mandate, Person

JOURNALISTS = Audience(mandates=("journalist",))
STAFF = Audience(unit_roles=("department",), mandates=("leader", "officer"))
MANY = 90
PIPELINED = tuple(offer for offer in EVERYTHING if offer != "CHUNKING")


@pytest.fixture
def many(world: World) -> int:
    """So many journalists more; how many there are."""
    people = [Person(name=f"Phóng viên {n}").fill() for n in range(MANY)]
    Person.objects.bulk_create(people)
    since = clock.legal_date()
    Mandate.objects.bulk_create(
        Mandate(person=p, unit=world.paper, role="journalist", valid_from=since) for p in people
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(person=p, channel="email", address=f"pv{n}@vidu.example")
        for n, p in enumerate(people)
    )
    return MANY + 1


def sent_over(world: World, relay: Relay, settings: object, hours: int = 20) -> Dispatch:
    """A dispatch to all journalists, worked until nothing of it waits or so many hours are over."""
    from dataclasses import replace

    edition = sealed(world)
    work_off()  # what its approval told people went out before
    settings.CONFIG = replace(settings.CONFIG, email_port=relay.port)  # type: ignore[attr-defined]
    made = actions.circulate(edition=edition.pk, audience=JOURNALISTS, by=world.coordinator)
    for minutes in (0, 2, 8, 25, 90, 340, 60 * hours):
        with clock.frozen(made.made_at + timedelta(minutes=minutes)):
            work_off()
    made.refresh_from_db()
    return made


def books(dispatch: Dispatch) -> Counter[str]:
    """The states of its deliveries, if every book says the same."""
    states = Counter(Delivery.objects.filter(dispatch=dispatch).values_list("state", flat=True))
    found = actions.reconcile(dispatch=dispatch.pk)
    figures = queries.figures(dispatch.pk)
    assert found.agrees and found.mended == 0
    assert found.recipients == found.with_way + found.without_way == figures.recipients
    counted = found.counted
    assert (counted.sent, counted.failed) == (states["sent"], states["failed"])
    assert (figures.sent, figures.failed) == (states["sent"], states["failed"])
    assert figures.planned == states.total() == counted.planned
    return states


@pytest.mark.parametrize("offers", [EVERYTHING, PIPELINED], ids=["chunking", "data"])
def test_a_relay_that_hangs_up_after_every_few_messages(
    world: World, many: int, sink: Sink, settings: object, offers: tuple[str, ...]
) -> None:
    """Kept and not answered for: only those are sent again, under the same Message-ID."""
    answers = {("KEPT", n): None for n in range(10, 60, 10)}
    with Relay(offers=offers, answers=answers) as relay:
        dispatch = sent_over(world, relay, settings)
    assert books(dispatch) == {"sent": many} and dispatch.state == DispatchState.DONE
    again = len(relay.kept) - len(set(relay.kept))
    assert len(set(relay.kept)) == many
    assert 0 < again <= queries.figures(dispatch.pk).resent
    if offers is PIPELINED:
        assert again == queries.figures(dispatch.pk).resent == len(answers)


def test_a_relay_that_refuses_a_third(
    world: World, many: int, sink: Sink, settings: object
) -> None:
    answers = {("RCPT", n): b"550 5.1.1 No\r\n" for n in range(1, many + 1, 3)}
    with Relay(answers=answers) as relay:
        dispatch = sent_over(world, relay, settings)
    assert books(dispatch) == {"failed": len(answers), "sent": many - len(answers)}
    assert dispatch.state == DispatchState.DONE and len(relay.kept) == many - len(answers)
    assert ContactPoint.objects.filter(state="failing").count() == len(answers)


def test_a_relay_that_is_down_for_a_while(
    world: World, many: int, sink: Sink, settings: object
) -> None:
    answers = {("MAIL", n): b"451 4.3.2 Later\r\n" for n in range(1, 2 * many + 1)}
    with Relay(answers=answers) as relay:
        dispatch = sent_over(world, relay, settings)
    assert books(dispatch) == {"sent": many} and len(relay.kept) == len(set(relay.kept)) == many
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {3}


@pytest.mark.parametrize("offers", [EVERYTHING, PIPELINED], ids=["chunking", "data"])
def test_a_relay_that_is_slow(
    world: World, many: int, sink: Sink, settings: object, offers: tuple[str, ...]
) -> None:
    with Relay(offers=offers, rest=0.02) as relay:
        dispatch = sent_over(world, relay, settings)
    assert books(dispatch) == {"sent": many} and dispatch.state == DispatchState.DONE
    assert len(relay.kept) == len(set(relay.kept)) == many
    assert queries.figures(dispatch.pk).resent == 0


@pytest.fixture
def dispatch(world: World, sink: Sink) -> Iterator[Dispatch]:
    made = actions.circulate(edition=sealed(world).pk, audience=STAFF, by=world.coordinator)
    work_off()
    made.refresh_from_db()
    yield made


def delivery_of(world: World, name: str) -> Delivery:
    return Delivery.objects.get(recipient__person=world.people[name], channel="email")


def test_a_bounce_uses_the_next_way_and_opens_the_dispatch_again(
    world: World, sink: Sink, dispatch: Dispatch
) -> None:
    row = delivery_of(world, "hanoi_leader")
    network.add_contact_point(
        person=world.hanoi_leader, channel="email", address="khac@hanoi.example", by=None
    )
    assert actions.came_back(delivery=row.pk, reason="5.1.1")
    assert not actions.came_back(delivery=row.pk, reason="5.1.1")  # it is not out there any more
    work_off()
    row.refresh_from_db()
    assert (row.state, row.address) == ("sent", "khac@hanoi.example")
    assert row.tried[0]["why"] == "5.1.1"
    assert ContactPoint.objects.get(address="leader@hanoi.example").state == "failing"
    books(dispatch)


def test_a_bounce_with_no_other_way_is_a_failure(
    world: World, sink: Sink, dispatch: Dispatch
) -> None:
    row = delivery_of(world, "hanoi_leader")
    assert actions.came_back(delivery=row.pk, reason="5.1.1")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "5.1.1") and row.bounced_at
    assert books(dispatch)["failed"] == 2


def test_a_passing_bounce_is_noted_and_changes_nothing(
    world: World, sink: Sink, dispatch: Dispatch
) -> None:
    row = delivery_of(world, "hanoi_leader")
    assert actions.came_back(delivery=row.pk, reason="4.2.2", lasting=False)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("sent", "4.2.2")
    assert ContactPoint.objects.get(address="leader@hanoi.example").state == "good"


def test_a_receipt_is_taken_once_and_only_for_what_is_ours(
    world: World, sink: Sink, dispatch: Dispatch
) -> None:
    row, now = delivery_of(world, "hanoi_leader"), clock.now()
    assert actions.receipt(channel="email", delivery=row.pk, at=now, arrived=True)
    assert actions.receipt(channel="email", delivery=row.pk, at=clock.in_days(1), arrived=True)
    assert not actions.receipt(channel="sms", delivery=row.pk, at=now, arrived=True)
    assert not actions.receipt(channel="email", at=now, arrived=True)
    assert not actions.receipt(channel="email", remote_id="nobody's", at=now, arrived=True)
    row.refresh_from_db()
    assert row.received_at == now


def test_a_refused_person_is_reached_by_another_channel(
    world: World, sink: Sink, settings: object, tmp_path: object
) -> None:
    """officer@hue.example is refused by the relay; their press system's folder takes it."""
    network.add_contact_point(
        person=world.hue_officer, channel="folder", address="hue", preference=2, by=None
    )
    made = actions.circulate(edition=sealed(world).pk, audience=STAFF, by=world.coordinator)
    work_off()
    ways = Delivery.objects.filter(recipient__person=world.hue_officer)
    assert dict(ways.values_list("channel", "state")) == {"email": "failed", "folder": "sent"}
    assert set(Batch.objects.values_list("channel", flat=True)) == {"email", "folder"}
    assert books(made) == {"sent": 5, "failed": 1, "waiting": 1}


def test_what_begins_long_after_its_hour_waits_for_a_person(world: World, sink: Sink) -> None:
    edition = sealed(world)
    work_off()
    before = sink.folder.deliveries()
    made = actions.circulate(edition=edition.pk, audience=STAFF, by=world.coordinator)
    with clock.frozen(made.made_at + timedelta(hours=3)):
        work_off()
        made.refresh_from_db()
        assert made.state == DispatchState.HELD and made.held_at
        assert sink.folder.deliveries() == before and books(made) == {"waiting": 6}
        actions.release_held(dispatch=made.pk, by=world.coordinator)
        work_off()
    assert books(made)["sent"] == 4


def test_a_withdrawal_goes_however_late(world: World, sink: Sink, dispatch: Dispatch) -> None:
    later = clock.now() + timedelta(hours=30)
    Dispatch.objects.filter(pk=dispatch.pk).update(
        reason=DispatchReason.WITHDRAWAL, state=DispatchState.SENDING
    )
    with clock.frozen(later):
        dispatch.refresh_from_db()
        assert not sending._hold_if_stale(dispatch, 0)


def test_counts_that_went_wrong_are_mended(world: World, sink: Sink, dispatch: Dispatch) -> None:
    Batch.objects.filter(dispatch=dispatch).update(sent=1, failed=0, planned=99)
    Batch.objects.create(dispatch=dispatch, number=77, channel="email", planned=5)
    found = actions.reconcile(dispatch=dispatch.pk)
    assert found.mended == 2 and not found.agrees
    assert books(dispatch) == {"sent": 4, "failed": 1, "waiting": 1}
    assert isinstance(dispatch.pk, UUID)
