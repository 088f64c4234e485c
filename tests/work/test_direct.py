"""The engine of tests: in order, once per key, by the product's clock."""

from datetime import timedelta

import pytest

from thongsuot.lib import clock
from thongsuot.work import actions, direct, queries, registry
from thongsuot.work.terms import Lane

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    registry.load()  # the house's jobs, to be kept for other tests
    monkeypatch.setattr(registry, "_jobs", {})
    found = []

    @registry.job("house.note")
    def note(named):
        found.append(named)
        if named == "first":
            actions.enqueue("house.note", key="second", named="second")
        if named == "bad":
            raise ValueError(named)

    registry.job("house.post", lane=Lane.BULK, sends=True)(lambda named: found.append(named))
    return found


def test_calls_run_in_order_with_what_they_enqueue_once_per_key(done):
    for named in ("first", "first", "other"):
        actions.enqueue("house.note", key=named, named=named)
    assert direct.drain() == 3
    assert done == ["first", "other", "second"]
    actions.enqueue("house.note", key="other", named="other")
    assert direct.drain() == 0


def test_a_due_call_waits_for_the_clock(done, morning):
    actions.enqueue("house.note", key=1, due=morning + timedelta(hours=1), named="later")
    assert direct.drain() == 0
    assert [(w.job, w.ready) for w in queries.waiting_counts()] == [("house.note", 1)]
    with clock.frozen(morning + timedelta(hours=1)):
        assert direct.drain() == 1


def test_sending_waits_while_held(done):
    hold = actions.hold_sending("restored copy", by="p-1")
    assert actions.hold_sending("again").pk == hold.pk
    actions.enqueue("house.post", key=1, named="letter")
    actions.enqueue("house.note", key=1, named="note")
    direct.drain()
    assert done == ["note"]
    assert queries.held().reason == "restored copy"
    assert actions.resume_sending("p-2").lifted_by == "p-2"
    assert actions.resume_sending("p-2") is None
    direct.drain()
    assert done == ["note", "letter"]


def test_an_error_of_a_job_comes_out(done):
    actions.enqueue("house.note", key=1, named="bad")
    with pytest.raises(ValueError, match="bad"):
        direct.drain()


def test_a_job_is_named_once_and_properly(done):
    with pytest.raises(ValueError, match=r"room\.verb"):
        registry.job("note")
    registry.job("house.unique")(lambda: None)
    with pytest.raises(ValueError, match="two functions"):
        registry.job("house.unique")(len)
