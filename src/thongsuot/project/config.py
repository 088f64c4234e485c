"""What an installation is told: the environment first, then one file, `thongsuot.toml`.

Every setting stands once in `Config`, with its default. `THONGSUOT_SITE_URL` in the environment
and `site_url` in the file are the same setting. Anything unknown, missing or malformed stops the
program with a sentence that says which setting, where it was read, and what to write instead.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from thongsuot.channels.rewriting.config import RewritingConfig
from thongsuot.lib.refused import Refused

PREFIX = "THONGSUOT_"


class Misconfigured(Exception):
    """The settings cannot be used; the message is for the person who keeps the installation."""


@dataclass(frozen=True)
class Config:
    """Settings of one installation. Paths are absolute; durations say their unit."""

    home: Path = field(default_factory=lambda: Path("var"))
    mode: str = "live"  # live | demo | test
    site_url: str = "http://localhost:8000"
    listen: str = "127.0.0.1"  # the address that `up` binds; a proxy with TLS stands before it
    database_url: str = ""  # empty: SQLite in the home folder
    work_engine: str = "dbos"  # dbos | direct (tests)
    worker_name: str = "worker"
    language: str = "vi"
    idle_minutes: int = 15
    log_level: str = "INFO"
    email_host: str = "localhost"
    email_port: int = 25
    email_security: str = "none"  # none | starttls | tls
    email_username: str = ""
    email_password: str = field(default="", repr=False)
    email_from: str = "mang-luoi@localhost"
    email_from_name: str = "Thông Suốt"
    email_bounces: str = ""  # where mail sent back goes: name@domain or @domain; see docs/mail.md
    email_replies: str = ""  # where answers to our mails go, likewise
    mail_door: str = ""  # host:port, or a socket's path, where a mail server hands both in (LMTP)
    imap_host: str = ""  # or the mailbox that takes them
    imap_port: int = 993
    imap_security: str = "tls"  # none | starttls | tls
    imap_username: str = ""
    imap_password: str = field(default="", repr=False)
    imap_folder: str = "INBOX"
    remind_after_minutes: int = 60
    undo_seconds: int = (
        30  # how long a dispatch that is not urgent may be taken back; 0: not at all
    )
    stale_minutes: int = 120  # a dispatch found so long after its hour waits for a person
    channels: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    """Other channels, each a table of its own: `[channels.sms_http]`. See docs/channels.md."""
    peers_private: int = 0  # 1: other installations may be on private networks, over plain HTTP
    peers_fetch_only: int = 0  # 1: nobody can call this installation; it fetches by itself
    upload_megabytes: int = 25
    verified_months: int = 12  # how long a check of an address counts
    ice_servers: str = ""  # STUN and TURN for video calls across networks: see docs/video-calls.md
    tone_marks: str = ""  # the house's way: old (hòa) | new (hoà); empty: no preference
    rewrite_url: str = ""  # an OpenAI-compatible endpoint of your own, https://…/v1; empty: off
    rewrite_model: str = ""  # the model it is asked for
    rewrite_key: str = field(default="", repr=False)
    rewrite_seconds: int = 30
    demo_clock_shift: int = 0  # seconds; a demonstration's story begins yesterday

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    @property
    def host(self) -> str:
        return urlsplit(self.site_url).hostname or ""

    @property
    def secure(self) -> bool:
        return self.site_url.startswith("https://")

    @property
    def port(self) -> int:
        return urlsplit(self.site_url).port or (443 if self.secure else 80)


CHOICES = {
    "mode": {"live", "demo", "test"},
    "work_engine": {"dbos", "direct"},
    "language": {"vi", "en"},
    "tone_marks": {"", "old", "new"},
    "email_security": {"none", "starttls", "tls"},
    "imap_security": {"none", "starttls", "tls"},
}
TAKING = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,14})?@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
DOOR = re.compile(r"/.+|[^/]+:\d{1,5}")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def read(environ: Mapping[str, str] | None = None) -> Config:
    """The installation's settings, checked. Raises `Misconfigured`."""
    environ = os.environ if environ is None else environ
    home = Path(environ.get(PREFIX + "HOME", "var")).expanduser().resolve()
    file = home / "thongsuot.toml"
    told = {**_from_file(file), **_from_environment(environ), "home": home}
    config = Config(**{name: _typed(name, value) for name, value in told.items()})
    _check(config)
    return config


def _from_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{file}: không đọc được (not readable as TOML): {error}") from error
    for name in told:
        _known(name, str(file))
    return told


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    told = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and not name.startswith(PREFIX + "TEST_")
    }
    for name in told:
        _known(name, "môi trường (environment)")
    return told


def _known(name: str, where: str) -> None:
    if name not in {f.name for f in fields(Config)}:
        raise Misconfigured(f"{where}: không có thiết lập nào tên «{name}» (unknown setting).")


def _typed(name: str, value: Any) -> Any:
    kind = next(f.type for f in fields(Config) if f.name == name)
    if name == "channels":
        return _tables(value)
    if kind is int:
        try:
            return int(value)
        except ValueError as error:
            raise Misconfigured(f"{name}: cần một số nguyên (a whole number): {value!r}") from error
    return value


def _tables(value: Any) -> dict[str, dict[str, Any]]:
    """From the file as TOML tables, from the environment as JSON."""
    try:
        told = json.loads(value) if isinstance(value, str) else value
        sound = isinstance(told, dict) and all(isinstance(table, dict) for table in told.values())
    except ValueError:
        sound = False
    if not sound:
        raise Misconfigured("channels: cần bảng cho từng kênh (a table for each channel).")
    return dict(told)


