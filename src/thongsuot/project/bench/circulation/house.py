"""Our own client, without a ledger."""

from collections.abc import Iterator

from thongsuot.channels.email import smtp
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.terms import Status
from thongsuot.project.bench.circulation import material


def send(port: int, count: int) -> int:
    """Splice and send; how many were taken."""
    config = EmailConfig(host="127.0.0.1", port=port, security="none", from_address=material.SENDER)
    taken = 0
    for outcome in smtp.send(config, _items(count)):
        taken += outcome.status is Status.SENT
    return taken


def _items(count: int) -> Iterator[smtp.Item]:
    letter = material.letter()
    for id, name, address in material.people(count):
        message = letter.for_recipient(material.values(id, name, address))
        yield id, material.SENDER, address, message
