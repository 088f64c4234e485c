"""Our own client, without a ledger."""

from collections.abc import Iterator
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from thongsuot.channels.email import smtp
from thongsuot.channels.email.config import EmailConfig
from thongsuot.channels.email.dkim import Key
from thongsuot.channels.terms import Status
from thongsuot.project.bench.circulation import material


def send(port: int, count: int) -> int:
    """Splice and send; how many were taken."""
    return _sent(_config(port), count)


def signed(port: int, count: int) -> int:
    """The same under two DKIM signatures, Ed25519 and RSA of 2048 bits."""
    domain = material.SENDER.partition("@")[2]
    keys = (
        Key(domain, "ed", Ed25519PrivateKey.generate()),
        Key(domain, "rsa", generate_private_key(65537, 2048)),
    )
    return _sent(replace(_config(port), dkim=keys), count)


def _config(port: int) -> EmailConfig:
    return EmailConfig(host="127.0.0.1", port=port, security="none", from_address=material.SENDER)


def _sent(config: EmailConfig, count: int) -> int:
    taken = 0
    for outcome in smtp.send(config, _items(count)):
        taken += outcome.status is Status.SENT
    return taken


def _items(count: int) -> Iterator[smtp.Item]:
    letter = material.letter()
    for id, name, address in material.people(count):
        message = letter.for_recipient(material.values(id, name, address))
        yield id, material.SENDER, address, message
