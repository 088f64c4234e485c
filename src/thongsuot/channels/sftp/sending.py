"""Files for other people's folders, endpoints side by side."""

import os
from collections.abc import Iterable, Iterator

from thongsuot.channels.abreast import abreast
from thongsuot.channels.sftp.config import SftpConfig
from thongsuot.channels.terms import Health, Message, Outcome, Status

NO_KEY = "no_key"


def send(config: SftpConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    """SENT means that the file lies whole in the reader's own folder."""
    from thongsuot.channels.sftp import client  # the library takes a quarter second to load

    try:
        key = client.our_key(config)
    except (OSError, ValueError):
        return (Outcome(message.id, Status.TEMPORARY, NO_KEY) for message in messages)
    return abreast(
        messages,
        lambda message: client.put(config, key, message),
        lambda message: message.address.rpartition("/")[0],
    )


def health(config: SftpConfig) -> Health:
    """Whether there is a key to sign in with; nobody is called."""
    if config.key.exists() and not os.access(config.key, os.R_OK):
        return Health(False, NO_KEY)
    return Health(True)
