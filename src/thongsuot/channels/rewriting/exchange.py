"""How the endpoint is asked: in JSON, never over the Internet in the open."""

from collections.abc import Sequence

from thongsuot.channels.addresses import Address, public
from thongsuot.channels.exchange import exchange
from thongsuot.channels.rewriting.config import RewritingConfig

ROOM = 1_000_000  # octets of an answer


def call(config: RewritingConfig, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    """Status and body of the answer. Raises `Unreached`, also where an answer broke off."""
    headers = {
        "content-type": "application/json",
        "accept": "application/json",
        "user-agent": "thongsuot",
        "connection": "close",
        **({"authorization": f"Bearer {config.key}"} if config.key else {}),
    }
    return exchange(
        config.target,
        method,
        config.target.path + path,
        headers,
        body,
        timeout=config.timeout,
        room=ROOM,
        forbids=_outside if config.target.scheme == "http" else None,
    )


def _outside(addresses: Sequence[Address]) -> str:
    """Drafts do not cross the Internet in the open."""
    return "not_private" if any(map(public, addresses)) else ""
