"""The torture relay and the ledger tell the same of every message, whatever the relay does."""

import random
from collections import Counter

import pytest

from tests.channels.relay import WAYS, Relay
from tests.channels.test_email_torture import FAULTS, VERBS
from tests.circulation.test_sending import books, many, sent_over  # noqa: F401 (a fixture)
from tests.releases.conftest import World
from thongsuot.channels.email import session, smtp
from thongsuot.channels.email.sink import Sink
from thongsuot.circulation.models import Delivery


@pytest.mark.parametrize("way", WAYS)
def test_the_ledger_agrees_message_by_message(
    world: World,
    many: int,  # noqa: F811 - the fixture
    sink: Sink,
    settings: object,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smtp, "PAUSE", 0.0)
    monkeypatch.setattr(session, "GOODBYE", 0.2)
    chance = random.Random(way)
    answers = {
        (chance.choice(VERBS), chance.randint(1, 3 * many)): chance.choice(FAULTS)
        for _ in range(60)
    }
    with Relay(WAYS[way], answers) as relay:
        dispatch = sent_over(world, relay, settings)
    books(dispatch)
    kept = Counter(identity.partition("@")[0] for identity in relay.kept)
    for row in Delivery.objects.filter(dispatch=dispatch):
        taken = kept.pop(str(row.pk), 0)
        assert taken <= 1 + row.resent, "more often than the ledger knows"
        if row.state == "sent":
            assert taken, "the ledger says sent and the relay has nothing"
        else:
            assert row.state == "failed"
            assert not taken or row.resent, "the ledger says failed and the relay has it"
    assert not kept, "kept and in no ledger"
