"""News goes up: in order, at least once, and one deaf subscriber stops nobody."""

from datetime import timedelta

import pytest

from thongsuot.journal import actions, queries
from thongsuot.journal.subscribers import subscriber
from thongsuot.lib import clock

pytestmark = pytest.mark.django_db


def test_a_subscriber_hears_its_acts_in_order_and_only_once_sealed(written):
    heard = []
    subscriber("circulation", acts={"edition.withdrawn"})(lambda e: heard.append(e.number))
    written("edition.withdrawn")
    written("release.saved")
    written("edition.withdrawn")
    actions.tell()
    assert heard == []
    actions.catch_up()
    actions.catch_up()
    assert heard == [1, 3]


def test_a_failing_subscriber_waits_at_its_entry_and_stops_nobody_else(written):
    heard, deaf = [], [True]

    @subscriber("anna")
    def anna(entry):
        if deaf[0] and entry.number == 2:
            raise ConnectionError("a@example.vn")
        heard.append(("anna", entry.number))

    @subscriber("binh")
    def binh(entry):
        heard.append(("binh", entry.number))

    for _ in range(3):
        written()
    with pytest.raises(ConnectionError):
        actions.catch_up()
    assert heard == [("anna", 1), ("binh", 1), ("binh", 2), ("binh", 3)]
    waits, done = queries.listening()
    assert (waits.name, waits.number, waits.behind, waits.failures) == ("anna", 1, 2, 1)
    assert waits.reason == "ConnectionError"
    assert (done.behind, done.failures) == (0, 0)

    deaf[0] = False
    actions.tell()  # too early: it is given a pause
    assert ("anna", 2) not in heard
    with clock.frozen(clock.now() + timedelta(seconds=5)):
        assert actions.tell() == []
    assert [number for name, number in heard if name == "anna"] == [1, 2, 3]
    assert [it.failures for it in queries.listening()] == [0, 0]


def test_what_a_failing_subscriber_wrote_is_taken_back(written):
    @subscriber("anna")
    def anna(entry):
        if entry.act == "release.approved":
            actions.record("notice.sent", by=None, subject=("notice", "1"))
            raise ConnectionError

    written()
    with pytest.raises(ConnectionError):
        actions.catch_up()
    assert not queries.entries(act="notice.sent")


def test_what_a_subscriber_records_is_heard_too(written):
    heard = []

    @subscriber("anna")
    def anna(entry):
        heard.append(entry.act)
        if entry.act == "release.approved":
            actions.record("notice.sent", by=None, subject=("notice", "1"))

    written()
    actions.catch_up()
    assert heard == ["release.approved", "notice.sent"]


def test_a_subscriber_may_begin_with_what_comes_after_it(written):
    heard = []
    written()
    actions.catch_up()
    subscriber("late", from_start=False)(lambda entry: heard.append(entry.number))
    actions.catch_up()
    written()
    actions.catch_up()
    assert heard == [2]
