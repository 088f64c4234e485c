"""Checks of addresses: which count, what reopens them, links and codes, who should be asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.network.conftest import Small, day, entries, frozen
from thongsuot.journal.models import Entry
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused
from thongsuot.network import actions, checking, jobs, links, queries
from thongsuot.network.models import ContactCode, ContactPoint, Verification
from thongsuot.network.terms import CheckResult, Reopening, Standing, VerificationMethod
from thongsuot.notices.models import Notice


def point(small: Small) -> ContactPoint:
    return small.far_officer.contact_points.get()


def by_phone(small: Small, which: ContactPoint | None = None, **more: object) -> Verification:
    return actions.record_verification(
        contact_point=which or point(small),
        method="phone_call",
        fields=["name"],
        by=small.coordinator,
        **more,
    )


def standing(which: ContactPoint) -> str:
    """As both ways of asking say it: a row's annotation, and its checks one by one."""
    checks = queries.checks_of(which.verifications.all())
    [row] = queries.contact_points(which.person_id, which.unit_id)
    assert row.verified_until == checks.until
    listed = {gap.point: gap.standing for gap in queries.verification_gaps()}
    assert listed.get(which.pk, Standing.VERIFIED) == checks.standing
    return checks.standing


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_later(start: date, months: int, end: date):
    at = datetime(start.year, start.month, start.day, 3, tzinfo=UTC)
    assert checking.months_later(at, months).date() == end


@pytest.mark.parametrize(
    ("method", "own", "code"),
    [
        ("phone_call", False, None),
        ("in_person", False, None),
        ("link", False, "network.proves_itself"),
        ("code", False, "network.proves_itself"),
        ("phone_call", True, "network.verifies_oneself"),
        ("link", True, "network.verifies_oneself"),
    ],
)
def test_who_may_record_which_check(small: Small, method: str, own: bool, code: str | None):
    holder = small.far_officer.pk
    by = holder if own else small.coordinator.pk
    if code is None:
        checking.check_recorder(VerificationMethod(method), by, holder)
        return
    with pytest.raises(Refused, match=code):
        checking.check_recorder(VerificationMethod(method), by, holder)


@pytest.mark.parametrize("result", CheckResult)
def test_only_a_confirmed_check_counts(small: Small, result: CheckResult):
    checked = by_phone(small, result=result)
    confirmed = result is CheckResult.CONFIRMED
    assert (checked.valid_until is not None) is confirmed
    expected = Standing.VERIFIED if confirmed else Standing.UNVERIFIED
    assert standing(point(small)) == expected


def test_a_refusal_reopens_what_stood_and_a_repetition_does_not(small: Small):
    by_phone(small)
    by_phone(small, result="repeat")
    assert standing(point(small)) == Standing.VERIFIED
    by_phone(small, result="refused")
    assert standing(point(small)) == Standing.REOPENED
    checks = queries.checks_of(point(small).verifications.all())
    assert (checks.because, checks.last.result) == (Reopening.REFUSAL, CheckResult.REFUSED)


def test_it_runs_out_after_the_months_of_the_settings(small: Small, settings):
    settings.VERIFIED_MONTHS = 3
    by_phone(small)
    for later, expected in [
        ("2027-01-20", Standing.VERIFIED),
        ("2027-01-25", Standing.EXPIRING),
        ("2027-02-24", Standing.EXPIRED),
    ]:
        with frozen(day(later)):
            assert standing(point(small)) == expected
    by_phone(small)
    assert standing(point(small)) == Standing.VERIFIED


def _bounce(small: Small) -> None:
    actions.mark_failing(contact_point=point(small), reason="550", by=None)


def _correct(small: Small) -> None:
    by = small.far_officer
    actions.change_contact_point(contact_point=point(small), address="moi@test.example", by=by)


def _promote(small: Small) -> None:
    actions.change_person(person=small.far_officer, post="Phó Giám đốc", by=None)


def _move(small: Small) -> None:
    actions.give_mandate(person=small.far_officer, unit=small.centre, role="officer", by=None)


def _leave(small: Small) -> None:
    mandate = small.far_officer.mandates.get()
    actions.end_mandate(mandate=mandate, last_day=date(2026, 11, 22), by=None)


@pytest.mark.parametrize(
    ("happens", "because"),
    [
        (_bounce, Reopening.BOUNCE),
        (_correct, Reopening.ADDRESS),
        (_promote, Reopening.POST),
        (_move, Reopening.POST),
        (_leave, Reopening.POST),
    ],
)
def test_what_reopens_a_check(small: Small, happens, because: Reopening):
    checked = by_phone(small)
    before = clock.now()
    with frozen(before + timedelta(hours=1)):
        happens(small)
        checks = queries.checks_of(point(small).verifications.all())
        assert (checks.standing, checks.because) == (Standing.REOPENED, because)
        [row] = queries.contact_points(small.far_officer.pk)
        assert row.verified_until is None
    assert queries.checks_of([checked], before).standing == Standing.VERIFIED  # as of then


