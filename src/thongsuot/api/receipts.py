"""The door of gateways: what became of messages that they took. Each proves who it is by the
secret in its channel's settings; no token and no session is looked at."""

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from thongsuot.api import limits
from thongsuot.api.problems import problem
from thongsuot.channels.terms import Receipt
from thongsuot.circulation import actions, queries
from thongsuot.lib.refused import Refused

BY_GATEWAY = 6000  # tellings in a minute
WRONG = 20  # times in a minute that one address may show a wrong secret


@csrf_exempt  # a secret or a signature stands on every telling, and no session is looked at
def receipts(request: HttpRequest, channel: str) -> HttpResponse:
    """POST: receipts of one channel. How many were of messages of ours.

    A gateway that can send no header has the secret in its address (`?key=`).
    """
    try:
        response = _taken(request, channel)
    except RequestDataTooBig:
        response = problem(request, Refused("receipts.unreadable"))
    except Refused as error:
        response = problem(request, error)
    response["Cache-Control"] = "no-store"
    return response


receipts.guard = "api"  # type: ignore[attr-defined]


def _taken(request: HttpRequest, channel: str) -> HttpResponse:
    if request.method != "POST":
        raise Refused("api.method", allowed="POST")
    where = limits.address(request)
    limits.count(f"receipts:{where}", BY_GATEWAY)
    headers = {name.lower(): value for name, value in request.headers.items()}
    if key := request.GET.get("key"):
        headers.setdefault("authorization", f"Bearer {key}")
    try:
        told = queries.receipts_in(channel, headers, request.body)
    except Refused as error:
        if error.code == "receipts.secret":
            limits.count(f"receipts-wrong:{where}", WRONG)
        raise
    return JsonResponse({"known": sum(_written(channel, each) for each in told)})


def _written(channel: str, told: Receipt) -> bool:
    delivery = _uuid(told.id)
    if delivery is None and not told.remote_id:
        return False
    return actions.receipt(
        channel=channel,
        at=told.at,
        arrived=told.arrived,
        remote_id=told.remote_id,
        delivery=delivery,
        reason=told.reason,
    )


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None
