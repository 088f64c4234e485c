"""Signed mails hold for an independent verifier, also after a real road, and only unchanged."""

from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tests.channels.relay import Relay
from tests.channels.test_email_letter import VALUES, letter
from tests.channels.test_email_smtp import config
from tests.channels.verifying import Published, verified
from thongsuot.channels.email import smtp
from thongsuot.channels.email.config import EmailConfig, with_settings
from thongsuot.channels.email.dkim import Key, signed
from thongsuot.channels.email.mail import Plain, Wire
from thongsuot.channels.email.sink import Sink
from thongsuot.lib.refused import Refused

EDWARDS, RSA = Ed25519PrivateKey.generate(), generate_private_key(65537, 2048)
KEYS = (Key("bo.example", "moi", EDWARDS), Key("bo.example", "cu", RSA))
PUBLISHED: Published = {
    ("moi", "bo.example"): EDWARDS.public_key(),
    ("cu", "bo.example"): RSA.public_key(),
}
BOTH = {"ed25519-sha256": True, "rsa-sha256": True}
NEITHER = dict.fromkeys(BOTH, False)

# RFC 8463, appendix A.3 (its Ed25519 signature) with the key of A.2.
EXAMPLE = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
""".replace(b"\n", b"\r\n")
ITS_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def test_the_verifier_is_one() -> None:
    key = Ed25519PublicKey.from_public_bytes(b64decode(ITS_KEY))
    published: Published = {("brisbane", "football.example.com"): key}
    assert verified(EXAMPLE, published) == {"ed25519-sha256": True}
    assert verified(EXAMPLE.replace(b"hungry", b"angry"), published) == {"ed25519-sha256": False}


@pytest.fixture(scope="module")
def mail() -> bytes:
    composed = letter("Thông báo", "Xin chào.\n\n.\n  cuối  \n\n\n")
    return signed(composed.for_recipient(VALUES), KEYS)


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        (b"", b"", BOTH),
        (b"Subject: ", b"Subject:   ", BOTH),  # relays may fold headers anew
        (b"Subject: ", b"SUBJECT:\r\n\t", BOTH),
        (b"Subject: ", b"Subject: x", NEITHER),
        (b"From: ", b"From: Ai <ai@xau.example>\r\nFrom: ", NEITHER),
        (b"Xin", b"Tin", NEITHER),
        (b"\r\nMIME-Version", b"\r\nX-Spam: no\r\nMIME-Version", BOTH),
    ],
)
def test_what_a_relay_may_change_and_what_nobody_may(
    mail: bytes, before: bytes, after: bytes, holds: dict[str, bool]
) -> None:
    assert verified(mail.replace(before, after, 1), PUBLISHED) == holds


@pytest.mark.parametrize(
    "message",
    [b"From: a@bo.example\r\n\r\n", b"From: a@bo.example\r\n\r\nx", b"From: a\r\n\r\n\r\n"],
)
def test_odd_bodies(message: bytes) -> None:
    assert verified(signed(message, KEYS), PUBLISHED) == BOTH


def test_a_signed_letter_is_still_one_for_the_wire() -> None:
    composed = letter("Thông báo", "Xin chào")
    assert isinstance(signed(composed.for_recipient(VALUES), KEYS), Plain)
    assert type(signed(Wire(b"From: a\r\n\r\n"), KEYS)) is Wire
    assert type(signed(b"From: a\r\n\r\n", KEYS)) is bytes


def test_through_the_client_into_a_sink(tmp_path: Path) -> None:
    composed = letter("Thông báo", "Xin chào").for_recipient(VALUES)
    with Sink(tmp_path) as sink:
        given = [("1", "b@bo.example", "p@so.example", composed)]
        (outcome,) = smtp.send(config(sink.port, dkim=KEYS), given)
        assert outcome.status == "sent"
        (delivery,) = sink.folder.deliveries()
        assert verified((sink.folder.path / delivery.name).read_bytes(), PUBLISHED) == BOTH


def test_what_is_tried_again_is_signed_once() -> None:
    given = [
        ("1", "b@bo.example", "p@so.example", b"Message-ID: <1>\r\nFrom: a@bo.example\r\n\r\n")
    ]
    with Relay(answers={("MAIL", 1): b"421 4.3.0 later\r\n"}) as relay:
        (outcome,) = smtp.send(config(relay.port, dkim=KEYS), given)
    assert outcome.status == "sent"
    assert relay.connections == 2
    sizes = {line.split("SIZE=")[1] for line in relay.lines if line.startswith("MAIL")}
    assert len(sizes) == 1


def test_keys_come_from_files(tmp_path: Path) -> None:
    first = EmailConfig(host="relay.example", port=25, from_address="a@bo.example")
    key = {"domain": "bo.example", "selector": "moi", "file": str(tmp_path / "key.pem")}
    told = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(EDWARDS.private_bytes(*told))
    (found,) = with_settings(first, {"dkim": [key]}).dkim
    assert (found.selector, found.algorithm) == ("moi", "ed25519-sha256")
    assert "private" not in repr(found)
    weak, other = generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256R1())
    for bad in (b"", b"nothing", weak.private_bytes(*told), other.private_bytes(*told)):
        (tmp_path / "bad.pem").write_bytes(bad)
        with pytest.raises(Refused, match=r"email\.dkim"):
            with_settings(first, {"dkim": [key | {"file": str(tmp_path / "bad.pem")}]})
