"""Letters through the real client into the real sink, octet by octet; TLS and passwords."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings

from tests.channels.relay import EVERYTHING, Relay
from tests.channels.test_email_letter import BODIES, VALUES, WORDS, letter
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.mail import field
from thongsuot.channels.email.reading import read
from thongsuot.channels.email.sink import OFFERS, Sink
from thongsuot.channels.email.smtp import health, send
from thongsuot.channels.terms import Status
from thongsuot.lib.refused import Refused

WAYS = {
    "chunked": OFFERS,
    "pipelined": tuple(offer for offer in OFFERS if offer != "CHUNKING"),
    "lock-step": ("8BITMIME",),
}


def config(port: int, **more: Any) -> EmailConfig:
    options = {"host": "127.0.0.1", "security": "none", "timeout": 10.0} | more
    return EmailConfig(port=port, from_address="bao@bo.example", **options)


@pytest.fixture(scope="module", params=WAYS)
def sink(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sink]:
    folder = tmp_path_factory.mktemp("sink")
    with Sink(folder, offers=WAYS[request.param], bounces=["hong@so.example"]) as sink:
        yield sink


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(subject=WORDS, name=WORDS, greeting=WORDS, body=BODIES)
def test_any_letter_arrives_octet_by_octet(
    sink: Sink, subject: str, name: str, greeting: str, body: str
) -> None:
    composed = letter(subject, body + field("greeting") + "\n." + body)
    octets = composed.for_recipient(VALUES | {"to_name": name, "greeting": greeting})
    outcomes = list(send(config(sink.port), [("1", "b@bo.example", "p@so.example", octets)]))
    assert [outcome.status for outcome in outcomes] == [Status.SENT]
    last = sink.folder.deliveries()[-1]
    stored = (sink.folder.path / last.name).read_bytes()
    assert stored == octets
    assert read(stored).text == (body + greeting + "\n." + body).removesuffix("\n") + "\n"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES)
def test_any_octets_arrive_with_their_dots(sink: Sink, body: str) -> None:
    octets = (".\r\n..\n." + body + "\r\n.\r\n").encode()
    outcomes = list(send(config(sink.port), [("1", "", "p@so.example", octets)]))
    assert outcomes[0].status is Status.SENT
    stored = (sink.folder.path / sink.folder.deliveries()[-1].name).read_bytes()
    assert stored == octets.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


def test_each_recipient_gets_their_own(sink: Sink) -> None:
    composed = letter()
    people = [f"rieng{n}@so.example" for n in range(150)]
    people[70] = "Hong@so.example"
    items = (
        (person, "b@bo.example", person, composed.for_recipient(VALUES | {"greeting": person}))
        for person in people
    )
    outcomes = {outcome.id: outcome for outcome in send(config(sink.port), items)}
    assert outcomes.pop("Hong@so.example").status is Status.PERMANENT
    assert {outcome.status for outcome in outcomes.values()} == {Status.SENT}
    for person in outcomes:
        (mail,) = sink.folder.mails_to(person)
        assert f"Kính gửi {person}," in read(mail).text
    assert sink.folder.mails_to("hong@so.example") == []
    names = [delivery.name for delivery in sink.folder.deliveries()]
    assert names == sorted(names)
    assert not list(sink.folder.path.glob("*.partial"))


def test_the_sink_defers_and_is_slow_as_told(tmp_path: Path) -> None:
    with Sink(tmp_path, deferred=["hoan@so.example"], slow={"cham@so.example": 0.2}) as sink:
        items = [
            (who, "", f"{who}@so.example", letter().for_recipient(VALUES))
            for who in ("hoan", "cham", "nhanh")
        ]
        outcomes = {outcome.id: outcome.status for outcome in send(config(sink.port), items)}
        assert health(config(sink.port)).ok
    assert outcomes == {
        "hoan": Status.TEMPORARY,
        "cham": Status.SENT,
        "nhanh": Status.SENT,
    }


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "relay.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


def secured(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


SIGN_IN = {"username": "bao", "password": "mật khẩu"}


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("auth", ["PLAIN", "LOGIN"])
def test_sent_over_tls_after_signing_in(certificate: Path, security: str, auth: str) -> None:
    offers = (*EVERYTHING, "STARTTLS", f"AUTH {auth}")
    answers: dict[tuple[str, int], bytes | None] = {}
    if auth == "LOGIN":
        answers = {("AUTH", 0): b"334 VXNlcm5hbWU6\r\n"}
        answers |= {("YmFv", 0): b"334 UGFzc3dvcmQ6\r\n"}
        answers |= {("beG6rXQga2jhuql1", 0): b"235 2.7.0 Ok\r\n"}
    tls = secured(certificate)
    with Relay(offers, answers, tls=tls, implicit=security == "tls") as relay:
        told = config(relay.port, security=security, ca_file=str(certificate), **SIGN_IN)
        items = [("1", "", "p@so.example", b"Message-ID: <1>\r\n\r\n" + b"x" * 100_000)]
        assert [outcome.status for outcome in send(told, items)] == [Status.SENT]
        assert health(told).ok
    assert relay.kept == ["1"]


def test_a_stranger_s_certificate_is_not_trusted(certificate: Path) -> None:
    with Relay((*EVERYTHING, "STARTTLS"), tls=secured(certificate)) as relay:
        found = health(config(relay.port, security="starttls"))
    assert (found.ok, found.reason) == (False, "certificate")


def test_no_way_down_from_tls(certificate: Path) -> None:
    with Relay(EVERYTHING) as relay:
        assert health(config(relay.port, security="starttls")).reason == "no_starttls"
    slipped: dict[tuple[str, int], bytes | None] = {("STARTTLS", 0): b"220 Go\r\n250 slipped\r\n"}
    with Relay((*EVERYTHING, "STARTTLS"), slipped, tls=secured(certificate)) as relay:
        assert health(config(relay.port, security="starttls")).reason == "protocol"


def test_a_wrong_password_is_tried_once() -> None:
    answers: dict[tuple[str, int], bytes | None] = {("AUTH", 0): b"535 5.7.8 bao wrong\r\n"}
    with Relay((*EVERYTHING, "AUTH PLAIN"), answers) as relay:
        items = [(str(n), "", "p@so.example", b"x") for n in range(3)]
        outcomes = list(send(config(relay.port, **SIGN_IN), items))
    assert {(o.status, o.code) for o in outcomes} == {(Status.TEMPORARY, "auth_refused")}
    assert relay.connections == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"host": "a b"}, "email.host"),
        ({"host": ""}, "email.host"),
        ({"port": 0}, "email.port"),
        ({"security": "ssl"}, "email.security"),
        ({"timeout": 0}, "email.timeout"),
        ({"window": 0}, "email.window"),
        ({"helo": "a\r\nMAIL"}, "email.helo"),
        ({"from_address": "a"}, "email.address"),
        ({"envelope_sender": "a b@c"}, "email.address"),
        ({"from_name": "a\nb"}, "email.control_character"),
        ({"username": "bao"}, "email.half_credentials"),
        ({"host": "relay.example", **SIGN_IN}, "email.password_in_clear"),
        ({"ca_file": "/khong/co"}, "email.ca_file"),
    ],
)
def test_nonsense_is_refused(more: dict[str, Any], code: str) -> None:
    options = {"host": "127.0.0.1", "port": 25, "security": "none", "from_address": "a@b.example"}
    with pytest.raises(Refused) as refused:
        EmailConfig(**(options | more))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_password_is_not_shown() -> None:
    assert "mật khẩu" not in repr(config(25, **SIGN_IN))
