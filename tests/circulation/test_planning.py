"""Planning as a stream: whatever the network and wherever it is broken off, everybody once."""

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.circulation.conftest import work_off
from tests.circulation.test_road import DEPARTMENT_STAFF, corrected
from tests.releases.conftest import World, sealed
from thongsuot.channels.email.sink import Sink
from thongsuot.channels.terms import Carries, Channel
from thongsuot.circulation import actions, members, queries, routing, rules
from thongsuot.circulation.jobs import planning
from thongsuot.circulation.models import Delivery, Dispatch, SavedList, TopicFollowing
from thongsuot.circulation.terms import Audience, DispatchState
from thongsuot.lib import clock
from thongsuot.lib.ids import in_order, many_in_order
from thongsuot.network import actions as network
from thongsuot.network import queries as known
from thongsuot.network.models import ContactPoint, Person
from thongsuot.network.terms import Address
from thongsuot.releases.models import Edition, Topic
from thongsuot.releases.terms import Reach
from thongsuot.work import direct

ROLES = ("leader", "officer", "spokesperson", "journalist")
UNITS = ("centre", "telecom", "paper", "hanoi", "hue", "camau")
POSTS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(UNITS), st.sampled_from(ROLES)))
AUDIENCES = st.fixed_dictionaries(
    {
        "mandates": st.lists(st.sampled_from(ROLES), unique=True, max_size=2),
        "unit_roles": st.lists(
            st.sampled_from(["ministry_unit", "department", "press_agency"]), max_size=2
        ),
        "units": st.lists(st.sampled_from(UNITS), unique=True, max_size=2),
        "topics": st.booleans(),
        "saved_list": st.lists(st.integers(0, 11), unique=True, max_size=4),
        "persons": st.lists(st.integers(0, 11), unique=True, max_size=4),
    }
)
CALM = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a dozen people were a million."""
    seats = import_module("thongsuot.network.queries.seats")
    monkeypatch.setattr(seats, "FEW", 0)
    monkeypatch.setattr(seats, "STEP", 4)
    monkeypatch.setattr(import_module("thongsuot.network.queries.addresses"), "_CHUNK", 2)
    monkeypatch.setattr(members, "PART", 2)
    monkeypatch.setattr(rules, "PLAN_CHUNK", 3)
    monkeypatch.setattr(rules, "batch_size", lambda urgent: 2)


def furnish(world: World, posts: list[tuple[int, str, str]]) -> list[Person]:
    """A dozen people: some with an address, some reached by their body's, one a deputy."""
    people = [network.add_person(name=f"Người {n}", by=None) for n in range(12)]
    for number, unit, role in dict.fromkeys(posts):
        told = {"person": people[number], "unit": world.units[unit], "role": role}
        network.give_mandate(**told, by=None)
    for number in range(0, 12, 2):
        network.add_contact_point(
            person=people[number], channel="email", address=f"n{number}@vidu.example", by=None
        )
    network.add_contact_point(
        unit=world.hue, channel="email", address="vanthu@hue.example", by=None
    )
    topic = Topic.objects.order_by("pk").first()
    TopicFollowing.objects.bulk_create(
        TopicFollowing(person=person, topic=topic) for person in people[::3]
    )
    return people


def audience_of(world: World, people: list[Person], told: dict[str, Any]) -> Audience:
    saved = ""
    if told["saved_list"]:
        row = SavedList.objects.create(unit=world.centre, name="Thử")
        row.people.set([people[number] for number in told["saved_list"]])
        saved = str(row.pk)
    topic = Topic.objects.order_by("pk").first()
    return Audience(
        mandates=tuple(told["mandates"]),
        unit_roles=tuple(told["unit_roles"]),
        units=tuple(str(world.units[name].pk) for name in told["units"]),
        topics=(str(topic.pk),) if told["topics"] and topic else (),
        saved_list=saved,
        persons=tuple(str(people[number].pk) for number in told["persons"]),
    )


