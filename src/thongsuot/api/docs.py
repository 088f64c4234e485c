"""The page about the interface, drawn from its OpenAPI document: no script of others."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from thongsuot.api import interface, limits, problems, words
from thongsuot.look.refusals import REFUSALS
from thongsuot.releases.queries import LONGEST_TEXT


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    needed: bool
    words: str


@dataclass(frozen=True)
class Operation:
    id: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    needs_token: bool
    method: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    told = {
        "groups": _groups(interface.description()),
        "problems": _problems(),
        "site_url": settings.SITE_URL,
        "by_address": limits.BY_ADDRESS,
        "by_token": limits.BY_TOKEN,
    }
    return render(request, "api/docs.html", told)


def _groups(described: dict[str, Any]) -> list[tuple[Any, list[Operation]]]:
    """(name of the group, its operations), in the order of `words.GROUPS`."""
    found: dict[str, list[Operation]] = {tag: [] for tag in words.GROUPS}
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            found[operation["tags"][0]].append(_operation(method, path, operation))
    return [(name, found[tag]) for tag, name in words.GROUPS.items()]


def _operation(method: str, path: str, told: dict[str, Any]) -> Operation:
    return Operation(
        id=told["operationId"],
        path=path,
        summary=told["summary"],
        description=told["description"],
        parameters=[_parameter(each) for each in told["parameters"]],
        needs_token={} not in told["security"],
        method=method.upper(),
    )


def _parameter(told: dict[str, Any]) -> Parameter:
    return Parameter(told["name"], _kind(told["schema"]), told["required"], told["description"])


def _kind(schema: dict[str, Any]) -> str:
    """How a value looks: its choices, its format, or its type, with its bounds."""
    real = next((s for s in schema.get("anyOf", []) if s.get("type") != "null"), schema)
    if "enum" in real:
        return " · ".join(real["enum"])
    bounds = [str(real[end]) for end in ("minimum", "maximum") if end in real]
    return " ".join([str(real.get("format") or real.get("type", "")), "–".join(bounds)]).strip()


def _problems() -> list[tuple[str, int, str]]:
    english = (get_language() or "vi").startswith("en")
    gaps = {
        "scope": "…",
        "seconds": "…",
        "names": "…",
        "part": "…",
        "allowed": "…",
        "limit": LONGEST_TEXT,
    }
    return [
        (code, status, REFUSALS[code][english].format(**gaps))
        for code, status in problems.STATUS.items()
    ]
