"""Codes, cards, events and what proves an edition, without rows."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.peers.conftest import Other, content
from thongsuot.lib.refused import Refused
from thongsuot.peers import envelope, proving, rules
from thongsuot.peers.envelope import Code
from thongsuot.peers.terms import IncomingState, Proven, Reach

CODE = Code("https://bo.example", uuid4(), uuid4(), "ab" * 32, "một bí mật")
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_a_code_comes_back_as_it_was() -> None:
    text = envelope.write_code(CODE)
    assert envelope.read_code(f"  {text[:30]}\n{text[30:]} ") == CODE


@settings(max_examples=60)
@given(st.integers(0, 150), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_code_with_a_slip_is_none(at: int, put: str) -> None:
    text = envelope.write_code(CODE)
    at = min(at, len(text) - 3)  # the last letters of base64 have bits to spare
    slipped = text[:at] + put + text[at + 1 :]
    if slipped != text:
        with pytest.raises(Refused, match="code"):
            envelope.read_code(slipped)


@settings(max_examples=80)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_readers(body: bytes) -> None:
    for read in (envelope.read_event, envelope.read_introduction, envelope.read_answer):
        with pytest.raises(Refused):
            read(body)


# granted, reach -> whether it is sent
@pytest.mark.parametrize(
    ("granted", "reach", "sent"),
    [
        (None, Reach.PUBLIC, False),
        (Reach.PUBLIC, Reach.PUBLIC, True),
        (Reach.PUBLIC, Reach.NETWORK, False),
        (Reach.NETWORK, Reach.PUBLIC, True),
        (Reach.NETWORK, Reach.UNITS, False),
        (Reach.UNITS, Reach.UNITS, True),
    ],
)
def test_reach_is_kept(granted: Reach | None, reach: Reach, sent: bool) -> None:
    assert rules.covers(granted, reach) is sent


@pytest.mark.parametrize(
    ("hours", "gives", "hold", "may"),
    [
        (0, False, False, True),
        (1, False, True, False),
        (1, True, False, False),
        (1, True, True, True),
    ],
)
def test_before_the_hour_both_must_want_it(hours: int, gives: bool, hold: bool, may: bool) -> None:
    assert rules.may_have(NOON + timedelta(hours=hours), NOON, gives, hold) is may


@pytest.mark.parametrize(
    ("successor", "before", "may"),
    [
        (Proven.DIRECT, Proven.DIRECT, True),
        (Proven.DIRECT, Proven.VOUCHED, True),
        (Proven.VOUCHED, Proven.VOUCHED, True),
        (Proven.VOUCHED, Proven.DIRECT, False),
        (Proven.UNPROVEN, Proven.UNPROVEN, False),
    ],
)
def test_nobody_takes_back_better_proven_words(
    successor: Proven, before: Proven, may: bool
) -> None:
    assert rules.may_follow(successor, before) is may


def test_a_correction_counts_from_its_hour() -> None:
    stands = IncomingState.STANDING
    assert rules.state_of(stands, NOON + timedelta(hours=1), NOON) == stands
    assert rules.state_of(stands, NOON, NOON) == IncomingState.CORRECTED
    assert rules.state_of(IncomingState.WITHDRAWN, NOON, NOON) == IncomingState.WITHDRAWN


def test_an_edition_is_proved_by_who_is_known() -> None:
    ministry, province = Other(), Other()
    sealed = proving.read(content(ministry))
    for sender, confirmed, proven in (
        (ministry.id, {ministry.public}, Proven.DIRECT),
        (ministry.id, set(), Proven.DIRECT),  # it signs for its own older key
        (province.id, {ministry.public}, Proven.DIRECT),
        (province.id, {province.public}, Proven.VOUCHED),
    ):
        assert proving.prove(sealed, sender=sender, confirmed=confirmed) == proven


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told | {"stored": told["stored"].replace("tại xã", "tại tỉnh")},
        lambda told: told | {"manifest": told["manifest"].replace("Tin của bộ", "Tin của tôi")},
        lambda told: told | {"public_key": Other().public.hex()},
        lambda told: told | {"signature": "00" * 64},
        lambda told: told | {"origin": told["origin"] | {"installation": str(UUID(int=7))}},
        lambda told: (
            told
            | {
                "files": [
                    {"id": str(uuid4()), "sha256": "0" * 64, "name": "a.pdf", "size": 1}
                    | {"content_type": "application/pdf", "role": "attachment"}
                    | {"caption": "", "credit": ""}
                ]
            }
        ),
    ],
)
def test_what_was_changed_on_the_way_is_proved_by_nobody(change) -> None:
    ministry = Other()
    sealed = proving.read(change(content(ministry)))
    assert proving.prove(sealed, sender=ministry.id, confirmed={ministry.public}) == Proven.UNPROVEN


@pytest.mark.parametrize("name", sorted(content(Other())))
def test_a_part_that_is_missing_makes_it_unreadable(name: str) -> None:
    told = content(Other())
    del told[name]
    with pytest.raises(Refused, match="unreadable"):
        proving.read(told)
