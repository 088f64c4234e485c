"""Where a webhook goes."""

from dataclasses import dataclass, field, replace

from thongsuot.channels.addresses import Target, target_of
from thongsuot.channels.webhook.signing import key
from thongsuot.lib.refused import Refused


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
        if self.target.scheme == "http" and not self.allow_private:
            raise Refused("webhook.not_https")

    @property
    def target(self) -> Target:
        """The parts of the address."""
        try:
            found = target_of(self.url)
        except ValueError:
            raise Refused("webhook.url") from None
        return found if found.path.startswith("/") else replace(found, path=f"/{found.path}")
