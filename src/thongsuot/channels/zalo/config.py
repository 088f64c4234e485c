"""The app that speaks for the official account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from thongsuot.channels.addresses import target_of
from thongsuot.lib.refused import Refused

OAUTH = "https://oauth.zaloapp.com/v4/oa/access_token"


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """`refresh_token` is the one given when the app was let in. Each works once and brings its
    successor, so the present one is kept in `keeps`, in the installation's home. `event_secret` is
    the official account's, by which Zalo signs its events."""

    app_id: str
    secret_key: str = field(repr=False)
    refresh_token: str = field(repr=False)
    keeps: Path
    event_secret: str = field(default="", repr=False)
    oauth: str = OAUTH
    timeout: float = 15.0
    allow_private: bool = False


def app(told: Mapping[str, Any]) -> App | None:
    """From a channel's section; None where it says nothing of an app. Raises Refused."""
    names = ("app_id", "secret_key", "refresh_token")
    if not any(told.get(name) for name in names):
        return None
    for name in names:
        value = str(told.get(name, ""))
        if not value or not value.isascii() or not value.isprintable():
            raise Refused("zalo.missing", name=name)
    app_id = str(told["app_id"])
    if not app_id.isdigit():
        raise Refused("zalo.missing", name="app_id")
    timeout, private = float(told.get("timeout", 15)), bool(told.get("allow_private", False))
    if not 0 < timeout <= 60:
        raise Refused("zalo.timeout")
    home = Path(str(told.get("home", "."))).expanduser()
    return App(
        app_id=app_id,
        secret_key=str(told["secret_key"]),
        refresh_token=str(told["refresh_token"]),
        keeps=Path(str(told.get("keeps") or home / f"zalo-{app_id}.json")),
        event_secret=str(told.get("event_secret", "")),
        oauth=address_of(told, "oauth", OAUTH, private),
        timeout=timeout,
        allow_private=private,
    )


def address_of(told: Mapping[str, Any], name: str, default: str, private: bool) -> str:
    """An address of Zalo's, which the settings may put elsewhere. Raises Refused."""
    url = str(told.get(name) or default)
    try:
        target = target_of(url)
    except ValueError:
        raise Refused("zalo.url", written=url) from None
    if target.scheme != "https" and not private:
        raise Refused("zalo.url", written=url)
    return url