def test_what_does_not_reopen_it(small: Small):
    by_phone(small)
    own = point(small)
    actions.change_contact_point(contact_point=own, address=own.address.upper(), by=None)
    actions.change_contact_point(contact_point=own, preference=3, by=None)
    actions.change_person(person=small.far_officer, name="Phạm Thu Đa Đa", by=None)
    same = {"person": small.far_officer, "unit": small.department, "by": None}
    actions.give_mandate(role="spokesperson", **same)
    actions.end_mandate(mandate=small.far_officer.mandates.get(role="officer"), by=None)
    assert standing(point(small)) == Standing.VERIFIED


def test_a_move_to_come_reopens_on_its_day(small: Small):
    by_phone(small)
    _when = date(2026, 12, 1)
    actions.give_mandate(
        person=small.far_officer, unit=small.centre, role="officer", valid_from=_when, by=None
    )
    assert standing(point(small)) == Standing.VERIFIED
    with frozen(day("2026-12-01")):
        assert standing(point(small)) == Standing.REOPENED


# Links --------------------------------------------------------------------------------------------


def mailed_link(address: str) -> str:
    notice = Notice.objects.filter(address=address).latest("made_at")
    [link] = [word for word in notice.body.split() if "/xac-minh-dia-chi/" in word]
    return link.rstrip("/").rpartition("/")[2]


def test_a_mailed_link_verifies_once(small: Small):
    actions.send_link(contact_point=point(small), by=small.coordinator)
    token = mailed_link(point(small).address)
    assert queries.link_to_answer(token).contact_point == point(small)
    assert standing(point(small)) == Standing.UNVERIFIED  # looking at it does nothing
    count = entries()
    checked = actions.answer_link(token=token, confirmed=True)
    assert entries() == count + 1
    assert (checked.method, checked.checked_by, checked.fields) == ("link", None, ["address"])
    assert standing(point(small)) == Standing.VERIFIED
    assert queries.link_to_answer(token) is None
    with pytest.raises(Refused, match=r"network\.link_expired"):
        actions.answer_link(token=token, confirmed=True)


def test_the_wrong_reader_of_a_link_reopens_the_address(small: Small):
    by_phone(small)
    actions.send_link(contact_point=point(small), by=None)
    actions.answer_link(token=mailed_link(point(small).address), confirmed=False)
    assert standing(point(small)) == Standing.REOPENED


@pytest.mark.parametrize("happens", ["a week passes", "the address changes", "another purpose"])
def test_a_link_that_is_worth_nothing(small: Small, happens: str):
    row = actions.send_link(contact_point=point(small), by=None)
    token, later = mailed_link(point(small).address), clock.now()
    if happens == "a week passes":
        later += checking.LINK_FOR
    elif happens == "the address changes":
        _correct(small)
    else:
        token = links.token(links.CALL, row.pk)
    with frozen(later):
        assert queries.link_to_answer(token) is None
        with pytest.raises(Refused, match=r"network\.link_expired"):
            actions.answer_link(token=token, confirmed=True)


def test_many_are_asked_by_one_press(small: Small):
    actions.add_contact_point(
        person=small.far_officer, channel="phone", address="0912345678", by=None
    )
    gaps = queries.verification_gaps()
    mails = [gap for gap in gaps if gap.can_be_asked]
    assert (len(gaps), len(mails)) == (7, 6)
    asked = actions.ask_to_verify(contact_points=[g.point for g in gaps], by=small.coordinator)
    assert (asked.sent, asked.left_out) == (6, 1)
    assert Notice.objects.count() == 6
    assert not any(gap.can_be_asked for gap in queries.verification_gaps())
    again = actions.ask_to_verify(contact_points=[g.point for g in gaps], by=small.coordinator)
    assert (again.sent, again.left_out) == (0, 7)
    with frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert sum(gap.can_be_asked for gap in queries.verification_gaps()) == 6
    dead = small.officer.contact_points.get()
    actions.mark_failing(contact_point=dead, reason="550", by=None)
    with frozen(clock.now() + timedelta(days=2)):  # a code lately is no link lately; a dead end is
        mail = small.far_officer.contact_points.get(channel="email")
        actions.send_code(contact_point=mail, by=None)
        assert sum(gap.can_be_asked for gap in queries.verification_gaps()) == 5
        asked = actions.ask_to_verify(contact_points=[dead, mail], by=small.coordinator)
        assert (asked.sent, asked.left_out) == (1, 1)
    only = queries.verification_gaps(roles=["journalist"])
    assert [gap.person for gap in only] == [small.journalist.pk]


def test_gaps_by_standing(small: Small):
    by_phone(small)
    by_phone(small, small.leader.contact_points.get())
    actions.mark_failing(contact_point=small.leader.contact_points.get(), reason="550", by=None)
    shared = actions.add_contact_point(
        unit=small.centre, channel="email", address="chung@test.example", by=None
    )
    with frozen(day("2027-11-10")):
        found = {each: queries.verification_gaps(standing=each) for each in Standing}
    assert [g.person for g in found["expiring"]] == [small.far_officer.pk]
    assert [g.person for g in found["reopened"]] == [small.leader.pk]
    assert len(found["unverified"]) == 5
    assert [g.name for g in found["unverified"] if g.point == shared.pk] == ["Trung tâm Thông tin"]
    assert queries.unchecked_points(day("2027-11-10")).count() == 7
    counted = {each: len(found[each]) for each in Standing if each is not Standing.VERIFIED}
    assert queries.unchecked_by_standing(day("2027-11-10")) == counted
    assert queries.verification_gaps(day("2025-06-01")) != []  # bodies; nobody had a mandate


