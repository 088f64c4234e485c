"""Every command × every refusal and every way to hang up, over all three ways: what the client says
of each message is held against the relay's own list of what it kept."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.relay import WAYS, Last, Relay
from tests.channels.test_email_smtp import config, items
from thongsuot.channels.email import session, smtp
from thongsuot.channels.terms import Outcome, Status

COUNT, WINDOW = 7, 3
VERBS = ("MAIL", "RCPT", "DATA", "KEPT", "RSET")
REFUSALS = (
    b"421 4.3.2 closing\r\n",
    b"450 4.2.0 busy\r\n",
    b"451 4.3.0 local error\r\n",
    b"452-4.2.2 full\r\n452 4.2.2 really\r\n",
    b"454 4.7.0 throttled\r\n",
    b"500 5.5.1 what\r\n",
    b"503 5.5.1 sequence\r\n",
    b"530 5.7.0 sign in\r\n",
    b"550 5.1.1 unknown\r\n",
    b"552 5.2.2 full\r\n",
    b"554 5.7.1 no\r\n",
)
ODDITIES = (
    b"251 2.1.5 will forward\r\n",
    b"354 go\r\n",
    b"250-2.0.0\r\n250 2.0.0 ok\r\n",
    b"250\r\n",
)
HANG_UPS = (None, Last(b""), Last(b"2"), Last(b"250-2.0.0 half\r\n"), Last(b"250 2.0.0 Ok\r\n"))
FAULTS = (*REFUSALS, *ODDITIES, *HANG_UPS)
Answers = dict[tuple[str, int], bytes | None]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "PAUSE", 0.0)
    monkeypatch.setattr(session, "GOODBYE", 0.2)


def agreed(way: str, answers: Answers) -> dict[str, Outcome]:
    """Send through such a relay: one outcome each, and none that its own list denies."""
    with Relay(WAYS[way], answers) as relay:
        outcomes = list(smtp.send(config(relay.port, window=WINDOW), iter(items(COUNT))))
    by_id = {outcome.id: outcome for outcome in outcomes}
    assert sorted(by_id) == sorted(item[0] for item in items(COUNT))
    assert len(outcomes) == COUNT
    kept = Counter(relay.kept)
    for id, outcome in by_id.items():
        assert kept[id] <= 1, "twice"
        if outcome.status is Status.SENT:
            assert kept[id] == 1, "said sent and was not"
            assert outcome.via == f"127.0.0.1:{relay.port}"
        elif outcome.status is not Status.AMBIGUOUS:
            assert kept[id] == 0, "said refused and was kept"
    return by_id


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("verb", VERBS)
def test_every_answer_to_every_command(way: str, verb: str) -> None:
    for said in FAULTS:
        told = agreed(way, {(verb, 3): said})
        doubtful = [each for each in told.values() if each.status is Status.AMBIGUOUS]
        assert len(doubtful) <= (WINDOW if way == "chunked" else 1), said
        if said in REFUSALS:
            # One refusal is one message's, whatever was on the way behind it; 421 is nobody's.
            hit = [each for each in told.values() if each.status is not Status.SENT]
            assert len(hit) <= (WINDOW if verb == "RSET" else 1), (said, hit)
            assert not said.startswith(b"421") or not hit


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=60, deadline=None)
@given(
    answers=st.dictionaries(
        st.tuples(st.sampled_from(VERBS), st.integers(1, 12)), st.sampled_from(FAULTS), max_size=6
    )
)
def test_many_faults_at_once(way: str, answers: Answers) -> None:
    agreed(way, answers)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("after", [1, 2, 5])
def test_a_relay_that_closes_after_so_many(way: str, after: int) -> None:
    answers: Answers = {
        ("MAIL", n): b"421 4.7.0 enough\r\n" for n in range(after + 1, 90, after + 1)
    }
    assert {each.status for each in agreed(way, answers).values()} == {Status.SENT}
