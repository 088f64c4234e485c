"""Reading what a gateway brings to our door. Nothing is written here."""

from collections.abc import Mapping

from thongsuot.channels.known import CHANNELS
from thongsuot.channels.terms import Receipt
from thongsuot.circulation import outgoing
from thongsuot.lib.refused import Refused


def receipts_in(channel: str, headers: Mapping[str, str], body: bytes) -> list[Receipt]:
    """The receipts in it, once it has proved to be of that channel's gateway. `headers` in small
    letters. Raises Refused: `receipts.none_expected`, `receipts.secret`, `receipts.unreadable`."""
    known = CHANNELS.get(channel)
    config = outgoing.config(channel) if known and known.heard else None
    if known is None or known.heard is None or config is None:
        raise Refused("receipts.none_expected")
    return known.heard(config, headers, body)
