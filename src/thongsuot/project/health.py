"""`/healthz`: does this installation work? For a machine that watches; tells no secrets."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from thongsuot.work import queries as work


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 and {"database": true, "worker": true, "held": false}; 503 when one of them fails."""
    state = {"database": _database(), "worker": False, "held": False}
    if state["database"]:
        state["worker"] = work.worker_alive(within_seconds=60)
        state["held"] = work.held() is not None
    healthy = state["database"] and state["worker"]
    return JsonResponse(
        state, status=200 if healthy else 503, headers={"Cache-Control": "no-store"}
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
