"""A Zalo notification to a telephone number, by a template that Zalo approved beforehand.

Each one costs; it reaches whoever has Zalo on that number, follower or not. `tracking_id` is the
delivery's id, so that Zalo's receipt names it.
"""

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thongsuot.channels.abreast import abreast
from thongsuot.channels.sms.config import NO_MOBILE
from thongsuot.channels.sms.config import address as mobile
from thongsuot.channels.terms import (
    ADDRESS_REFUSED,
    Carries,
    Channel,
    Health,
    Message,
    Outcome,
    Status,
)
from thongsuot.channels.zalo import asking, events
from thongsuot.channels.zalo.config import App, address_of, app
from thongsuot.lib.refused import Refused

URL = "https://business.openapi.zalo.me/message/template"
ASKED = ("hold", "withdraw", "read", "acknowledge", "answer")
HOLES = {"kind", "number", "unit", "title", "hour", "by", "link", "text"}
_VIA = "zns"
_LASTING = {
    -108: ADDRESS_REFUSED,  # no telephone number
    -110: "zalo_too_old",
    -114: "not_let_by_reader",
    -118: "no_zalo",
    -119: "not_let_by_reader",
    -131: "not_let_by_reader",
    -140: "not_let_by_reader",
    -141: "not_let_by_reader",
}


@dataclass(frozen=True, slots=True)
class ZnsConfig:
    """`templates` by what a reader is asked to do, "" for all others; `data` fills the template's
    fields and has holes {title} {link} …; `longest` letters of each, as Zalo cuts no text."""

    app: App
    url: str
    templates: Mapping[str, str]
    data: Mapping[str, str]
    longest: int = 100


def configured(told: Mapping[str, Any]) -> ZnsConfig | None:
    """From `[channels.zns]`: the app as for the official account, `template` or `templates`, and
    `data`."""
    found = app(told)
    if found is None:
        return None
    templates = {str(k): str(v) for k, v in dict(told.get("templates") or {}).items()}
    if told.get("template"):
        templates[""] = str(told["template"])
    if not templates or not set(templates) <= {"", *ASKED}:
        raise Refused("zalo.templates", known=", ".join(ASKED))
    data = {str(k): str(v) for k, v in dict(told.get("data") or {}).items()}
    for value in data.values():
        _check_holes(value)
    url = address_of(told, "url", URL, found.allow_private)
    return ZnsConfig(found, url, templates, data, int(told.get("longest", 100)))


def send(config: ZnsConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    return abreast(messages, lambda message: _send(config, message), lambda message: _VIA)


def health(config: ZnsConfig) -> Health:
    return asking.health(config.app)


def _send(config: ZnsConfig, message: Message) -> Outcome:
    try:
        number, _ = mobile(message.address, {})
    except Refused:
        return Outcome(message.id, Status.PERMANENT, NO_MOBILE)
    told = dict(message.details.get("told") or {})
    template = config.templates.get(str(told.get("asks", ""))) or config.templates.get("")
    if template is None:
        return Outcome(message.id, Status.PERMANENT, "no_template", via=_VIA)
    words = dict.fromkeys(HOLES, "") | {k: str(v) for k, v in told.items() if k in HOLES}
    words["text"] = words["text"] or message.body.decode()
    filled = {name: _filled(config, value, words) for name, value in config.data.items()}
    body = {
        "phone": number.lstrip("+"),
        "template_id": template,
        "template_data": filled,
        "tracking_id": message.id,
    }
    return asking.ask(config.app, config.url, message.id, body, lasting=_LASTING, via=_VIA)


def _filled(config: ZnsConfig, value: str, words: Mapping[str, str]) -> str:
    """A field must not be empty; a link that is cut leads nowhere."""
    found = value.format_map(words).strip() or "-"
    return found if "{link}" in value else found[: config.longest]


def _check_holes(value: str) -> None:
    try:
        holes = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
    except ValueError:
        holes = {value}
    if not holes <= HOLES:
        known = " ".join(f"{{{hole}}}" for hole in sorted(HOLES))
        raise Refused("zalo.hole", written=value, known=known)


CHANNEL = Channel(
    name="zns",
    carries=Carries.LINE,
    configured=configured,
    send=send,
    health=health,
    address=mobile,
    at="phone",
    urgent_only=True,
    heard=lambda config, headers, body: events.heard(config.app, headers, body),
)
