"""Several relays: turns by weight, fail-over, sessions that stay open, and paces."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.channels.relay import WAYS, Relay
from tests.channels.test_email_smtp import config, items
from thongsuot.channels.email import pacing, relays, session, smtp
from thongsuot.channels.email.config import EmailConfig, with_settings
from thongsuot.channels.email.pacing import Pace
from thongsuot.channels.email.sink import Sink
from thongsuot.channels.terms import Outcome, Status
from thongsuot.lib.refused import Refused


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(smtp, "PAUSE", 0.0)
    monkeypatch.setattr(session, "GOODBYE", 0.2)
    monkeypatch.setattr(relays, "_house", relays._House())
    yield
    relays.leave_all()


def both(first: int, second: int, **more: Any) -> EmailConfig:
    return config(first, others=(config(second, **more),))


def by_relay(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(outcome.via.rpartition(":")[2] for outcome in outcomes)


def test_turns_follow_weights() -> None:
    with Relay() as light, Relay() as heavy:
        given = both(light.port, heavy.port, weight=3)
        for n in range(12):
            assert [o.status for o in smtp.send(given, items(2))] == [Status.SENT] * 2, n
        assert len(light.kept) == 6
        assert len(heavy.kept) == 18
        assert light.connections == 3  # interleaved: a b b b a b b b …


def test_who_listens_nowhere_is_left_for_the_next_and_rests() -> None:
    with Relay() as gone:
        pass
    with Relay() as good:
        given = both(gone.port, good.port)
        for _ in range(3):
            found = list(smtp.send(given, items(4)))
            assert by_relay(found) == {str(good.port): 4}
        assert relays._recall(given).failures == 1  # at rest, it was not tried again
        assert smtp.health(given).ok
        assert str(gone.port) in smtp.health(given).detail
    found = list(smtp.send(given, items(4)))
    assert {(o.status, o.code) for o in found} == {(Status.TEMPORARY, "unreachable")}
    assert not smtp.health(given).ok


@pytest.mark.parametrize("way", WAYS)
def test_a_relay_that_dies_hands_on_what_it_did_not_take(way: str) -> None:
    dead: dict[tuple[str, int], bytes | None] = {("GREETING", n): None for n in range(2, 99)}
    dying = dead | {("MAIL", 4): b"421 4.3.2 going\r\n"}
    with Relay(WAYS[way], dying) as first, Relay(WAYS[way]) as second:
        found = list(smtp.send(both(first.port, second.port), items(9)))
    assert {o.status for o in found} == {Status.SENT}
    assert sorted(first.kept + second.kept, key=int) == [item[0] for item in items(9)]
    assert first.kept and second.kept


def test_a_wrong_password_is_the_relays_trouble_and_not_the_messages() -> None:
    refusing: dict[tuple[str, int], bytes | None] = {("AUTH", 0): b"535 5.7.8 wrong\r\n"}
    offers = ("PIPELINING", "AUTH PLAIN")
    with Relay(offers, refusing) as first, Relay() as second:
        given = config(first.port, username="a", password="b", others=(config(second.port),))
        assert by_relay(list(smtp.send(given, items(3)))) == {str(second.port): 3}


@pytest.mark.parametrize("way", ["chunked", "pipelined", "lock-step"])
def test_a_session_stays_open_for_the_next_batch(way: str, tmp_path: Path) -> None:
    with Relay(WAYS[way]) as relay:
        given = config(relay.port, keep=5.0)
        for n in range(3):
            assert {o.status for o in smtp.send(given, items(3))} == {Status.SENT}, n
        assert relay.connections == 1
        assert "QUIT" not in relay.lines
        relays.leave_all()
    assert relay.lines[-1] == "QUIT"


def test_a_session_that_was_closed_meanwhile_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[tuple[str, int], bytes | None] = {("RSET", 4): None}
    with Relay(WAYS["chunked"], answers) as relay:
        given = config(relay.port, keep=5.0)
        assert {o.status for o in smtp.send(given, items(3))} == {Status.SENT}
        monkeypatch.setattr(relays, "FRESH", 0.0)  # asked whether it stands: the fourth RSET
        assert {o.status for o in smtp.send(given, items(3))} == {Status.SENT}
        assert relay.connections == 2
        relays.leave_all()


def test_a_session_nobody_needs_is_left(tmp_path: Path) -> None:
    with Relay() as relay:
        assert list(smtp.send(config(relay.port, keep=0.1), items(1)))
        ends = time.monotonic() + 5
        while "QUIT" not in relay.lines and time.monotonic() < ends:
            time.sleep(0.05)
    assert relay.lines[-1] == "QUIT"


def test_a_pace_lets_one_seconds_worth_go_and_then_one_by_one() -> None:
    pace = Pace(10)
    gone, now = [], 100.0
    while len(gone) < 30:
        rest = pace.rest(now)
        if rest:
            now += rest
        else:
            pace.count(now)
            gone.append(now)
    assert gone[9] == 100.0
    assert gone[10] == pytest.approx(100.1)
    assert gone[29] == pytest.approx(102.0)


@pytest.mark.parametrize("way", WAYS)
def test_one_domains_pace_keeps_nobody_else_waiting(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "_PACES", {})
    given = [
        (id, sender, address.replace("so", "cham") if int(id) % 2 else address, message)
        for id, sender, address, message in items(12)
    ]
    with Relay(WAYS[way]) as relay:
        limits = (("cham.example", 4.0),)
        found = [o.id for o in smtp.send(config(relay.port, domain_rates=limits), given)]
    assert sorted(found, key=int) == [str(n) for n in range(1, 13)]
    assert sorted(found[-2:]) == ["11", "9"]  # over four in the first second: they came last
    assert Counter(relay.kept) == Counter(found)


@pytest.mark.parametrize("way", WAYS)
def test_a_relays_pace(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "_PACES", {})
    with Relay(WAYS[way]) as relay:
        began = time.monotonic()
        found = list(smtp.send(config(relay.port, rate=20.0), items(24)))
    assert {o.status for o in found} == {Status.SENT}
    assert time.monotonic() - began >= 0.19


def test_the_settings_of_an_installation() -> None:
    first = EmailConfig(
        host="mot.example", port=587, from_address="a@bo.example", username="u", password="p"
    )
    table = {
        "keep": 20,
        "rate": 50,
        "domain_rates": {"gmail.com": 5},
        "relays": [{"host": "hai.example", "port": 25, "weight": 3}],
    }
    found = with_settings(first, table)
    (other,) = found.others
    assert (found.rate, found.keep, found.domain_rates) == (50, 20, (("gmail.com", 5),))
    assert (other.name, other.weight, other.rate, other.username) == ("hai.example:25", 3, 0.0, "")
    assert with_settings(first, {}) == first


@pytest.mark.parametrize(
    "table",
    [
        {"unknown": 1},
        {"rate": "fast"},
        {"rate": -1},
        {"keep": 9999},
        {"weight": 0},
        {"domain_rates": {"gmail.com": "slow"}},
        {"relays": ["hai.example"]},
        {"relays": [{"host": "hai.example"}]},
        {"relays": [{"host": "hai.example", "port": 25, "window": 2}]},
        {"relays": [{"host": "hai", "port": 25, "security": "none", "username": "u"}]},
        {"dkim": [{"domain": "bo.example", "selector": "s"}]},
    ],
)
def test_settings_that_cannot_work_are_refused(table: dict[str, Any]) -> None:
    first = EmailConfig(host="mot.example", port=587, from_address="a@bo.example")
    with pytest.raises(Refused, match=r"email\."):
        with_settings(first, table)


def test_several_relays_take_what_one_sink_after_another_can(tmp_path: Path) -> None:
    with Sink(tmp_path / "a") as one, Sink(tmp_path / "b") as two:
        given = both(one.port, two.port)
        for _ in range(4):
            list(smtp.send(given, items(2)))
        assert len(one.folder.deliveries()) == len(two.folder.deliveries()) == 4
