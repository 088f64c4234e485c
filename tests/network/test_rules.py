from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.lib.refused import Refused
from thongsuot.network import rules
from thongsuot.network.terms import ChannelName, MandateRole, Scope, Viewer

A, B, C = (UUID(int=n) for n in (1, 2, 3))
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((JAN, FEB), (FEB, MAR), True),  # one day shared
        ((JAN, JAN), (FEB, None), False),
        ((JAN, None), (MAR, None), True),
        ((FEB, None), (JAN, JAN), False),
        ((JAN, MAR), (FEB, FEB), True),
    ],
)
def test_overlapping(first, second, expected):
    assert rules.overlapping(first, second) is expected
    assert rules.overlapping(second, first) is expected


@given(st.dates(), st.dates(), st.dates())
def test_a_span_overlaps_itself_and_what_contains_a_day_of_it(a, b, c):
    first, middle, last = sorted((a, b, c))
    assert rules.overlapping((first, last), (middle, middle))


def test_dates_in_order():
    rules.check_span(JAN, JAN)
    rules.check_span(JAN, None)
    with pytest.raises(Refused, match=r"network\.dates_out_of_order"):
        rules.check_span(FEB, JAN)


@pytest.mark.parametrize(
    ("viewer", "manages", "keeps"),
    [
        (None, True, True),  # the system
        (Viewer(person=B, coordinates=True), True, True),
        (Viewer(person=A), False, True),  # the person
        (Viewer(person=B, answers_for=frozenset({C})), False, True),  # leader, officer of the body
        (Viewer(person=B, works_for=frozenset({C})), False, False),  # a spokesperson there
        (Viewer(person=B), False, False),
        (Viewer(), False, False),
    ],
)
def test_who_keeps_the_network_and_its_addresses(viewer, manages, keeps):
    assert rules.may_manage(viewer) is manages
    assert rules.may_keep_addresses(viewer, A, {C}) is keeps


def test_the_public_keeps_no_shared_mailbox():
    assert not rules.may_keep_addresses(Viewer(), None, {C})


@pytest.mark.parametrize(
    ("role", "span", "leader", "deputy", "roles", "code"),
    [
        (MandateRole.OFFICER, (JAN, FEB), A, B, [MandateRole.OFFICER], "deputy_of_leader_only"),
        (MandateRole.LEADER, (JAN, FEB), A, A, [MandateRole.LEADER], "deputy_of_oneself"),
        (MandateRole.LEADER, (JAN, FEB), A, B, [MandateRole.JOURNALIST], "deputy_not_staff"),
        (MandateRole.LEADER, (JAN, FEB), A, B, [], "deputy_not_staff"),
        (MandateRole.LEADER, (FEB, JAN), A, B, [MandateRole.OFFICER], "dates_out_of_order"),
        (MandateRole.LEADER, (JAN, MAR), A, B, [MandateRole.OFFICER], "deputy_beyond_mandate"),
    ],
)
def test_deputies_refused(role, span, leader, deputy, roles, code):
    with pytest.raises(Refused) as refused:
        rules.check_deputy(role, (JAN, FEB), leader, deputy, roles, span)
    assert refused.value.code == f"network.{code}"


def test_a_deputy_within_the_mandate():
    rules.check_deputy(MandateRole.LEADER, (JAN, FEB), A, B, [MandateRole.OFFICER], (JAN, FEB))


def test_tokens_name_a_scope_and_an_end():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    rules.check_token([Scope.READ_EDITIONS], now + timedelta(days=30), now)
    with pytest.raises(Refused, match="without_scope"):
        rules.check_token([], now + timedelta(days=30), now)
    for far in (timedelta(0), timedelta(days=400)):
        with pytest.raises(Refused, match="token_expiry"):
            rules.check_token([Scope.READ_EDITIONS], now + far, now)


@pytest.mark.parametrize(
    ("channel", "written", "kept"),
    [
        (ChannelName.EMAIL, " Ten.Ho@CoQuan.gov.vn ", "ten.ho@coquan.gov.vn"),
        (ChannelName.PHONE, "0912 345 678", "+84912345678"),
        (ChannelName.ZALO, "01212345678", "+84792345678"),  # eleven digits until 2018
        (ChannelName.PHONE, "+84 000 123 456", "+84000123456"),  # of fiction
        (ChannelName.PHONE, "(+84) 24.3943-1234", "+842439431234"),
        (ChannelName.WEBHOOK, "https://toasoan.example/tin", "https://toasoan.example/tin"),
    ],
)
def test_addresses_as_they_are_kept(channel, written, kept):
    assert rules.address(channel, written) == kept


@pytest.mark.parametrize(
    ("channel", "written"),
    [
        (ChannelName.EMAIL, "khong-co-a-cong.vn"),
        (ChannelName.EMAIL, "a@b"),
        (ChannelName.EMAIL, "a@b.vn, c@d.vn"),
        (ChannelName.EMAIL, "a@b.vn\nBcc: x@y.vn"),
        (ChannelName.PHONE, "12"),
        (ChannelName.PHONE, "xin gọi sau"),
        (ChannelName.WEBHOOK, "http://toasoan.example/"),
        (ChannelName.PUSH, "https://day.example/1"),
    ],
)
def test_what_cannot_be_an_address(channel, written):
    with pytest.raises(Refused):
        rules.reached_at(channel, written, {})
