"""Requests that are asked again: once at their hour, whatever happens in between."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.circulation.conftest import World, work_off
from thongsuot.circulation.terms import Audience
from thongsuot.exchange import actions, jobs, queries
from thongsuot.exchange.models import Request, Routine
from thongsuot.exchange.terms import Rhythm, Wanted
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions as network
from thongsuot.network.models import Mandate
from thongsuot.releases.models import Edition

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # this Monday 09:00 in Hà Nội
WEEK = timedelta(days=7)


def weekly(world: World, **more: Any) -> Routine:
    shipped = queries.routine_templates()[0]
    given = {
        "unit": world.centre.pk,
        "by": world.coordinator,
        "title": shipped.title,
        "question": shipped.question,
        "wants": shipped.wants,
        "rhythm": Rhythm.WEEKLY,
        "day": 1,
        "hour": 9,
        "answer_within_hours": 30,
    }
    return actions.keep_routine(**given | more)


def run_at(at: datetime) -> int:
    with clock.frozen(at):
        return jobs.ask_what_is_due()


def test_it_asks_once_at_its_hour(world: World) -> None:
    routine = weekly(world)
    assert routine.next_at == NINE
    assert run_at(NINE - timedelta(minutes=1)) == 0
    assert [run_at(NINE + timedelta(minutes=m)) for m in (0, 1, 2)] == [1, 0, 0]
    (request,) = Request.objects.all()
    assert (request.routine_id, request.title) == (routine.pk, "Nội dung phát ngôn hằng tuần")
    assert request.due_at == NINE + timedelta(hours=30)
    assert Entry.objects.get(act="request.asked").by == ""
    routine.refresh_from_db()
    assert routine.next_at == NINE + WEEK
    work_off()
    (view,) = queries.routines(world.view("coordinator"))
    assert (view.asked_times, view.last_asked_at) == (1, NINE)
    assert queries.routines(world.view("stranger")) == []


def test_an_hour_long_missed_is_passed_over_and_never_made_up_many_times(world: World) -> None:
    weekly(world)
    assert run_at(NINE + timedelta(hours=23)) == 1
    assert run_at(NINE + 5 * WEEK + timedelta(days=2)) == 0
    assert Entry.objects.filter(act="routine.passed_over").count() == 1
    assert run_at(NINE + 6 * WEEK) == 1
    assert Request.objects.count() == 2


def test_asking_and_the_next_hour_are_one(world: World) -> None:
    """A worker that dies in between has done neither."""
    routine = weekly(world)
    with clock.frozen(NINE), transaction.atomic():
        assert actions.ask_again(routine=routine.pk)
        transaction.set_rollback(True)
    assert not Request.objects.exists() and not Edition.objects.exists()
    assert run_at(NINE) == 1 and Request.objects.count() == 1


def test_another_of_the_unit_speaks_when_its_author_has_left(world: World) -> None:
    routine = weekly(world)
    for held in Mandate.objects.filter(person=world.coordinator):
        network.end_mandate(mandate=held, by=None)
    assert run_at(routine.next_at + WEEK) == 0  # missed by a week
    assert run_at(NINE + 2 * WEEK) == 1
    assert Request.objects.get().asked_by == world.second


def test_nobody_to_ask_is_passed_over(world: World) -> None:
    routine = weekly(world, audience=Audience(units=(str(world.paper.pk),)))
    assert run_at(NINE) == 0
    routine.refresh_from_db()
    assert routine.next_at == NINE + WEEK and not Edition.objects.exists()


def test_it_rests_and_is_kept_anew(world: World) -> None:
    routine = weekly(world)
    with pytest.raises(Refused, match=r"exchange[.]not_your_request"):
        actions.rest_routine(routine=routine.pk, by=world.stranger)
    actions.rest_routine(routine=routine.pk, by=world.second)
    assert run_at(NINE) == 0
    with clock.frozen(NINE):
        again = weekly(
            world, routine=routine.pk, rhythm=Rhythm.MONTHLY, day=1, wants=[Wanted.FILES]
        )
    assert again.pk == routine.pk and Routine.objects.count() == 1
    assert again.next_at == datetime(2026, 12, 1, 2, tzinfo=UTC)
