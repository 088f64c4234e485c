"""What the client tells of each message agrees with what the relay did, whatever the relay does."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.channels.relay import WAYS, Relay
from thongsuot.channels.email import session, smtp
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.smtp import Item, health, send
from thongsuot.channels.terms import Outcome, Status

SENT, TEMPORARY = Status.SENT, Status.TEMPORARY
PERMANENT, AMBIGUOUS = Status.PERMANENT, Status.AMBIGUOUS

ways = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "PAUSE", 0.0)
    monkeypatch.setattr(session, "GOODBYE", 0.2)


def config(port: int, **more: Any) -> EmailConfig:
    options = {"host": "127.0.0.1", "security": "none", "timeout": 5.0, "window": 4} | more
    return EmailConfig(port=port, from_address="bao@bo.example", **options)


def items(
    count: int = 9, body: bytes = b"n\xe1\xbb\x99i dung\r\n.\r\ncu\xe1\xbb\x91i\r\n"
) -> list[Item]:
    return [
        (str(n), "b@bo.example", f"p{n}@so.example", b"Message-ID: <%d>\r\n\r\n%b" % (n, body))
        for n in range(1, count + 1)
    ]


def told(relay: Relay, given: list[Item], **more: Any) -> dict[str, Outcome]:
    """Send all; every outcome must come once and agree with what the relay kept."""
    outcomes = list(send(config(relay.port, **more), iter(given)))
    by_id = {outcome.id: outcome for outcome in outcomes}
    assert len(outcomes) == len(by_id) == len(given)
    kept = Counter(relay.kept)
    assert not kept or max(kept.values()) == 1
    for id, outcome in by_id.items():
        match outcome.status:
            case Status.SENT:
                assert kept[id] == 1
            case Status.TEMPORARY | Status.PERMANENT:
                assert kept[id] == 0
    return by_id


def statuses(outcomes: Mapping[str, Outcome]) -> list[Status]:
    return [outcomes[id].status for id in sorted(outcomes, key=int)]


@ways
@pytest.mark.parametrize(
    ("verb", "said", "status", "code"),
    [
        ("RCPT", b"550 5.1.1 <p3@so.example> unknown\r\n", PERMANENT, "recipient_refused"),
        ("RCPT", b"450-4.2.0 greylisted\r\n450 4.2.0 p3\r\n", TEMPORARY, "recipient_refused"),
        ("RCPT", b"552 5.2.2 full\r\n", PERMANENT, "recipient_refused"),
        ("MAIL", b"452 4.3.1 full\r\n", TEMPORARY, "sender_refused"),
        ("MAIL", b"550 5.1.8 no\r\n", PERMANENT, "sender_refused"),
        ("MAIL", b"530 5.7.0 sign in\r\n", TEMPORARY, "sender_refused"),
        ("KEPT", b"554 5.6.0 no\r\n", PERMANENT, "message_refused"),
        ("KEPT", b"451 4.3.0 later\r\n", TEMPORARY, "message_refused"),
    ],
)
def test_a_refusal_touches_its_message_alone(
    way: str, verb: str, said: bytes, status: Status, code: str
) -> None:
    with Relay(WAYS[way], {(verb, 3): said}) as relay:
        outcomes = told(relay, items())
    assert statuses(outcomes) == [SENT] * 2 + [status] + [SENT] * 6
    assert outcomes["3"].code == code
    assert "so.example" not in outcomes["3"].text
    assert relay.connections == 1


@pytest.mark.parametrize("way", ["pipelined", "lock-step"])
def test_a_refused_data_touches_its_message_alone(way: str) -> None:
    with Relay(WAYS[way], {("DATA", 3): b"451 4.3.0 later\r\n"}) as relay:
        assert statuses(told(relay, items())) == [SENT] * 2 + [TEMPORARY] + [SENT] * 6


def test_data_accepted_without_a_recipient_is_ended_empty() -> None:
    answers = {("RCPT", 3): b"550 5.1.1 no\r\n", ("DATA", 0): b"354 Go\r\n"}
    with Relay(WAYS["pipelined"], answers) as relay:
        assert statuses(told(relay, items())) == [SENT] * 2 + [PERMANENT] + [SENT] * 6


@ways
@pytest.mark.parametrize("verb", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA", "KEPT", "QUIT"])
@pytest.mark.parametrize("said", [None, b"421 4.3.2 going down\r\n"])
def test_a_connection_lost_at_any_command(way: str, verb: str, said: bytes | None) -> None:
    nth = 1 if verb in ("GREETING", "EHLO", "QUIT") else 3
    with Relay(WAYS[way], {(verb, nth): said}) as relay:
        outcomes = told(relay, items())
    doubtful = [o for o in outcomes.values() if o.status is AMBIGUOUS]
    assert all(o.status in (SENT, AMBIGUOUS) for o in outcomes.values())
    assert len(doubtful) <= (4 if way == "chunked" else 1)
    if said:
        assert not doubtful  # 421 says that nothing was taken


@ways
@pytest.mark.parametrize("reset", [False, True])
def test_a_connection_lost_at_any_octet(way: str, reset: bool) -> None:
    with Relay(WAYS[way]) as whole:
        told(whole, items(4))
    length = sum(len(line) + 2 for line in whole.lines) + sum(len(item[3]) + 5 for item in items(4))
    for cut in range(1, length, 5):
        with Relay(WAYS[way], cut=cut, reset=reset) as relay:
            outcomes = told(relay, items(4))
        assert all(o.status in (SENT, AMBIGUOUS) for o in outcomes.values())


@ways
def test_a_relay_that_closes_after_two_loses_nobody(way: str) -> None:
    answers: dict[tuple[str, int], bytes | None] = {
        ("MAIL", n): b"421 4.7.0 enough\r\n" for n in range(3, 60, 3)
    }
    with Relay(WAYS[way], answers) as relay:
        assert set(statuses(told(relay, items(12)))) == {SENT}
    assert relay.connections > 3


@ways
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({("GREETING", 0): None}, "connection_lost"),
        ({("GREETING", 0): b"554 go away\r\n"}, "greeting_refused"),
        ({("GREETING", 0): b"220 " + b"x" * 9000 + b"\r\n"}, "protocol"),
        ({("GREETING", 0): b"220-x\r\n" * 500}, "protocol"),
        ({("GREETING", 0): b"\xff\x00garbage\r\n"}, "protocol"),
        ({("GREETING", 0): b"220 x\r\n250 early\r\n"}, "protocol"),
        ({("EHLO", 0): b"500 no\r\n", ("HELO", 0): b"500 no\r\n"}, "hello_refused"),
        ({("MAIL", 0): b"421 no\r\n"}, "relay_closing"),
        ({("MAIL", 0): b"354 what\r\n"}, "protocol"),
    ],
)
def test_a_hopeless_relay_is_left_soon(
    way: str, answers: dict[tuple[str, int], bytes | None], code: str
) -> None:
    with Relay(WAYS[way], answers) as relay:
        outcomes = told(relay, items())
    assert {o.status for o in outcomes.values()} <= {TEMPORARY, AMBIGUOUS}
    assert relay.connections <= 3
    assert code in {o.code for o in outcomes.values()}


def test_nobody_listening() -> None:
    with Relay() as relay:
        port = relay.port
    outcomes = list(send(config(port), items()))
    assert [o.status for o in outcomes] == [TEMPORARY] * 9
    assert not health(config(port)).ok


@ways
def test_silence_and_dripping_end_by_the_clock(way: str) -> None:
    with Relay(WAYS[way], {("KEPT", 2): b"250-slow"}) as relay:
        outcomes = told(relay, items(5), timeout=0.3)
    assert outcomes["1"].status is SENT
    assert outcomes["2"].status is AMBIGUOUS
    assert outcomes["2"].code == "timeout"


@ways
def test_replies_ahead_of_their_commands_are_not_believed(way: str) -> None:
    with Relay(WAYS[way], {("RCPT", 2): b"250 ok\r\n" * 9}) as relay:
        outcomes = list(send(config(relay.port), items(3, b"x" * 900_000)))
    kept = set(relay.kept)
    if way != "chunked":  # with all sent at once, no client can tell
        assert {o.id for o in outcomes if o.status is SENT} <= kept


@ways
def test_what_this_relay_cannot_take(way: str) -> None:
    given: list[Item] = [
        ("1", "", "p@so.example", b"Message-ID: <1>\r\n\r\n"),
        ("2", "", "lê@so.example", b"Message-ID: <2>\r\n\r\n"),
        ("3", "", "p@so.example>\r\nRCPT TO:<x@y.example", b"Message-ID: <3>\r\n\r\n"),
        ("4", "", "p@bộ.example", b"Message-ID: <4>\r\n\r\n"),
        ("5", "", "p@so.example", b"Message-ID: <5>\r\n\r\n" + "ế".encode() * 9),
    ]
    offers = [o for o in WAYS[way] if o not in ("SMTPUTF8", "8BITMIME")]
    with Relay(offers) as relay:
        outcomes = told(relay, given)
    found = {id: outcome.code for id, outcome in outcomes.items()}
    assert found == {"1": "", "2": "needs_smtputf8", "3": "address", "4": "", "5": "needs_8bitmime"}
    assert any("p@xn--b-xxt.example" in line or "p@xn--" in line for line in relay.lines)
    with Relay([*offers, "SIZE 30"]) as relay:
        assert told(relay, items(1))["1"].code == "too_big"


def test_smtputf8_where_it_is_needed_and_offered() -> None:
    with Relay() as relay:
        told(relay, [("1", "", "lê@so.example", b"Message-ID: <1>\r\n\r\n")])
    assert any(line.startswith("MAIL FROM:<>") and "SMTPUTF8" in line for line in relay.lines)


@ways
def test_items_are_drawn_no_further_than_the_window(way: str) -> None:
    drawn = []

    def source() -> Iterator[Item]:
        for item in items(40):
            drawn.append(item)
            yield item

    with Relay(WAYS[way]) as relay:
        outcomes = send(config(relay.port), source())
        for done, _ in enumerate(outcomes, start=1):
            assert len(drawn) - done <= 4


@ways
def test_a_caller_who_stops_early_leaves_nothing_open(way: str) -> None:
    before = threading.active_count()
    with Relay(WAYS[way]) as relay:
        outcomes = send(config(relay.port), items(40))
        assert next(outcomes).status is SENT
        outcomes.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
