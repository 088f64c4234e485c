"""Where mail is handed over and in whose name."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from thongsuot.channels.email.addresses import mailbox
from thongsuot.channels.email.dkim import Key, key_in
from thongsuot.lib.refused import Refused

Security = Literal["none", "starttls", "tls"]

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailConfig:
    """A relay and a sender.

    `timeout` in seconds bounds every single answer; `window` is how many messages may be on the
    way at once. `others` are further relays: `weight` says how often each has its turn, and one
    that fails is left for the next. `rate`: messages a second this relay takes, `domain_rates`:
    those a recipient's domain takes ("*": each other one), both counted in one process; 0: as many
    as go. `keep`: seconds that a session stays open for the next batch. `dkim` signs what is sent.
    Raises Refused ``email.*`` for what cannot work or would leak the password.
    """

    host: str
    port: int
    from_address: str
    from_name: str = ""
    envelope_sender: str = ""
    security: Security = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    helo: str = "localhost"
    timeout: float = 30.0
    window: int = 64
    ca_file: str | None = None
    weight: int = 1
    rate: float = 0.0
    keep: float = 0.0
    domain_rates: tuple[tuple[str, float], ...] = ()
    dkim: tuple[Key, ...] = ()
    others: tuple["EmailConfig", ...] = ()

    @property
    def name(self) -> str:
        """The relay as operators know it."""
        return f"{self.host}:{self.port}"

    def __post_init__(self) -> None:
        _refuse_server(self)
        _refuse_secrets(self)
        _refuse_paces(self)
        mailbox(self.from_address)
        if self.envelope_sender:
            mailbox(self.envelope_sender)
        if CONTROL.search(self.from_name):
            raise Refused("email.control_character", field="from_name")


# What `[channels.email]` may say, of what kind: of the first relay, of another, of a key.
SETTINGS = {
    "ca_file": str,
    "domain_rates": dict,
    "keep": (int, float),
    "rate": (int, float),
    "weight": int,
    "window": int,
    "relays": list,
    "dkim": list,
}
RELAY = {
    "ca_file": str,
    "host": str,
    "password": str,
    "port": int,
    "rate": (int, float),
    "security": str,
    "username": str,
    "weight": int,
}
KEY = {"domain": str, "selector": str, "file": str}


def with_settings(first: EmailConfig, table: Mapping[str, Any]) -> EmailConfig:
    """The relay with what an installation's `[channels.email]` adds: further relays, paces, keys.

    A further relay has nothing of the first but sender, timeout and window. Raises Refused
    ``email.*``.
    """
    told = _known(table, SETTINGS)
    rates = tuple(told.pop("domain_rates", {}).items())
    if not all(isinstance(rate, int | float) for _, rate in rates):
        raise Refused("email.setting", name="domain_rates")
    relays = [_known(each, RELAY, ("host", "port")) for each in told.pop("relays", ())]
    keys = [_known(each, KEY, tuple(KEY)) for each in told.pop("dkim", ())]
    signing = tuple(key_in(Path(each.pop("file")), **each) for each in keys)
    config = replace(first, domain_rates=rates, dkim=signing, **told)
    bare = {"security": "starttls", "username": "", "password": "", "ca_file": None}
    plain = replace(config, weight=1, rate=0.0)
    return replace(config, others=tuple(replace(plain, **(bare | each)) for each in relays))


def _known(table: Any, kinds: Mapping[str, Any], needed: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise Refused("email.setting", name=str(table))
    for name, value in table.items():
        if name not in kinds or not isinstance(value, kinds[name]):
            raise Refused("email.setting", name=name)
    for name in needed:
        if name not in table:
            raise Refused("email.setting", name=name)
    return dict(table)


def loopback(host: str) -> bool:
    """Whether a host name or address stays on this machine by its very form."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_server(config: EmailConfig) -> None:
    if not HOST.fullmatch(config.host):
        raise Refused("email.host", host=config.host)
    if not HOST.fullmatch(config.helo) or not config.helo.isascii():
        raise Refused("email.helo", helo=config.helo)
    if not 1 <= config.port <= 65535:
        raise Refused("email.port", port=config.port)
    if config.security not in ("none", "starttls", "tls"):
        raise Refused("email.security", security=config.security)
    if not 0 < config.timeout <= 600:
        raise Refused("email.timeout", timeout=config.timeout)
    if not 1 <= config.window <= 1000:
        raise Refused("email.window", window=config.window)


def _refuse_paces(config: EmailConfig) -> None:
    if not 1 <= config.weight <= 1000:
        raise Refused("email.weight", weight=config.weight)
    rates = (config.rate, *(rate for _, rate in config.domain_rates))
    if not all(0 <= rate <= 100_000 for rate in rates):
        raise Refused("email.rate", rate=max(rates, key=abs))
    if not 0 <= config.keep <= 300:
        raise Refused("email.keep", keep=config.keep)


def _refuse_secrets(config: EmailConfig) -> None:
    if bool(config.username) != bool(config.password):
        raise Refused("email.half_credentials")
    if CONTROL.search(config.username) or CONTROL.search(config.password):
        raise Refused("email.control_character", field="credentials")
    if config.username and config.security == "none" and not loopback(config.host):
        raise Refused("email.password_in_clear", host=config.host)
    if config.ca_file is not None and not Path(config.ca_file).is_file():
        raise Refused("email.ca_file", path=config.ca_file)
