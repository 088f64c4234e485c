"""Signed webhooks against a scripted receiver on loopback."""

import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from tests.channels.answering import Exchange, answering
from thongsuot.channels.addresses import public
from thongsuot.channels.terms import Status
from thongsuot.channels.webhook import signing
from thongsuot.channels.webhook.client import send
from thongsuot.channels.webhook.config import WebhookConfig
from thongsuot.lib.refused import Refused

AT = datetime(2021, 2, 25, 14, 55, 30, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'


def receiver(answer: bytes, *, hang: bool = False) -> Exchange:
    """One exchange: takes a whole request, says `answer`, closes (or stays silent)."""

    def serve(connection: socket.socket, got: list[bytes]) -> None:
        data = b""
        while not data.endswith(BODY) and (chunk := connection.recv(65536)):
            data += chunk
        got.append(data)
        if data:
            connection.sendall(answer)
        while hang and connection.recv(65536):
            pass

    return answering(serve)


def config(port: int, timeout: float = 5.0) -> WebhookConfig:
    url = f"http://127.0.0.1:{port}/nhan?don_vi=1"
    return WebhookConfig(url=url, secret=SECRET, timeout=timeout, allow_private=True)


@pytest.mark.parametrize(
    ("answer", "status", "code", "retry_after"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", Status.SENT, "", None),
        (b"HTTP/1.1 103 x\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok", Status.SENT, "", None),
        (b"HTTP/1.1 410 Gone\r\n\r\n", Status.PERMANENT, "gone", None),
        (b"HTTP/1.1 404 x\r\n\r\n", Status.TEMPORARY, "refused", None),
        (
            b"HTTP/1.1 302 x\r\nLocation: http://10.0.0.1/\r\n\r\n",
            Status.TEMPORARY,
            "redirect",
            None,
        ),
        (b"HTTP/1.1 500 x\r\n\r\n", Status.TEMPORARY, "server_error", None),
        (b"HTTP/1.1 429 x\r\nRetry-After: 120\r\n\r\n", Status.TEMPORARY, "too_many", 120.0),
        (
            b"HTTP/1.1 503 x\r\nRetry-After: Thu, 25 Feb 2021 14:56:30 GMT\r\n\r\n",
            Status.TEMPORARY,
            "server_error",
            60.0,
        ),
        (
            b"HTTP/1.1 429 x\r\nRetry-After: 99999999999\r\n\r\n",
            Status.TEMPORARY,
            "too_many",
            86400.0,
        ),
        (b"HTTP/1.1 429 x\r\nRetry-After: khi nao\r\n\r\n", Status.TEMPORARY, "too_many", None),
        (b"", Status.AMBIGUOUS, "connection_lost", None),
        (b"HTTP/1.1 2", Status.AMBIGUOUS, "connection_lost", None),
        (b"SSH-2.0-x\r\n\r\n", Status.AMBIGUOUS, "protocol", None),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40000, Status.AMBIGUOUS, "protocol", None),
    ],
)
def test_what_each_answer_means(
    answer: bytes, status: Status, code: str, retry_after: float | None
) -> None:
    with receiver(answer) as (port, _):
        outcome = send(config(port), "msg_1", BODY, AT)
    assert (outcome.id, outcome.status, outcome.code) == ("msg_1", status, code)
    assert outcome.retry_after == retry_after


