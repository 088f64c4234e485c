"""Short messages by a carrier's message centre: SMPP 3.4, with a window of messages on the way.

Messages are handed over as a transmitter; receipts are fetched apart, as a receiver, so that each
one is acknowledged only after it has been written down (`receipts`).
"""

import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from smpplib import consts, exceptions, smpp
from smpplib.client import Client

from thongsuot.channels.sms.config import NO_MOBILE, SmppGateway, address
from thongsuot.channels.sms.spelling import Spelled, spelled
from thongsuot.channels.terms import (
    ADDRESS_REFUSED,
    Health,
    Message,
    Outcome,
    Receipt,
    Status,
)
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

VIA = "smpp"
_THROTTLED = {consts.SMPP_ESME_RTHROTTLED: 5.0, consts.SMPP_ESME_RMSGQFUL: 30.0}
_THE_NUMBER = {consts.SMPP_ESME_RINVDSTADR}
_LOST = (exceptions.ConnectionError, OSError)
_BROKEN = (exceptions.PDUError, ValueError, IndexError, KeyError, TypeError, AttributeError)
_FAILED = {"EXPIRED", "DELETED", "UNDELIV", "REJECTD"}
_STATES = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD"}
_FIELD = re.compile(r"\b(id|stat|err):(\S+)", re.ASCII | re.IGNORECASE)


@dataclass(slots=True)
class _OnTheWay:
    """A message whose parts have been handed over; `open` are those not answered yet."""

    message: Message
    open: set[int] = field(default_factory=set)
    worst: int = 0
    remote_id: str = ""


def send(config: SmppGateway, messages: Iterable[Message]) -> Iterator[Outcome]:
    """One outcome per message. What was handed over and is not answered when the line breaks is
    AMBIGUOUS; what was not is TEMPORARY, as is everything where the centre lets nobody in."""
    rest = iter(messages)
    first = next(rest, None)
    if first is None:
        return
    rest = chain([first], rest)
    session = _Session(config)
    try:
        with _bound(config, "transmitter") as client:
            yield from session.run(client, rest)
    except (*_LOST, *_BROKEN) as error:
        code = _why(error)
        yield from session.broken_off(code)
        for message in rest:
            yield Outcome(message.id, Status.TEMPORARY, code, via=VIA)


def receipts(
    config: SmppGateway, *, quiet: float = 2.0, longest: float = 50.0
) -> Iterator[Receipt]:
    """What the centre has to tell since last time, until it is silent for `quiet` seconds.

    A receipt is acknowledged when the next one is asked for: whoever stops in between gets it
    again. Raises `OSError` where the centre cannot be reached.
    """
    until = time.monotonic() + longest
    try:
        with _bound(config, "receiver") as client:
            client._socket.settimeout(quiet)
            while time.monotonic() < until:
                try:
                    pdu = client.read_pdu()
                except TimeoutError:
                    return
                yield from _heard(client, pdu)
    except (*_LOST, *_BROKEN) as error:
        raise OSError(_why(error)) from None


def health(config: SmppGateway) -> Health:
    """Whether the centre lets us in now."""
    try:
        with _bound(config, "transmitter"):
            return Health(True)
    except (*_LOST, *_BROKEN) as error:
        return Health(False, _why(error))


class _Session:
    """What is on the way over one connection."""

    def __init__(self, config: SmppGateway) -> None:
        self._config = config
        self._way: dict[int, _OnTheWay] = {}
        self._handing: _OnTheWay | None = None
        self._next = 0.0

    def run(self, client: Client, messages: Iterator[Message]) -> Iterator[Outcome]:
        for message in messages:
            try:
                yield from self._hand_over(client, message)
            except _LOST:
                yield from self._last_words(client)
                raise
            while len(self._messages()) >= self._config.window:
                yield from self._hear(client)
        while self._way:
            yield from self._hear(client)

    def broken_off(self, code: str) -> Iterator[Outcome]:
        """The outcomes of what has none yet: of one that never got as far as the wire as well."""
        begun = self._messages()
        if self._handing and not self._handing.open:
            yield Outcome(self._handing.message.id, Status.TEMPORARY, code, via=VIA)
        for each in begun:
            yield Outcome(each.message.id, Status.AMBIGUOUS, code, via=VIA)

    def _last_words(self, client: Client) -> Iterator[Outcome]:
        """What has been answered already on a line that takes nothing more."""
        client._socket.settimeout(0.1)
        try:
            while self._way:
                yield from self._hear(client)
        except (*_LOST, *_BROKEN):
            return

    def _messages(self) -> list[_OnTheWay]:
        return list({id(each): each for each in self._way.values()}.values())

    def _hand_over(self, client: Client, message: Message) -> Iterator[Outcome]:
        try:
            number, _ = address(message.address, {})
        except Refused:
            yield Outcome(message.id, Status.PERMANENT, NO_MOBILE)
            return
        wording = self._config.wording
        line = spelled(
            message.body.decode(), accents=wording.accents, most_parts=wording.most_parts
        )
        way = _OnTheWay(message)
        self._handing = way
        for place, part in enumerate(line.parts, start=1):
            self._pace()
            pdu = smpp.make_pdu(
                "submit_sm", client=client, **_fields(self._config, number, line, place, part, way)
            )
            self._way[pdu.sequence] = way
            way.open.add(pdu.sequence)
            client.send_pdu(pdu)
        self._handing = None

    def _pace(self) -> None:
        """No more in a second than the carrier agreed to."""
        if self._config.per_second:
            time.sleep(max(self._next - time.monotonic(), 0))
            self._next = max(self._next, time.monotonic()) + 1 / self._config.per_second

    def _hear(self, client: Client) -> Iterator[Outcome]:
        pdu = client.read_pdu()
        if pdu.command == "enquire_link":
            client._enquire_link_received(pdu)
        elif pdu.command == "unbind":
            raise exceptions.ConnectionError("unbind")
        way = self._way.pop(pdu.sequence, None) if pdu.command in _ANSWERS else None
        if way is None:
            return
        way.open.discard(pdu.sequence)
        way.worst = way.worst or int(pdu.status)
        way.remote_id = _text(getattr(pdu, "message_id", None)) or way.remote_id
        if not way.open:
            yield _outcome(way)


