"""Backup and restore: one archive with the database, the files, the keys and the settings.

Every file in it stands with its SHA-256 in `contents.json`, which is checked before anything is
restored. SQLite is copied by its own online backup, so the site may run meanwhile; PostgreSQL by
pg_dump and pg_restore, which must be installed where this runs.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from thongsuot.lib import clock
from thongsuot.project.config import Config, Misconfigured, database, read

CONTENTS = "contents.json"
KEPT = ("keys", "files")
SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    files: int


def backup_name(home: Path) -> Path:
    """Where `upgrade` puts its backup."""
    return home / "backups" / f"{clock.now():%Y%m%dT%H%M%SZ}.tar.gz"


def backup(file: Path, progress: Callable[[int], object] = lambda part: None) -> Made:
    """Write the archive beside its final name, then move it there: never half a backup."""
    from django.conf import settings

    config: Config = settings.CONFIG
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        dump = _dump(config, Path(folder))
        members = [(dump.name, dump), *_kept(config.home)]
        partial = Path(folder) / "partial"
        _pack(partial, members, progress)
        partial.chmod(0o600)
        partial.replace(file)
    return Made(len(members))


def _kept(home: Path) -> list[tuple[str, Path]]:
    toml = home / "thongsuot.toml"
    kept = [(toml.name, toml)] if toml.exists() else []
    for folder in KEPT:
        # What begins with a dot is still being written, and not yet anything's name.
        paths = (path for path in (home / folder).rglob("*") if not path.name.startswith("."))
        found = sorted(path for path in paths if path.is_file())
        kept += [(str(path.relative_to(home)), path) for path in found]
    return kept


def _pack(target: Path, members: list[tuple[str, Path]], progress: Callable[[int], object]) -> None:
    digests: dict[str, str] = {}
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for place, (name, path) in enumerate(members, 1):
            digests[name] = _digest(path)
            archive.add(path, name)
            progress(100 * place // len(members) - 100 * (place - 1) // len(members))
        _add(archive, CONTENTS, json.dumps({"version": 1, "sha256": digests}).encode())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dump(config: Config, folder: Path) -> Path:
    settings = database(config)
    if settings["ENGINE"].endswith("sqlite3"):
        target = folder / SQLITE
        source, copy = sqlite3.connect(settings["NAME"]), sqlite3.connect(target)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
        return target
    target = folder / POSTGRESQL
    _postgresql("pg_dump", settings, ["--format=custom", f"--file={target}"])
    return target


def _postgresql(program: str, settings: dict[str, Any], options: list[str]) -> None:
    found = shutil.which(program)
    if found is None:
        raise Misconfigured(f"Cần cài {program} trên máy này (install PostgreSQL's client tools).")
    where = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: settings[key] for name, key in where.items() if settings[key]}
    command = [found, f"--dbname={settings['NAME']}", *options]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise Misconfigured(f"{program}: {done.stderr.decode(errors='replace').strip()}")


def verify(file: Path) -> int:
    """How many files the archive holds, each proven by its SHA-256. Raises Misconfigured."""
    with tempfile.TemporaryDirectory() as folder:
        return len(_unpack_into(file, Path(folder)))


def unpack(file: Path, config: Config) -> None:
    """Put files, keys and settings into an empty home, if the database to come is empty too.

    Raises Misconfigured before anything is changed: the settings in the archive may name the
    database of the installation that it was made from, which lives on.
    """
    if config.home.exists() and any(config.home.iterdir()):
        raise Misconfigured(f"{config.home}: thư mục phải trống (restore into an empty folder).")
    config.home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=config.home.parent) as folder:
        names = _unpack_into(file, Path(folder))
        _check_database(database(read({**os.environ, "THONGSUOT_HOME": folder})), names)
        config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in names:
            target = config.home / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.move(Path(folder) / name, target)


def _check_database(told: dict[str, Any], names: list[str]) -> None:
    embedded = told["ENGINE"].endswith("sqlite3")
    if (SQLITE if embedded else POSTGRESQL) not in names:
        raise Misconfigured("Bản sao lưu thuộc loại cơ sở dữ liệu khác (another kind of database).")
    if Path(told["NAME"]).exists() if embedded else _tables(told):
        raise Misconfigured(
            f"Cơ sở dữ liệu {told['NAME']} đã có dữ liệu. Hãy đặt THONGSUOT_DATABASE_URL tới một "
            "cơ sở dữ liệu trống (the database is in use: name an empty one)."
        )


def _tables(told: dict[str, Any]) -> int:
    import psycopg

    parts = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER"}
    where = {name: told[key] for name, key in parts.items() if told[key]}
    try:
        with psycopg.connect(**where, password=told["PASSWORD"] or None) as server:
            row = server.execute(
                "SELECT count(*) FROM pg_tables"
                " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            ).fetchone()
    except psycopg.OperationalError as error:
        raise Misconfigured(f"Không kết nối được PostgreSQL (cannot connect): {error}") from error
    return row[0] if row else 0


def _unpack_into(file: Path, folder: Path) -> list[str]:
    """The names of what stands in the archive's contents, unpacked and proven."""
    try:
        digests = _extract(file, folder)
        told: dict[str, str] = json.loads((folder / CONTENTS).read_bytes())["sha256"]
    except (tarfile.TarError, zlib.error, OSError, ValueError, EOFError, LookupError) as error:
        raise Misconfigured(f"{file}: không phải bản sao lưu dùng được ({error})") from error
    for name, digest in told.items():
        if digests.get(name) != digest:
            raise Misconfigured(f"{file}: «{name}» đã bị thay đổi (does not match its digest).")
    return list(told)