def _check(config: Config) -> None:
    for name, allowed in CHOICES.items():
        if getattr(config, name) not in allowed:
            raise Misconfigured(f"{name}: chọn một trong (choose one of) {sorted(allowed)}")
    url = urlsplit(config.site_url)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path not in {"", "/"}:
        raise Misconfigured(
            f"site_url: cần dạng https://ten-mien (an origin without a path): {config.site_url!r}"
        )
    if config.demo and (url.hostname not in LOOPBACK or config.listen not in LOOPBACK):
        raise Misconfigured(
            "mode=demo chỉ chạy trên máy này, tại localhost (demo mode is for loopback only)."
        )
    if config.demo_clock_shift and not config.demo:
        raise Misconfigured("demo_clock_shift chỉ dành cho mode=demo (for demonstrations only).")
    if config.verified_months < 1:
        raise Misconfigured("verified_months: cần ít nhất 1 tháng (one month at the least).")
    ice_servers(config)
    rewriting(config)
    _check_taking(config)
    if config.work_engine == "direct" and config.mode != "test":
        raise Misconfigured("work_engine=direct chỉ dành cho kiểm thử (for tests only).")


def _check_taking(config: Config) -> None:
    """Behind the name goes a token of 48 characters; a local part has 64 (RFC 5321, 4.5.3.1)."""
    for name in ("email_bounces", "email_replies"):
        told = getattr(config, name)
        if told and not TAKING.fullmatch(told):
            raise Misconfigured(
                f"{name}: cần dạng ten@ten-mien (tên không quá 15 ký tự) hoặc @ten-mien "
                f"(name@domain, or @domain): {told!r}"
            )
    doors = config.mail_door or config.imap_host
    if doors and not (config.email_bounces or config.email_replies):
        raise Misconfigured(
            "mail_door, imap_host: cần email_bounces hoặc email_replies "
            "(mail that comes in needs an address to come to)."
        )
    if config.mail_door and not DOOR.fullmatch(config.mail_door):
        raise Misconfigured("mail_door: cần máy:cổng hoặc đường dẫn (host:port, or a path).")
    if config.imap_host and not (config.imap_username and config.imap_password):
        raise Misconfigured("imap_host: cần imap_username, imap_password (both are needed).")
    if config.imap_security == "none" and config.imap_host not in {"", *LOOPBACK}:
        raise Misconfigured("imap_security=none chỉ dùng trên máy này (on this machine only).")


def ice_servers(config: Config) -> list[dict[str, Any]]:
    """The STUN and TURN servers, as browsers take them (RTCIceServer); `secret` instead of a
    password is coturn's shared one. Raises `Misconfigured`."""
    try:
        servers = json.loads(config.ice_servers or "[]")
        sound = all(map(_is_ice_server, servers)) and isinstance(servers, list)
    except (ValueError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise Misconfigured(
            "ice_servers: cần một danh sách JSON (a JSON list), ví dụ (such as) "
            '[{"urls": "turn:turn.example.gov.vn:3478", "secret": "…"}]'
        )
    return list(servers)


def rewriting(config: Config) -> RewritingConfig | None:
    """Where plainer wordings are asked for; None unless an address is set, which is the default.
    Raises `Misconfigured`."""
    if not config.rewrite_url:
        return None
    try:
        return RewritingConfig(
            url=config.rewrite_url,
            model=config.rewrite_model,
            key=config.rewrite_key,
            timeout=config.rewrite_seconds,
        )
    except Refused as refused:
        which = {"rewriting.timeout": "rewrite_seconds"}
        name = which.get(refused.code, refused.code.replace("rewriting.", "rewrite_"))
        raise Misconfigured(
            f"{name}: không dùng được (unusable). Cần rewrite_url dạng https://ten-mien/v1, "
            "rewrite_model, rewrite_seconds từ 1 đến 120."
        ) from None


def _is_ice_server(server: dict[str, Any]) -> bool:
    urls = server["urls"] if isinstance(server.get("urls"), list) else [server.get("urls")]
    kinds = ("stun:", "stuns:", "turn:", "turns:")
    words = all(isinstance(value, str) for name, value in server.items() if name != "urls")
    known = set(server) <= {"urls", "username", "credential", "secret"}
    return known and words and bool(urls) and all(str(url).startswith(kinds) for url in urls)


def database(config: Config) -> dict[str, Any]:
    """Django's DATABASES["default"] for a URL, or for the embedded file."""
    if not config.database_url:
        return _sqlite(config.home / "thongsuot.sqlite3")
    url = urlsplit(config.database_url)
    if url.scheme == "sqlite":
        return _sqlite(Path(url.path))
    if url.scheme not in {"postgres", "postgresql"}:
        raise Misconfigured(f"database_url: cần sqlite:///… hoặc postgresql://… ({url.scheme!r})")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """WAL with IMMEDIATE: the only setting of four under which no writer failed (measured)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;",
        },
        "TEST": {"NAME": str(file) + ".test"},
    }


def secret(home: Path, name: str) -> str:
    """A secret of the installation, from its own file; `init` and `demo` make them."""
    file = home / "keys" / name
    if not file.exists():
        raise Misconfigured(
            f"Thiếu tệp khóa {file}. Hãy chạy «thongsuot init» (no key file: run `thongsuot init`)."
        )
    return file.read_text("ascii").strip()
