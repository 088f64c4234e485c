"""Webhooks of a dispatch to real receivers on loopback: signatures, kept connections, patience."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.channels.receiving import Got, Receiver, receiving
from thongsuot.channels.terms import Message, Outcome, Status
from thongsuot.channels.webhook import CHANNEL, signing
from thongsuot.channels.webhook.config import Delivering, fresh_secret
from thongsuot.lib.refused import Refused

INSIDE = Delivering(timeout=2.0, allow_private=True)
SECRET, OTHER = fresh_secret(asymmetric=False), fresh_secret(asymmetric=False)
PRIVATE = fresh_secret(asymmetric=True)


@pytest.fixture
def machine() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def messages(url: str, count: int, *keys: str, start: int = 0) -> list[Message]:
    details = {"secrets": list(keys or (SECRET,)), "format": "ninjs"}
    return [
        Message(f"m-{n}", url, b'{"n": %d}' % n, details, media_type="application/json")
        for n in range(start, start + count)
    ]


def sent(told: list[Message], config: Delivering = INSIDE) -> dict[str, Outcome]:
    """One outcome for each, or it fails here."""
    outcomes = list(CHANNEL.send(config, told))
    found = {outcome.id: outcome for outcome in outcomes}
    assert len(found) == len(outcomes) == len(told)
    return found


def test_many_messages_share_few_connections_and_each_is_signed(machine: Receiver) -> None:
    outcomes = sent(messages(machine.url, 60))
    assert {each.status for each in outcomes.values()} == {Status.SENT}
    assert machine.verified([SECRET]) == 60 and machine.verified([OTHER]) == 0
    assert {got.headers["webhook-id"] for got in machine.got} == set(outcomes)
    assert len(machine.per_connection()) <= 4


def test_both_kinds_of_keys_sign_side_by_side(machine: Receiver) -> None:
    sent(messages(machine.url, 1, SECRET, OTHER, PRIVATE))
    for key in (SECRET, OTHER, signing.public_half(PRIVATE)):
        assert machine.verified([key]) == 1
    assert machine.verified([signing.public_half(fresh_secret(asymmetric=True))]) == 0


def test_a_receiver_with_the_public_half_checks_and_cannot_forge(machine: Receiver) -> None:
    sent(messages(machine.url, 1, PRIVATE))
    (got,) = machine.got
    half = signing.public_half(PRIVATE)
    at = signing_time(got)
    assert signing.verify([OTHER, half], got.headers, got.body, at) == "m-0"
    with pytest.raises(Refused, match=r"webhook\.signature"):
        signing.verify(half, got.headers, got.body + b" ", at)
    with pytest.raises(Refused, match=r"webhook\.signature"):
        signing.verify(SECRET, got.headers, got.body, at)
    with pytest.raises(Refused, match=r"webhook\.secret"):
        signing.headers(half, "m-0", b"", at)


def signing_time(got: Got) -> datetime:
    return datetime.fromtimestamp(int(got.headers["webhook-timestamp"]), UTC)


def test_a_silent_endpoint_delays_nobody_and_is_not_asked_again_and_again(
    machine: Receiver,
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        told = [*messages(url, 12), *messages(machine.url, 40, start=12)]
        config = Delivering(timeout=1.0, allow_private=True)
        outcomes = list(CHANNEL.send(config, told))
    assert len({each.id for each in outcomes}) == 52
    fast = [place for place, each in enumerate(outcomes) if int(each.id[2:]) >= 12]
    assert fast == list(range(40))  # before anything of the silent one was told
    slow = [each.code for each in outcomes if int(each.id[2:]) < 12]
    assert slow.count("endpoint_down") == 8 and slow.count("timeout") == 4


@pytest.mark.parametrize(
    ("answer", "status", "code", "after"),
    [
        ((410, {}), Status.PERMANENT, "gone", None),
        ((429, {"retry-after": "30"}), Status.TEMPORARY, "too_many", 30.0),
        ((503, {}), Status.TEMPORARY, "server_error", None),
        ((404, {}), Status.TEMPORARY, "refused", None),
    ],
)
def test_what_answers_mean(
    machine: Receiver,
    answer: tuple[int, dict[str, str]],
    status: Status,
    code: str,
    after: float | None,
) -> None:
    machine.answer = lambda got: answer
    (outcome,) = sent(messages(machine.url, 1)).values()
    assert (outcome.status, outcome.code, outcome.retry_after) == (status, code, after)


def test_a_receiver_that_closes_after_each_answer_loses_and_doubles_nothing(
    machine: Receiver,
) -> None:
    machine.answer = lambda got: (200, {"connection": "close"})
    outcomes = sent(messages(machine.url, 20))
    assert {each.status for each in outcomes.values()} == {Status.SENT}
    assert sorted(got.headers["webhook-id"] for got in machine.got) == sorted(outcomes)


def test_a_connection_that_was_closed_meanwhile_is_not_used() -> None:
    hang_up: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        def serve() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                data = b""
                while b"}" not in data:
                    data += connection.recv(65536)
                connection.sendall(b"HTTP/1.1 204 x\r\n\r\n")
                hang_up.append(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        assert sent(messages(url, 1))["m-0"].status is Status.SENT
        hang_up.pop().close()
        assert sent(messages(url, 1))["m-0"].status is Status.SENT  # over a new one, at once
        thread.join(timeout=5)


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1" * 4096),
    ],
)
def test_an_endpoint_that_never_falls_silent_is_not_read_for_ever(head: bytes, more: bytes) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    answering = threading.Thread(target=_talk, args=(listening, head, more), daemon=True)
    answering.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    sent(messages(url, 1), Delivering(timeout=0.5, allow_private=True))
    answering.join(5)
    assert not answering.is_alive()
    listening.close()


def _talk(listening: socket.socket, head: bytes, more: bytes) -> None:
    """Until the other side hangs up."""
    connection, _ = listening.accept()
    with contextlib.suppress(OSError), connection:
        connection.sendall(head)
        while True:
            connection.sendall(more)


@pytest.mark.parametrize(
    ("url", "keys", "config", "code"),
    [
        ("http://127.0.0.1:9/", [SECRET], Delivering(timeout=1), "webhook_not_https"),
        ("https://127.0.0.1:9/", [SECRET], Delivering(timeout=1), "private_address"),
        ("http://127.0.0.1:9/", [], INSIDE, "webhook_secret"),
        ("http://127.0.0.1:9/", ["whsec_ngan"], INSIDE, "webhook_secret"),
    ],
)
def test_what_may_not_be_called_fails_for_good(
    url: str, keys: list[str], config: Delivering, code: str
) -> None:
    message = Message("m-0", url, b"{}", {"secrets": keys})
    (outcome,) = CHANNEL.send(config, [message])
    assert (outcome.status, outcome.code) == (Status.PERMANENT, code)


@pytest.mark.parametrize(
    ("written", "details", "kept"),
    [
        ("https://bao.example/nhan", {}, "whsec_"),
        (" https://bao.example/nhan ", {"signs": "v1a", "format": "nitf"}, "whsk_"),
        ("http://10.0.0.8/nhan", {}, "whsec_"),
    ],
)
def test_addresses_as_they_are_kept(written: str, details: dict[str, str], kept: str) -> None:
    address, found = CHANNEL.address(written, details)
    assert address == written.strip() and found["secrets"][0].startswith(kept)
    assert CHANNEL.address(address, found) == (address, found)


@pytest.mark.parametrize(
    ("written", "details"),
    [
        ("http://bao.example/", {}),
        ("bao.example", {}),
        ("https://u:p@bao.example/", {}),
        ("https://bao.example/", {"format": "word"}),
        ("https://bao.example/", {"secrets": ["whsec_x"]}),
    ],
)
def test_what_is_no_address(written: str, details: dict[str, object]) -> None:
    with pytest.raises(Refused):
        CHANNEL.address(written, details)
