"""Where a webhook goes."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from thongsuot.channels.webhook.signing import key
from thongsuot.lib.refused import Refused

VISIBLE = re.compile(r"[!-~]{1,2000}")
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookConfig:
    """One endpoint.

    `secret` as Standard Webhooks writes it (``whsec_`` and base64); `timeout` in seconds bounds
    the whole exchange. With `allow_private` the endpoint may be on a private network and may be
    plain HTTP: for peers in the same building and for tests. Raises Refused ``webhook.*``.
    """

    url: str = field(repr=False)
    secret: str = field(repr=False)
    timeout: float = 15.0
    allow_private: bool = False

    def __post_init__(self) -> None:
        key(self.secret)
        if not 0 < self.timeout <= 60:
            raise Refused("webhook.timeout", timeout=self.timeout)
        if not VISIBLE.fullmatch(self.url):
            raise Refused("webhook.url")
        target = self.target
        if target.scheme == "http" and not self.allow_private:
            raise Refused("webhook.not_https")

    @property
    def target(self) -> "Target":
        """The parts of the address."""
        try:
            parts = urlsplit(self.url)
            port = parts.port
        except ValueError:
            raise Refused("webhook.url") from None
        # User and password in an address end up in logs.
        if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
            raise Refused("webhook.url")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint's address in parts."""

    scheme: str
    host: str
    port: int
    path: str
