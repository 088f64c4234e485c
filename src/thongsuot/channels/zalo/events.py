"""What Zalo tells of its own accord: that a message reached somebody's telephone.

Signed as Zalo signs its events: ``X-ZEvent-Signature: mac=`` and the SHA-256 of app id, body, the
body's own timestamp and the official account's secret key, in this order.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from thongsuot.channels.terms import Receipt
from thongsuot.channels.zalo.config import App
from thongsuot.lib.refused import Refused

RECEIVED = "user_received_message"


def heard(app: App, headers: Mapping[str, str], body: bytes) -> list[Receipt]:
    """The receipts in one event; none in events of other kinds. Raises Refused."""
    try:
        told = json.loads(body)
        stamp = str(told["timestamp"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused("receipts.unreadable") from None
    signed = b"%b%b%b%b" % (
        app.app_id.encode(),
        body,
        stamp.encode(),
        app.event_secret.encode(),
    )
    wanted = f"mac={hashlib.sha256(signed).hexdigest()}"
    said = headers.get("x-zevent-signature", "")
    if not app.event_secret or not hmac.compare_digest(wanted.encode(), said.encode()):
        raise Refused("receipts.secret")
    message = told.get("message")
    if told.get("event_name") != RECEIVED or not isinstance(message, dict):
        return []
    return _receipts(message, stamp)


def _receipts(message: Mapping[str, Any], stamp: str) -> list[Receipt]:
    at = _instant(str(message.get("delivery_time") or stamp))
    ours = str(message.get("tracking_id") or "")
    named = message.get("msg_ids")
    theirs = named if isinstance(named, list) else [message.get("msg_id") or ""]
    return [Receipt(True, at, ours[:60], str(each)[:100]) for each in theirs[:100]]


def _instant(milliseconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(milliseconds[:15]) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused("receipts.unreadable") from None
