"""Short messages: spelling, an HTTP gateway, and SMPP against a message centre of our own."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.gateways import LOST, Asked, centre, gateway
from tests.channels.test_email_sink import certificate, secured  # noqa: F401 (a fixture)
from thongsuot.channels import sms
from thongsuot.channels.sms import smpp
from thongsuot.channels.sms.spelling import spelled
from thongsuot.channels.terms import Message, Outcome, Status
from thongsuot.lib.refused import Refused

AT = datetime(2026, 11, 23, tzinfo=UTC)
LINE = "Thông cáo số 12: Đợt “tập huấn” 5–6/12. Xem: https://mang-luoi.example/t/abc"


def messages(*ids: str, text: str = LINE, to: str = "+84912345678") -> list[Message]:
    return [Message(id=each, address=to, body=text.encode(), urgent=True) for each in ids]


# Spelling ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "accents", "unicode", "parts"),
    [
        ("a" * 160, False, False, 1),
        ("a" * 161, False, False, 2),
        ("a" * 306 + "b", False, False, 3),
        ("€" * 80, False, False, 1),
        ("€" * 81, False, False, 2),
        ("ế" * 70, True, True, 1),
        ("ế" * 71, True, True, 2),
        ("ế" * 160, False, False, 1),
        ("khong dau", True, False, 1),
        ("😀" * 36, True, True, 2),
    ],
)
def test_parts_are_counted_as_telephones_count(
    text: str, accents: bool, unicode: bool, parts: int
) -> None:
    found = spelled(text, accents=accents, most_parts=10)
    assert (found.unicode, len(found.parts)) == (unicode, parts)


def test_a_line_without_accents_keeps_its_words() -> None:
    found = spelled(LINE, accents=False, most_parts=3)
    assert found.text == (
        'Thong cao so 12: Dot "tap huan" 5-6/12. Xem: https://mang-luoi.example/t/abc'
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.booleans(), st.integers(1, 3))
def test_whatever_is_written_fits_and_ends_with_its_link(
    words: str, accents: bool, most: int
) -> None:
    found = spelled(f"{words} https://m.example/t/1", accents=accents, most_parts=most)
    assert len(found.parts) <= most
    assert found.text.endswith("https://m.example/t/1")
    limit = (140, 134) if found.unicode else (160, 153)
    assert all(len(part) <= limit[len(found.parts) > 1] for part in found.parts)
    if found.unicode:
        assert "".join(part.decode("utf-16-be") for part in found.parts) == found.text


@pytest.mark.parametrize("written", ["024 3943 6688", "113", "1900 1234", "ho ten"])
def test_only_mobiles_get_short_messages(written: str) -> None:
    with pytest.raises(Refused):
        sms.CHANNEL.address(written, {})


def test_a_mobile_number_has_one_form() -> None:
    assert sms.CHANNEL.address("0912 345 678", {}) == ("+84912345678", {})


# An HTTP gateway ---------------------------------------------------------------------------------


def http(url: str, **more: Any) -> Any:
    told = {
        "gateway": "sms_http",
        "url": url + "/gui",
        "allow_private": True,
        "body": {"Phone": "{to}", "Content": "{text}", "RequestId": "{id}", "Name": "{from}"},
        "from": "BTTTT",
        "numbers": "national",
        "ok_field": "CodeResult",
        "ok": ["100", "124"],
        "refused": ["99", "108"],
        "id_field": "data.SMSID",
    }
    return sms.CHANNEL.configured({**told, **more})


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("form", [False, True])
def test_a_gateway_is_asked_in_its_own_words(form: bool, chunked: bool) -> None:
    def answers(asked: Asked) -> tuple[int, Any]:
        return 200, {"CodeResult": "100", "data": {"SMSID": "x-1"}}

    with gateway(answers, chunked=chunked) as (url, got):
        outcomes = list(sms.CHANNEL.send(http(url, form=form), messages("d-1")))
    assert outcomes == [
        Outcome("d-1", Status.SENT, "", "HTTP 200, 100", via="sms_http", remote_id="x-1")
    ]
    if form:
        assert b"Phone=0912345678&Content=Thong+cao" in got[0].body
    else:
        assert got[0].json["Phone"] == "0912345678" and got[0].json["Name"] == "BTTTT"
        assert got[0].json["RequestId"] == "d-1"


@pytest.mark.parametrize(
    ("code", "said", "status", "reason"),
    [
        (200, {"CodeResult": "124", "data": {}}, Status.SENT, ""),
        (200, {"CodeResult": "99"}, Status.PERMANENT, "recipient_refused"),
        (200, {"CodeResult": "103"}, Status.TEMPORARY, "gateway"),
        (200, "nonsense", Status.TEMPORARY, "gateway"),
        (401, {}, Status.TEMPORARY, "not_let_in"),
        (429, {}, Status.TEMPORARY, "too_many"),
        (500, {}, Status.TEMPORARY, "gateway"),
    ],
)
def test_only_what_concerns_the_number_is_permanent(
    code: int, said: Any, status: Status, reason: str
) -> None:
    with gateway(lambda asked: (code, said)) as (url, _):
        (outcome,) = sms.CHANNEL.send(http(url), messages("d-1"))
    assert (outcome.status, outcome.code) == (status, reason)


@pytest.mark.parametrize(
    "told",
    [
        {"gateway": "sms_http", "url": "http://sms.example/gui"},
        {"gateway": "sms_http", "url": "https://sms.example", "body": {"a": "{0.__class__}"}},
        {"gateway": "sms_http", "url": "https://sms.example", "body": {"a": "{"}},
        {"gateway": "sms_http", "url": "https://sms.example", "numbers": "roman"},
        {"gateway": "sms_http", "url": "https://sms.example", "most_parts": 0},
        {"gateway": "sms_http", "url": "https://sms.example", "timeout": 0},
        {"gateway": "smpp", "host": "smsc.example", "tls": False},
        {"gateway": "smpp", "host": ""},
        {"gateway": "smpp", "host": "smsc.example", "window": 0},
        {"gateway": "smpp", "host": "smsc.example", "from": "Một cái tên rất dài"},
    ],
)
def test_settings_that_cannot_work_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        sms.CHANNEL.configured(told)


# SMPP --------------------------------------------------------------------------------------------


def line_to(port: int, **more: Any) -> Any:
    told = {
        "gateway": "smpp",
        "host": "127.0.0.1",
        "port": port,
        "tls": False,
        "system_id": "thongsuot",
        "password": "mat-khau",
        "from": "BTTTT",
        "timeout": 3,
    }
    return sms.CHANNEL.configured({**told, **more})


def test_a_message_centre_takes_many_at_once() -> None:
    ids = [f"d-{n}" for n in range(40)]
    with centre() as there:
        config = line_to(there.port)
        outcomes = {o.id: o for o in sms.CHANNEL.send(config, messages(*ids))}
        assert sms.CHANNEL.health(config).ok
    assert {o.status for o in outcomes.values()} == {Status.SENT} and len(outcomes) == 40
    assert len({o.remote_id for o in outcomes.values()}) == 40
    first = there.got[0]
    assert (first["from"], first["to"], first["coding"]) == ("BTTTT", "84912345678", 0)
    assert first["octets"].startswith(b"Thong cao so 12") and first["registered"] == 1
    assert there.binds == ["transmitter", "transmitter"]


def test_parts_come_together_again() -> None:
    words = "Đề nghị các đơn vị báo cáo trước ngày mai. " * 4
    with centre() as there:
        config = line_to(there.port, accents=True, most_parts=5)
        (outcome,) = sms.CHANNEL.send(config, messages("d-1", text=words + "https://m.example/1"))
    parts = there.got
    assert outcome.status == Status.SENT and outcome.remote_id == f"so-{len(parts)}"
    heads = [part["octets"][:6] for part in parts]
    assert [head[5] for head in heads] == list(range(1, len(parts) + 1))
    assert len({head[:5] for head in heads}) == 1 and heads[0][:3] == b"\5\0\3"
    assert all(part["esm"] == 0x40 and part["coding"] == 8 for part in parts)
    whole = "".join(part["octets"][6:].decode("utf-16-be") for part in parts)
    assert whole == " ".join(f"{words}https://m.example/1".split())
    assert [part["registered"] for part in parts] == [0] * (len(parts) - 1) + [1]


@pytest.mark.parametrize(
    ("status", "expected", "code"),
    [
        (0x0B, Status.PERMANENT, "recipient_refused"),
        (0x58, Status.TEMPORARY, "too_many"),
        (0x14, Status.TEMPORARY, "too_many"),
        (0x0A, Status.TEMPORARY, "gateway"),
        (0x08, Status.TEMPORARY, "gateway"),
        (LOST, Status.AMBIGUOUS, "connection_lost"),
    ],
)
def test_what_a_message_centre_refuses(status: int, expected: Status, code: str) -> None:
    with centre(judge=lambda told: status) as there:
        (outcome,) = sms.CHANNEL.send(line_to(there.port), messages("d-1"))
    assert (outcome.status, outcome.code) == (expected, code)


def test_a_line_that_breaks_leaves_each_message_one_outcome() -> None:
    """Those answered are sent, those on the way may have been taken, the others certainly not."""
    ids = [f"d-{n}" for n in range(30)]
    heard: list[int] = []

    def judge(told: dict[str, Any]) -> int:
        heard.append(1)
        return LOST if len(heard) == 13 else 0

    with centre(judge=judge) as there:
        outcomes = list(sms.CHANNEL.send(line_to(there.port, window=5), messages(*ids)))
    assert sorted(o.id for o in outcomes) == sorted(ids)
    by = {status: [o.id for o in outcomes if o.status == status] for status in Status}
    known = len(by[Status.SENT])
    assert by[Status.SENT] == ids[:known] and known <= len(there.got) == 12
    assert by[Status.AMBIGUOUS] == ids[known : known + len(by[Status.AMBIGUOUS])]
    assert len(by[Status.AMBIGUOUS]) <= 5 and known + len(by[Status.AMBIGUOUS]) >= 13
    assert by[Status.TEMPORARY] == ids[known + len(by[Status.AMBIGUOUS]) :]


def test_nobody_is_sent_where_nobody_is_let_in() -> None:
    with centre(password="khac") as there:
        config = line_to(there.port)
        outcomes = list(sms.CHANNEL.send(config, messages("d-1", "d-2")))
        assert sms.CHANNEL.health(config).reason == "not_let_in"
    assert {(o.status, o.code) for o in outcomes} == {(Status.TEMPORARY, "not_let_in")}
    assert not there.got
    gone = list(sms.CHANNEL.send(config, messages("d-1")))
    assert [o.code for o in gone] == ["unreachable"]


def test_a_carrier_is_known_by_its_certificate(certificate: Path) -> None:  # noqa: F811
    with centre(tls=secured(certificate)) as there:
        config = line_to(there.port, tls=True, ca_file=str(certificate))
        (outcome,) = sms.CHANNEL.send(config, messages("d-1"))
        assert outcome.status == Status.SENT
        (stranger,) = sms.CHANNEL.send(line_to(there.port, tls=True), messages("d-2"))
        assert (stranger.status, stranger.code) == (Status.TEMPORARY, "certificate")
    assert len(there.got) == 1


def test_receipts_are_acknowledged_once_they_are_written_down() -> None:
    said = "id:so-%d sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:%s err:%s"
    texts = [
        (said % (1, "DELIVRD", "000")).encode(),
        (said % (2, "UNDELIV", "069")).encode(),
        (said % (3, "ENROUTE", "000")).encode(),
        b"Da nhan, cam on",
    ]
    with centre(to_deliver=texts) as there:
        config = line_to(there.port)
        hearing = smpp.receipts(config, quiet=0.3)
        first = next(hearing)
        assert (first.remote_id, first.arrived) == ("so-1", True)
        assert there.acknowledged == []
        second = next(hearing)
        assert (second.remote_id, second.arrived, second.reason) == ("so-2", False, "UNDELIV 069")
        assert list(hearing) == []
        assert there.acknowledged == [1000, 1001, 1002, 1003]
        assert there.binds == ["receiver"]
    with pytest.raises(OSError):
        list(smpp.receipts(config, quiet=0.3))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=10), st.none() | st.integers())
def test_any_receipt_can_be_read(text: str, remote_id: str, state: int | None) -> None:
    smpp.read_receipt(text, remote_id=remote_id, state=state, at=AT)
