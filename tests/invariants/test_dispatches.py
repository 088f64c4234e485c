"""Whatever the network and the order of acts: whoever got an edition gets its correction; a person
appears once per dispatch; the ledger adds up; nobody approves their own text."""

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.circulation.conftest import add_departments, work_off
from tests.releases.conftest import World, build, sealed, write
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation import actions, queries
from thongsuot.circulation.models import Recipient
from thongsuot.circulation.terms import Audience
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network
from thongsuot.releases import actions as releases
from thongsuot.releases.models import Approval, Edition
from thongsuot.work import direct

MANDATES = st.lists(st.sampled_from(["leader", "officer", "journalist"]), unique=True, max_size=3)
ROLES = st.lists(
    st.sampled_from(["ministry_unit", "department", "press_agency"]), unique=True, max_size=2
)
AUDIENCES = st.builds(
    lambda mandates, roles: Audience(mandates=tuple(mandates), unit_roles=tuple(roles)),
    MANDATES,
    ROLES,
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("circulate"), AUDIENCES),
        st.tuples(st.just("correct"), st.none()),
        st.tuples(st.just("second mandate"), st.sampled_from(["hanoi_leader", "reporter"])),
        st.tuples(st.just("leave"), st.sampled_from(["hue_officer", "camau_leader"])),
    ),
    min_size=1,
    max_size=6,
)
CALM = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def world(db: None, morning: datetime) -> World:
    found = build()
    add_departments(found)
    return found


@CALM
@given(acts=ACTS)
def test_corrections_reach_everybody_and_the_ledger_adds_up(
    world: World, sink: Sink, acts: list[tuple[str, Any]]
) -> None:
    with transaction.atomic():
        direct.clear()
        edition = sealed(world)
        for act, what in acts:
            edition = _do(world, edition, act, what)
        _check_everything()
        transaction.set_rollback(True)


def _do(world: World, edition: Edition, act: str, what: Any) -> Edition:
    if act == "circulate":
        try:
            actions.circulate(edition=edition.pk, audience=what, by=world.coordinator)
        except Refused as refused:
            if refused.code != "circulation.nobody":
                raise
    elif act == "correct":
        edition = _corrected(world, edition)
    elif act == "second mandate":
        _again_elsewhere(world, what)
    else:
        for mandate in world.people[what].mandates.filter(valid_to=None):
            network.end_mandate(mandate=mandate, by=None)
    work_off()
    return edition


def _again_elsewhere(world: World, name: str) -> None:
    try:
        network.give_mandate(person=world.people[name], unit=world.camau, role="officer", by=None)
    except Refused as refused:
        if refused.code != "network.already_holds":
            raise


def _corrected(world: World, edition: Edition) -> Edition:
    release = releases.correct(edition=edition, by=world.officer)
    base = release.revisions.count()
    write(release, world.officer, body="<p>Đúng.</p>", title="Đúng", base=base)
    return sealed(world, release)


def _check_everything() -> None:
    for edition in Edition.objects.filter(predecessor__isnull=False):
        had = set(Recipient.objects.filter(edition=edition.predecessor).values_list("person"))
        has = set(Recipient.objects.filter(edition=edition).values_list("person"))
        assert had <= has
    for dispatch in {r.dispatch_id for r in Recipient.objects.all()}:
        people = list(Recipient.objects.filter(dispatch=dispatch).values_list("person", flat=True))
        assert len(people) == len(set(people))
        told = queries.figures(dispatch)
        assert told.planned == told.sent + told.failed + told.waiting + told.stopped
        assert told.planned <= told.recipients
    for approval in Approval.objects.select_related("revision"):
        assert approval.decided_by_id != approval.revision.author_id
