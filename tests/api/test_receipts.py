"""Gateways tell what became of messages: by their own secret, about messages of ours alone."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.channels.gateways import centre
from tests.circulation.conftest import add_departments
from tests.circulation.test_road import circulated
from tests.releases.conftest import World, build
from thongsuot.circulation.jobs.fetching import fetch_receipts
from thongsuot.circulation.models import Delivery
from thongsuot.network.models import ContactPoint

SECRET = "mot-khoa-dai-cua-cong-sms"
OA_SECRET = "khoa-cua-oa"
APP = {"app_id": "123", "secret_key": "s", "refresh_token": "r", "event_secret": OA_SECRET}


@pytest.fixture
def told(settings: Any, tmp_path: Path) -> None:
    sms = {
        "url": "https://sms.example/gui",
        "receipts": {"secret": SECRET, "status": "trang_thai", "arrived": ["Da_Den"]},
    }
    zns = {**APP, "template": "1", "keeps": str(tmp_path / "zalo.json")}
    settings.CONFIG = replace(settings.CONFIG, channels={"sms_http": sms, "zns": zns})


@pytest.fixture
def sent(db: None, morning: Any, told: None, sink: Any) -> Iterator[Delivery]:
    """A message that a gateway took and calls «g-7»."""
    world: World = build()
    add_departments(world)
    circulated(world)
    row = Delivery.objects.filter(state="sent").first() or Delivery.objects.first()
    assert row is not None
    Delivery.objects.filter(pk=row.pk).update(
        channel="sms", state="sent", remote_id="g-7", reason="", bounced_at=None
    )
    yield Delivery.objects.get(pk=row.pk)


def tell(body: Any, channel: str = "sms", secret: str = SECRET, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = more.pop("content_type", "application/json")
    address = f"/api/v1/receipts/{channel}{more.pop('ask', '')}"
    return Client().post(address, octets, content_type=kind, headers={**headers, **more})


NONE_OF_OURS: list[Any] = [
    {"id": "00000000-0000-4000-8000-000000000000", "trang_thai": "da_den"},
    {"remote_id": "g-8", "trang_thai": "da_den"},
    {"id": "khong phai ma", "trang_thai": "da_den"},
    {"trang_thai": "da_den"},
    {"remote_id": "g-7", "trang_thai": "dang_gui"},
    [None, 1, "x"],
]


def test_what_a_gateway_tells_is_noted_once(sent: Delivery) -> None:
    for body in NONE_OF_OURS:
        assert tell(body).json() == {"known": 0}
    sent.refresh_from_db()
    assert (sent.state, sent.received_at) == ("sent", None)
    assert tell({"remote_id": "g-7", "trang_thai": "da_den"}).json() == {"known": 1}
    sent.refresh_from_db()
    first = sent.received_at
    assert first is not None and sent.state == "sent"
    tell([{"id": str(sent.pk), "trang_thai": "DA_DEN"}])
    sent.refresh_from_db()
    assert sent.received_at == first
    form = f"id={sent.pk}&trang_thai=undelivered".encode()
    kind = "application/x-www-form-urlencoded"
    assert tell(form, secret="", ask=f"?key={SECRET}", content_type=kind).json() == {"known": 1}
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("failed", "undelivered")
    assert ContactPoint.objects.get(pk=sent.contact_point).state == "failing"


@pytest.mark.parametrize(
    ("channel", "body", "secret", "status", "code"),
    [
        ("sms", {"id": "x"}, "sai", 401, "receipts.secret"),
        ("sms", {"id": "x"}, "", 401, "receipts.secret"),
        ("sms", b"{", SECRET, 422, "receipts.unreadable"),
        ("zns", {"timestamp": "1"}, "", 401, "receipts.secret"),
        ("zns", [], "", 422, "receipts.unreadable"),
        ("folder", {}, SECRET, 404, "receipts.none_expected"),
        ("zalo_oa", {}, SECRET, 404, "receipts.none_expected"),
        ("khong-co", {}, SECRET, 404, "receipts.none_expected"),
    ],
)
def test_nobody_else_is_heard(
    db: None, told: None, channel: str, body: Any, secret: str, status: int, code: str
) -> None:
    response = tell(body, channel, secret)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response["Cache-Control"] == "no-store"


def test_asking_is_not_telling(db: None, told: None) -> None:
    assert Client().get("/api/v1/receipts/sms").status_code == 405


def event(**message: Any) -> tuple[bytes, str]:
    """As Zalo signs its events."""
    told = {"event_name": "user_received_message", "timestamp": "1763870400000", "message": message}
    octets = json.dumps(told).encode()
    mac = hashlib.sha256(b"123" + octets + b"1763870400000" + OA_SECRET.encode()).hexdigest()
    return octets, f"mac={mac}"


def test_zalo_says_that_a_telephone_has_it_and_a_message_centre_is_asked(
    sent: Delivery, settings: Any
) -> None:
    Delivery.objects.filter(pk=sent.pk).update(channel="zns")
    octets, mac = event(tracking_id=str(sent.pk), msg_id="z-1", delivery_time="1763870401000")
    forged = tell(octets.replace(b"z-1", b"z-2"), "zns", "", **{"X-ZEvent-Signature": mac})
    assert forged.status_code == 401
    assert tell(octets, "zns", "", **{"X-ZEvent-Signature": mac}).json() == {"known": 1}
    sent.refresh_from_db()
    assert sent.received_at is not None and sent.received_at.timestamp() == 1763870401

    Delivery.objects.filter(pk=sent.pk).update(channel="sms", received_at=None)
    said = b"id:g-7 sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:DELIVRD"
    with centre(to_deliver=[said]) as there:
        line = {"host": "127.0.0.1", "port": there.port, "tls": False, "password": there.password}
        settings.CONFIG = replace(settings.CONFIG, channels={"smpp": line})
        assert fetch_receipts() == 1
        assert there.acknowledged == [1000]
    sent.refresh_from_db()
    assert sent.received_at is not None
    assert fetch_receipts() == 0  # nobody there: the next round asks again
