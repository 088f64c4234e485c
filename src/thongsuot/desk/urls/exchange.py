"""Addresses of requests for information and how fresh everything is."""

from django.urls import URLPattern, path

from thongsuot.desk.views import answering, asking, freshness, requests, routines

ONE, ROUTINE = "yeu-cau/<uuid:id>/", "yeu-cau/dinh-ky/<uuid:id>/"
SENT = "yeu-cau/dot/<uuid:dispatch>/"

urlpatterns: list[URLPattern] = [
    path("yeu-cau/", requests.listing, name="requests"),
    path("yeu-cau/bang.xlsx", requests.list_export, name="requests_export"),
    path("yeu-cau/moi/", asking.ask, name="ask"),
    path("yeu-cau/moi/xem/", asking.preview, name="ask_preview"),
    path("yeu-cau/moi/tim/", asking.find, name="ask_find"),
    path("yeu-cau/dinh-ky/", routines.listing, name="routines"),
    path(ROUTINE, routines.keep, name="routine"),
    path(ROUTINE + "nghi/", routines.rest, name="routine_rest"),
    path(SENT, answering.of_dispatch, name="request_of_dispatch"),
    path(SENT + "tra-loi/", answering.answer_dispatch, name="answer_dispatch"),
    path(ONE, requests.show, name="request"),
    path(ONE + "tien-do/", requests.progress, name="request_progress"),
    path(ONE + "bang/", requests.table, name="request_table"),
    path(ONE + "tra-loi.xlsx", requests.export, name="request_export"),
    path(ONE + "nhac/", requests.remind, name="request_remind"),
    path(ONE + "tong-hop/", requests.consolidate, name="request_consolidate"),
    path(ONE + "dong/", requests.close, name="request_close"),
    path(ONE + "tra-loi/", answering.answer, name="answer"),
    path("do-cap-nhat/", freshness.show, name="freshness"),
    path("do-cap-nhat/bang.xlsx", freshness.export, name="freshness_export"),
]
