"""The mail door's process: what a mail server hands in by LMTP is heard by circulation."""

import asyncio
import logging
import signal

from django.db import close_old_connections

from thongsuot.channels.email.lmtp import Door
from thongsuot.circulation.actions import hearing

log = logging.getLogger(__name__)


def door(place: str) -> Door:
    """The door at host:port or a socket's path, not open yet."""
    return Door(place, lambda address: hearing.concerns([address]), take)


def take(octets: bytes, address: str, no_sender: bool) -> None:
    """Hear a mail. Raises what went wrong: the mail server keeps it and tries again."""
    close_old_connections()
    try:
        hearing.hear(octets, [address], no_sender=no_sender)
    finally:
        close_old_connections()


def serve(place: str) -> None:
    """Until SIGINT or SIGTERM; a mail in hand is finished first."""
    asyncio.run(_serve(place))


async def _serve(place: str) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    mails = door(place)
    server = await mails.open()
    log.info("mail door open at %s", place)
    await ended.wait()
    server.close()
    mails.close()
