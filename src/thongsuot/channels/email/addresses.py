"""Mail addresses in the form that goes over the wire (RFC 5321 §4.1.2, RFC 6531)."""

import re
from functools import lru_cache

from thongsuot.lib.refused import Refused

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
LABEL = r"[A-Za-z0-9\u00a1-\U0010ffff]([A-Za-z0-9\u00a1-\U0010ffff-]*[A-Za-z0-9\u00a1-\U0010ffff])?"
ADDRESS = re.compile(rf"{ATOM}(\.{ATOM})*@{LABEL}(\.{LABEL})*")
_PLAIN = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
)
ROOM = 254  # octets of a whole address (RFC 5321 §4.5.3.1.3, less the angle brackets)
LOCAL_ROOM = 64


@lru_cache(maxsize=1024)  # a letter asks, and then its envelope
def mailbox(address: str) -> str:
    """The address with its domain in ASCII (IDNA); the part before @ stays as written.

    Quoted local parts and address literals are refused. Raises Refused ``email.address``
    (without the address: refusals are logged).
    """
    if _PLAIN.fullmatch(address) and len(address) <= ROOM and address.find("@") <= LOCAL_ROOM:
        return address
    if not ADDRESS.fullmatch(address) or not address.isprintable():
        raise Refused("email.address")
    if not address.isascii():
        address = _ascii_domain(address)
    local = address.partition("@")[0]
    if len(address.encode()) > ROOM or len(local.encode()) > LOCAL_ROOM:
        raise Refused("email.address")
    return address


def _ascii_domain(address: str) -> str:
    local, _, domain = address.partition("@")
    try:
        encoded = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise Refused("email.address") from None
    # IDNA folds look-alikes of dot and @ into the real ones: judge what it made.
    if not ADDRESS.fullmatch(encoded):
        raise Refused("email.address")
    return encoded
