"""Another installation, as far as the wire shows it: a key, an id, and what it says. It signs with
`cryptography` alone, so that our own signing is not what is believed."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from tests.releases.conftest import World, _seal_key, build  # noqa: F401 (a fixture)
from thongsuot.lib import clock, seal
from thongsuot.network import queries as network
from thongsuot.peers import actions
from thongsuot.peers.models import Peer
from thongsuot.peers.terms import Reach

EVENTS = "/api/v1/peers/events"


@pytest.fixture
def world(db: None, morning: datetime) -> Iterator[World]:
    yield build()


@dataclass
class Other:
    """Another installation: `say` posts its next event, `ask` fetches ours."""

    name: str = "Bộ Ví Dụ"
    url: str = "https://bo.example"
    id: UUID = field(default_factory=uuid4)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    number: int = 0

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def headers(self, id: str, body: bytes, key: Ed25519PrivateKey | None = None) -> dict[str, str]:
        stamp = str(int(clock.now().timestamp()))
        signature = (key or self.key).sign(f"{id}.{stamp}.".encode() + body)
        return {
            "thongsuot-installation": str(self.id),
            "webhook-id": id,
            "webhook-timestamp": stamp,
            "webhook-signature": "v1a," + base64.b64encode(signature).decode(),
        }

    def event(self, kind: str, content: dict[str, Any], number: int | None = None) -> bytes:
        if number is None:
            self.number += 1
            number = self.number
        return rfc8785.dumps(
            {
                "schema": 1,
                "from": str(self.id),
                "to": str(network.installation().uuid),
                "number": number,
                "kind": kind,
                "at": clock.now().isoformat(),
                "content": content,
            }
        )

    def post(self, body: bytes, path: str = EVENTS, key: Ed25519PrivateKey | None = None) -> Any:
        headers = self.headers(f"m{uuid4().hex}", body, key)
        return Client(HTTP_HOST="localhost").post(
            path, body, content_type="application/json", headers=headers
        )

    def say(self, kind: str, content: dict[str, Any], number: int | None = None) -> Any:
        return self.post(self.event(kind, content, number))

    def ask(self, path: str, to: UUID | None = None) -> Any:
        told = f"GET {path} {to or network.installation().uuid}".encode()
        return Client(HTTP_HOST="localhost").get(
            path, headers=self.headers(f"g{uuid4().hex}", told)
        )

    def heard(self, after: int = 0) -> list[dict[str, Any]]:
        """Our events for it, each with its signature checked by our public key."""
        answer = self.ask(f"{EVENTS}?after={after}")
        assert answer.status_code == 200, answer.content
        return [_checked(each) for each in answer.json()["events"]]

    def edition(self, **more: Any) -> dict[str, Any]:
        """The content of an event about an edition that this installation sealed."""
        return content(self, **more)


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    from thongsuot.peers import standing

    headers, body = told["headers"], told["body"].encode()
    version, _, given = headers["webhook-signature"].partition(",")
    assert version == "v1a"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    standing.key().public_key().verify(base64.b64decode(given), signed)
    found: dict[str, Any] = json.loads(body)
    return found


def content(
    other: Other,
    *,
    id: UUID | None = None,
    title: str = "Tin của bộ",
    body: str = "<p>Từ hôm nay, thủ tục này làm tại xã.</p>",
    kind: str = "press_release",
    follows: str = "",
    predecessor: UUID | None = None,
    reach: str = "public",
    visible_from: datetime | None = None,
    files: list[dict[str, Any]] | None = None,
    path: list[dict[str, str]] | None = None,
    gone: bool = False,
) -> dict[str, Any]:
    stored = rfc8785.dumps(
        {"language": "vi", "title": title, "summary": "Tóm tắt", "body": body, "files": []}
    )
    manifest = rfc8785.dumps(
        {
            "schema": 1,
            "installation": str(other.id),
            "edition": str(id or uuid4()),
            "number": "1/2026/VP",
            "year": 2026,
            "kind": kind,
            "unit": str(uuid4()),
            "unit_name": "Văn phòng Bộ",
            "title": title,
            "body_sha256": seal.digest(stored),
            "attachments": [{"id": f["id"], "sha256": f["sha256"]} for f in files or []],
            "predecessor": str(predecessor) if predecessor else None,
            "key": seal.key_id(other.public),
        }
    )
    return {
        "origin": {"installation": str(other.id), "name": other.name, "url": other.url},
        "path": path or [],
        "manifest": manifest.decode(),
        "signature": other.key.sign(manifest).hex(),
        "public_key": other.public.hex(),
        "stored": None if gone else stored.decode(),
        "kind_name": "Thông cáo báo chí",
        "follows": follows,
        "language": "vi",
        "reach": reach,
        "state": "withdrawn" if gone else "standing",
        "superseded_by": None,
        "sealed_at": clock.now().isoformat(),
        "visible_from": (visible_from or clock.now() - timedelta(seconds=1)).isoformat(),
        "files": files or [],
    }


def introduced(world: World, other: Other) -> Peer:
    """By a code of ours, not confirmed yet."""
    from thongsuot.peers import queries

    row = actions.invite(
        name=other.name, reach=Reach.UNITS, gives_early=False, by=world.coordinator
    )
    answer = present(other, queries.code_of(world.view("coordinator"), row.pk))
    assert answer.status_code == 200, answer.content
    row.refresh_from_db()
    return row


def present(other: Other, code: str, *, secret: str = "", public: bytes = b"") -> Any:
    """The other side enters a code: by the format of the code and nothing of ours."""
    import hashlib
    import hmac

    given = code.removeprefix("thongsuot:")
    raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
    _url, installation, invitation, _pin, told = json.loads(raw[4:])
    bound = b"thongsuot:introduction\0" + (public or other.public)
    body = rfc8785.dumps(
        {
            "schema": 1,
            "installation": str(other.id),
            "name": other.name,
            "url": other.url,
            "public_key": other.public.hex(),
            "to": installation,
            "invitation": invitation,
            "tag": hmac.new((secret or told).encode(), bound, hashlib.sha256).hexdigest(),
        }
    )
    return other.post(body, "/api/v1/peers/introductions")


def standing(world: World, other: Other, **terms: Any) -> Peer:
    """Introduced and confirmed: on both sides as far as one can tell."""
    row = introduced(world, other)
    told = {"name": other.name, "reach": Reach.UNITS, "gives_early": False, "we_hold": True}
    return actions.confirm(peer=row.pk, by=world.coordinator, **{**told, **terms})
