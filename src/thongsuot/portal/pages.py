"""A page of the portal: what every one of them shows besides its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network


def page(
    request: HttpRequest, template: str, told: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The template with the network's name in the masthead."""
    return render(request, template, {"network_name": _name(), **(told or {})}, status=status)


def _name() -> str:
    try:
        return network.installation().name
    except Refused:  # not set up yet
        return ""
