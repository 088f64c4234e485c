"""Receipts that gateways bring to our door: who may bring them, and how they are worded."""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from thongsuot.channels.terms import Receipt
from thongsuot.lib.refused import Refused

SHORTEST = 16  # letters of a secret
_MOST = 1000  # receipts in one telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Under which names a gateway tells its receipts, and which words of `status` are final."""

    secret: str = field(repr=False)
    id: str = "id"
    remote_id: str = "remote_id"
    status: str = "status"
    arrived: tuple[str, ...] = ("delivered",)
    failed: tuple[str, ...] = ("failed", "undelivered", "expired", "rejected")


def wording(told: Mapping[str, Any]) -> Wording | None:
    """From `[channels.<name>.receipts]`; None where no secret is told. Raises Refused."""
    secret = str(told.get("secret", ""))
    if not secret:
        return None
    if len(secret) < SHORTEST or not secret.isascii() or not secret.isprintable():
        raise Refused("receipts.weak_secret", shortest=SHORTEST)
    names = {name: str(told[name]) for name in ("id", "remote_id", "status") if told.get(name)}
    states = {
        name: tuple(str(each).lower() for each in told[name])
        for name in ("arrived", "failed")
        if isinstance(told.get(name), list)
    }
    return Wording(secret=secret, **names, **states)  # type: ignore[arg-type]


def read(wording: Wording, headers: Mapping[str, str], body: bytes, at: datetime) -> list[Receipt]:
    """The final ones of what a gateway tells, as JSON (one or a list) or as a form; whatever is
    not final, or not a receipt, is passed over. Raises Refused `receipts.secret`."""
    said = headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(said.encode(), wording.secret.encode()):
        raise Refused("receipts.secret")
    return [found for told in _told(headers, body) if (found := _receipt(wording, told, at))]


def _receipt(wording: Wording, told: Mapping[str, Any], at: datetime) -> Receipt | None:
    status = str(told.get(wording.status, "")).lower()
    if status not in wording.arrived + wording.failed:
        return None
    ours, theirs = str(told.get(wording.id, "")), str(told.get(wording.remote_id, ""))
    reason = status if status.replace("_", "").isalnum() and status.isascii() else ""
    return Receipt(status in wording.arrived, at, ours[:60], theirs[:100], reason[:60])


def _told(headers: Mapping[str, str], body: bytes) -> Iterator[Mapping[str, Any]]:
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        yield dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=100))
        return
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("receipts.unreadable") from None
    rows = said if isinstance(said, list) else [said]
    yield from (row for row in rows[:_MOST] if isinstance(row, dict))
