"""Hands lines to whichever gateway is told."""

from collections.abc import Iterable, Iterator

from thongsuot.channels.sms import http, smpp
from thongsuot.channels.sms.config import HttpGateway, SmsConfig
from thongsuot.channels.terms import Health, Message, Outcome


def send(config: SmsConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    """PERMANENT is said of a number alone. What is wrong with us (a password, the balance, a name
    that is not registered) is TEMPORARY: it is mended, and no address suffers for it."""
    if isinstance(config, HttpGateway):
        return http.send(config, messages)
    return smpp.send(config, messages)


def health(config: SmsConfig) -> Health:
    return http.health(config) if isinstance(config, HttpGateway) else smpp.health(config)
