"""Looking into the mailbox that takes what comes back, where one is set."""

import logging

from thongsuot.channels.email import imap, incoming
from thongsuot.circulation.actions import hearing
from thongsuot.circulation.queries.replies import mailbox
from thongsuot.work.registry import every

log = logging.getLogger(__name__)


@every(seconds=60, name="circulation.listen")
def listen() -> None:
    """Hear what came into the mailbox since. One that cannot be reached is asked a minute later."""
    config = mailbox()
    if config is None:
        return
    try:
        imap.listen(config, _concerns, _hear)
    except imap.Unreachable as error:
        log.warning("mailbox not read: %s", error)


def _concerns(head: bytes) -> bool:
    return hearing.concerns(incoming.addressed(head))


def _hear(octets: bytes) -> None:
    hearing.hear(octets, incoming.addressed(octets))
