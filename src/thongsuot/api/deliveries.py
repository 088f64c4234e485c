"""What was sent to the token's own person."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from thongsuot.api import schemas
from thongsuot.api.access import RECIPIENT
from thongsuot.circulation import queries as circulation

router = Router(tags=["deliveries"], auth=RECIPIENT)

_IN_HAND = "claimed"


@router.get("/deliveries", response=list[schemas.Delivery])
def deliveries(request: HttpRequest, limit: int = Query(100, ge=1, le=1000)) -> Any:
    """One's own deliveries: which edition, where to, when, and what became of it."""
    rows = circulation.deliveries_of(request.auth, limit=limit)  # type: ignore[attr-defined]
    return [_delivery(row) for row in rows]


def _delivery(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "edition": row.dispatch.edition_id,
        "number": row.dispatch.edition.number_label,
        "channel": row.channel,
        "address": row.address,
        "state": "waiting" if row.state == _IN_HAND else row.state,
        "reason": row.reason,
        "dispatched": row.dispatch.made_at,
        "sent": row.sent_at,
    }
