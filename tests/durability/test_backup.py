"""A copy brings everything back, and sends nothing before a person says so; then once."""

import random
import re
import shutil
import time
from pathlib import Path

import pytest

from tests.durability.conftest import Installation, address, new_database, wait_until

pytestmark = pytest.mark.slow

DEPARTMENTS = 'circulate(unit_roles=("department",), mandates=("leader", "officer"))'
STATE = "SELECT state FROM circulation_dispatch"


@pytest.fixture
def backup(installation: Installation, tmp_path: Path) -> Path:
    """Made in the middle of things: a dispatch is made and not yet planned, a file is kept."""
    if installation.database and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump and pg_restore")
    installation.do(
        f"""
        from thongsuot.files import vault
        from django.db import transaction
        {DEPARTMENTS}
        vault.keep("tệp đính kèm".encode())
        """
    )
    (installation.home / "thongsuot.toml").write_text("idle_minutes = 7\n")
    (installation.home / "files" / ".half-written").write_bytes(b"not yet anything")
    file = tmp_path / "backups" / "one.tar.gz"
    assert str(file) in installation.command("backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    return file


def kept(home: Path) -> dict[str, bytes]:
    paths = [home / "thongsuot.toml", *(home / "keys").rglob("*"), *(home / "files").rglob("*")]
    found = (path for path in paths if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(home)): path.read_bytes() for path in found}


@pytest.fixture
def copy(installation: Installation, tmp_path: Path):
    """An empty home, with a database of its own on PostgreSQL, and the same mail server."""
    home, sink = tmp_path / "elsewhere" / "home", installation.sink.path
    if not installation.database:
        yield from _closing(Installation(home, "", sink))
        return
    with new_database() as name:
        yield from _closing(Installation(home, address(name), sink))


def _closing(found: Installation):
    yield found
    found.close()


def test_a_copy_brings_everything_back_and_sends_once_a_person_says_so(
    installation: Installation, backup: Path, copy: Installation
) -> None:
    copy.serve_mail()
    assert "GIỮ LẠI" in copy.command("restore", str(backup))
    assert kept(copy.home) == kept(installation.home)
    assert len(kept(copy.home)) >= 5
    acts = "SELECT act, facts FROM journal_entry WHERE act NOT LIKE 'sending.%' ORDER BY id"
    assert copy.rows(acts) == installation.rows(acts)
    copy.command("journal", "verify")

    with copy.working():
        wait_until(lambda: copy.rows(STATE) == [("sending",)])
        held = "SELECT count(*) FROM {}workflow_status WHERE status = 'DELAYED'"
        schema = "dbos." if copy.database else ""
        wait_until(lambda: copy.number(held.format(schema)) >= 2)
        time.sleep(3)
        assert copy.sink.deliveries() == []
        assert "Đã cho gửi trở lại" in copy.command("resume-sending", "--yes")
        wait_until(lambda: copy.rows(STATE) == [("done",)])
    addresses = [mail.recipient for mail in copy.mails()]
    assert len(addresses) == len(set(addresses)) == 200
    assert "không bị giữ" in copy.command("resume-sending")
    assert copy.rows("SELECT act FROM journal_entry WHERE act LIKE 'sending.%' ORDER BY id") == [
        ("sending.held",),
        ("sending.resumed",),
    ]


def test_a_copy_never_takes_the_place_of_anything(
    installation: Installation, backup: Path, copy: Installation
) -> None:
    copy.home.mkdir(parents=True)
    (copy.home / "mine").write_text("kept")
    assert "phải trống" in copy.command("restore", str(backup), code=2)
    (copy.home / "mine").unlink()
    # A backup made from here may name this very database in its settings.
    used = installation.database or f"sqlite://{installation.home / 'thongsuot.sqlite3'}"
    copy.database = used
    people = installation.number("SELECT count(*) FROM network_person")
    assert "đã có dữ liệu" in copy.command("restore", str(backup), code=2)
    assert list(copy.home.iterdir()) == []
    assert installation.number("SELECT count(*) FROM network_person") == people
    assert installation.number("SELECT count(*) FROM work_hold") == 0


def test_a_changed_backup_is_found_out(sqlite_installation: Installation, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz"
    sqlite_installation.command("backup", str(good))
    assert re.search(
        r"nguyên vẹn: \d+ tệp", sqlite_installation.command("restore", "--verify", str(good))
    )
    octets = good.read_bytes()
    chance = random.Random(7)
    places = [chance.randrange(20, len(octets)) for _ in range(3)] + [len(octets) - 6]
    for place in places:
        flipped = bytearray(octets)
        flipped[place] ^= 1 << chance.randrange(8)
        bad.write_bytes(flipped)
        assert str(bad) in sqlite_installation.command("restore", "--verify", str(bad), code=2)
    bad.write_bytes(octets[: len(octets) // 2])
    assert str(bad) in sqlite_installation.command("restore", "--verify", str(bad), code=2)
