"""Video calls: when they are open, who says what to whom, what a result needs, what is left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.network.conftest import Small, entries, frozen
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, checking, jobs, links, queries
from thongsuot.network.models import CallSignal, Verification, VideoCall
from thongsuot.network.terms import CallState, CheckResult
from thongsuot.notices.models import Notice

AT = datetime(2026, 11, 23, 3, tzinfo=UTC)
ALL = ["name", "post", "address"]


def call(small: Small, starts_at: datetime | None = None, **more: object) -> VideoCall:
    told = {
        "person": small.far_officer,
        "contact_points": list(small.far_officer.contact_points.all()),
        "starts_at": starts_at or clock.now(),
        "by": small.coordinator,
    }
    return actions.schedule_call(**told | more)


def spoken(row: VideoCall) -> str:
    return queries.spoken_code(VideoCall.objects.get(pk=row.pk))


def wrong(row: VideoCall) -> str:
    return f"{(int(spoken(row)) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize(
    ("minutes", "ended", "result", "state"),
    [
        (-31, False, "", CallState.TO_COME),
        (-30, False, "", CallState.OPEN),
        (119, False, "", CallState.OPEN),
        (120, False, "", CallState.MISSED),
        (5, True, "confirmed", CallState.ENDED),
        (5, True, "", CallState.CANCELLED),
        (500, True, "repeat", CallState.ENDED),
    ],
)
def test_where_a_call_stands(minutes: int, ended: bool, result: str, state: str):
    at = AT + timedelta(minutes=minutes)
    assert checking.call_state(AT, AT if ended else None, result, at) == state


@pytest.mark.parametrize(
    ("result", "fields", "addresses", "heard", "code"),
    [
        ("confirmed", ALL, 1, True, None),
        ("confirmed", ALL, 2, True, None),
        ("confirmed", ALL, 1, False, "network.call_code_not_heard"),
        ("confirmed", ["name", "post"], 1, True, "network.call_not_all_ticked"),
        ("confirmed", ["name", "address"], 1, True, "network.call_not_all_ticked"),
        ("confirmed", ["post", "address"], 1, True, "network.call_not_all_ticked"),
        ("confirmed", ALL, 0, True, "network.call_not_all_ticked"),
        ("refused", [], 0, False, None),
        ("repeat", ["name"], 0, False, None),
    ],
)
def test_what_a_result_needs(result, fields, addresses, heard, code):
    if code is None:
        checking.check_outcome(CheckResult(result), fields, addresses, heard)
        return
    with pytest.raises(Refused, match=code):
        checking.check_outcome(CheckResult(result), fields, addresses, heard)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": "far_officer"}, "network.coordinator_only"),
        ({"person": "coordinator"}, "network.calls_oneself"),
        ({"contact_points": []}, "network.call_about_nothing"),
        ({"contact_points": "leader"}, "network.call_about_nothing"),
        ({"starts_at": AT - timedelta(days=1)}, "network.call_time"),
        ({"starts_at": AT + timedelta(days=91)}, "network.call_time"),
    ],
)
def test_a_call_that_cannot_be_arranged(small: Small, change: dict, code: str):
    for name, value in list(change.items()):
        if name == "contact_points" and value:
            change[name] = list(getattr(small, value).contact_points.all())
        elif isinstance(value, str):
            change[name] = getattr(small, value)
    with pytest.raises(Refused, match=code):
        call(small, **change)
    assert not VideoCall.objects.exists()


def test_the_person_is_mailed_the_link(small: Small):
    row = call(small)
    notice = Notice.objects.get()
    assert notice.address == small.far_officer.contact_points.get().address
    assert queries.call_link(row) in notice.body
    token = queries.call_link(row).rstrip("/").rpartition("/")[2]
    assert queries.call_by_token(token) == row
    assert queries.call_by_token(links.token(links.VERIFY, row.pk)) is None
    assert [c.pk for c in queries.calls_to_come(small.far_officer.pk)] == [row.pk]
    assert Entry.objects.latest("id").facts["mailed"] is True


def test_the_link_goes_to_no_mailbox_that_several_read(small: Small):
    told = {"channel": "email", "address": "chung@test.example", "by": None}
    shared = actions.add_contact_point(unit=small.department, **told)
    own = small.far_officer.contact_points.get()
    actions.mark_failing(contact_point=own, reason="550", by=None)
    call(small, contact_points=[shared])
    assert not Notice.objects.exists()
    assert Entry.objects.latest("id").facts["mailed"] is False


def test_an_address_corrected_meanwhile_is_not_confirmed_unseen(small: Small):
    row, by = call(small), small.coordinator
    point = small.far_officer.contact_points.get()
    actions.hear_code(call=row.pk, code=spoken(row), by=by)
    actions.change_contact_point(contact_point=point.pk, address="khac@test.example", by=None)
    told = {"call": row.pk, "fields": ALL, "contact_points": [point.pk], "by": by}
    with pytest.raises(Refused):
        actions.end_call(result="confirmed", **told)
    actions.end_call(result="repeat", **told)
    assert not Verification.objects.standing(clock.now()).exists()


def test_a_word_after_the_end_is_not_kept(small: Small):
    row = call(small)
    actions.end_call(call=row.pk, result="repeat", by=small.coordinator)
    with pytest.raises(Refused):  # the row in hand still looks open
        actions.signal(call=row, side="guest", kind="offer", body="candidate 10.0.0.1")
    assert not CallSignal.objects.exists()


def test_a_body_s_own_address_can_be_checked_with_its_people(small: Small):
    told = {"channel": "email", "address": "chung@test.example", "by": None}
    shared = actions.add_contact_point(unit=small.department, **told)
    assert call(small, contact_points=[shared]).points.get() == shared
    theirs = actions.add_contact_point(unit=small.centre, **told)
    with pytest.raises(Refused, match=r"network\.call_about_nothing"):
        call(small, contact_points=[theirs])


def test_a_whole_call(small: Small):
    phone = actions.add_contact_point(
        person=small.far_officer, channel="phone", address="0912345678", by=None
    )
    row, by = call(small), small.coordinator
    mail = small.far_officer.contact_points.exclude(pk=phone.pk).get()
    actions.signal(call=row, side="guest", kind="offer", body="candidate 10.0.0.1")
    confirm = {"call": row.pk, "result": "confirmed", "fields": ALL, "by": by}
    with pytest.raises(Refused, match=r"network\.call_code_not_heard"):
        actions.end_call(contact_points=[phone.pk], **confirm)
    assert actions.hear_code(call=row.pk, code=wrong(row), by=by) is False
    assert actions.hear_code(call=row.pk, code=spoken(row), by=by) is True
    with pytest.raises(Refused, match=r"network\.not_the_host"):  # noqa: PT012
        other = actions.add_person(name="Khác", by=None)
        actions.give_mandate(person=other, unit=small.centre, role="coordinator", by=None)
        actions.end_call(contact_points=[phone.pk], **confirm | {"by": other})
    count = entries()
    ended = actions.end_call(contact_points=[str(phone.pk)], **confirm)
    assert entries() == count + 1
    assert (ended.result, ended.fields) == ("confirmed", sorted(ALL))
    check = Verification.objects.get()
    assert (check.contact_point, check.method, check.checked_by) == (phone, "video_call", by)
    assert check.valid_until > clock.now() + timedelta(days=360)
    assert queries.checks_of(mail.verifications.all()).standing == "unverified"
    assert not CallSignal.objects.exists()
    for after in (actions.end_call, actions.cancel_call):
        with pytest.raises(Refused, match=r"network\.call_over"):
            after(call=row.pk, by=by, **({"result": "repeat"} if after is actions.end_call else {}))


@pytest.mark.parametrize("result", ["refused", "repeat"])
def test_what_is_not_confirmed_is_recorded_of_every_address_and_counts_for_none(
    small: Small, result: str
):
    actions.add_contact_point(
        person=small.far_officer, channel="phone", address="0912345678", by=None
    )
    row = call(small)
    actions.end_call(call=row, result=result, by=small.coordinator)
    checks = Verification.objects.all()
    assert [(c.result, c.valid_until) for c in checks] == [(result, None)] * 2


def test_five_wrong_codes_change_the_code(small: Small):
    row = call(small)
    first = spoken(row)
    for _ in range(checking.CODE_TRIES):
        assert not actions.hear_code(call=row.pk, code=wrong(row), by=small.coordinator)
    assert spoken(row) != first
    assert not actions.hear_code(call=row.pk, code=first, by=small.coordinator)


def test_what_browsers_tell_one_another(small: Small):
    row = call(small)
    actions.signal(call=row, side="host", kind="ready", body="h1")
    first = actions.signal(call=row, side="guest", kind="ready", body="g1")
    actions.signal(call=row, side="host", kind="offer", body="sdp")
    heard = queries.signals_after(row, "guest", 0)
    assert [(s.kind, s.body) for s in heard] == [("ready", "h1"), ("offer", "sdp")]
    again = actions.signal(call=row, side="host", kind="ready", body="h2")  # the page was reloaded
    assert [s.body for s in queries.signals_after(row, "guest", first)] == ["h2"]
    assert queries.signals_after(row, "host", again) == []
    with pytest.raises(Refused, match=r"network\.signals_too_many"):
        actions.signal(call=row, side="host", kind="offer", body="x" * (checking.SIGNAL_SIZE + 1))
    CallSignal.objects.bulk_create(
        CallSignal(call=row, side="host", kind="candidate") for _ in range(checking.SIGNALS_KEPT)
    )
    with pytest.raises(Refused, match=r"network\.signals_too_many"):
        actions.signal(call=row, side="host", kind="candidate", body="x")
    actions.signal(call=row, side="host", kind="ready", body="h3")  # begins anew


def test_signals_are_only_taken_while_the_call_is_open_and_are_swept(small: Small):
    row = call(small, clock.now() + timedelta(hours=1))
    told = {"call": row, "side": "host", "kind": "ready"}
    with pytest.raises(Refused, match=r"network\.call_to_come"):
        actions.signal(**told)
    with frozen(clock.now() + timedelta(minutes=45)):
        actions.signal(**told)
        assert jobs.forget_checks_on_their_way() == 0
    with frozen(clock.now() + timedelta(minutes=106)):
        assert jobs.forget_checks_on_their_way() == 1
    with frozen(clock.now() + timedelta(hours=3)):
        assert queries.call_state(row) == CallState.MISSED
        with pytest.raises(Refused, match=r"network\.call_over"):
            actions.signal(**told)


def test_a_cancelled_call_tells_the_person_and_keeps_no_signal(small: Small):
    row = call(small)
    actions.signal(call=row, side="host", kind="ready")
    actions.cancel_call(call=row.pk, by=small.coordinator)
    assert not CallSignal.objects.exists()
    assert Notice.objects.filter(subject__startswith="Hủy hẹn gọi").count() == 1
    assert queries.calls_to_come() == []


def test_presence_is_noted_now_and_then(small: Small):
    row = call(small)
    seen = clock.now()
    for seconds, expected in ((0, 0), (3, 0), (6, 6)):
        with frozen(seen + timedelta(seconds=seconds)):
            actions.note_presence(call=queries.call(row.pk), side="guest")
        assert queries.call(row.pk).guest_seen_at == seen + timedelta(seconds=expected)
    actions.note_presence(call=row, side="guest", here=False)
    assert queries.call(row.pk).guest_seen_at is None


def test_erasing_a_person_ends_their_calls(small: Small):
    row = call(small)
    actions.signal(call=row, side="guest", kind="ready", body="10.0.0.1")
    actions.accredit(
        person=small.journalist, agency=small.paper, card_seen=True, valid_to=AT.date(), by=None
    )
    actions.erase(person=small.far_officer, by=small.coordinator)
    actions.erase(person=small.journalist, by=small.coordinator)
    assert not CallSignal.objects.exists()
    assert queries.call_state(queries.call(row.pk)) == CallState.CANCELLED
    assert queries.accreditations_of(small.journalist.pk).count() == 0


def test_passwords_for_turn_are_for_one_call(small: Small, settings):
    settings.ICE_SERVERS = [
        {"urls": "stun:a.example"},
        {"urls": "turn:a.example", "secret": "chung"},
    ]
    row, other = call(small), call(small)
    stun, turn = queries.ice_servers(row)
    assert stun == {"urls": "stun:a.example"}
    assert turn["credential"] and "secret" not in turn
    until = int((row.starts_at + checking.CALL_CLOSES).timestamp())
    assert turn["username"].startswith(f"{until}:")
    assert queries.ice_servers(other)[1]["credential"] != turn["credential"]


def test_rows_that_cannot_be(small: Small):
    row = call(small)
    for change in ({"result": "confirmed"}, {"host": small.far_officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VideoCall.objects.filter(pk=row.pk).update(**change)
