"""Addresses of other installations and of what came from them."""

from django.urls import URLPattern, path

from thongsuot.desk.views import incoming, peers

PEER, CAME = "he-thong/<uuid:id>/", "tin-den/<uuid:id>/"

urlpatterns: list[URLPattern] = [
    path("he-thong/", peers.listing, name="peers"),
    path("he-thong/bang.xlsx", peers.export, name="peers_export"),
    path("he-thong/moi/", peers.invite, name="invite_peer"),
    path("he-thong/nhap-ma/", peers.enter_code, name="enter_peer_code"),
    path(PEER, peers.show, name="peer"),
    path(PEER + "noi-dung/", peers.terms, name="peer_terms"),
    path(PEER + "cat/", peers.end, name="end_peer"),
    path("tin-den/", incoming.listing, name="incoming"),
    path("tin-den/bang.xlsx", incoming.export, name="incoming_export"),
    path("tin-den/tep/<uuid:file>/", incoming.file, name="incoming_file"),
    path(CAME, incoming.show, name="incoming_edition"),
    path(CAME + "da-nhan/", incoming.acknowledge, name="acknowledge_incoming"),
    path(CAME + "lay-lai/", incoming.take, name="take_incoming"),
    path(CAME + "chuyen/", incoming.pass_on, name="pass_on"),
]
