"""Where webhooks go."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from thongsuot.channels.addresses import Target, public, target_of
from thongsuot.channels.drops import asked_format
from thongsuot.channels.terms import Message
from thongsuot.channels.webhook.signing import PREFIX, Keys, check_keys, signing_key
from thongsuot.lib.refused import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookConfig:
    """One endpoint.

    `secret` as Standard Webhooks writes it (``whsec_`` or ``whsk_``, and base64), or several while
    one replaces another; `timeout` in seconds bounds the whole exchange. With `allow_private` the
    endpoint may be on a private network and may be plain HTTP: for peers in the same building and
    for tests. Raises Refused ``webhook.*``.
    """

    url: str = field(repr=False)
    secret: Keys = field(repr=False)
    timeout: float = 15.0
    allow_private: bool = False

    def __post_init__(self) -> None:
        check_keys(self.secret)
        _check_timeout(self.timeout)
        if self.target.scheme == "http" and not self.allow_private:
            raise Refused("webhook.not_https")

    @property
    def target(self) -> Target:
        """The parts of the address."""
        return _target(self.url)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivering:
    """How webhooks go from this installation: patience in seconds, and whether also inside."""

    timeout: float = 15.0
    allow_private: bool = False

    def __post_init__(self) -> None:
        _check_timeout(self.timeout)


def configured(told: Mapping[str, Any]) -> Delivering:
    """From `timeout` and `allow_private` of the section; both may be left out."""
    return Delivering(
        timeout=float(told.get("timeout", 15.0)), allow_private=told.get("allow_private") is True
    )


def address(written: str, details: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """An endpoint as it is kept: its "secrets" (made here where none are told; of Ed25519 where
    "signs" is "v1a") and the "format" it takes. Plain HTTP only to addresses inside a house."""
    url = written.strip()
    target = _target(url)
    if target.scheme == "http" and not _inside(target.host):
        raise Refused("webhook.not_https")
    kept = list(check_keys(details["secrets"])) if details.get("secrets") else []
    return url, {
        "secrets": kept or [fresh_secret(asymmetric=details.get("signs") == "v1a")],
        "format": asked_format(details),
    }


def fresh_secret(*, asymmetric: bool) -> str:
    """A key to sign with: ``whsec_`` of 32 octets, or ``whsk_`` of Ed25519."""
    if asymmetric:
        return signing_key(Ed25519PrivateKey.generate())
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def lane(message: Message) -> str:
    """The endpoint of a message, however many people it stands for."""
    return message.address.partition("?")[0]


@lru_cache(maxsize=1024)
def _target(url: str) -> Target:
    try:
        found = target_of(url)
    except ValueError:
        raise Refused("webhook.url") from None
    return found if found.path.startswith("/") else replace(found, path=f"/{found.path}")


def _inside(host: str) -> bool:
    try:
        return not public(ip_address(host))
    except ValueError:
        return host == "localhost"


def _check_timeout(timeout: float) -> None:
    if not 0 < timeout <= 60:
        raise Refused("webhook.timeout", timeout=timeout)
