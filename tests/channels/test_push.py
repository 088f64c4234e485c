"""Web push to a service of our own on loopback, written from RFC 8030, 8188, 8291 and 8292: it
decrypts as a browser does and checks who sent it, with none of the code that sends."""

import base64
import hashlib
import hmac
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from tests.channels.receiving import Got, Receiver, receiving
from thongsuot.channels.push import CHANNEL, vouching
from thongsuot.channels.push.config import PushConfig
from thongsuot.channels.terms import Message, Status
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

BROWSER = generate_private_key(SECP256R1())
AUTH = bytes(range(16))
WORDS = "Thông cáo số 7: Mở cổng tra cứu. Xem: https://trang.example/tin/7/"


def point(key: Any) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def unb64(encoded: str) -> bytes:
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def hkdf(salt: bytes, key: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869, one round."""
    extracted = hmac.digest(salt, key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:size]


def read(got: Got) -> dict[str, str]:
    """What the browser sees (RFC 8291 §3.4 and RFC 8188 §2)."""
    assert got.headers["content-encoding"] == "aes128gcm"
    salt, size = got.body[:16], int.from_bytes(got.body[16:20], "big")
    length = got.body[20]
    sender, sealed = got.body[21 : 21 + length], got.body[21 + length :]
    assert len(sealed) <= size
    peer = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sender)
    shared = BROWSER.exchange(ECDH(), peer)
    info = b"WebPush: info\0" + point(BROWSER.public_key()) + sender
    key = hkdf(AUTH, shared, info, 32)
    secret = hkdf(salt, key, b"Content-Encoding: aes128gcm\0", 16)
    nonce = hkdf(salt, key, b"Content-Encoding: nonce\0", 12)
    plain = AESGCM(secret).decrypt(nonce, sealed, None)
    content, _, padding = plain.rpartition(b"\x02")
    assert not padding.strip(b"\0")
    return json.loads(content)


def vouched(got: Got, origin: str) -> str:
    """The key that vouches for the sender, once its token was checked (RFC 8292 §2)."""
    scheme, _, rest = got.headers["authorization"].partition(" ")
    told = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = told["t"].split(".")
    raw = unb64(signature)
    der = encode_dss_signature(*(int.from_bytes(raw[n : n + 32], "big") for n in (0, 32)))
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), unb64(told["k"]))
    key.verify(der, f"{head}.{claims}".encode(), ECDSA(SHA256()))
    assert scheme == "vapid" and json.loads(unb64(head)) == {"typ": "JWT", "alg": "ES256"}
    said = json.loads(unb64(claims))
    left = said["exp"] - clock.now().timestamp()
    assert said["aud"] == origin and 0 < left <= 24 * 3600
    assert said["sub"].startswith(("https:", "mailto:"))
    return told["k"]


@pytest.fixture
def service() -> Iterator[Receiver]:
    with receiving() as found:
        found.answer = lambda got: (201, {"location": f"{found.url}/m/abc7"})
        yield found


@pytest.fixture
def config(tmp_path: Path) -> PushConfig:
    made = CHANNEL.configured(
        {"home": str(tmp_path), "site": "https://trang.example", "allow_private": True}
    )
    assert isinstance(made, PushConfig)
    return made


def message(service: Receiver, n: int = 0, **told: Any) -> Message:
    given = {"p256dh": b64(point(BROWSER.public_key())), "auth": b64(AUTH), "device": "Chrome"}
    address, details = CHANNEL.address(service.url, given)
    return Message(f"3f0e-{n}", address, told.pop("body", WORDS).encode(), details, **told)


def test_only_the_browser_reads_it_and_the_service_knows_who_sent(
    service: Receiver, config: PushConfig
) -> None:
    outcomes = list(CHANNEL.send(config, [message(service, n, urgent=n == 1) for n in range(6)]))
    assert {(each.status, each.remote_id) for each in outcomes} == {(Status.SENT, "abc7")}
    by_tag = {read(got)["tag"]: got for got in service.got}
    assert set(by_tag) == {f"3f0e-{n}" for n in range(6)}
    shown = read(by_tag["3f0e-0"])
    assert shown["url"] == "https://trang.example/tin/7/" and "Mở cổng tra cứu" in shown["body"]
    assert by_tag["3f0e-1"].headers["urgency"] == "high"
    assert by_tag["3f0e-0"].headers["urgency"] == "normal"
    assert int(by_tag["3f0e-0"].headers["ttl"]) > 0
    origin = f"http://127.0.0.1:{service.port}"
    assert {vouched(got, origin) for got in service.got} == {vouching.public_key(config.key)}
    assert all(WORDS.encode()[:20] not in got.body for got in service.got)
    assert len({hashlib.sha256(got.body[:16]).digest() for got in service.got}) == 6  # salts


def test_the_key_is_made_once_for_its_owner_alone(config: PushConfig) -> None:
    assert not config.key.exists()
    told = vouching.public_key(config.key)
    assert stat.S_IMODE(config.key.stat().st_mode) == 0o600
    vouching._key.cache_clear()
    assert vouching.public_key(config.key) == told
    assert CHANNEL.health(config).ok


@pytest.mark.parametrize(
    ("status", "expected", "code"),
    [
        (404, Status.PERMANENT, "gone"),
        (410, Status.PERMANENT, "gone"),
        (403, Status.PERMANENT, "not_ours"),
        (413, Status.PERMANENT, "too_large"),
        (400, Status.TEMPORARY, "refused"),
        (429, Status.TEMPORARY, "too_many"),
        (503, Status.TEMPORARY, "server_error"),
    ],
)
def test_what_the_service_answers(
    service: Receiver, config: PushConfig, status: int, expected: Status, code: str
) -> None:
    service.answer = lambda got: (status, {})
    (outcome,) = CHANNEL.send(config, [message(service)])
    assert (outcome.status, outcome.code) == (expected, code)


def test_the_services_of_the_house_are_not_called_unless_allowed(
    service: Receiver, tmp_path: Path
) -> None:
    closed = CHANNEL.configured({"home": str(tmp_path)})
    (outcome,) = CHANNEL.send(closed, [message(service)])
    assert (outcome.status, service.got) == (Status.PERMANENT, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"p256dh": ""},
        {"p256dh": b64(b"\x04" + b"a" * 64)},
        {"auth": b64(b"ngan")},
        {"auth": None},
        {"url": "http://day.example/1"},
        {"url": "day"},
    ],
)
def test_what_is_no_subscription(changed: dict[str, Any]) -> None:
    told = {"p256dh": b64(point(BROWSER.public_key())), "auth": b64(AUTH), **changed}
    with pytest.raises(Refused, match=r"push\.subscription"):
        CHANNEL.address(told.pop("url", "https://day.example/1"), told)
