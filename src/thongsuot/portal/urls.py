"""Addresses of the portal: the public newsroom, members, mailed links, small print."""

from django.urls import path

from thongsuot.portal.views import (
    demo,
    editions,
    files,
    inbox,
    links,
    newsroom,
    own,
    search,
    spokespersons,
    surroundings,
    verify,
)

app_name = "portal"
urlpatterns = [
    path("", newsroom.newsroom, name="newsroom"),
    path("so-phat-hanh/", newsroom.log, name="log"),
    path("nguon-tin/", newsroom.feeds, name="feeds"),
    path("tim/", search.search, name="search"),
    path("nguoi-phat-ngon/", spokespersons.listing, name="spokespersons"),
    path("nguoi-phat-ngon/danh-sach.xlsx", spokespersons.sheet, name="spokespersons_sheet"),
    path("tin/<uuid:edition>/", editions.edition_page, name="edition"),
    path("tin/<uuid:edition>/in/", editions.print_view, name="print"),
    path("tin/<uuid:edition>/tai/<str:form>", editions.download, name="download"),
    path("tep/<uuid:file>", files.original, name="file"),
    path("tep/<uuid:file>/xem", files.preview, name="preview"),
    path("kiem-chung/", verify.ask, name="verify"),
    path("kiem-chung/<uuid:edition>/", verify.check, name="seal"),
    path("kiem-chung/<uuid:edition>/<str:part>", verify.proof, name="proof"),
    path("vao/", inbox.enter, name="enter"),
    path("hop-thu/", inbox.inbox, name="inbox"),
    path("hop-thu/<uuid:dispatch>/da-nhan/", inbox.acknowledge, name="acknowledge"),
    path("hop-thu/<uuid:edition>/giu-tin/", inbox.hold, name="hold"),
    path("xac-nhan/<str:token>/", links.acknowledge, name="acknowledge_link"),
    path("giu-tin/<str:token>/", links.hold, name="hold_link"),
    path("cai-dat/", own.settings, name="settings"),
    path("cai-dat/chu-de/", own.topics, name="topics"),
    path("cai-dat/hien-thi/", own.display, name="display"),
    path("cai-dat/ma-truy-cap/", own.tokens, name="tokens"),
    path("cai-dat/ma-truy-cap/<uuid:token>/thu-hoi/", own.revoke, name="revoke"),
    path("thu-nghiem/<str:token>/", demo.enter, name="demo"),
    path("robots.txt", surroundings.robots, name="robots"),
    path("favicon.ico", surroundings.favicon, name="favicon"),
    path(".well-known/security.txt", surroundings.security, name="security"),
]