def expected(world: World, people: list[Person], audience: Audience) -> dict[UUID, UUID | None]:
    """By the network's own answer, all at once: who, and the body they would settle for."""
    named = {UUID(key) for key in audience.persons}
    if audience.saved_list:
        named |= set(SavedList.objects.get().people.values_list("pk", flat=True))
    found = list(known.resolve(persons=named)) if named else []
    rule = (audience.mandates, audience.unit_roles, (), audience.units)
    if any(rule) or audience.topics:
        ruled = known.resolve(*rule)
        followers = set(TopicFollowing.objects.values_list("person", flat=True))
        found += [m for m in ruled if not audience.topics or m.person_id in followers]
    settled = [m for m in found if rules.settles(m.role, m.unit_roles)]
    settled.sort(key=lambda m: (m.role != "leader", str(m.unit_id)))
    debts: dict[UUID, UUID | None] = {m.person_id: None for m in found}
    for membership in reversed(settled):
        debts[membership.person_id] = membership.unit_id
    return debts


def planned(dispatch: Dispatch) -> dict[UUID, UUID | None]:
    rows = list(dispatch.recipients.values_list("person", "acknowledgement__unit"))
    assert len(rows) == len({person for person, _ in rows})
    return dict(rows)


def break_off(monkeypatch: pytest.MonkeyPatch, chunks: int) -> None:
    """The worker dies in the middle of writing a chunk, after so many whole ones."""
    written, enter = iter(range(chunks)), planning.enter

    def dying(*told: Any) -> None:
        enter(*told)
        if next(written, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(planning, "enter", dying)


@CALM
@given(posts=POSTS, told=AUDIENCES, breaks=st.lists(st.integers(0, 2), max_size=3))
def test_everybody_once_wherever_it_is_broken_off(
    world: World, small_steps: None, posts: Any, told: Any, breaks: list[int]
) -> None:
    with transaction.atomic():
        direct.clear()
        people = furnish(world, posts)
        audience = audience_of(world, people, told)
        should = expected(world, people, audience)
        row = Dispatch.objects.create(
            edition=world_edition(world),
            reason="circulated",
            audience=audience.as_data(),
            made_by=world.coordinator,
        )
        for chunks in breaks:
            with pytest.MonkeyPatch.context() as patch:
                break_off(patch, chunks)
                try:
                    planning.plan(str(row.pk))
                except KeyboardInterrupt:
                    continue
        planning.plan(str(row.pk))
        row.refresh_from_db()
        assert planned(row) == should
        check_batches(row)
        transaction.set_rollback(True)


def world_edition(world: World) -> Edition:
    return Edition.objects.first() or sealed(world)


def check_batches(row: Dispatch) -> None:
    """Each person with a way has one delivery; the counts are those of the ledger."""
    found = {b.number: (b.channel, b.planned) for b in row.batches.all()}
    rows = Delivery.objects.filter(dispatch=row).values_list("batch", "channel")
    counted: dict[int, tuple[str, int]] = {}
    for number, channel in rows:
        counted[number] = (channel, counted.get(number, ("", 0))[1] + 1)
    assert counted == found
    assert sorted(found) == list(range(len(found)))
    assert sum(n < rules.batch_size(False) for _, n in found.values()) <= 1
    reachable = known.addresses(row.recipients.values_list("person", flat=True), ["email"])
    deliveries = Delivery.objects.filter(dispatch=row).select_related("recipient")
    first = {d.recipient.person_id: (d.contact_point, d.address) for d in deliveries}
    assert first == {p: (a[0].id, a[0].address) for p, a in reachable.items() if a}
    sends = {key for job, key, _ in direct.waiting() if job == "circulation.send"}
    assert sends == {f"{row.pk}:{number}:1" for number in found}
    assert row.state == (DispatchState.SENDING if found else DispatchState.DONE)


def test_another_run_at_the_same_time_changes_nothing(world: World, small_steps: None) -> None:
    """The second finds chunks done by the first, and goes on behind them."""
    row = made(world)
    found = list(members.members(row, None))
    stale = planning._row(row.pk)
    planning.plan(str(row.pk))
    before = planned(row)
    row.refresh_from_db()
    Dispatch.objects.filter(pk=row.pk).update(state=DispatchState.PLANNING)
    assert planning._plan_chunk(stale, found[:3], {}, None) is not None
    assert planned(row) == before


def made(world: World, **told: Any) -> Dispatch:
    told = {"audience": DEPARTMENT_STAFF, "by": world.coordinator, **told}
    return actions.circulate(edition=world_edition(world).pk, **told)


def test_a_correction_goes_to_all_who_had_it_step_by_step(
    world: World, small_steps: None, sink: Sink
) -> None:
    edition = sealed(world)
    for audience in (DEPARTMENT_STAFF, Audience(mandates=("journalist",))):
        actions.circulate(edition=edition.pk, audience=audience, by=world.coordinator)
        work_off()
    correction = corrected(world, edition)
    follows = Dispatch.objects.get(edition=correction)
    debts = {unit for unit in planned(follows).values() if unit}
    assert len(planned(follows)) == 7
    assert debts == {world.hanoi.pk, world.hue.pk, world.camau.pk}


def test_the_plan_waits_until_it_cannot_be_undone(world: World) -> None:
    config = django_settings.CONFIG
    object.__setattr__(config, "undo_seconds", 30)
    try:
        row, urgent = made(world), made(world, urgent=True, again=True)
    finally:
        object.__setattr__(config, "undo_seconds", 0)
    assert row.undo_until == row.made_at + timedelta(seconds=30)
    assert urgent.undo_until is None
    planning.plan(str(row.pk))
    assert not row.recipients.exists()
    plans = [due for job, key, due in direct.waiting() if key.startswith(str(row.pk))]
    assert plans == [row.undo_until] * 2
    with clock.frozen(row.made_at + timedelta(seconds=31)):
        planning.plan(str(row.pk))
    assert row.recipients.count() == 6


def test_a_preview_counts_all_and_names_the_first(
    world: World, small_steps: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thongsuot.circulation.queries import previews

    monkeypatch.setattr(previews, "SHOWN", 2)
    ContactPoint.objects.filter(address="leader@hue.example").delete()
    found = queries.preview(world_edition(world).pk, DEPARTMENT_STAFF, world.view("coordinator"))
    assert (found.people, found.bodies, found.unreachable) == (6, 3, 1)
    assert [one.name for one in found.members] == sorted(one.name for one in found.members)
    assert [one.name for one in found.without_address] == ["Sở TT&TT Huế leader"]
    assert found.by_unit_role == {"department": 6}
    assert len(list(queries.everybody(DEPARTMENT_STAFF, Reach.NETWORK))) == 6


def test_ids_of_many_are_in_order_with_those_of_one() -> None:
    one, many, other = in_order(), many_in_order(5_000), in_order()
    assert sorted({one.hex, *many, other.hex}) == [one.hex, *many, other.hex]
    assert {UUID(id).version for id in many} == {7}


def _channel(name: str, at: str = "", urgent_only: bool = False) -> Channel:
    never: Any = None
    return Channel(
        name=name,
        carries=Carries.LINE,
        configured=never,
        send=never,
        health=never,
        address=never,
        at=at,
        urgent_only=urgent_only,
    )


ENABLED = {
    "webhook": _channel("webhook"),
    "sms": _channel("sms", at="phone", urgent_only=True),
    "zns": _channel("zns", at="phone"),
}


@pytest.mark.parametrize(
    ("addresses", "urgent", "ways"),
    [
        ([], False, []),
        ([("phone", 1, False), ("email", 1, False)], False, ["email", "zns"]),
        ([("email", 2, False), ("phone", 1, False)], False, ["zns", "email"]),
        ([("email", 2, False), ("phone", 1, False)], True, ["sms", "zns", "email"]),
        ([("email", 1, True), ("webhook", 9, False)], False, ["webhook", "email"]),
        ([("zalo", 1, False)], True, []),
    ],
)
def test_ways(addresses: list[tuple[str, int, bool]], urgent: bool, ways: list[str]) -> None:
    listed = [
        Address(uuid4(), channel, f"{channel}!", shared, None, preference)
        for channel, preference, shared in addresses
    ]
    found = routing.ways(listed, urgent=urgent, enabled=ENABLED)
    assert [way.channel for way in found] == ways
