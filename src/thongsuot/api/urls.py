"""Addresses for machines: the interface, its description, and the feeds."""

from django.urls import path, re_path

from thongsuot.api import docs, feeds, interface, peers, receipts
from thongsuot.api.answering import answers, no_address
from thongsuot.look.guarding import public

app_name = "api"
urlpatterns = [
    path("atom.xml", answers(feeds.atom_feed), name="atom"),
    path("rss.xml", answers(feeds.rss_feed), name="rss"),
    path("feed.json", answers(feeds.json_feed), name="json_feed"),
    path(
        "nguon/<str:token>/<str:form>",
        answers(feeds.private_feed, guard="token"),
        name="private_feed",
    ),
    path("api/v1/openapi.json", answers(interface.openapi), name="openapi"),
    path("api/v1/docs", public(docs.docs), name="docs"),
    *interface.patterns(),
    path("api/v1/peers/introductions", peers.introductions, name="peer_introductions"),
    path("api/v1/peers/events", peers.events, name="peer_events"),
    path("api/v1/peers/files/<uuid:edition>/<uuid:file>", peers.file, name="peer_file"),
    path("api/v1/receipts/<slug:channel>", receipts.receipts, name="receipts"),
    re_path(r"^api/(?P<rest>.*)$", answers(no_address), name="nothing"),
]
