"""Signs in to a press system and puts a file there: whole under a passing name, then renamed."""

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePosixPath

import asyncssh

from thongsuot.channels import drops
from thongsuot.channels.addresses import Address, Target, Unreached, connected, public
from thongsuot.channels.sftp.config import Place, SftpConfig, place_of
from thongsuot.channels.terms import Message, Outcome, Status
from thongsuot.lib.refused import Refused

VIA = "sftp"
_PRIVATE = "private_address"


def our_key(config: SftpConfig) -> asyncssh.SSHKey:
    """The key we sign in with; made at first use, readable by us alone."""
    if not config.key.exists():
        made = asyncssh.generate_private_key("ssh-ed25519", comment="thongsuot")
        config.key.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            octets = made.export_private_key()
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(config.key, flags, 0o600), "wb") as file:
                file.write(octets)
            made.write_public_key(str(config.key) + ".pub")
    return asyncssh.read_private_key(config.key)


def put(config: SftpConfig, key: asyncssh.SSHKey, message: Message) -> Outcome:
    """One file. The same name again replaces what is there: an ambiguous outcome harms nobody."""
    try:
        place = place_of(message.address)
        name = drops.file_name(message)
        trusted = asyncssh.import_public_key(str(message.details.get("host_key", "")))
    except (Refused, asyncssh.KeyImportError):
        return Outcome(message.id, Status.PERMANENT, "unusable_address", via=VIA)
    try:
        asyncio.run(
            asyncio.wait_for(_put(config, key, trusted, place, name, message), config.timeout)
        )
    except Unreached as failed:
        lasting = Status.PERMANENT if failed.code == _PRIVATE else Status.TEMPORARY
        return Outcome(message.id, lasting, failed.code, via=VIA)
    except (asyncssh.Error, OSError, TimeoutError) as error:
        status, code = _judged(error)
        return Outcome(message.id, status, code, via=VIA)
    return Outcome(message.id, Status.SENT, via=VIA)


async def _put(
    config: SftpConfig,
    key: asyncssh.SSHKey,
    trusted: asyncssh.SSHKey,
    place: Place,
    name: str,
    message: Message,
) -> None:
    deadline = time.monotonic() + config.timeout
    target = Target("http", place.host, place.port, "/")  # a plain connection: SSH does the rest
    forbids = None if config.allow_private else _inside
    sock = await asyncio.to_thread(connected, target, deadline, forbids)
    try:
        connection = await asyncssh.connect(
            host=place.host,
            port=place.port,
            sock=sock,
            username=place.user,
            client_keys=[key],
            known_hosts=([trusted], [], []),
            config=None,
            agent_path=None,
            preferred_auth="publickey",
        )
    except BaseException:
        sock.close()
        raise
    async with connection, connection.start_sftp_client() as sftp:
        folder = PurePosixPath(place.folder)
        passing = str(folder / drops.passing_name(message))
        async with sftp.open(passing, "wb") as file:
            await file.write(message.body)
        try:
            await sftp.posix_rename(passing, str(folder / name))
        except asyncssh.SFTPOpUnsupported:
            with suppress(asyncssh.SFTPNoSuchFile):
                await sftp.remove(str(folder / name))
            await sftp.rename(passing, str(folder / name))


def _inside(addresses: Sequence[Address]) -> str:
    return "" if all(map(public, addresses)) else _PRIVATE


def _judged(error: BaseException) -> tuple[Status, str]:
    """What a failure means. Another host key is a matter for a person, so it is not tried again."""
    match error:
        case asyncssh.HostKeyNotVerifiable():
            return Status.PERMANENT, "other_host_key"
        case asyncssh.PermissionDenied():
            return Status.TEMPORARY, "not_let_in"
        case asyncssh.SFTPNoSuchFile():
            return Status.PERMANENT, "no_folder"
        case asyncssh.SFTPPermissionDenied():
            return Status.TEMPORARY, "not_writable"
        case asyncssh.SFTPError():
            return Status.TEMPORARY, "not_written"
        case TimeoutError():
            return Status.AMBIGUOUS, "timeout"
        case _:
            return Status.AMBIGUOUS, "connection_lost"