# Codes --------------------------------------------------------------------------------------------


def mailed_code(address: str) -> str:
    return Notice.objects.filter(address=address).latest("made_at").subject[:6]


def test_a_mailed_code_verifies(small: Small):
    own, by = point(small), small.far_officer
    assert actions.send_code(contact_point=own, by=by) == ""
    code = mailed_code(own.address)
    assert code not in ContactCode.objects.get().digest
    wrong = "111111" if code != "111111" else "222222"
    assert actions.confirm_code(contact_point=own, code=wrong, by=by) is None
    assert Entry.objects.latest("id").act == "contact_point.code_wrong"
    with pytest.raises(Refused, match=r"network\.not_yours"):
        actions.confirm_code(contact_point=own, code=code, by=small.coordinator)
    checked = actions.confirm_code(contact_point=own, code=f"{code[:3]} {code[3:]}", by=by)
    assert (checked.method, checked.result) == ("code", "confirmed")
    assert Entry.objects.latest("id").by == str(by.pk)
    with pytest.raises(Refused, match=r"network\.no_code"):
        actions.confirm_code(contact_point=own, code=code, by=by)


def test_five_tries_and_fifteen_minutes(small: Small):
    own, by = point(small), small.far_officer
    actions.send_code(contact_point=own, by=by)
    code = mailed_code(own.address)
    assert queries.codes_waiting([own.pk]) == {own.pk}
    with (
        frozen(clock.now() + checking.CODE_FOR),
        pytest.raises(Refused, match=r"network\.code_expired"),
    ):
        actions.confirm_code(contact_point=own, code=code, by=by)
    for _ in range(checking.CODE_TRIES):
        assert actions.confirm_code(contact_point=own, code="x", by=by) is None
    assert queries.codes_waiting([own.pk]) == set()
    with pytest.raises(Refused, match=r"network\.code_tries"):
        actions.confirm_code(contact_point=own, code=code, by=by)
    with pytest.raises(Refused, match=r"network\.asked_just_now"):
        actions.send_code(contact_point=own, by=by)
    with frozen(clock.now() + timedelta(minutes=2)):
        actions.send_code(contact_point=own, by=by)
        code = mailed_code(own.address)
        assert actions.confirm_code(contact_point=own, code=code, by=by)


def test_a_code_for_a_number_is_read_out_by_the_coordinator(small: Small):
    number = actions.add_contact_point(
        person=small.far_officer, channel="phone", address="0912345678", by=None
    )
    with pytest.raises(Refused, match=r"network\.code_by_hand"):
        actions.send_code(contact_point=number, by=small.far_officer)
    with pytest.raises(Refused, match=r"network\.coordinator_only"):
        actions.send_code(contact_point=number, by=small.far_leader)
    code = actions.send_code(contact_point=number, by=small.coordinator)
    assert len(code) == 6 and not Notice.objects.exists()
    assert actions.confirm_code(contact_point=number, code=code, by=small.far_officer)


def test_what_ran_out_is_swept(small: Small):
    actions.send_link(contact_point=point(small), by=None)
    actions.send_code(contact_point=point(small), by=None)
    with frozen(clock.now() + timedelta(hours=1)):
        assert jobs.forget_checks_on_their_way() == 1
    with frozen(clock.now() + checking.LINK_FOR):
        assert jobs.forget_checks_on_their_way() == 1
    assert not ContactCode.objects.exists()


# Accreditation ------------------------------------------------------------------------------------


def test_accreditation_of_a_journalist(small: Small):
    told = {"person": small.journalist, "agency": small.paper, "by": small.coordinator}
    row = actions.accredit(card_seen=True, valid_to=date(2027, 12, 31), **told)
    assert list(queries.accreditations_of(small.journalist.pk)) == [row]
    assert (row.card_seen, row.seen_by) == (True, small.coordinator)
    actions.end_accreditation(accreditation=row, by=small.coordinator)
    assert queries.accreditations_of(small.journalist.pk)[0].valid_to == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("journalist", "last", "by", "code"),
    [
        (True, date(2031, 11, 23), 1, None),
        (True, date(2026, 11, 22), 1, "network.dates_out_of_order"),
        (True, date(2032, 11, 23), 1, "network.accreditation_too_long"),
        (False, date(2027, 11, 23), 1, "network.not_a_journalist"),
        (True, date(2027, 11, 23), 2, "network.accredits_oneself"),
    ],
)
def test_a_sound_accreditation(journalist: bool, last: date, by: int, code: str | None):
    span = (date(2026, 11, 23), last)
    if code is None:
        checking.check_accreditation(journalist, span, by, 2)
        return
    with pytest.raises(Refused, match=code):
        checking.check_accreditation(journalist, span, by, 2)