def test_a_receiver_verifies_what_was_sent() -> None:
    with receiver(b"HTTP/1.1 200 OK\r\n\r\n") as (port, got):
        send(config(port), "msg_1", BODY, AT)
    head, _, body = got[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first == "POST /nhan?don_vi=1 HTTP/1.1"
    assert headers["Host"] == f"127.0.0.1:{port}"
    assert signing.verify(SECRET, headers, body, AT) == "msg_1"


def test_silence_ends_by_the_clock() -> None:
    with receiver(b"HTTP/1.1 20", hang=True) as (port, _):
        outcome = send(config(port, timeout=0.3), "msg_1", BODY, AT)
    assert (outcome.status, outcome.code) == (Status.AMBIGUOUS, "timeout")


def test_nobody_listening() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert send(config(port), "msg_1", BODY, AT).code == "unreachable"


def test_the_example_of_standard_webhooks() -> None:
    headers = signing.headers(
        SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", BODY, datetime.fromtimestamp(1614265330, UTC)
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


SIGNED = signing.headers(SECRET, "msg_1", BODY, AT)
STRANGER = "whsec_" + "A" * 32


@pytest.mark.parametrize(
    ("secret", "changes", "body", "late", "code"),
    [
        (SECRET, {}, BODY + b" ", 0, "webhook.signature"),
        (STRANGER, {}, BODY, 0, "webhook.signature"),
        (SECRET, {"webhook-id": "msg_2"}, BODY, 0, "webhook.signature"),
        (SECRET, {"webhook-signature": "v1,ế"}, BODY, 0, "webhook.signature"),
        (SECRET, {}, BODY, 301, "webhook.too_old"),
        (SECRET, {}, BODY, -301, "webhook.too_old"),
        (SECRET, {"webhook-timestamp": "hôm nay"}, BODY, 0, "webhook.too_old"),
    ],
)
def test_what_is_not_genuine_is_refused(
    secret: str, changes: dict[str, str], body: bytes, late: int, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        signing.verify(secret, SIGNED | changes, body, AT + timedelta(seconds=late))
    assert refused.value.code == code


def test_missing_headers_and_several_signatures() -> None:
    with pytest.raises(Refused, match=r"webhook\.headers_missing"):
        signing.verify(SECRET, {}, BODY, AT)
    several = "v1,AAAA v1a,BBBB " + SIGNED["webhook-signature"]
    assert signing.verify(SECRET, SIGNED | {"webhook-signature": several}, BODY, AT) == "msg_1"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.1.2.3",
        "169.254.169.254",
        "[::ffff:10.0.0.1]",
        "2130706433",
    ],
)
def test_private_addresses_are_not_called(host: str) -> None:
    told = WebhookConfig(url=f"https://{host}:1/", secret=SECRET)
    outcome = send(told, "msg_1", BODY, AT)
    assert (outcome.status, outcome.code) == (Status.PERMANENT, "private_address")


@pytest.mark.parametrize(
    ("address", "out"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("64:ff9b::808:808", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("::", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:1:2::3", False),
    ],
)
def test_which_addresses_are_public(address: str, out: bool) -> None:
    assert public(ip_address(address)) is out


@pytest.mark.parametrize(
    ("url", "secret", "timeout", "code"),
    [
        ("http://x.example/", SECRET, 5, "webhook.not_https"),
        ("ftp://x.example/", SECRET, 5, "webhook.url"),
        ("https://a:b@x.example/", SECRET, 5, "webhook.url"),
        ("https:///x", SECRET, 5, "webhook.url"),
        ("https://x.example:99999/", SECRET, 5, "webhook.url"),
        ("https://x.example/\r\nHost: y", SECRET, 5, "webhook.url"),
        ("https://x.example/", "whsec_!!", 5, "webhook.secret"),
        ("https://x.example/", "whsec_YWJj", 5, "webhook.secret"),
        ("https://x.example/", SECRET, 0, "webhook.timeout"),
    ],
)
def test_nonsense_is_refused(url: str, secret: str, timeout: float, code: str) -> None:
    with pytest.raises(Refused) as refused:
        WebhookConfig(url=url, secret=secret, timeout=timeout)
    assert refused.value.code == code


def test_an_id_that_could_move_the_dots_is_refused() -> None:
    with pytest.raises(Refused, match=r"webhook\.id"):
        signing.headers(SECRET, "msg.1", BODY, AT)


def test_secrets_are_not_shown() -> None:
    shown = repr(config(1))
    assert "MfKQ" not in shown
    assert "nhan" not in shown
