"""Fetching the receipts that a gateway keeps until it is asked."""

from thongsuot.channels.known import CHANNELS
from thongsuot.circulation import outgoing
from thongsuot.circulation.actions import receipt
from thongsuot.lib.refused import Refused
from thongsuot.work.registry import every


@every(seconds=60, name="circulation.fetch_receipts")
def fetch_receipts() -> int:
    """Ask every gateway that has to be asked. How many receipts were of messages of ours."""
    return sum(_fetch(name) for name, channel in CHANNELS.items() if channel.fetched)


def _fetch(name: str) -> int:
    """A receipt is written down before the gateway is told that we have it."""
    try:
        config = outgoing.config(name)
    except Refused:
        return 0
    fetched = CHANNELS[name].fetched
    if config is None or fetched is None:
        return 0
    ours = 0
    try:
        for told in fetched(config):
            ours += receipt(
                channel=name,
                at=told.at,
                arrived=told.arrived,
                remote_id=told.remote_id,
                reason=told.reason,
            )
    except OSError:  # the next round asks again; the channel's health says what is wrong
        return ours
    return ours