_ANSWERS = {"submit_sm_resp", "generic_nack"}


def _outcome(way: _OnTheWay) -> Outcome:
    if not way.worst:
        return Outcome(way.message.id, Status.SENT, via=VIA, remote_id=way.remote_id[:100])
    text = f"SMPP 0x{way.worst:08X}"
    if way.worst in _THE_NUMBER:
        return Outcome(way.message.id, Status.PERMANENT, ADDRESS_REFUSED, text, via=VIA)
    wait = _THROTTLED.get(way.worst)
    code = "too_many" if wait else "gateway"
    return Outcome(way.message.id, Status.TEMPORARY, code, text, wait, via=VIA)


def _fields(
    config: SmppGateway, number: str, line: Spelled, place: int, part: bytes, way: _OnTheWay
) -> dict[str, Any]:
    """Of one part. Only the last asks for a receipt: it stands for the whole message."""
    many, last = len(line.parts) > 1, place == len(line.parts)
    mark = zlib.crc32(way.message.id.encode()) & 0xFF  # the same when it is sent again
    head = bytes([5, 0, 3, mark, len(line.parts), place]) if many else b""
    name = config.wording.sender
    named = not name.lstrip("+").isdigit()
    return {
        "source_addr_ton": consts.SMPP_TON_ALNUM if named else consts.SMPP_TON_INTL,
        "source_addr_npi": consts.SMPP_NPI_UNK if named else consts.SMPP_NPI_ISDN,
        "source_addr": name.lstrip("+"),
        "dest_addr_ton": consts.SMPP_TON_INTL,
        "dest_addr_npi": consts.SMPP_NPI_ISDN,
        "destination_addr": number.lstrip("+"),
        "short_message": head + part,
        "data_coding": consts.SMPP_ENCODING_ISO10646 if line.unicode else 0,
        "esm_class": consts.SMPP_GSMFEAT_UDHI if many else 0,
        "registered_delivery": 1 if last else 0,
        "priority_flag": 1 if way.message.urgent else 0,
    }


def _heard(client: Client, pdu: Any) -> Iterator[Receipt]:
    if pdu.command == "enquire_link":
        client._enquire_link_received(pdu)
    elif pdu.command == "unbind":
        raise exceptions.ConnectionError("unbind")
    elif pdu.command == "deliver_sm":
        receipt = read_receipt(
            _text(pdu.short_message),
            remote_id=_text(getattr(pdu, "receipted_message_id", None)),
            state=getattr(pdu, "message_state", None),
            at=clock.now(),
        )
        if receipt is not None:
            yield receipt
        answer = smpp.make_pdu("deliver_sm_resp", client=client, status=consts.SMPP_ESME_ROK)
        answer.sequence = pdu.sequence
        client.send_pdu(answer)


def read_receipt(text: str, *, remote_id: str, state: int | None, at: datetime) -> Receipt | None:
    """A receipt in the usual wording (SMPP 3.4, appendix B) or in its own fields; None for what is
    on its way still, and for messages that people wrote."""
    told = {name.lower(): value for name, value in _FIELD.findall(text)}
    remote_id = remote_id or told.get("id", "")
    stat = _STATES.get(state or 0) or told.get("stat", "").upper()[:7]
    if not remote_id or stat not in _FAILED | {"DELIVRD"}:
        return None
    error = told.get("err", "")
    reason = f"{stat} {error if error.isalnum() else ''}".strip()
    return Receipt(stat == "DELIVRD", at, remote_id=remote_id, reason=reason)


@contextmanager
def _bound(config: SmppGateway, role: str) -> Iterator[Client]:
    """A session as «transmitter» or «receiver»; unbound and closed afterwards, come what may."""
    client = Client(config.host, config.port, timeout=config.timeout, allow_unknown_opt_params=True)
    client._socket = _connected(config)
    client.state = consts.SMPP_CLIENT_STATE_OPEN
    try:
        getattr(client, f"bind_{role}")(
            system_id=config.system_id, password=config.password, system_type=config.system_type
        )
        yield client
        client.unbind()
    finally:
        client._socket.close()
        client._socket = None


def _connected(config: SmppGateway) -> socket.socket:
    """By ourselves, since the library's own TLS checks no name."""
    made = socket.create_connection((config.host, config.port), timeout=config.timeout)
    if not config.tls:
        return made
    trust = ssl.create_default_context(cafile=config.ca_file or None)
    try:
        return trust.wrap_socket(made, server_hostname=config.host)
    except OSError:
        made.close()
        raise


def _why(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, exceptions.PDUError):
        return "not_let_in" if error.args and "bind" in str(error.args[0]) else "protocol"
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return "unreachable"
    return "connection_lost" if isinstance(error, _LOST) else "protocol"


def _text(found: Any) -> str:
    told = found.decode("ascii", "replace") if isinstance(found, bytes) else str(found or "")
    return told.strip("\x00 ")
