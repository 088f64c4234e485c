"""A thousand mails through a real Postfix, over each of its doors, to a sink behind it."""

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.channels import postfix
from tests.channels.test_email_letter import VALUES, letter
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.sink import Sink
from thongsuot.channels.email.smtp import Item, health, send
from thongsuot.channels.terms import Status

DOORS = {
    "chunking": "silent-discard",
    "data": "silent-discard,chunking",
    "lock_step": "silent-discard,chunking,pipelining",
}
SHARES = {"chunking": 600, "data": 300, "lock_step": 100}
REFUSED = "tu-choi@so.example"


def mails(door: str, count: int) -> list[Item]:
    """Every twentieth is to someone whom the relay refuses: past its limit of errors, so that it
    hangs up in the middle as well."""
    composed = letter("Thông báo về tiếp nhận hồ sơ", "Xin chào.\n.\n" + "Nội dung dài. " * 300)
    made = []
    for n in range(count):
        id, address = f"{door}.{n}", f"p{n}@so.example" if n % 20 else REFUSED
        own = VALUES | {"to_address": address, "message_id": f"<{id}@bo.example>"}
        made.append((id, "tra-ve@bo.example", address, composed.for_recipient(own)))
    return made


@pytest.mark.skipif(bool(postfix.absent()), reason=postfix.absent())
def test_a_real_postfix_takes_a_thousand(tmp_path: Path) -> None:
    taken: list[str] = []
    with (
        Sink(tmp_path / "sink") as sink,
        postfix.running(tmp_path, behind=sink.port, without=DOORS, refused=REFUSED) as ports,
    ):
        for door, count in SHARES.items():
            config = EmailConfig(
                host="127.0.0.1", port=ports[door], security="none", from_address="b@bo.example"
            )
            assert health(config).ok
            given = mails(door, count)
            told = {outcome.id: outcome for outcome in send(config, given)}
            assert sorted(told) == sorted(item[0] for item in given)
            for id, _, address, _ in given:
                wanted = Status.PERMANENT if address == REFUSED else Status.SENT
                assert told[id].status is wanted, (id, told[id])
            taken += [id for id, outcome in told.items() if outcome.status is Status.SENT]
        arrived = _arrived(sink, len(taken))
    assert Counter(arrived) == Counter(f"<{id}@bo.example>" for id in taken)
    assert len(taken) == sum(count - count // 20 for count in SHARES.values())


def _arrived(sink: Sink, count: int) -> list[str]:
    until = time.monotonic() + 60
    while len(found := sink.folder.deliveries()) < count and time.monotonic() < until:
        time.sleep(0.1)
    return [delivery.message_id for delivery in found]
