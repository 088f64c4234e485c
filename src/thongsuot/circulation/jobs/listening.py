"""Looking into the mailbox that takes what comes back, where one is set."""

import logging

from django.conf import settings

from thongsuot.channels.email import imap, incoming
from thongsuot.circulation.actions import hearing
from thongsuot.work.registry import every

log = logging.getLogger(__name__)


def mailbox() -> imap.MailboxConfig | None:
    """The mailbox of the installation, or None."""
    told = settings.CONFIG
    if not told.imap_host:
        return None
    return imap.MailboxConfig(
        host=told.imap_host,
        port=told.imap_port,
        security=told.imap_security,
        username=told.imap_username,
        password=told.imap_password,
        folder=told.imap_folder,
    )


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
