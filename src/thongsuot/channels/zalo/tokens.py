"""The tokens of an app: an access token for about a day, and the refresh token that brings both
successors and is worth nothing afterwards. Losing one locks the house out, so the new ones are on
the disk before they are used, and one process at a time asks for them."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from thongsuot.channels.addresses import target_of
from thongsuot.channels.posting import Failed, post
from thongsuot.channels.zalo.config import App

EARLY = 300  # seconds before its end in which a token is renewed
NOT_LET_IN = "not_let_in"


class NoToken(Exception):  # how the asking ended
    """Why there is no token; `code` in snake case, `text` in numbers."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class _Kept:
    given: str  # a digest of the refresh token in the settings, so that a new one there counts
    refresh_token: str
    access_token: str
    until: float  # seconds since 1970


def access_token(app: App, now: datetime, *, stale: str = "") -> str:
    """A token that is good now. `stale` is one that Zalo no longer takes: another is asked for,
    unless somebody else has done so meanwhile. Raises `NoToken`."""
    kept = _read(app)
    if _good(app, kept, now, stale):
        return kept.access_token
    with _alone(app):
        kept = _read(app)
        if _good(app, kept, now, stale):
            return kept.access_token
        made = _renewed(app, kept, now)
        _write(app, made)
        return made.access_token


def _good(app: App, kept: _Kept, now: datetime, stale: str) -> bool:
    known = kept.given == _digest(app.refresh_token) and kept.access_token
    return bool(known) and kept.access_token != stale and now.timestamp() < kept.until - EARLY


def _renewed(app: App, kept: _Kept, now: datetime) -> _Kept:
    given = _digest(app.refresh_token)
    refresh = kept.refresh_token if kept.given == given else app.refresh_token
    asked = {"app_id": app.app_id, "grant_type": "refresh_token", "refresh_token": refresh}
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "secret_key": app.secret_key,
    }
    try:
        answer = post(
            target_of(app.oauth),
            headers,
            urlencode(asked).encode(),
            timeout=app.timeout,
            allow_private=app.allow_private,
        )
    except Failed as failed:
        raise NoToken(failed.code) from None
    said = _said(answer.body)
    access, following = said.get("access_token"), said.get("refresh_token")
    if not isinstance(access, str) or not access or not isinstance(following, str):
        raise NoToken(NOT_LET_IN, f"HTTP {answer.code}, {_number(said)}")
    seconds = str(said.get("expires_in", "3600"))
    lasts = min(int(seconds), 30 * 86_400) if seconds.isdigit() else 3600
    return _Kept(given, following, access, now.timestamp() + lasts)


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _number(said: dict[str, Any]) -> str:
    found = said.get("error", said.get("error_code", ""))
    return str(found) if isinstance(found, int) else ""


def _read(app: App) -> _Kept:
    try:
        return _Kept(**json.loads(app.keeps.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return _Kept("", "", "", 0.0)


def _write(app: App, kept: _Kept) -> None:
    passing = app.keeps.with_suffix(".part")
    descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(app.keeps)


@contextmanager
def _alone(app: App) -> Iterator[None]:
    """One process and thread at a time, by a lock on a file beside the tokens."""
    app.keeps.parent.mkdir(parents=True, exist_ok=True)
    with app.keeps.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
