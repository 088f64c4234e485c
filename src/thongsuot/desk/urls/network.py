"""Addresses of the network: its bodies and people, and the acts that keep them right."""

from django.urls import path

from thongsuot.desk.views import directory, keeping, network

UNIT, PERSON = "mang-luoi/<uuid:unit>/", "mang-luoi/nguoi/<uuid:person>/"

urlpatterns = [
    path("mang-luoi/", directory.listing, name="network"),
    path("mang-luoi/tim/", directory.suggest, name="network_suggest"),
    path("mang-luoi/danh-sach.xlsx", directory.export, name="network_export"),
    path(UNIT, network.unit, name="unit"),
    path(UNIT + "them-nguoi/", keeping.add_person, name="add_person"),
    path(UNIT + "dia-chi/", keeping.add_unit_address, name="add_unit_address"),
    path(UNIT + "dia-chi/<uuid:point>/", keeping.unit_address, name="unit_address"),
    path(PERSON, network.person, name="person"),
    path(PERSON + "ten-chuc-vu/", keeping.change_person, name="change_person"),
    path(PERSON + "phan-cong/", keeping.give_mandate, name="give_mandate"),
    path(PERSON + "phan-cong/<uuid:mandate>/thoi/", keeping.end_mandate, name="end_mandate"),
    path(PERSON + "phan-cong/<uuid:mandate>/uy-quyen/", keeping.deputy, name="name_deputy"),
    path(PERSON + "dia-chi/", keeping.add_address, name="add_address"),
    path(PERSON + "dia-chi/<uuid:point>/", keeping.address, name="address"),
    path(PERSON + "tai-khoan/", keeping.open_account, name="open_account"),
]
