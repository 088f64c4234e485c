"""A few words and a link to somebody who follows the house's official account on Zalo.

Zalo lets an account write only to those who wrote or acted within 48 hours, and eight times then;
to others the message is refused, and the person's next way is used.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thongsuot.channels.abreast import abreast
from thongsuot.channels.terms import (
    ADDRESS_REFUSED,
    Carries,
    Channel,
    Health,
    Message,
    Outcome,
)
from thongsuot.channels.zalo import asking, events
from thongsuot.channels.zalo.config import App, address_of, app
from thongsuot.lib.refused import Refused

URL = "https://openapi.zalo.me/v3.0/oa/message/cs"
LONGEST = 2000  # letters in a message
_VIA = "zalo_oa"
_USER = re.compile(r"[0-9]{5,30}")
_LASTING = {
    -201: ADDRESS_REFUSED,  # no such user
    -213: "not_following",
    -217: "blocked_us",
    -227: ADDRESS_REFUSED,  # the user's account is closed
    -230: "no_recent_contact",
    -232: "no_recent_contact",
    -233: "not_let_by_reader",
    -244: "not_let_by_reader",
}


@dataclass(frozen=True, slots=True)
class ZaloOaConfig:
    app: App
    url: str


def configured(told: Mapping[str, Any]) -> ZaloOaConfig | None:
    """From `[channels.zalo_oa]`: app_id, secret_key, refresh_token."""
    found = app(told)
    if found is None:
        return None
    return ZaloOaConfig(found, address_of(told, "url", URL, found.allow_private))


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The number by which Zalo knows a follower of this account."""
    found = written.strip()
    if not _USER.fullmatch(found):
        raise Refused("zalo.user", written=found)
    return found, {}


def send(config: ZaloOaConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    return abreast(messages, lambda message: _send(config, message), lambda message: _VIA)


def health(config: ZaloOaConfig) -> Health:
    return asking.health(config.app)


def _send(config: ZaloOaConfig, message: Message) -> Outcome:
    text = message.body.decode()[:LONGEST]
    body = {"recipient": {"user_id": message.address}, "message": {"text": text}}
    return asking.ask(config.app, config.url, message.id, body, lasting=_LASTING, via=_VIA)


CHANNEL = Channel(
    name="zalo_oa",
    carries=Carries.LINE,
    configured=configured,
    send=send,
    health=health,
    address=address,
    heard=lambda config, headers, body: events.heard(config.app, headers, body),
)
