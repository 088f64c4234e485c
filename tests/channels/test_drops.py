"""Files for press systems: a folder on this machine, and a real SFTP server on loopback."""

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.channels import drops, folder, sftp
from thongsuot.channels.sftp.client import our_key
from thongsuot.channels.terms import Message, Outcome, Status
from thongsuot.lib.refused import Refused

NAME = "33333333-3333-4333-8333-333333333333.json"


def message(id: str = "d-1", address: str = "toa-soan/vao", **more: Any) -> Message:
    return Message(**{"id": id, "address": address, "body": b'{"a":1}', "name": NAME, **more})


# A folder ----------------------------------------------------------------------------------------


def test_a_file_lies_whole_under_its_name(tmp_path: Path) -> None:
    config = folder.configured({"home": str(tmp_path)})
    assert config is not None and folder.CHANNEL.health(config).ok
    killed = message("d-2", body=b'{"pubstatus":"canceled"}', kind="withdrawal")
    outcomes = list(folder.CHANNEL.send(config, [message(), message(), killed]))
    assert [o.status for o in outcomes] == [Status.SENT] * 3
    (file,) = (tmp_path / "drops/toa-soan/vao").iterdir()
    assert (file.name, file.read_bytes()) == (NAME, b'{"pubstatus":"canceled"}')


def test_nothing_is_written_outside_the_root(tmp_path: Path) -> None:
    outside = tmp_path / "ngoai"
    outside.mkdir()
    root = tmp_path / "drops"
    root.mkdir()
    (root / "lien-ket").symlink_to(outside)
    config = folder.configured({"root": str(root)})
    assert config is not None
    wrong = [message(f"d-{n}", each) for n, each in enumerate(["../ngoai", "lien-ket", "/etc"])]
    outcomes = list(folder.CHANNEL.send(config, [*wrong, message("d-9", name="../x")]))
    assert [(o.status, o.code) for o in outcomes] == [
        (Status.PERMANENT, "drops_folder"),
        (Status.PERMANENT, "drops_folder"),
        (Status.SENT, ""),  # «/etc» is «etc» under the root
        (Status.PERMANENT, "drops_name"),
    ]
    assert not list(outside.iterdir())


def test_a_folder_that_cannot_be_written_to_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "toa-soan").write_text("no folder")
    config = folder.configured({"root": str(tmp_path)})
    assert config is not None
    (outcome,) = folder.CHANNEL.send(config, [message()])
    assert (outcome.status, outcome.code) == (Status.TEMPORARY, "not_written")


@given(st.text(max_size=30))
def test_a_folder_is_never_a_way_up(written: str) -> None:
    try:
        found = drops.folder(written)
    except Refused:
        return
    assert found.isascii() and not found.startswith("/") and ".." not in found.split("/")
    assert drops.folder(found) == found


def test_a_format_is_one_of_three() -> None:
    assert folder.CHANNEL.address(" bao/vao/ ", {}) == ("bao/vao", {"format": "ninjs"})
    assert folder.CHANNEL.address("bao", {"format": "nitf"}) == ("bao", {"format": "nitf"})
    with pytest.raises(Refused):
        folder.CHANNEL.address("bao", {"format": "pdf"})
    with pytest.raises(Refused):
        folder.configured({"root": "khong/day/du"})


# SFTP --------------------------------------------------------------------------------------------


@contextmanager
def server(root: Path, trusted: asyncssh.SSHKey) -> Iterator[tuple[int, str]]:
    """A real SFTP server on loopback that lets one key in: its port and its host key."""
    host = asyncssh.generate_private_key("ssh-ed25519")
    keys = asyncssh.import_authorized_keys(trusted.export_public_key().decode())
    loop, found, ready = asyncio.new_event_loop(), list[int](), threading.Event()

    async def listen() -> None:
        acceptor = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[host],
            authorized_client_keys=keys,
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=os.fsencode(root)),
            allow_scp=False,
        )
        found.append(acceptor.sockets[0].getsockname()[1])
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(listen())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0], host.export_public_key().decode().strip()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)


def sent(config: Any, port: int, host_key: str, to: str = "vao", **more: Any) -> Outcome:
    where, details = sftp.CHANNEL.address(
        f"sftp://bao@127.0.0.1:{port}/{to}", {"host_key": host_key}
    )
    (outcome,) = sftp.CHANNEL.send(config, [message(address=where, details=details, **more)])
    return outcome


def test_a_press_system_gets_whole_files_and_the_kill(tmp_path: Path) -> None:
    config = sftp.configured({"home": str(tmp_path), "allow_private": True, "timeout": 10})
    assert config is not None
    key = our_key(config)
    assert config.key.stat().st_mode & 0o077 == 0
    assert (tmp_path / "sftp-key.pub").read_text().startswith("ssh-ed25519 ")
    root = tmp_path / "chung"
    (root / "vao").mkdir(parents=True)
    with server(root, key) as (port, host_key):
        first = sent(config, port, host_key)
        kill = sent(config, port, host_key, body=b"killed", kind="withdrawal")
        assert first == kill == Outcome("d-1", Status.SENT, via="sftp")
        assert [(f.name, f.read_bytes()) for f in (root / "vao").iterdir()] == [(NAME, b"killed")]
        nowhere = sent(config, port, host_key, to="khong-co")
        assert (nowhere.status, nowhere.code) == (Status.PERMANENT, "no_folder")
        another = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
        forged = sent(config, port, another)
        assert (forged.status, forged.code) == (Status.PERMANENT, "other_host_key")
        strict = sftp.configured({"home": str(tmp_path)})
        assert sent(strict, port, host_key).code == "private_address"
        stranger = sftp.configured({"home": str(tmp_path / "khac"), "allow_private": True})
        assert sent(stranger, port, host_key).code == "not_let_in"
    gone = sent(config, 1, host_key)
    assert (gone.status, gone.code) == (Status.TEMPORARY, "unreachable")


HOST_KEY = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()


@pytest.mark.parametrize(
    "written",
    [
        "sftp://bao:mat-khau@may-chu.example/vao",
        "sftp://may-chu.example/vao",
        "ftp://bao@may-chu.example/vao",
        "sftp://bao@may-chu.example/../etc",
        "sftp://bao@may-chu.example/vao?x=1",
        "sftp://bao@may-chu.example:99999/vao",
        "sftp://-oProxyCommand=x@may-chu.example/vao",
        "bao@may-chu.example",
    ],
)
def test_addresses_that_cannot_be_used_are_refused(written: str) -> None:
    with pytest.raises(Refused):
        sftp.CHANNEL.address(written, {"host_key": HOST_KEY})


@pytest.mark.parametrize("host_key", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-dss AAAAB3Nz"])
def test_the_other_side_must_be_known(host_key: str) -> None:
    with pytest.raises(Refused):
        sftp.CHANNEL.address("sftp://bao@may-chu.example/vao", {"host_key": host_key})


def test_an_address_is_kept_in_one_form() -> None:
    details = {"host_key": f" {HOST_KEY.strip()} ghi chu", "format": "nitf"}
    address, kept = sftp.CHANNEL.address("sftp://bao@MAY-CHU.example:22/vao/", details)
    assert address == "sftp://bao@may-chu.example/vao"
    assert kept == {"format": "nitf", "host_key": " ".join(HOST_KEY.split()[:2])}
    assert sftp.CHANNEL.address(address, kept) == (address, kept)
