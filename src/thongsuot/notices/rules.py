"""What a notice may be: one address, one line of subject, something to say."""

import re

from thongsuot.channels.email.addresses import mailbox
from thongsuot.lib.refused import Refused
from thongsuot.lib.text import nfc

SUBJECT = 200  # characters

_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def checked_address(address: str) -> str:
    """The address as it goes over the wire. Raises `notices.address`."""
    try:
        return mailbox(address.strip(" "))
    except Refused as refused:
        raise Refused("notices.address") from refused


def checked_subject(subject: str) -> str:
    """One line; anything that could begin another header is refused. Raises `notices.subject`."""
    subject = nfc(subject).strip(" ")
    if not subject or len(subject) > SUBJECT or _BREAKING.search(subject):
        raise Refused("notices.subject", limit=SUBJECT)
    return subject


def checked_body(body: str) -> str:
    """Raises `notices.empty`. What no mail can carry is left out."""
    body = _UNSENDABLE.sub("", nfc(body))
    if not body.strip():
        raise Refused("notices.empty")
    return body
