"""Hands lines to whichever gateway is told."""

from collections.abc import Iterable, Iterator, Mapping

from thongsuot.channels import receipts
from thongsuot.channels.sms import http, smpp
from thongsuot.channels.sms.config import HttpGateway, SmsConfig
from thongsuot.channels.terms import Health, Message, Outcome, Receipt
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused


def send(config: SmsConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    """PERMANENT is said of a number alone. What is wrong with us (a password, the balance, a name
    that is not registered) is TEMPORARY: it is mended, and no address suffers for it."""
    if isinstance(config, HttpGateway):
        return http.send(config, messages)
    return smpp.send(config, messages)


def heard(config: SmsConfig, headers: Mapping[str, str], body: bytes) -> list[Receipt]:
    """What an HTTP gateway brings; a message centre is asked (`fetched`)."""
    if isinstance(config, HttpGateway) and config.receipts:
        return receipts.read(config.receipts, headers, body, clock.now())
    raise Refused("receipts.none_expected")


def fetched(config: SmsConfig) -> Iterator[Receipt]:
    """What a message centre has kept for us; an HTTP gateway brings its own."""
    return iter(()) if isinstance(config, HttpGateway) else smpp.receipts(config, longest=20.0)


def health(config: SmsConfig) -> Health:
    return http.health(config) if isinstance(config, HttpGateway) else smpp.health(config)
