"""Addresses of Today, dispatches, the network, the journal and search."""

from django.urls import path

from thongsuot.desk.views import (
    bodies,
    circulating,
    dispatches,
    journal,
    keeping,
    network,
    search,
    sending,
    today,
)

GUI, BODY = "gui/<uuid:id>/", "gui/<uuid:id>/don-vi/<uuid:unit>/"
NEW = "phat-hanh/<uuid:edition>/gui/"
UNIT, PERSON = "mang-luoi/<uuid:unit>/", "mang-luoi/nguoi/<uuid:person>/"

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
    path("mang-luoi/", network.listing, name="network"),
    path("mang-luoi/danh-sach.xlsx", network.export, name="network_export"),
    path(UNIT, network.unit, name="unit"),
    path(UNIT + "them-nguoi/", keeping.add_person, name="add_person"),
    path(UNIT + "dia-chi/", keeping.add_unit_address, name="add_unit_address"),
    path(UNIT + "dia-chi/<uuid:point>/", keeping.unit_address, name="unit_address"),
    path(UNIT + "dia-chi/<uuid:point>/xac-minh/", keeping.verify_unit, name="verify_unit"),
    path(PERSON, network.person, name="person"),
    path(PERSON + "phan-cong/", keeping.give_mandate, name="give_mandate"),
    path(PERSON + "phan-cong/<uuid:mandate>/thoi/", keeping.end_mandate, name="end_mandate"),
    path(PERSON + "phan-cong/<uuid:mandate>/uy-quyen/", keeping.deputy, name="name_deputy"),
    path(PERSON + "dia-chi/", keeping.add_address, name="add_address"),
    path(PERSON + "dia-chi/<uuid:point>/", keeping.address, name="address"),
    path(PERSON + "dia-chi/<uuid:point>/xac-minh/", keeping.verify, name="verify_address"),
    path(PERSON + "tai-khoan/", keeping.open_account, name="open_account"),
    path("nhat-ky/", journal.listing, name="journal"),
    path("tim/", search.search, name="search"),
]
