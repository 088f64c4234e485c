"""Addresses by the names the layouts link to, so that these tests need no door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _named(names: dict[str, str]) -> list[object]:
    return [path(route, _nothing, name=name) for name, route in names.items()]


desk = {
    "today": "",
    "releases": "tin/",
    "dispatches": "dot-gui/",
    "network": "mang-luoi/",
    "journal": "nhat-ky/",
    "search": "tim/",
    "draft": "tin/soan/",
}
portal = {
    "newsroom": "",
    "inbox": "hop-tin/",
    "settings": "thiet-lap/",
    "verify": "kiem-tra/",
    "feeds": "nguon-tin/",
    "search": "tim/",
    "log": "so/",
}
urlpatterns = [
    path("ban/", include((_named(desk), "desk"))),
    path("", include((_named(portal), "portal"))),
    path("api/", include((_named({"docs": "docs"}), "api"))),
    *_named({"account_login": "dang-nhap/", "account_logout": "dang-xuat/"}),
]