def _extract(file: Path, folder: Path) -> dict[str, str]:
    """Plain files under plain names only, readable by the owner; the SHA-256 of each.

    Python before 3.11.4 (Debian 12) has no filter for `extractall`, so it is done here.
    """
    digests = {}
    with gzip.open(file) as octets:
        with tarfile.open(fileobj=octets, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member)
                path = PurePosixPath(member.name)
                if content is None or path.is_absolute() or ".." in path.parts:
                    raise tarfile.TarError(member.name)
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with content, open(target, "xb", opener=_private) as out:
                    shutil.copyfileobj(content, out)
                digests[member.name] = _digest(target)
        while octets.read(1 << 20):  # to the end, where the checksum of the whole stands
            pass
    return digests


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def settle(file: Path) -> None:
    """Put the database in its place, bring it to this version, and hold all sending.

    If that fails the database is taken away again: what has no hold must not be left to run.
    """
    from django.conf import settings

    config: Config = settings.CONFIG
    told = database(config)
    if told["ENGINE"].endswith("sqlite3"):
        _settle_sqlite(config.home / SQLITE, Path(told["NAME"]), f"khôi phục từ {file.name}")
    else:
        dump = config.home / POSTGRESQL
        _postgresql("pg_restore", told, ["--no-owner", "--single-transaction", str(dump)])
        _make_ready(f"khôi phục từ {file.name}")
        dump.unlink()


def _settle_sqlite(source: Path, target: Path, reason: str) -> None:
    from django.db import connection

    source.rename(target)
    try:
        _make_ready(reason)
    except BaseException:
        connection.close()
        target.rename(source)
        raise


def _make_ready(reason: str) -> None:
    from thongsuot.journal import actions as journal
    from thongsuot.project import installing

    installing.prepare()
    _hold(reason)
    journal.catch_up()


def _hold(reason: str) -> None:
    from django.db import transaction

    from thongsuot.journal import actions as journal
    from thongsuot.work import actions as work

    with transaction.atomic():
        hold = work.hold_sending(reason)
        journal.record("sending.held", by=None, subject=("hold", hold.pk))


def resume() -> None:
    """A person at the machine says that sending may go on."""
    from django.db import transaction

    from thongsuot.journal import actions as journal
    from thongsuot.work import actions as work

    with transaction.atomic():
        hold = work.resume_sending(by=None)
        journal.record("sending.resumed", by=None, subject=("hold", hold.pk if hold else ""))
