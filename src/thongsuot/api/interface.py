"""The interface as a whole: its operations, its OpenAPI document, its addresses."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder

from thongsuot.api import clarity, deliveries, directory, editions, problems, words
from thongsuot.api.answering import answers

PREFIX = "api/v1/"


class Interface(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, without the path of its module."""
        return str(operation.view_func.__name__)


api = Interface(
    title="Thông Suốt",
    version="1",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("", editions.router)
api.add_router("", directory.router)
api.add_router("", deliveries.router)
api.add_router("", clarity.router)
problems.handle(api)

NEEDS_TOKEN = frozenset({"deliveries", "clarity"})
"""Names of the addresses that nobody asks without a token."""
POSTED = frozenset({"clarity"})
"""Names of those whose question is a text; nothing is written for it."""


def patterns() -> Iterator[URLPattern]:
    """The addresses of the operations, each with its guard."""
    for each in api.urls[0]:
        if isinstance(each, URLPattern) and each.name != "api-root":
            guard = "token" if each.name in NEEDS_TOKEN else "public"
            route = PREFIX + str(each.pattern)
            posted = each.name in POSTED
            yield path(route, answers(each.callback, guard=guard, posted=posted), name=each.name)


def description() -> dict[str, Any]:
    """The OpenAPI document (3.1), in the active language where it has words of ours."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"/{PREFIX}"))
    told["info"]["description"] = str(words.ABOUT)
    told["servers"] = [{"url": settings.SITE_URL}]
    told["components"]["schemas"]["Problem"] = _PROBLEM
    for operations in told["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = _WRONG
            _say(operation)
    return told


def _say(operation: dict[str, Any]) -> None:
    """Our words instead of the names and remarks of the code."""
    summary, about = words.OPERATIONS[operation["operationId"]]
    operation["summary"], operation["description"] = str(summary), str(about)
    for parameter in operation["parameters"]:
        parameter["description"] = str(words.PARAMETERS[parameter["name"]])


def openapi(request: HttpRequest) -> HttpResponse:
    content = NinjaJSONEncoder(ensure_ascii=False).encode(description())
    return HttpResponse(content.encode(), content_type="application/json")


_TEXT = {"type": "string"}
_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `vi` and `en` are words for people.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "vi", "en", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": _TEXT,
        "detail": _TEXT,
        "vi": _TEXT,
        "en": _TEXT,
        "instance": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "name", "vi", "en"],
                "properties": dict.fromkeys(("in", "name", "vi", "en", "expected"), _TEXT),
            },
        },
    },
}
_WRONG = {
    "description": "RFC 9457",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
