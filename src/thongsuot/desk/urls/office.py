"""Addresses of Today, dispatches, the journal and search."""

from django.urls import path

from thongsuot.desk.views import (
    bodies,
    circulating,
    dispatches,
    journal,
    search,
    sending,
    today,
)

GUI, BODY = "gui/<uuid:id>/", "gui/<uuid:id>/don-vi/<uuid:unit>/"
NEW = "phat-hanh/<uuid:edition>/gui/"

urlpatterns = [
    path("", today.today, name="today"),
    path(NEW, circulating.circulate, name="circulate"),
    path(NEW + "xem/", circulating.preview, name="circulate_preview"),
    path(NEW + "tim/", circulating.find, name="circulate_find"),
    path("gui/", dispatches.listing, name="dispatches"),
    path("gui/tiep-tuc/", sending.resume, name="resume"),
    path(GUI, dispatches.show, name="dispatch"),
    path(GUI + "tien-do/", dispatches.progress, name="dispatch_progress"),
    path(GUI + "bang/", dispatches.tables, name="dispatch_tables"),
    path(GUI + "nguoi-nhan.xlsx", dispatches.export, name="dispatch_export"),
    path(GUI + "dung/", bodies.stop, name="stop"),
    path(BODY, bodies.body, name="dispatch_body"),
    path(BODY + "da-nhan/", today.acknowledge, name="acknowledge"),
    path(BODY + "da-goi/", today.called, name="called"),
    path("nhat-ky/", journal.listing, name="journal"),
    path("tim/", search.search, name="search"),
]
