"""What goes over the wire between two installations: codes, cards, events, signed requests.

Every body is signed by Standard Webhooks v1a with the installation's own Ed25519 key, and names
whom it is for: what one peer was told cannot be shown to another as if it were theirs.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from thongsuot.channels.webhook import signing
from thongsuot.lib import seal
from thongsuot.lib.refused import Refused
from thongsuot.peers import rules
from thongsuot.peers.terms import Body, Card, EventKind

SCHEMA = 1
PREFIX = "thongsuot:"
EVENTS = "/api/v1/peers/events"
INTRODUCTIONS = "/api/v1/peers/introductions"
FILES = "/api/v1/peers/files"
SENDER = "thongsuot-installation"  # the header that names who asks

Headers = Mapping[str, str]


LAST = 2**63 - 1  # the largest number that a database keeps


@dataclass(frozen=True)
class Code:
    """What one installation makes and another enters: where it is, which of its invitations, the
    digest of its key, and a secret that never crosses the network."""

    url: str
    installation: UUID
    invitation: UUID
    pin: str
    secret: str


@dataclass(frozen=True)
class Event:
    """One event as it came, its signature proved."""

    sender: UUID
    to: UUID
    number: int
    kind: EventKind
    at: datetime
    content: Body


# Codes and cards ------------------------------------------------------------------------------


def write_code(code: Code) -> str:
    """One line to be copied, with a check so that a slip of the mouse is seen."""
    told = [code.url, str(code.installation), str(code.invitation), code.pin, code.secret]
    content = json.dumps(told, separators=(",", ":")).encode()
    return PREFIX + base64.urlsafe_b64encode(_check(content) + content).decode().rstrip("=")


def read_code(text: str) -> Code:
    """The code out of what a person pasted. Raises Refused `peers.code`."""
    given = "".join(text.split()).removeprefix(PREFIX)
    try:
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        if raw[:4] != _check(raw[4:]):
            raise ValueError
        url, installation, invitation, pin, secret = json.loads(raw[4:])
        return Code(rules.check_url(url), UUID(installation), UUID(invitation), pin, secret)
    except (ValueError, TypeError, AttributeError, binascii.Error, Refused):
        raise Refused("peers.code") from None


def pin(public: bytes) -> str:
    """What a code and two people on the telephone say of a key: its whole SHA-256."""
    return seal.digest(public)


def fingerprint(public: bytes) -> str:
    """The same in ten groups of four digits and letters, to be read out."""
    told = pin(public)[:40]
    return " ".join(told[at : at + 4] for at in range(0, 40, 4))


def introduction(card: Card, code: Code) -> bytes:
    """How we present ourselves: the tag binds our key to the code's secret, so that nobody on the
    way can put theirs in its place."""
    told = _card(card) | {
        "to": str(code.installation),
        "invitation": str(code.invitation),
        "tag": _tag(code.secret, card.public),
    }
    return seal.canonical(told)


def read_introduction(body: bytes) -> tuple[Card, UUID, UUID, str]:
    """(card, to whom, which invitation, tag). Raises Refused `peers.unreadable`."""
    told = _read(body)
    try:
        return read_card(told), UUID(told["to"]), UUID(told["invitation"]), str(told["tag"])
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refused("peers.unreadable") from None


def knows_secret(secret: str, card: Card, tag: str) -> bool:
    """Whether who presents that card was given the code, in constant time."""
    return hmac.compare_digest(_tag(secret, card.public).encode(), tag.encode())


def answer(card: Card) -> bytes:
    """How the one who made the code presents itself back."""
    return seal.canonical(_card(card))


def read_card(told: Body) -> Card:
    """Raises Refused `peers.unreadable`."""
    try:
        public = bytes.fromhex(told["public_key"])
        if len(public) != 32:
            raise ValueError
        url, name = rules.check_url(told["url"]), rules.check_name(told["name"])
        return Card(UUID(told["installation"]), name, url, public)
    except (KeyError, ValueError, TypeError, AttributeError, Refused):
        raise Refused("peers.unreadable") from None


def read_answer(body: bytes) -> Card:
    return read_card(_read(body))


# Events ---------------------------------------------------------------------------------------


def event(
    *, sender: UUID, to: UUID, number: int, kind: EventKind, at: datetime, content: Body
) -> bytes:
    """The bytes of one event."""
    return seal.canonical(
        {
            "schema": SCHEMA,
            "from": str(sender),
            "to": str(to),
            "number": number,
            "kind": kind.value,
            "at": at.isoformat(),
            "content": content,
        }
    )


def event_id(sender: UUID, to: UUID, number: int) -> str:
    """The same for every attempt: `webhook-id`."""
    return f"{sender}:{to}:{number}"


def read_event(body: bytes) -> Event:
    """Its shape judged; its signature is judged by `verified`. Raises Refused
    `peers.unreadable`, `peers.newer` for what a later release of the product says."""
    told = _read(body)
    try:
        if told["schema"] != SCHEMA or told["kind"] not in set(EventKind):
            raise Refused("peers.newer")
        number, content = told["number"], told["content"]
        if not isinstance(number, int) or not isinstance(content, dict):
            raise ValueError
        if not 1 <= number <= LAST:
            raise ValueError
        at = instant(told["at"])
        kind = EventKind(told["kind"])
        return Event(UUID(told["from"]), UUID(told["to"]), number, kind, at, content)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refused("peers.unreadable") from None


def instant(told: Any) -> datetime:
    """An aware instant; ValueError for anything else."""
    at = datetime.fromisoformat(told)
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at


# Signed -----------------------------------------------------------------------------------------


def signed(
    key: Ed25519PrivateKey, sender: UUID, id: str, body: bytes, at: datetime
) -> dict[str, str]:
    """The headers of a message of ours."""
    return {SENDER: str(sender), **signing.headers(signing.signing_key(key), id, body, at)}


def verified(public: bytes, headers: Headers, body: bytes, now: datetime) -> str:
    """The id of a message signed by that key. Raises Refused `webhook.*`."""
    return signing.verify(signing.checking_key(public), headers, body, now)


def asked(path: str, to: UUID) -> bytes:
    """What is signed of a request without a body: where it goes and who is asked."""
    return f"GET {path} {to}".encode()


def sender_of(headers: Headers) -> UUID:
    """Who says to be asking. Raises Refused `peers.unknown`."""
    given = next((value for name, value in headers.items() if name.lower() == SENDER), "")
    try:
        return UUID(given)
    except ValueError:
        raise Refused("peers.unknown") from None


def _card(card: Card) -> Body:
    return {
        "schema": SCHEMA,
        "installation": str(card.installation),
        "name": card.name,
        "url": card.url,
        "public_key": card.public.hex(),
    }


def _read(body: bytes) -> Body:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refused("peers.unreadable")
    return told


def _tag(secret: str, public: bytes) -> str:
    return hmac.new(secret.encode(), b"thongsuot:introduction\0" + public, "sha256").hexdigest()


def _check(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:4]
