"""Errors as machines expect them: RFC 9457 problem+json, in words of both languages."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from thongsuot.lib.refused import Refused
from thongsuot.look import refusals
from thongsuot.releases.queries import LONGEST_TEXT

STATUS = {
    "api.token_missing": 401,
    "api.token_unknown": 401,
    "api.scope": 403,
    "api.no_edition": 404,
    "api.no_address": 404,
    "api.method": 405,
    "api.input": 422,
    "releases.clarity_input": 422,
    "releases.clarity_too_long": 413,
    "api.before": 422,
    "api.too_many": 429,
    "peers.unknown": 401,
    "peers.not_confirmed": 403,
    "peers.no_incoming": 404,
    "peers.too_large": 413,
    "receipts.none_expected": 404,
    "receipts.secret": 401,
    "receipts.unreadable": 422,
    "webhook.headers_missing": 401,
    "webhook.signature": 401,
    "webhook.too_old": 401,
    "network.not_set_up": 503,
}
"""What a refusal is in HTTP; any other one is a 409."""

TITLES: dict[int, Promise] = {
    401: _("Cần mã truy cập"),
    403: _("Mã truy cập không có quyền này"),
    404: _("Không tìm thấy"),
    405: _("Không nhận cách hỏi này"),
    413: _("Văn bản quá dài"),
    409: _("Việc này chưa làm được"),
    422: _("Tham số chưa đúng"),
    429: _("Hỏi quá nhanh"),
    503: _("Hệ thống chưa sẵn sàng"),
}

# What pydantic says of a value, in our words; whatever is not here is `api.input_value`.
_INPUT = {
    "uuid": Refused("api.input_uuid"),
    "datetime": Refused("api.input_time"),
    "timezone": Refused("api.input_time"),
    "date": Refused("api.input_time"),
    "int": Refused("api.input_number"),
    "greater": Refused("api.input_number"),
    "less": Refused("api.input_number"),
    "literal": Refused("api.input_choice"),
    "enum": Refused("api.input_choice"),
    "missing": Refused("api.input_missing"),
}
_VALUE = Refused("api.input_value")


def problem(request: HttpRequest, refused: Refused, **more: Any) -> HttpResponse:
    """The answer to a refusal. `type` is an address of the page that explains it."""
    status = STATUS.get(refused.code, 409)
    told = {
        "type": f"{settings.SITE_URL}/api/v1/docs#{refused.code}",
        "title": str(TITLES[status]),
        "status": status,
        "code": refused.code,
        "detail": refusals.words(refused),
        "vi": refusals.words(refused, "vi"),
        "en": refusals.words(refused, "en"),
        "instance": request.path,
        **more,
    }
    content = json.dumps(told, ensure_ascii=False).encode()
    response = HttpResponse(content, status=status, content_type="application/problem+json")
    for name, value in _headers(refused).items():
        response[name] = value
    return response


def _headers(refused: Refused) -> dict[str, str]:
    realm = 'realm="Thong Suot"'
    asks = {
        "api.token_missing": f"Bearer {realm}",
        "api.token_unknown": f'Bearer {realm}, error="invalid_token"',
        "api.scope": f'Bearer {realm}, error="insufficient_scope"'
        f', scope="{refused.params.get("scope", "")}"',
    }
    headers = {"Cache-Control": "no-store"}
    if refused.code in asks:
        headers["WWW-Authenticate"] = asks[refused.code]
    if refused.code == "api.too_many":
        headers["Retry-After"] = str(refused.params["seconds"])
    if refused.code == "api.method":
        headers["Allow"] = str(refused.params.get("allowed", "GET, HEAD"))
    return headers


def _of_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = [_wrong(each) for each in error.errors]
    names = ", ".join(dict.fromkeys(each["name"] for each in wrong))
    return problem(request, Refused("api.input", names=names), errors=wrong)


def _wrong(error: dict[str, Any]) -> dict[str, Any]:
    """One parameter that cannot be read: where, which, what is wanted."""
    place, *name = error["loc"]
    said = _INPUT.get(str(error["type"]).partition("_")[0], _VALUE)
    return {
        "in": str(place),
        "name": ".".join(str(part) for part in name),
        "vi": refusals.words(said, "vi"),
        "en": refusals.words(said, "en"),
        "expected": str(error.get("msg", "")),
    }


def handle(api: NinjaAPI) -> None:
    """Every error of the interface becomes a problem; what we did not foresee stays an error."""
    handlers: dict[type[Exception], Any] = {
        Refused: problem,
        ValidationError: _of_input,
        Http404: lambda request, error: problem(request, Refused("api.no_address")),
        HttpError: lambda request, error: problem(request, Refused("api.input", names="body")),
        RequestDataTooBig: lambda request, error: problem(
            request, Refused("releases.clarity_too_long", limit=LONGEST_TEXT)
        ),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
