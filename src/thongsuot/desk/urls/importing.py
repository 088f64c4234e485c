"""Addresses of sheets: brought into the network, and taken out of it."""

from django.urls import path

from thongsuot.desk.views import importing

ONE = "mang-luoi/nhap/<uuid:sheet>/"

urlpatterns = [
    path("mang-luoi/nhap/", importing.listing, name="imports"),
    path(ONE, importing.show, name="import"),
    path(ONE + "trang-tinh/", importing.tab, name="import_tab"),
    path(ONE + "chon-lai-cot/", importing.back, name="import_back"),
    path(ONE + "lua-chon/", importing.settle, name="import_settle"),
    path(ONE + "ghi/", importing.confirm, name="import_confirm"),
    path(ONE + "bo/", importing.discard, name="import_discard"),
    path(ONE + "tien-do/", importing.progress, name="import_progress"),
    path(ONE + "dong.xlsx", importing.rows_sheet, name="import_rows"),
    path("mang-luoi/danh-ba.xlsx", importing.network_xlsx, name="network_xlsx"),
    path("mang-luoi/danh-ba.csv", importing.network_csv, name="network_csv"),
]
