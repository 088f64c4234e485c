"""The command line as an administrator meets it, in processes of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = [sys.executable, "-m", "thongsuot.project.cli"]


def run(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("THONGSUOT_", "DJANGO_"))}
    return subprocess.run(
        [*RUN, *arguments],
        env={**clean, "THONGSUOT_HOME": str(home)},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cai-dat") / "home"
    done = run(
        home,
        *("init", "--name", "Mạng lưới thử", "--coordinator", "Nguyễn Thị Thử"),
        *("--email", "thu@vidu.example", "--password", "một-mật-khẩu-đủ-dài"),
    )
    assert done.returncode == 0, done.stderr
    return home


def test_without_init_the_way_is_shown(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert done.returncode == 2
    assert "thongsuot init" in done.stderr
    assert "Traceback" not in done.stderr


def test_init_makes_keys_only_the_owner_reads(home: Path) -> None:
    keys = {file.name: file.stat().st_mode & 0o777 for file in (home / "keys").iterdir()}
    assert keys == {"django.key": 0o600, "links.key": 0o600, "seal.key": 0o600}
    assert 'email_from_name = "Mạng lưới thử"' in (home / "thongsuot.toml").read_text("utf-8")


def test_init_twice_is_refused_and_loses_nothing(home: Path) -> None:
    before = {file: file.read_bytes() for file in (home / "keys").iterdir()}
    done = run(
        home,
        *("init", "--name", "Khác", "--coordinator", "Ai Đó"),
        *("--email", "ai@vidu.example", "--password", "một-mật-khẩu-đủ-dài"),
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert {file: file.read_bytes() for file in (home / "keys").iterdir()} == before


def test_doctor_names_what_is_wrong_and_the_remedy(home: Path) -> None:
    done = run(home, "doctor")
    assert done.returncode == 1
    assert "Thư điện tử" in done.stdout  # no mail server listens on port 25 here
    assert "→" in done.stdout
    assert "Mạng lưới: Mạng lưới thử, 1 cán bộ điều phối" in done.stdout


def test_journal_is_verified(home: Path) -> None:
    done = run(home, "journal", "verify", "--json")
    assert done.returncode == 0, done.stderr
    assert '"ok": true' in done.stdout


def test_a_weak_password_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = run(
        tmp_path / "home",
        *("init", "--name", "X", "--coordinator", "A", "--email", "a@vidu.example"),
        *("--password", "123"),
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_stops_with_its_name(home: Path) -> None:
    done = subprocess.run(
        [*RUN, "doctor"],
        env={**os.environ, "THONGSUOT_HOME": str(home), "THONGSUOT_SITE_ULR": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "site_ulr" in done.stderr


def test_demo_never_removes_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "giữ.txt").write_text("quan trọng")
    done = run(tmp_path, "demo", "--no-serve")
    assert done.returncode == 2
    assert (tmp_path / "giữ.txt").read_text() == "quan trọng"
