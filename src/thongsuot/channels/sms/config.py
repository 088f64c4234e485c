"""Which gateway short messages go through, and what a telephone must be to get one."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thongsuot.channels.addresses import Target, target_of
from thongsuot.channels.receipts import Wording as ReceiptWording
from thongsuot.channels.receipts import wording as receipt_wording
from thongsuot.lib import phones
from thongsuot.lib.refused import Refused

NO_MOBILE = "no_mobile"
"""A number that rings but shows no messages; nothing is said against it."""

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_HOLES = {"to", "text", "id", "from", "unicode", "parts"}
_NUMBERS = ("international", "plus", "national")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """`sender` is the registered name; `accents` allows UCS-2; `most_parts` bounds what one costs;
    `numbers` is how the gateway wants them: 84…, +84… or 0…."""

    sender: str = ""
    accents: bool = False
    most_parts: int = 3
    numbers: str = "international"

    def number(self, address: str) -> str:
        digits = address.removeprefix("+")
        if self.numbers == "plus":
            return f"+{digits}"
        return "0" + digits.removeprefix("84") if self.numbers == "national" else digits


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpGateway:
    """A POST for each message. `body` has holes {to} {text} {id} {from} {unicode} {parts};
    `ok_field` of the answer must be one of `ok`, and `id_field` names what receipts will call it.
    `refused` are the answers that concern the number alone; any other failure is tried again."""

    url: str
    wording: Wording
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: bool = False  # application/x-www-form-urlencoded instead of JSON
    ok_field: str = ""
    ok: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    id_field: str = ""
    timeout: float = 15.0
    allow_private: bool = False
    receipts: ReceiptWording | None = None

    @property
    def target(self) -> Target:
        return target_of(self.url)


@dataclass(frozen=True, kw_only=True, slots=True)
class SmppGateway:
    """A carrier's message centre, SMPP 3.4. `window` messages are on the way at once, `per_second`
    at the most are handed over (0: as fast as it takes them)."""

    host: str
    port: int
    system_id: str
    password: str = field(repr=False)
    wording: Wording
    system_type: str = ""
    tls: bool = True
    ca_file: str = ""
    window: int = 10
    per_second: float = 0.0
    timeout: float = 15.0


SmsConfig = HttpGateway | SmppGateway


def configured(told: Mapping[str, Any]) -> SmsConfig | None:
    """From `[channels.sms_http]` or `[channels.smpp]`, as `gateway` says; None without either."""
    if told.get("gateway") == "smpp":
        return _smpp(told)
    return _http(told) if told.get("gateway") == "sms_http" else None


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A number that can get a short message: a mobile one in Viet Nam, or any abroad."""
    try:
        number = phones.normalise(written)
    except Refused:
        raise Refused("sms.number", written=written.strip()) from None
    if not number.startswith("+") or (number.startswith("+84") and not phones.is_mobile(number)):
        raise Refused("sms.number", written=written.strip())
    return number, {}


def _http(told: Mapping[str, Any]) -> HttpGateway:
    body = {str(name): str(value) for name, value in dict(told.get("body") or {}).items()}
    body = body or {"to": "{to}", "text": "{text}", "id": "{id}", "from": "{from}"}
    for value in body.values():
        _check_holes(value)
    gateway = HttpGateway(
        url=str(told.get("url", "")),
        wording=_wording(told),
        headers={str(k): str(v) for k, v in dict(told.get("headers") or {}).items()},
        body=body,
        form=bool(told.get("form", False)),
        ok_field=str(told.get("ok_field", "")),
        ok=_words(told.get("ok")),
        refused=_words(told.get("refused")),
        id_field=str(told.get("id_field", "")),
        timeout=_seconds(told),
        allow_private=bool(told.get("allow_private", False)),
        receipts=receipt_wording(dict(told.get("receipts") or {})),
    )
    try:
        target = gateway.target
    except ValueError:
        raise Refused("sms.url") from None
    if target.scheme != "https" and not gateway.allow_private:
        raise Refused("sms.url")
    return gateway


def _smpp(told: Mapping[str, Any]) -> SmppGateway:
    """The password crosses no network in clear unless a line of one's own is owned up to."""
    host, tls = str(told.get("host", "")), bool(told.get("tls", True))
    if not tls and host not in _LOOPBACK and not told.get("own_line"):
        raise Refused("sms.password_in_clear", host=host)
    port = told.get("port", 3550 if tls else 2775)
    window = told.get("window", 10)
    if not host or not isinstance(port, int) or not 0 < port < 65536:
        raise Refused("sms.host", host=f"{host}:{port}")
    if not isinstance(window, int) or not 1 <= window <= 1000:
        raise Refused("sms.window")
    return SmppGateway(
        host=host,
        port=port,
        system_id=str(told.get("system_id", "")),
        password=str(told.get("password", "")),
        wording=_wording(told),
        system_type=str(told.get("system_type", "")),
        tls=tls,
        ca_file=str(told.get("ca_file", "")),
        window=window,
        per_second=float(told.get("per_second", 0)),
        timeout=_seconds(told),
    )


def _wording(told: Mapping[str, Any]) -> Wording:
    found = Wording(
        sender=str(told.get("from", "")),
        accents=bool(told.get("accents", False)),
        most_parts=int(told.get("most_parts", 3)),
        numbers=str(told.get("numbers", _NUMBERS[0])),
    )
    if found.numbers not in _NUMBERS:
        raise Refused("sms.numbers", written=found.numbers, known=", ".join(_NUMBERS))
    if len(found.sender) > 20 or not found.sender.isascii():
        raise Refused("sms.sender", written=found.sender)
    if not 1 <= found.most_parts <= 10:
        raise Refused("sms.most_parts")
    return found


def _check_holes(value: str) -> None:
    try:
        holes = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
    except ValueError:
        holes = {value}
    if not holes <= _HOLES:
        raise Refused("sms.hole", written=value, known=" ".join(f"{{{x}}}" for x in sorted(_HOLES)))


def _words(told: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in (told if isinstance(told, list) else [told] if told else []))


def _seconds(told: Mapping[str, Any]) -> float:
    seconds = float(told.get("timeout", 15))
    if not 0 < seconds <= 60:
        raise Refused("sms.timeout")
    return seconds
