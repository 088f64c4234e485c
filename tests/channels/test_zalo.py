"""Zalo's two channels against a Zalo of our own, written from public descriptions of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.channels.gateways import Asked, gateway
from thongsuot.channels import zalo_oa, zns
from thongsuot.channels.terms import Message, Status
from thongsuot.channels.zalo.config import app
from thongsuot.channels.zalo.tokens import NoToken, access_token
from thongsuot.lib.refused import Refused

AT = datetime(2026, 11, 23, tzinfo=UTC)


class Zalo:
    """Gives tokens, each refresh token once, and takes messages with the present access token."""

    def __init__(self) -> None:
        self.number, self.used, self.error = 0, set[str](), 0
        self.refresh, self.access = "r-0", ""

    def __call__(self, asked: Asked) -> tuple[int, Any]:
        if asked.path.endswith("access_token"):
            return 200, self.token(asked)
        if asked.headers.get("access_token") != self.access:
            return 200, {"error": -216, "message": "Access token is invalid"}
        if self.error:
            return 200, {"error": self.error, "message": "…", "data": None}
        name = "message_id" if asked.path.endswith("/cs") else "msg_id"
        return 200, {"error": 0, "message": "Success", "data": {name: f"z-{self.number}"}}

    def token(self, asked: Asked) -> Any:
        told = {name: value[0] for name, value in parse_qs(asked.body.decode()).items()}
        sound = asked.headers.get("secret_key") == "bi-mat" and told["app_id"] == "123"
        if not sound or told["refresh_token"] != self.refresh:
            return {"error": -14014, "error_name": "Invalid refresh token."}
        self.number += 1
        self.refresh, self.access = f"r-{self.number}", f"a-{self.number}"
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_in": "90000",
        }


@contextmanager
def zalo(home: Path) -> Iterator[tuple[Zalo, dict[str, Any], list[Asked]]]:
    there = Zalo()
    with gateway(there) as (url, got):
        told = {
            "app_id": "123",
            "secret_key": "bi-mat",
            "refresh_token": "r-0",
            "home": str(home),
            "oauth": f"{url}/v4/oa/access_token",
            "allow_private": True,
        }
        yield there, {**told, "url": f"{url}/v3.0/oa/message/cs"}, got


def line(id: str = "d-1", to: str = "1234567890", **details: Any) -> Message:
    return Message(
        id=id,
        address=to,
        body="Thông cáo số 12. Xem: https://m.example/1".encode(),
        details=details,
    )


def test_a_follower_gets_the_line(tmp_path: Path) -> None:
    with zalo(tmp_path) as (_, told, got):
        config = zalo_oa.configured(told)
        assert config is not None
        outcomes = list(zalo_oa.send(config, [line(f"d-{n}") for n in range(5)]))
        assert zalo_oa.health(config).ok
    assert {o.status for o in outcomes} == {Status.SENT} and outcomes[0].remote_id == "z-1"
    assert got[1].json == {
        "recipient": {"user_id": "1234567890"},
        "message": {"text": "Thông cáo số 12. Xem: https://m.example/1"},
    }
    assert sum(each.path.endswith("access_token") for each in got) == 1  # one token for all


def test_tokens_are_renewed_and_outlive_the_process(tmp_path: Path) -> None:
    with zalo(tmp_path) as (there, told, _):
        found = app(told)
        assert found is not None
        assert access_token(found, AT) == "a-1"
        assert access_token(found, AT + timedelta(hours=24)) == "a-1"
        assert access_token(found, AT + timedelta(hours=25)) == "a-2"
        assert found.keeps.stat().st_mode & 0o077 == 0
        assert json.loads(found.keeps.read_text())["refresh_token"] == "r-2"
        there.access = "taken back"
        config = zalo_oa.configured(told)
        assert config is not None
        (outcome,) = zalo_oa.send(config, [line()])
        assert outcome.status == Status.SENT and there.number == 3
        there.refresh = "given anew"
        newer = app({**told, "refresh_token": "given anew"})
        assert newer is not None and access_token(newer, AT) == "a-4"


def test_without_a_token_nothing_goes_and_nobody_suffers(tmp_path: Path) -> None:
    with zalo(tmp_path) as (there, told, _):
        there.refresh = "another"
        config = zalo_oa.configured(told)
        assert config is not None
        (outcome,) = zalo_oa.send(config, [line()])
        assert (outcome.status, outcome.code) == (Status.TEMPORARY, "not_let_in")
        assert outcome.text == "HTTP 200, -14014"
        assert zalo_oa.health(config).reason == "not_let_in"
        with pytest.raises(NoToken):
            access_token(config.app, AT)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (-213, Status.PERMANENT, "not_following"),
        (-230, Status.PERMANENT, "no_recent_contact"),
        (-201, Status.PERMANENT, "recipient_refused"),
        (-32, Status.TEMPORARY, "too_many"),
        (-216, Status.TEMPORARY, "not_let_in"),
        (-9999, Status.TEMPORARY, "gateway"),
    ],
)
def test_what_zalo_refuses(tmp_path: Path, error: int, status: Status, code: str) -> None:
    with zalo(tmp_path) as (there, told, _):
        there.error = error
        config = zalo_oa.configured(told)
        assert config is not None
        (outcome,) = zalo_oa.send(config, [line()])
    assert (outcome.status, outcome.code) == (status, code)


def zns_told(told: dict[str, Any]) -> dict[str, Any]:
    return {
        **told,
        "url": told["url"].replace("/v3.0/oa/message/cs", "/message/template"),
        "template": "111",
        "templates": {"withdraw": "222"},
        "data": {
            "ten": "{kind} {number}",
            "tieu_de": "{title}",
            "lien_ket": "{link}",
            "han": "{by}",
        },
        "longest": 30,
    }


def test_a_notification_fills_its_template(tmp_path: Path) -> None:
    parts = {
        "kind": "Thông cáo",
        "number": "12",
        "title": "x" * 50,
        "link": "https://m.example/" + "t" * 40,
    }
    with zalo(tmp_path) as (_, told, got):
        config = zns.configured(zns_told(told))
        assert config is not None
        messages = [
            line("d-1", "+84912345678", told={**parts, "asks": "read"}),
            line("d-2", "0912 345 679", told={**parts, "asks": "withdraw"}),
            line("d-3", "+842439430000", told=parts),
        ]
        outcomes = {o.id: o for o in zns.send(config, messages)}
    asked = {
        each.json["tracking_id"]: each.json for each in got if each.path == "/message/template"
    }
    assert asked["d-1"] == {
        "phone": "84912345678",
        "template_id": "111",
        "template_data": {
            "ten": "Thông cáo 12",
            "tieu_de": "x" * 30,
            "lien_ket": "https://m.example/" + "t" * 40,
            "han": "-",
        },
        "tracking_id": "d-1",
    }
    assert asked["d-2"]["template_id"] == "222" and asked["d-2"]["phone"] == "84912345679"
    assert outcomes["d-1"].status == outcomes["d-2"].status == Status.SENT
    assert (outcomes["d-3"].status, outcomes["d-3"].code) == (Status.PERMANENT, "no_mobile")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (-118, Status.PERMANENT, "no_zalo"),
        (-108, Status.PERMANENT, "recipient_refused"),
        (-115, Status.TEMPORARY, "gateway"),
        (-124, Status.TEMPORARY, "not_let_in"),
    ],
)
def test_a_number_without_zalo_is_no_dead_number(
    tmp_path: Path, error: int, status: Status, code: str
) -> None:
    with zalo(tmp_path) as (there, told, _):
        there.error = error
        config = zns.configured(zns_told(told))
        assert config is not None
        (outcome,) = zns.send(config, [line(to="+84912345678")])
    assert (outcome.status, outcome.code) == (status, code)


@pytest.mark.parametrize(
    "changed",
    [
        {"app_id": "x1"},
        {"secret_key": ""},
        {"refresh_token": "a\nb"},
        {"timeout": 0},
        {"url": "http://zalo.example", "allow_private": False},
        {"data": {"a": "{secret_key}"}},
        {"templates": {"shout": "1"}},
    ],
)
def test_settings_that_cannot_work_are_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    told = {"app_id": "1", "secret_key": "s", "refresh_token": "r", "home": str(tmp_path)}
    with pytest.raises(Refused):
        zns.configured({**told, "template": "1", **changed})


def test_nothing_told_is_off() -> None:
    assert zns.configured({"home": "/x"}) is None
    assert zalo_oa.configured({}) is None


@pytest.mark.parametrize("written", ["", "0912x", "anh ba", "1" * 31])
def test_a_follower_is_known_by_digits(written: str) -> None:
    with pytest.raises(Refused):
        zalo_oa.address(written, {})
