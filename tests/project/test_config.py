"""Settings are read once, from the environment and one file, and fail loudly."""

import json
from pathlib import Path

import pytest

from thongsuot.project.config import Misconfigured, database, ice_servers, read, rewriting


def told(home: Path, **environment: str) -> dict[str, str]:
    return {"THONGSUOT_HOME": str(home), **{f"THONGSUOT_{k}": v for k, v in environment.items()}}


def test_defaults_need_nothing(tmp_path: Path) -> None:
    config = read(told(tmp_path))
    assert (config.mode, config.site_url, config.demo) == ("live", "http://localhost:8000", False)
    assert database(config)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "thongsuot.toml").write_text('site_url = "https://a.example"\nidle_minutes = 9\n')
    config = read(told(tmp_path, SITE_URL="https://b.example"))
    assert (config.site_url, config.idle_minutes, config.secure) == ("https://b.example", 9, True)


@pytest.mark.parametrize(
    ("environment", "file", "words"),
    [
        ({"SITE_ULR": "x"}, "", "site_ulr"),
        ({}, 'site_ulr = "x"', "site_ulr"),
        ({}, "site_url = ", "không đọc được"),
        ({"EMAIL_PORT": "nhiều"}, "", "email_port"),
        ({"EMAIL_SECURITY": "ssl"}, "", "email_security"),
        ({"SITE_URL": "truyenthong.example"}, "", "site_url"),
        ({"SITE_URL": "https://a.example/con"}, "", "site_url"),
        ({"MODE": "demo", "SITE_URL": "https://a.example"}, "", "localhost"),
        ({"MODE": "demo", "LISTEN": "0.0.0.0"}, "", "localhost"),
        ({"WORK_ENGINE": "direct"}, "", "work_engine"),
        ({"VERIFIED_MONTHS": "0"}, "", "verified_months"),
        ({"REWRITE_URL": "http://a.example/v1"}, "", "rewrite_model"),
        ({"REWRITE_URL": "a.example", "REWRITE_MODEL": "m"}, "", "rewrite_url"),
        (
            {"REWRITE_URL": "https://a.example", "REWRITE_MODEL": "m", "REWRITE_SECONDS": "0"},
            "",
            "rewrite_seconds: không",
        ),
        ({"ICE_SERVERS": "stun:a.example"}, "", "ice_servers"),
        ({"ICE_SERVERS": '["stun:a.example"]'}, "", "ice_servers"),
        ({"ICE_SERVERS": '[{"urls": "https://a.example"}]'}, "", "ice_servers"),
        ({"ICE_SERVERS": '[{"urls": "turn:a.example", "pass": "x"}]'}, "", "ice_servers"),
    ],
)
def test_what_cannot_work_says_which_setting(
    tmp_path: Path, environment: dict[str, str], file: str, words: str
) -> None:
    if file:
        (tmp_path / "thongsuot.toml").write_text(file)
    with pytest.raises(Misconfigured, match=words):
        read(told(tmp_path, **environment))


def test_servers_for_video_calls(tmp_path: Path) -> None:
    servers = [{"urls": ["stun:a.example", "turns:a.example"], "secret": "x"}]
    assert ice_servers(read(told(tmp_path, ICE_SERVERS=json.dumps(servers)))) == servers
    assert ice_servers(read(told(tmp_path))) == []


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", "thongsuot.sqlite3"),
        ("sqlite:////tmp/a.db", "sqlite3", "a.db"),
        ("postgresql://u:p%40ss@db:5433/mang-luoi", "postgresql", "mang-luoi"),
    ],
)
def test_databases(tmp_path: Path, url: str, engine: str, name: str) -> None:
    found = database(read(told(tmp_path, DATABASE_URL=url)))
    assert found["ENGINE"].endswith(engine)
    assert str(found["NAME"]).endswith(name)
    if engine == "postgresql":
        assert (found["PASSWORD"], found["PORT"]) == ("p@ss", "5433")


def test_an_unknown_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="mysql"):
        database(read(told(tmp_path, DATABASE_URL="mysql://a/b")))


def test_the_password_is_not_shown(tmp_path: Path) -> None:
    assert "bí-mật" not in repr(read(told(tmp_path, EMAIL_PASSWORD="bí-mật")))


def test_nothing_is_sent_to_be_rewritten_unless_an_address_is_set(tmp_path: Path) -> None:
    assert rewriting(read(told(tmp_path, REWRITE_MODEL="m", REWRITE_KEY="k"))) is None
    found = rewriting(read(told(tmp_path, REWRITE_URL="https://a.example/v1", REWRITE_MODEL="m")))
    assert found and (found.target.host, found.timeout) == ("a.example", 30)
